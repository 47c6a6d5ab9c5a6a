"""When a follow-up is about, where the question before was about another time."""

from __future__ import annotations

import re

from assistant.conversation.phrases import words
from assistant.retrieve.terms import tokens

_YEAR = re.compile(r"(?P<from>(?:19|20)?\d\d)(?P<to>[/–-]\d\d(?:\d\d)?)?")
_OTHERWISE = frozenset({"may", "mar", "march", "spring"})
_DOUBTFUL = re.compile(
    r"(?:\b(?:in|of|for|since|by|during|until|till|last|next|early|late|mid|\d{1,2}(?:st|nd|rd|th)?)"
    r"[\s-]+|^(?:and|or|but|what about|how about)\s+)(may|mar|march|spring)\b"
    r"(?=\s*(?:[?.!,]|$|(?:19|20)?\d\d\b))|\b(may|mar|march|spring)(?=\s+(?:19|20)\d\d\b)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:the )?(?:year before(?: (?:that|this|it))?|(?:previous|prior|preceding) year)\b"
    r"|^\W*(?:(?:and|but|so|ok|what about|how about)\W+)*(?:in )?last year\W*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:the )?(?:year after(?: (?:that|this|it))?|(?:following|subsequent) year)\b"
    r"|^\W*(?:(?:and|but|so|ok|what about|how about)\W+)*(?:in )?next year\W*$",
    re.IGNORECASE,
)


def dates(text: str) -> frozenset[str]:
    """The words of a text, lower case, that are a month, a year or a span of years.

    "May", "march", "mar" and "spring" are no month but for what stands around them: "in march".
    """
    said = tokens(text)
    doubtful = {(match.group(1) or match.group(2)).lower() for match in _DOUBTFUL.finditer(text)}
    months = words().months - _OTHERWISE | doubtful
    return frozenset(word for word in said if word in months or _is_year(word))


def other_year(text: str, carried: tuple[str, ...]) -> tuple[str, ...] | None:
    """The words taken over, with the year before or after in place of the one that they name.

    None where the question asks for no such year, or what it follows names none or several.
    """
    step = years_away(text)
    named = [word for word in carried if _is_year(word)]
    if not step or len(named) != 1:
        return None
    return tuple(shifted(word, step) if word in named else word for word in carried)


def years_away(text: str) -> int:
    """-1 where a follow-up asks for the year before, 1 for the year after, else 0."""
    return -1 if _BEFORE.search(text) else 1 if _AFTER.search(text) else 0


def _is_year(word: str) -> bool:
    found = _YEAR.fullmatch(word)
    return found is not None and (len(found["from"]) == 4 or bool(found["to"]))


def shifted(year: str, step: int) -> str:
    """A year or span of years so many years on: by -1, "2024/25" is "2023/24"."""
    return re.sub(r"\d+", lambda m: f"{int(m.group()) + step:0{len(m.group())}}", year)
