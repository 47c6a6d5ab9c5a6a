"""“What about X?”: the earlier question with X in place of the part that is like it.

Like takes the place of like: a month a month's, a year a year's, an office an office's ("the chair"
for "the treasurer"), a name a name's. Where no part is like it nothing is put in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.conversation.phrases import ASKS, LONGEST_QUESTION, phrases, words
from assistant.conversation.pronouns import pronouns
from assistant.conversation.times import shifted, years_away
from assistant.retrieve.terms import content_stems

_PREPOSITION = r"(?:for|in|at|of|on|by|with|from|about|during)"
_DETERMINER = r"(?:the|a|an|our)"
_ELLIPSIS = re.compile(
    r"^(?:(?:what|how)\s+about|(?:and|or|ok|so|same)(?:\s+(?:what|how)\s+about)?|(?=(?:for|in|at)\b))"
    rf"\s*\b(?:(?P<preposition>{_PREPOSITION})\s+)?"
    r"(?P<what>(?:the\s+|a\s+|an\s+)?[^?.!,]{2,60}?)\s*[?.!]*$",
    re.IGNORECASE,
)
_YEAR = r"(?:19|20)\d\d(?:[/-]\d\d)?"
_LAST = re.compile(
    r"\b(?:for|in|of|at|on|with|by|from|about)\s+(?P<object>(?:(?!\b(?:for|in|of|at|on|with|by|"
    r"from|about)\b)[^?.!,])+?)\s*[?.!]*$",
    re.IGNORECASE,
)
_NAMES = re.compile(r"\b[A-Z][\w&-]*(?:\s+[A-Z][\w&-]*)*")

_LAST_MONTHS = ("jan", "feb", "mar")  # of a financial year

Place = tuple[int, int]  # text[start:end]


def substituted(text: str, before: str) -> str | None:
    """The question `before` with what `text` asks about in its place; None where that is unsure."""
    match = _ELLIPSIS.match(text)
    what = match.group("what").strip() if match else ""
    if len(before.split()) > LONGEST_QUESTION:
        return None
    if match and years_away(text):
        return _years_away(years_away(text), before)
    if _date().fullmatch(what) or re.fullmatch(_YEAR, what):
        return _dated(what, before)
    if not match or not content_stems(what) or what.split()[0].lower() in words().openings:
        return None
    if ASKS.search(what) or _pronoun_in(what):
        return None
    like = _office(what, before) if _offices().search(what) else _alike(what, before)
    if like is None:
        return None
    start, end = like
    said = (match.group("preposition") or "for").lower()
    stands = re.search(rf"\b({_PREPOSITION})\s+(?:{_DETERMINER}\s+)?$", before[:start], re.I)
    if said != "for" and (not stands or stands.group(1).lower() != said):
        return None
    if re.match(rf"{_DETERMINER}\s", what, re.IGNORECASE):  # not "the the"
        start = len(re.sub(rf"(?<!\S){_DETERMINER}\s+$", "", before[:start], flags=re.IGNORECASE))
    return f"{before[:start]}{what}{before[end:]}"


def _years_away(step: int, before: str) -> str | None:
    """The earlier question with the year before, or after, in place of the only one that it has."""
    years = list(re.finditer(rf"\b{_YEAR}(?![\w/-])", before))
    if len(years) != 1:
        return None
    start, end = years[0].span()
    return f"{before[:start]}{shifted(years[0].group(), step)}{before[end:]}"


def _dated(what: str, before: str) -> str | None:
    """The earlier question at another time: what the new one leaves out of a date stays."""
    years = list(re.finditer(rf"\b{_YEAR}(?![\w/-])", before))
    if re.fullmatch(_YEAR, what):
        if len(years) != 1:
            return None
        start, end = years[0].span()
        return f"{before[:start]}{what}{before[end:]}"
    new = _date().fullmatch(what)
    dates = [d for d in _date().finditer(before) if not _a_verb(d)]
    if new is None or len(dates) > 1:
        return None
    if not dates:  # "what about July 2025?" after "in 2024"; not after a date of another form
        if len(years) != 1 or not new.group("year") or new.group("day") or "/" in years[0].group():
            return None
        start, end = years[0].span()
        return f"{before[:start]}{what}{before[end:]}"
    old = dates[0]
    if bool(old.group("day")) != bool(new.group("day")):
        return None
    left_open = not new.group("year") and not new.group("day") and _over_new_year(new, old)
    end = old.end() if new.group("year") or left_open else old.end("month")
    return f"{before[: old.start()]}{what}{before[end:]}"


def _over_new_year(new: re.Match[str], old: re.Match[str]) -> bool:
    """Whether one month is of a financial year's last three and the other of its first nine.

    "And in March?" after one of August 2024 may mean that year's or the next one's.
    """
    first, second = (m.group("month").lower().startswith(_LAST_MONTHS) for m in (new, old))
    return first != second


def _a_verb(date: re.Match[str]) -> bool:
    """Whether "may", "march" or "mar" of a question is no month: a month has a capital there."""
    month = date.group("month")
    return month.lower() in ("may", "march", "mar") and month[0].islower()


@cache
def _date() -> re.Pattern[str]:
    months = "|".join(sorted(words().months, key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?P<day>\d{{1,2}}(?:st|nd|rd|th)?)\s+)?(?P<month>{months})\b(?:\s+(?P<year>{_YEAR}))?"
        r"(?![\w/-])",
        re.IGNORECASE,
    )


@cache
def _offices() -> re.Pattern[str]:
    """An office with the words that say which: "finance director"; no "chair" of "chair report"."""
    offices = "|".join(sorted(words().offices, key=len, reverse=True))
    known = words()
    never = "|".join(sorted(known.joins | known.determiners | known.being | known.before))
    return re.compile(
        rf"(?:(?<=\bthe )|(?<=\ba )|(?<=\ban )|(?<=\bour )|^)(?:(?!(?:{never})\b)[\w-]+\s+){{0,3}}?"
        rf"(?P<office>{offices})(?=\s*(?:[?.!,]|$)|\s+(?:{never}|to|who|that|when)\b)",
        re.IGNORECASE,
    )


def _office(what: str, before: str) -> Place | None:
    """Where the one office of the earlier question stands, for another to take its place."""
    new = _offices().search(what)
    old = list(_offices().finditer(before))
    if new is None or new.end() != len(what):
        return None  # "the chair of the other board"
    if not old:
        return _ends_alike(what, before)
    if len(old) > 1 or (old[0].group("office").lower() == new.group("office").lower()):
        return _ends_alike(what, before)
    return old[0].span()


def _ends_alike(what: str, before: str) -> Place | None:
    new = what.split()
    for phrase in reversed(phrases(before)):
        old = phrase.text.split()
        if len(new) > 1 and old[-1].lower() == new[-1].lower() and len(old) <= len(new) + 1:
            return phrase.start, phrase.end
    return None


def _alike(what: str, before: str) -> Place | None:
    """Where the part of the earlier question stands that `what` takes the place of, if any does.

    A word that ends like one there takes that one's ("the stroke work", "the vascular work"); a
    name a name's; else the last words after a preposition.
    """
    ends = _ends_alike(what, before)
    if ends:
        return ends
    found = phrases(before)
    new = what.split()
    if new[-1][:1].isupper():
        dates = [d.span() for d in _date().finditer(before)]
        runs = [
            run.span()
            for run in _NAMES.finditer(before, 1)
            if not any(a < run.end() and run.start() < b for a, b in dates)
        ]
        return runs[-1] if runs and any(p.named for p in found) else None
    last = _LAST.search(before)
    if last and len(last.group("object").split()) <= 3:
        place = last.span("object")
        dated = _date().search(last.group("object")) or re.search(_YEAR, last.group("object"))
        if not dated:
            return place if _as_named(new, last.group("object")) else None
    modified = [p for p in found if p.definite and len(p.text.split()) in (2, 3, 4)]
    if len(new) == 1 and modified:  # "the stroke lead" → "the vascular lead"
        first = re.match(r"(?:(?:the|a|an|our)\s+)?", modified[-1].text, re.IGNORECASE)
        skip = first.end() if first else 0
        parts = modified[-1].text[skip:].split()
        if len(parts) in (2, 3):
            start = modified[-1].start + skip
            return start, start + len(parts[0])
    return None


def _as_named(new: Sequence[str], old: str) -> bool:
    """Whether lower-case words may take a name's place: "bradford" may, "doctors" may not."""
    if not old[:1].isupper():
        return True
    return len(new) == 1 and not new[0].endswith("s")


def _pronoun_in(text: str) -> bool:
    known, read = words(), pronouns(text)
    return any(known.patterns[n].search(read) for n in ("one", "several", "person", "whose"))
