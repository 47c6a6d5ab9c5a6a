"""Whose act a sentence of minutes tells: the body's that met, or another's that it heard of.

"The group endorsed the short list" in a board's minutes reports what a group did elsewhere. The
meeting's name settles it, with one allowance: minutes may loosely call their own body "the
committee", so a bare noun is another body's only where the paper also names that body in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.structure.people import TITLE

NOUNS = (
    r"(?:board|committee|sub-?committee|cabinet|council|panel|group|trustees|directors|governors|"
    r"governing body|members|meeting|forum|executive|authority|partnership|trust|assembly|chamber|"
    r"councillors|management team|senate|congress|commission|collaborative|network|task ?force|"
    r"working party)"
)
_JOINS = frozenset({"the", "this", "our", "all", "of", "and", "for", "a"})
_LOOSE = frozenset(
    {
        "we", "body", "members", "member", "trustees", "directors", "governors", "councillors",
        "meeting", "management", "team", "governing", "trust", "full",
    }
)  # fmt: skip
"""Words with which a body speaks of itself, whatever its name."""

_PART = frozenset(
    {
        "some", "several", "many", "most", "few", "one", "two", "three", "four", "other", "others",
        "another", "individual", "no", "any", "neither", "certain", "chair", "chairman",
        "chairwoman", "chairperson", "secretary", "clerk",
    }
)  # fmt: skip
"""Words for somebody of a body, who is not the body."""

_NAMED = re.compile(rf"\b([^\W\d_][\w'’-]*) ({NOUNS})\b", re.IGNORECASE)
_NO_NAME = (
    _JOINS
    | _PART
    | {
        "an", "that", "each", "every", "your", "their", "its", "his", "her", "which", "whole",
        "in", "by", "to", "at", "with", "on", "from", "or", "as", "same", "new", "said", "small",
        "large", "wider", "next", "last",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeetingBody:
    """The body whose minutes are read; one without a name takes every body for its own.

    own     the words of its name, lower case, without "the" and "of"
    letters their first letters with those of the small words, for an acronym
    others  nouns ("group") that the paper uses in the name of another body
    """

    own: frozenset[str] = frozenset()
    letters: str = ""
    others: frozenset[str] = frozenset()

    def names(self, subject: str) -> bool:
        """Whether the subject has a word of this body's name or its acronym, not only "we"."""
        words = re.findall(r"[\w'’&-]+", subject)
        return any(
            w.lower() in self.own or (w.isupper() and _stands_in(w, self.letters)) for w in words
        )

    def is_own(self, subject: str) -> bool:
        """Whether the subject of a sentence ("The Audit Committee", "Members") is this body."""
        said = [w for w in re.findall(r"[\w'’&-]+", subject) if w.lower() not in _JOINS]
        words = [w.lower() for w in said]
        if any(w in _PART or re.fullmatch(TITLE, w, re.IGNORECASE) for w in words):
            return False
        strange = [w for w in said if w.lower() not in self.own | _LOOSE]
        if any(w.islower() and not re.fullmatch(NOUNS, w) for w in strange):
            return False  # not a name: "There was concern that the board"
        if not strange or not self.own or self.own <= set(words):
            return True
        if all(re.fullmatch(NOUNS, w, re.IGNORECASE) for w in strange):
            return not any(w.lower() in self.others for w in strange)
        return len(said) == 1 and said[0].isupper() and _stands_in(said[0], self.letters)


def meeting_body(name: str | None, texts: Iterable[str]) -> MeetingBody:
    """The body called `name`, with what the paper's `texts` call other bodies."""
    words = re.findall(r"[\w'’&-]+", name or "")
    own = frozenset(w.lower() for w in words) - _JOINS
    others = {
        match[2].lower()
        for text in texts
        for match in _NAMED.finditer(text)
        if match[1].lower() not in _NO_NAME and match[1].lower() not in own
    }
    return MeetingBody(own, "".join(w[0].lower() for w in words), frozenset(others) - own)


def _stands_in(acronym: str, letters: str) -> bool:
    """Whether an acronym's letters stand in the name's first letters, in order."""
    left = iter(letters)
    return all(letter in left for letter in acronym.lower())
