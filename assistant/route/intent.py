"""What a question wants of the approach or the register, if it wants that and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from assistant.retrieve.terms import stop_words
from assistant.route.names import Named, Names, Thing, folded
from assistant.route.vocabulary import loaded, vocabulary

_SPELT = {"'s": "is", "'re": "are", "'ve": "have", "'d": "would", "'ll": "will", "'m": "am"}
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
class _Cues:
    """One intent: the names that must be there and may not, what tells it and what denies it."""

    kind: Kind
    wanted: tuple[frozenset[str], ...]
    barred: frozenset[str]
    cues: tuple[re.Pattern[str], ...]
    bars: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class _Rules:
    short: dict[str, str]
    preamble: re.Pattern[str]
    vocabulary: frozenset[str]
    bears_on: re.Pattern[str]
    papers: re.Pattern[str]
    intents: tuple[_Cues, ...]


def recognise(text: str, names: Names) -> Intent | None:
    """The question's intent; None where it belongs to the papers.

    It belongs to them as soon as one word of it is neither a name nor the method's own:
    "what are the hurdles to recruitment?" asks about recruitment, whatever else it looks like.
    """
    rules = _rules()
    found, masked = _read(text, names)
    if rules.bears_on.search(masked):
        return Intent(Kind.COMBINED, *(_ids(found, thing) for thing in Thing))
    own = frozenset(word for one in found for word in names.words(one.thing, one.id))
    if _strange(masked, own) or rules.papers.search(masked):
        return None
    there = {named.thing.value for named in found}
    for one in rules.intents:
        fits = all(there & wanted for wanted in one.wanted) and not there & one.barred
        told = fits and any(cue.search(masked) for cue in one.cues)
        if told and not any(bar.search(masked) for bar in one.bars):
            return Intent(one.kind, *(_ids(found, thing) for thing in Thing))
    return None


def only_names(text: str, names: Names) -> Intent | None:
    """The names in a text that holds nothing else ("Vascular", "what about gate 2?").

    The kind is that of the earlier question which this one completes: STATUS stands in for it.
    """
    found, masked = _read(text, names)
    left = re.sub(
        r"\b(?:zz[dgw]|and|but|ok|okay|so|then|now|what|how|about|for|the|a|an|or|of|in|please)\b",
        " ",
        masked,
    )
    if not found or re.search(r"\w", left):
        return None
    return Intent(Kind.STATUS, *(_ids(found, thing) for thing in Thing))


def _read(text: str, names: Names) -> tuple[tuple[Named, ...], str]:
    """The names in a question, and the question with a word in place of each of them.

    What people say of themselves before they ask is taken off, unless it names something.
    """
    found = names.find(text)
    parts: list[str] = []
    at = 0
    for named in found:
        parts += [text[at : named.start].lower(), _stand_in(named.thing)]
        at = named.end
    whole = "".join([*parts, text[at:].lower()]).replace("’", "'").replace("&", " and ")
    whole = re.sub(r"(?<=\w)'(?:s|re|ve|d|ll|m)\b", lambda m: f" {_SPELT[m.group()]}", whole)
    whole = " ".join(re.sub(r"[^\w\s,:;–-]", " ", whole).split())
    for short, spelt in _rules().short.items():
        whole = re.sub(rf"\b{short}\b", spelt, whole)
    before = _rules().preamble.match(whole)
    if before and not re.search(r"zz[dgw]", before.group()):
        whole = whole[before.end() :]
    return found, " ".join(re.sub(r"[,:;–-]", " ", whole).split())


def _ids(found: Sequence[Named], thing: Thing) -> tuple[str, ...]:
    return tuple(dict.fromkeys(named.id for named in found if named.thing is thing))


def _strange(masked: str, own: frozenset[str]) -> list[str]:
    """The words that are neither the method's own nor part of a name of what is named."""
    known = _rules().vocabulary | stop_words()
    return [
        word
        for word in masked.split()
        if word not in known and folded(word) not in own and not re.fullmatch(r"zz[dgw]", word)
    ]


def _stand_in(thing: Thing) -> str:
    """A word that nobody writes, so that a cue may treat a name as one word."""
    return f"zz{thing.value.lower()}"


def _mark(match: re.Match[str]) -> str:
    return _stand_in(Thing(match.group(1)))


@cache
def _rules() -> _Rules:
    said = loaded()

    def pattern(text: str) -> re.Pattern[str]:
        return re.compile(_MARK.sub(_mark, text))

    return _Rules(
        said["short"],
        pattern(said["preamble"]),
        vocabulary(),
        pattern("|".join(said["bears_on"])),
        pattern("|".join(said["papers"])),
        tuple(
            _Cues(
                Kind(one["kind"]),
                *_names_of(one["names"]),
                tuple(map(pattern, one["cues"])),
                tuple(map(pattern, one.get("bars", ()))),
            )
            for one in said["intent"]
        ),
    )


def _names_of(said: str) -> tuple[tuple[frozenset[str], ...], frozenset[str]]:
    """What `names` wants and bars: "WG" wants both, "D|G" either, "W?" bars others, "" all."""
    if "|" in said:
        return (frozenset(said.split("|")),), frozenset()
    if said.endswith("?") or not said:
        return (), frozenset("DGW") - frozenset(said)
    return tuple(frozenset(letter) for letter in said), frozenset()
