"""Meetings that a question names by their date: "on 11 June 2026", "in March", "May and July"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.structure.dates import MONTH, find_dates, month_number

if TYPE_CHECKING:
    from assistant.shelf import Paper

_KINDS = frozenset({"minutes", "transcript"})
_MONTH = re.compile(rf"\b{MONTH}", re.IGNORECASE)
_DAY = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MET = re.compile(
    r"\b(?:meeting|minute|board|committee|council|panel|trustee|agree|approv|decid|decision|discuss"
    r"|resolv|noted|vot)\w*",
    re.IGNORECASE,
)


def asks_of_meeting(question: str) -> bool:
    """Whether a question speaks of a meeting or of what is done there."""
    return bool(_MET.search(question))


def of_dates(question: str, papers: Sequence[Paper]) -> dict[int, str]:
    """Document id → the date that names it, as ISO text or a part of it.

    Minutes and transcripts are named by their day, or by their month where the question speaks of a
    meeting, or names two dates ("the balance in May 2024 and in December 2023"); a year that the
    question gives besides must be theirs. "May" the word is no month: it counts with a capital
    alone.
    """
    whole = find_dates(question)
    if not asks_of_meeting(question) and len({date.iso for date in whole}) < 2:
        return {}
    wanted = [date.iso for date in whole]
    taken = [(date.start, date.end) for date in whole]
    years = frozenset(_YEAR.findall(question))

    def free(match: re.Match[str]) -> bool:
        lower_may = match["month"] == "may"
        return not lower_may and not any(a <= match.start() < b for a, b in taken)

    for match in _DAY.finditer(question):
        if free(match):
            wanted.append(f"-{_number(match['month'])}-{int(match['day']):02}")
            taken.append(match.span())
    wanted += [f"-{_number(m['month'])}-" for m in _MONTH.finditer(question) if free(m)]
    found: dict[int, str] = {}
    for paper in papers:
        facts = paper.record.facts
        if facts.type not in _KINDS or not facts.date:
            continue
        for date in wanted:
            given = date[0] != "-"
            same = facts.date.startswith(date) if given else date in f"{facts.date}-"
            if same and (given or not years or facts.date[:4] in years):
                found.setdefault(paper.record.id, date)
    return found


def _number(month: str) -> str:
    return f"{month_number(month):02}"
