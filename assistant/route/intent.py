"""What a question wants of the approach or the register, if it wants that and nothing else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from assistant.retrieve.terms import content_words, stem
from assistant.route.names import Named, Names, Thing

_MARK = re.compile("<([DGW])>")  # how intents.toml writes a named thing


class Kind(StrEnum):
    """The questions that are not a search, named as in `intents.toml`."""

    NEXT = "next"
    AFTER = "after"
    NEEDS = "needs"
    MAY = "may"
    OWNER = "owner"
    SIGNS = "signs"
    CONTENTS = "contents"
    GATE = "gate"
    CRITERIA = "criteria"
    HURDLES = "hurdles"
    READY = "ready"
    STATUS = "status"
    COMBINED = "combined"


@dataclass(frozen=True, slots=True)
class Intent:
    """A question recognised, with the ids and names that it gives, each in the order of asking."""

    kind: Kind
    deliverables: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    workstreams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rules:
    filler: re.Pattern[str]
    patterns: tuple[tuple[Kind, re.Pattern[str]], ...]


def recognise(text: str, names: Names) -> Intent | None:
    """The question's intent; None where it belongs to the papers.

    It belongs to them as soon as one content word is accounted for neither by a name, nor by the
    pattern that matched, nor as filler: "what are the hurdles to recruitment?" asks about
    recruitment, whatever else it looks like.
    """
    found = names.find(text)
    masked = _masked(text, found)
    for kind, pattern in _rules().patterns:
        match = pattern.search(masked)
        if match and not _left_over(masked, match, kind):
            return Intent(kind, *(_ids(found, thing) for thing in Thing))
    return None


def only_names(text: str, names: Names) -> Intent | None:
    """The names in a text that holds nothing else ("Vascular", "what about gate 2?").

    The kind is that of the earlier question which this one completes: STATUS stands in for it.
    """
    found = names.find(text)
    left = re.sub(
        r"zz[dgw]|\b(?:and|what|how|about|for|the|a|an|or|of|in)\b", " ", _masked(text, found)
    )
    if not found or content_words(_rules().filler.sub(" ", left)) or re.search(r"\w", left):
        return None
    return Intent(Kind.STATUS, *(_ids(found, thing) for thing in Thing))


def _ids(found: Sequence[Named], thing: Thing) -> tuple[str, ...]:
    return tuple(dict.fromkeys(named.id for named in found if named.thing is thing))


def _masked(text: str, found: Sequence[Named]) -> str:
    """The question in lower case with a word in place of each name: "is zzw ready for zzg"."""
    parts: list[str] = []
    at = 0
    for named in found:
        parts += [text[at : named.start].lower(), _stand_in(named.thing)]
        at = named.end
    whole = "".join([*parts, text[at:].lower()]).replace("’", "'")
    whole = re.sub(r"(?<=\w)'(?:s|re|ve|d|ll)\b", lambda m: f" {m.group()[1:]}", whole)
    return " ".join(re.sub(r"[^\w\s,-]", " ", whole).split())


def _stand_in(thing: Thing) -> str:
    """A word that nobody writes, so that a pattern may treat a name as one word."""
    return f"zz{thing.value.lower()}"


def _mark(match: re.Match[str]) -> str:
    return _stand_in(Thing(match.group(1)))


def _left_over(masked: str, match: re.Match[str], kind: Kind) -> bool:
    """Whether the question asks about something besides.

    Words within the match may be anything that its pattern spells out; what a wildcard of the
    pattern took in is looked at like the words around the match.
    """
    if kind is Kind.COMBINED:
        return False
    pattern = re.sub(r"\\[a-z]", " ", match.re.pattern)  # without \b and its like
    spelt = {stem(word) for word in re.findall(r"[a-z]+", pattern)}
    around = _rules().filler.sub(" ", re.sub(r"\bzz[dgw]\b", " ", masked))
    return any(stem(word) not in spelt for word in content_words(around))


@cache
def _rules() -> _Rules:
    loaded = tomllib.loads(files("assistant.route").joinpath("intents.toml").read_text("utf8"))
    filler = "".join(loaded["filler"].split())
    return _Rules(
        re.compile(rf"\b(?:{filler})\b"),
        tuple(
            (Kind(one["kind"]), re.compile(_MARK.sub(_mark, pattern)))
            for one in loaded["intent"]
            for pattern in one["patterns"]
        ),
    )
