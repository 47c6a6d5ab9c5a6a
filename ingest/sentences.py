"""Where sentences begin and end, as spans: nothing of the text is changed or lost."""

from __future__ import annotations

import re

# Words before a full stop that seldom ends a sentence.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rev hon st no nos fig figs para paras vol ed eds approx dept est inc ltd plc "
    "co corp gov jan feb mar apr jun jul aug sep sept oct nov dec vs cf e.g i.e eg ie etc al p pp cllr "
    "art s ss sch reg cl ref tel ext max min no".split()
)
_STOP = re.compile(r"([.!?…]+)([\"'”’)\]]*)(\s+)(?=[\"'“‘(\[]?[A-Z0-9£$€•<])|(\n+)")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence of `text`, in order, white space between them left out.

    A full stop ends a sentence before a capital, a digit or an opening quote, unless it stands
    behind an abbreviation, an initial ("J. Smith") or a printed number ("3. The Board").
    """
    spans = []
    start = 0
    for match in _STOP.finditer(text):
        if match.group(4) is None and not _ends(text[start : match.start(1)], match.group(1)):
            continue
        stop = match.end(2) if match.group(4) is None else match.start()
        if text[start:stop].strip():
            spans.append(_trimmed(text, start, stop))
        start = match.end()
    if text[start:].strip():
        spans.append(_trimmed(text, start, len(text)))
    return spans


def _ends(before: str, stop: str) -> bool:
    if stop != ".":
        return True
    word = re.search(r"[\w.]+$", before)
    if word is None:
        return True
    last = word.group().lower()
    if last in _ABBREVIATIONS or re.fullmatch(r"[a-z](?:\.[a-z])*", last):
        return last == "i" and len(before.split()) > 3
    return not (last.replace(".", "").isdigit() and before.strip() == word.group())


def _trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return start, stop
