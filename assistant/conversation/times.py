"""When a follow-up is about, where the question before was about another time."""

from __future__ import annotations

import re

from assistant.conversation.phrases import words

_YEAR = re.compile(r"(?P<from>(?:19|20)?\d\d)(?P<to>[/–-]\d\d(?:\d\d)?)?")
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


def is_date(word: str) -> bool:
    """Whether a word, lower case, is a month, a year or a span of years."""
    if word in words().months:
        return word not in ("may", "mar", "march", "spring")
    return _is_year(word)


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
