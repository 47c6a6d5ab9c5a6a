"""Whether a stretch of text holds the sort of thing a question asks for."""

from __future__ import annotations

import re

from assistant.question import Understood, Wants
from ingest.model import Role

_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|"
    r"million|half|third|quarter|twice|double|none|no one|nobody)"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
MONEY = re.compile(
    r"[£$€]\s?\d[\d.,]*|\b(?:usd|eur|gbp)\b.{0,4}\d|\d[\d.,]*\s?(?:million|billion|bn|pounds|pence|m|k)\b",
    re.IGNORECASE,
)
PERCENT = re.compile(r"\d(?:[\d.,]*)\s?(?:%|per\s?cent|percent)", re.IGNORECASE)
NUMBER = re.compile(rf"\d|\b{_NUMBER_WORD}\b", re.IGNORECASE)
DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}\b|\b{_MONTH}\s+\d{{1,4}}\b|\b(?:19|20)\d\d\b"
    rf"|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b|\b{_MONTH}\b(?!\s+(?:be|have|not|also|well|need))"
    r"|\b(?:today|tomorrow|spring|summer|autumn|winter|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday|quarter \d|q[1-4])\b",
    re.IGNORECASE,
)
NAME = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Dame|Cllr|Councillor)\.?\s+)?"
    r"\b[A-Z][\w’'À-ÿ-]+(?:\s+(?:[A-Z]\.?\s+)?(?:de\s+|van\s+|of\s+|and\s+|&\s+|the\s+)?[A-Z][\w’'À-ÿ-]+)+|\b[A-Z]{2,6}\b"
)
ROLE = re.compile(
    r"\b(?:chair|board|committee|director|officer|lead|manager|secretary|treasurer|trustee|governor"
    r"|team|group|panel|council|authority|trust|provider|executive|body|minister|society|company)\w*\b",
    re.IGNORECASE,
)
DECIDED = re.compile(
    r"\b(?:agree[ds]?|approv\w+|resolv\w+|decid\w+|decision|endors\w+|noted|accept\w*|reject\w*|carried"
    r"|unanimous\w*|vot\w+|recommend\w*|ratif\w+|adopt\w*|confirm\w*|will|in favour|propos\w+)\b",
    re.IGNORECASE,
)
BECAUSE = re.compile(
    r"\b(?:because|due to|owing to|as a result|since|so that|in order to|therefore|caused|driven|drove"
    r"|reason|thanks to|led to|attribut\w+|reflect\w*|result\w*|to (?:ensure|enable|support|avoid|help)"
    r"|given|primarily|mainly|following|challeng\w*|impact\w*)\b",
    re.IGNORECASE,
)
PLACE = re.compile(
    r"\b(?:at|in|to|from|near|across|within)\s+(?:the\s+)?[A-Z][\w’'-]+|\b(?:hotel|hall|room|hospital"
    r"|street|road|centre|online|teams|zoom|library|school|building|site)\b",
    re.IGNORECASE,
)
DEFINES = re.compile(
    r"\b(?:is|are|means?|refers? to|defined as|definition|known as|describes?|consists? of|includes?"
    r"|helps?|involves?|:)\b|[:–—]|\(",
    re.IGNORECASE,
)


def fits(wants: Wants, said: str, question: Understood, role: Role | None = None) -> bool:
    """Whether `said` could answer a question of this sort.

    Numbers, dates and names that the question itself gives do not count: they are asked about,
    not asked for.
    """
    fresh = _without(said, question.text)
    match wants:
        case Wants.MONEY:
            return bool(MONEY.search(fresh))
        case Wants.PERCENT:
            return bool(PERCENT.search(fresh) or re.search(r"\d\.\d", fresh))
        case Wants.NUMBER:
            return bool(NUMBER.search(fresh))
        case Wants.DATE:
            return bool(DATE.search(fresh))
        case Wants.PERSON:
            return bool(_names(fresh, question) or ROLE.search(fresh))
        case Wants.PLACE:
            return bool(PLACE.search(fresh))
        case Wants.DECISION:
            return role is Role.DECISION or bool(DECIDED.search(said))
        case Wants.REASON:
            return bool(BECAUSE.search(said))
        case Wants.DEFINITION | Wants.EXPANSION:
            return bool(DEFINES.search(said))
        case _:
            return True


def names(said: str, question: Understood) -> tuple[str, ...]:
    """Names of people and bodies in `said` that the question does not already give."""
    return tuple(_names(_without(said, question.text), question))


def _names(text: str, question: Understood) -> list[str]:
    asked = question.text.casefold()
    return [m.group() for m in NAME.finditer(text) if m.group().casefold() not in asked]


def _without(said: str, asked: str) -> str:
    """`said` less the figures that stand in the question too."""
    for figure in set(re.findall(r"\d[\d.,/:]*\d|\d", asked)):
        said = re.sub(rf"(?<![\d.,]){re.escape(figure)}(?![\d])", " ", said)
    return said
