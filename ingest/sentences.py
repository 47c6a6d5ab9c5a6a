"""Where sentences begin and end, as spans: nothing of the text is changed or lost."""

from __future__ import annotations

import re

# Words whose full stop does not end a sentence, and those where it does not before a number.
_TITLES = re.compile(
    r"mr|mrs|ms|dr|prof|rev|hon|st|cllrs?|messrs|e\.g|i\.e|eg|ie|cf|vs|viz|approx|incl"
)
_BEFORE_NUMBERS = re.compile(
    r"nos?|figs?|paras?|vol|ed|pp?|ss?|arts?|sch|regs?|cl|ref|tel|ext|max|min|sec|ca?|ch|app|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_STOP = re.compile(
    r"([.!?…]+)((?:[\"'”’)\]]|\[\d{1,3}\])*)(\s+)(?=[\"'“‘(\[]{0,2}([^\W_]|[£$€•<]))|(\n+)"
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence of `text`, in order, white space between them left out.

    A full stop ends a sentence before a capital, a digit or an opening quote, unless it stands
    behind an abbreviation, an initial ("J. Smith") or a printed number ("3. The Board"). A line
    break always does.
    """
    spans = []
    start = 0
    for match in _STOP.finditer(text):
        broken = match.group(5) is not None or "\n" in match.group(3)
        if not broken and not _ends(text[start : match.start(1)], match.group(1), match.group(4)):
            continue
        stop = match.start() if match.group(5) is not None else match.end(2)
        if text[start:stop].strip():
            spans.append(_trimmed(text, start, stop))
        start = match.end()
    if text[start:].strip():
        spans.append(_trimmed(text, start, len(text)))
    return spans


def _ends(before: str, stop: str, following: str) -> bool:
    """Whether the stop behind `before` ends a sentence, with `following` the next character."""
    if following.islower():
        return False
    if stop != ".":
        return True
    word = re.search(r"[\w.]+$", before[-40:])
    if word is None:
        return True
    last = word.group().lower()
    alone = before.strip() == word.group()
    if before[-40:][: word.start()].endswith(("'", "’")):
        return True  # "the Board’s."
    if _TITLES.fullmatch(last):
        return False
    if following.isdigit() and _BEFORE_NUMBERS.fullmatch(last):
        return False
    if re.fullmatch(r"[a-z](?:\.[a-z])*", last):
        return last == "i" and len(before.split()) > 3
    return not (alone and last.replace(".", "").isdigit())


def _trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return start, stop
