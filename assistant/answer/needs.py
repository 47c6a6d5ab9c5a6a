"""What evidence must hold before it can answer: the things a question names, and what it asks for.

`kinds` checks the sort of thing; this is what stands in the question itself. An answer about
"deliverable K7" that never says K7, a telephone number without digits, a year's figure from
another year, or a sentence that only puts the same question again, is related and no answer.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from assistant.answer import kinds, occasions
from assistant.answer.evidence import Unit
from assistant.question import Understood, Wants

_CODE = re.compile(r"\b(?!(?:FY|CY)-?\d|Q[1-4]\b)[A-Za-z]{1,5}-?\d{1,4}[a-z]?\b", re.IGNORECASE)
_SPAN = re.compile(
    r"(?<![\d.,/£$€-])(?P<from>(?:19|20)?\d\d)\s?[/–-]\s?(?P<to>(?:19|20)?\d\d)(?![\d/%]|\.\d|-\d)"
)
_YEAR = re.compile(r"(?<![\d.,/£$€–-])(?:19|20)\d\d(?![\d/–%]|[.,]\d|-\d)")
_SEASON = re.compile(
    r"\b(spring|summer|autumn|winter)\s+(?:of\s+)?((?:19|20)\d\d)\b", re.IGNORECASE
)
_EMPTY = re.compile(r"(?:&lt;|<)[a-z][\w\s-]{2,40}(?:&gt;|>)")
_OF_QUESTIONS = re.compile(r"\b(?:ask|quer|question|find out|want to know|wonder)", re.IGNORECASE)
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "cllr"})
# Things that are told by their proper names.
_THINGS = re.compile(
    r"\b(?:which|what)\s+(?:\w+\s+)?(?:towns?|cit(?:y|ies)|villages?|countr(?:y|ies)|charit(?:y|ies)"
    r"|compan(?:y|ies)|consultanc(?:y|ies)|hospitals?|systems?|venues?|vendors?|agenc(?:y|ies)|suppliers?|contractors?|firms?|bidders?|banks?|universit(?:y|ies)|unions?"
    r"|surgeons?|consultants?|councillors?|trustees?|governors?|actors?|actress|singers?|bands?)\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+")
_NAMED = re.compile(
    r"\bnames? of (?:the|that|their|our)\b|['’]s name\b|\bby name\b"
    r"|\b(?:need|want|know|tell me|give me) the names?\b"
    r"|\bwho(?:['’]?s| is| are| was| were)\b.*\bname\b",
    re.IGNORECASE,
)


@cache
def _table() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    loaded = tomllib.loads(files("assistant.answer").joinpath("needs.toml").read_text("utf8"))
    return tuple(
        (
            re.compile("|".join(one["asked"]), re.IGNORECASE),
            re.compile("|".join(one["held"]), re.IGNORECASE),
        )
        for one in loaded.values()
    )


def codes(text: str) -> frozenset[str]:
    """Letters and digits that name one thing ("K7", "RISK-012"), folded."""
    return frozenset(m.group().casefold().replace("-", "") for m in _CODE.finditer(text))


def years(text: str) -> frozenset[str]:
    """Years, and spans of two years as one ("2015/16" and "15-16" are the same)."""
    spans = set()
    for match in _SPAN.finditer(text):
        first, last = match["from"][-2:], match["to"][-2:]
        if (int(first) + 1) % 100 == int(last):
            spans.add(f"{first}/{last}")
    return frozenset(spans | {m.group() for m in _YEAR.finditer(text)})


def same_time(said: str, around: str, question: str) -> bool:
    """Whether evidence could speak of the time that the question names.

    False only where the question names a year, a span of two years or a season, and `said` names
    others of the same sort but not that one, nor does the text around it. Of a span ("2015/16")
    nothing need be said where others stand around: figures of other years do not answer for it.
    """
    for read in (_spans_only, _seasons, _years_only):
        wanted = read(question)
        told = read(said) or (read(around) if read is _spans_only else frozenset())
        if wanted and told and not wanted & told and not wanted & read(around):
            return False
    return True


def time_agrees(unit: Unit, question: Understood) -> float:
    """How well a unit agrees with the years that a question names, 0…1.

    1 where the unit or its headings name one of them, 0 where they name only others; where they
    name none it depends on the text around: 0.8 one of them, 0.4 none at all, 0.2 only others.
    0.8 for a question that names no year.
    """
    wanted = years(question.text)
    if not wanted:
        return 0.8
    told = years(unit.said) or years(" ".join(unit.document.path(unit.block)))
    if told:
        return float(bool(wanted & told))
    around = years(unit.context) | years(unit.near)
    if wanted & around:
        return 0.8
    return 0.2 if around else 0.4


def _spans_only(text: str) -> frozenset[str]:
    return frozenset(y for y in years(text) if "/" in y)


def _years_only(text: str) -> frozenset[str]:
    plain = {y for y in years(text) if "/" not in y}
    for span in _spans_only(text):
        first, last = span.split("/")
        plain |= {f"20{first}", f"20{last}", f"19{first}", f"19{last}"}
    return frozenset(plain)


def _seasons(text: str) -> frozenset[str]:
    return frozenset(f"{m[1]} {m[2]}".casefold() for m in _SEASON.finditer(text))


def met(unit: Unit, question: Understood) -> bool:
    """Whether a unit can answer at all: see the module's docstring."""
    said, asked = unit.said, question.text
    if said.rstrip().endswith("?") and not _OF_QUESTIONS.search(asked):
        return False
    if _EMPTY.search(said):
        return False
    for ask, hold in _table():
        if ask.search(asked) and not hold.search(said):
            return False
    if not _names(unit, question):
        return False
    around = f"{unit.context} {' '.join(unit.document.path(unit.block))} {unit.near}"
    if not occasions.same_occasion(said, around, question):
        return False
    if occasions.only_asked(said, unit.context, question):
        return False
    named = codes(asked)
    if named and not named & (codes(said) | codes(around)):
        return False
    return same_time(said, around, asked)


def asks(question: Understood) -> bool:
    """Whether the question names or asks for anything that is checked here."""
    asked = question.text
    return bool(
        any(ask.search(asked) for ask, _ in _table())
        or _NAMED.search(asked)
        or _THINGS.search(asked)
        or codes(asked)
        or years(asked)
        or _seasons(asked)
        or occasions.names_one(question)
    )


def _names(unit: Unit, question: Understood) -> bool:
    """Whether the unit gives a name where one is asked for: one that the question lacks.

    A lead-in ("… are:") passes, since what it leads to follows it.
    """
    asked = frozenset(w.casefold() for w in re.findall(r"[\w’'-]+", question.text))
    if _NAMED.search(question.text):
        return any(not _words(n) & asked for n in _people(unit, question))
    if _THINGS.search(question.text) and not unit.said.rstrip().endswith(":"):
        fresh = {m.group().casefold() for m in _CAPITALS.finditer(unit.said)}
        return bool(fresh - asked - unit.document.ordinary - kinds.office_words())
    if kinds.asks_who_somebody_is(question):
        return True
    if Wants.PERSON in question.wants and len(question.stems) > 2:
        people = _people(unit, question)
        return not people or any(not _words(name) & asked for name in people)
    return True


def _people(unit: Unit, question: Understood) -> tuple[str, ...]:
    return kinds.people(unit.said, question, unit.document.ordinary)


def _words(name: str) -> frozenset[str]:
    return frozenset(w.casefold() for w in re.findall(r"[\w’'-]{2,}", name)) - _TITLES
