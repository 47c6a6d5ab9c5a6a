"""What a question names of the approach and the register: by id, title, other name or nearly so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from assistant.approach import Approach, Gate
from assistant.register.names import meant
from assistant.retrieve.terms import stop_words, unaccented
from assistant.route.vocabulary import vocabulary
from ingest.errors import UsageError

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*|&")
_NEAR = 0.85  # likeness of a misspelt name: "optoins apraisal", not "options" for "actions"
_SHORTEST_GUESS = 7  # letters: shorter names must be written as they are


class Thing(StrEnum):
    """What sort of thing a name stands for; the letter stands in for it in a masked question."""

    DELIVERABLE = "D"
    GATE = "G"
    WORKSTREAM = "W"


@dataclass(frozen=True, slots=True)
class Named:
    """`text[start:end]` of a question names the thing `id`."""

    thing: Thing
    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[str, ...]
    thing: Thing
    id: str


class Names:
    """The names of one approach's deliverables and gates, and of the register's workstreams.

    >>> Names(approach, ["Stroke"]).find("Is stroke ready for gate 1?")
    (Named(<Thing.WORKSTREAM: 'W'>, 'Stroke', 3, 9), Named(<Thing.GATE: 'G'>, 'G1', 20, 26))
    """

    def __init__(self, approach: Approach, workstreams: Iterable[str]) -> None:
        known: dict[tuple[str, ...], _Name] = {}

        def add(name: str, thing: Thing, key: str) -> None:
            words = tuple(folded(word) for word, _, _ in _words(name))
            if words:
                known.setdefault(words, _Name(words, thing, key))

        for one in approach.deliverables:
            for name in (one.id, one.title, *one.other_names):
                add(name, Thing.DELIVERABLE, one.id)
        for gate in approach.gates:
            for name in (gate.id, gate.title, *gate.other_names):
                add(name, Thing.GATE, gate.id)
        given = list(workstreams)
        for name in given:
            add(name, Thing.WORKSTREAM, name)
        for name, part in _telling_parts(given, vocabulary()):
            add(part, Thing.WORKSTREAM, name)
        self._known = known
        self._longest = max(map(len, known), default=0)

    def find(self, text: str) -> tuple[Named, ...]:
        """The names in a text, in order; where two overlap, the longer one."""
        words = _words(text)
        found: list[Named] = []
        at = 0
        while at < len(words):
            named, used = self._at(words, at)
            if named is not None:
                found.append(named)
            at += used
        return tuple(found)

    def words(self, thing: Thing, key: str) -> frozenset[str]:
        """The words, folded, of all names of one thing."""
        names = [n.words for n in self._known.values() if (n.thing, n.id) == (thing, key)]
        return frozenset(word for words in names for word in words)

    def nearest(self, text: str, thing: Thing, most: int = 3) -> tuple[str, ...]:
        """Ids of that sort whose names are most like `text`, the likest first."""
        wanted = " ".join(sorted(folded(word) for word, _, _ in _words(text)))
        best: dict[str, float] = {}
        for name in self._known.values():
            if name.thing is thing:
                likeness = SequenceMatcher(None, wanted, " ".join(sorted(name.words))).ratio()
                best[name.id] = max(best.get(name.id, 0.0), likeness)
        return tuple(sorted(best, key=lambda key: (-best[key], key))[:most])

    def _at(self, words: Sequence[tuple[str, int, int]], at: int) -> tuple[Named | None, int]:
        """The longest name that begins with the word `at`, and how many words to go on by."""
        said_words = [folded(word) for word, _, _ in words[at : at + self._longest]]
        for count in range(len(said_words), 0, -1):
            name = self._known.get(tuple(said_words[:count])) or self._nearly(said_words[:count])
            if name is not None:
                span = words[at][1], words[at + count - 1][2]
                return Named(name.thing, name.id, *span), count
        return None, 1

    def _nearly(self, said_words: Sequence[str]) -> _Name | None:
        """The one name of as many words that these are a misspelling of."""
        said = " ".join(said_words)
        if len(said) < _SHORTEST_GUESS:
            return None
        alike = {}
        for words, name in self._known.items():
            # The cheap conditions first: comparing letters is what takes the time.
            if len(words) != len(said_words) or words[0][0] != said[0]:
                continue
            apart = abs(len(" ".join(words)) - len(said))
            if apart <= (3 if len(words) > 1 else 1):
                pairs = list(zip(words, said_words, strict=True))
                if any(a != b and not _may_be_misspelt(b) for a, b in pairs):
                    continue
                each = [SequenceMatcher(None, a, b).ratio() for a, b in pairs]
                if min(each) >= 0.6 and sum(each) / len(each) >= _NEAR:
                    alike[name.id] = (sum(each), name)
        return max(alike.values(), key=lambda pair: pair[0])[1] if len(alike) == 1 else None


def _may_be_misspelt(word: str) -> bool:
    """Whether a word may stand for another: "gate for" is not "gate four" in a hurry."""
    return len(word) > 3 and word not in stop_words()


def _words(text: str) -> list[tuple[str, int, int]]:
    """Words with their places; a hyphen parts them, so "short-list" is two."""
    return [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]


def folded(word: str) -> str:
    """Lower case, no accents, no plural or possessive s: "Options" and "option's" are "option"."""
    if word == "&":
        return "and"
    low = unaccented(word).lower().replace("’", "'").removesuffix("'s")
    return low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith("ss") else low


def _telling_parts(names: Sequence[str], common: frozenset[str]) -> list[tuple[str, str]]:
    """(name, one of its words) for words of several-worded names that nothing else is called."""
    parts = []
    for name in names:
        own = {w.lower() for w, _, _ in _words(name) if len(w) > 4 or w.isupper()}
        own -= common
        others = {w.lower() for other in names if other != name for w, _, _ in _words(other)}
        if len(_words(name)) > 1:
            parts += [(name, word) for word in sorted(own - others)]
    return parts


def gate_named(approach: Approach, said: str) -> Gate:
    """The gate that somebody names, by id or any of its names: the same wherever one is asked for.

    Raises UsageError, which tells the nearest.
    """
    found = [one.id for one in Names(approach, ()).find(said) if one.thing is Thing.GATE]
    if len(found) != 1:
        raise UsageError(f"There is no gate {said}. {meant(approach, said, gate=True)}")
    return approach.gate[found[0]]
