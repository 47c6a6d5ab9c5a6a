"""What a person may be told of the papers that a register names.

Events are for everybody who may see the register; the papers that they point to are not. So a
paper outside a person's groups is left out of the events' words, before anything is made of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from threading import Lock
from typing import TYPE_CHECKING

from assistant.register.model import Event
from ingest.library.scope import EVERYTHING, Scope
from ingest.readers.formats import EXPECTED

if TYPE_CHECKING:
    from assistant.register.conditions import Condition
    from assistant.register.state import GateStanding, Standing, WorkstreamState
    from ingest.library import DocumentRecord, Library

WITHHELD = "a paper outside your groups"
_LEAST = 2  # words of a name that can be told from ordinary words of a sentence
_TOKEN = re.compile(r"[^\W_]+")
_ENDINGS = "|".join(re.escape(ending) for ending in sorted(EXPECTED, key=lambda e: (-len(e), e)))
_FILE = re.compile(rf"[^\s“”\"'‘’()<>,;]+(?:{_ENDINGS})(?!\w)", re.IGNORECASE)
_OF_PATH = re.compile(r"[^\s“”\"'‘’()<>,;]*[/\\]$")
_ADDRESS = re.compile(r"\w+://")


@dataclass(frozen=True, slots=True)
class _Found:
    """`text[start:end]` names a paper, seen or not."""

    start: int
    end: int
    seen: bool


class Sight:
    """The names of papers that a person may be told, and of those that not.

    A paper is named by its path, its file's name with or without the ending, its title, or its
    title after a colon ("Example: …"). Of names that overlap the longest counts, and one that a
    paper in sight has as well is told. What looks like the name of a paper's file and is none in
    sight is withheld whether there is such a paper or not: so that one which was taken out of
    the Library is not told either, and nobody learns from the difference. An address ("https://…")
    is told unless it holds the name of a paper out of sight.

    A name of a single word is told within a sentence: nothing tells it from the word.
    """

    def __init__(
        self,
        seen: Iterable[DocumentRecord],
        unseen: Iterable[DocumentRecord],
        *,
        all_: bool = False,
    ) -> None:
        """Know the papers in sight and out of it; with `all_` nothing is withheld."""
        self._all = all_
        self._names: dict[tuple[str, ...], bool] = {}
        self._lengths: dict[str, set[int]] = defaultdict(set)
        for papers, told in ((unseen, False), (seen, True)):
            for name in {name for paper in papers for name in _names(paper)}:
                self._names[name] = told
                self._lengths[name[0]].add(len(name))

    def citation(self, said: str) -> str:
        """Where something stands in writing; WITHHELD as a whole where that is out of sight."""
        if self._all:
            return said
        whole = self._names.get(_words(said), True)
        return said if whole and not any(self._hidden(said)) else WITHHELD

    def text(self, said: str) -> str:
        """A person's words, WITHHELD in place of each name of a paper out of sight."""
        if self._all:
            return said
        parts, at = [], 0
        for start, end in self._hidden(said):
            parts += [said[at:start], WITHHELD]
            at = end
        return "".join([*parts, said[at:]])

    def event(self, event: Event) -> Event:
        """The event as it may be shown."""
        if self._all:
            return event
        reason = self.text(event.reason) if event.reason else None
        citation = self.citation(event.citation) if event.citation else None
        return replace(event, reason=reason, citation=citation)

    def events(self, events: Iterable[Event]) -> tuple[Event, ...]:
        """The events as they may be listed or exported.

        What follows from them is to be made of the events as they are, and then shown by `state`:
        with names left out, one condition may read as another.
        """
        return tuple(map(self.event, events))

    def state(self, state: WorkstreamState) -> WorkstreamState:
        """The state as it may be shown; so is all that follows from it (next step, gate review)."""
        if self._all:
            return state
        return replace(
            state,
            deliverables={key: self._standing(one) for key, one in state.deliverables.items()},
            gates={key: self._gate(one) for key, one in state.gates.items()},
            unknown=self.events(state.unknown),
            notes=self.events(state.notes),
        )

    def _standing(self, one: Standing) -> Standing:
        return replace(
            one,
            last=one.last and self.event(one.last),
            challenge=one.challenge and self.event(one.challenge),
            conditions=self._conditions(one.conditions),
            links=self.events(one.links),
        )

    def _gate(self, one: GateStanding) -> GateStanding:
        return replace(
            one,
            decisions=self.events(one.decisions),
            conditions=self._conditions(one.conditions),
            links=self.events(one.links),
        )

    def _conditions(self, conditions: Iterable[Condition]) -> tuple[Condition, ...]:
        return tuple(
            replace(one, text=self.text(one.text), met=one.met and self.event(one.met))
            for one in conditions
        )

    def _hidden(self, said: str) -> Iterator[tuple[int, int]]:
        """The stretches to leave out, in order, none overlapping another."""
        named = list(self._named(said))
        spans = [_with_path(said, one.start, one.end) for one in named if not one.seen]
        for file in _FILE.finditer(said):
            inside = any(n.seen and n.start <= file.start() and file.end() <= n.end for n in named)
            if not inside and not _ADDRESS.match(file.group()):
                spans.append(file.span())
        last = 0
        for start, end in sorted(spans):
            if end > last:
                yield max(start, last), end
                last = end

    def _named(self, said: str) -> Iterator[_Found]:
        """The names in a text, in order; where two overlap, the one that begins first or longer."""
        words = list(_TOKEN.finditer(_folded(said)))
        at = 0
        while at < len(words):
            for count in sorted(self._lengths.get(words[at].group(), ()), reverse=True):
                key = tuple(word.group() for word in words[at : at + count])
                if count >= _LEAST and len(key) == count and key in self._names:
                    start, end = words[at].start(), words[at + count - 1].end()
                    yield _Found(start, end, self._names[key])
                    at += count
                    break
            else:
                at += 1


class Sights:
    """Keeps what each set of collections may be told, until the Library changes. Thread-safe."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = Lock()
        self._generation = -1
        self._kept: dict[frozenset[str], Sight] = {}

    def of(self, scope: Scope) -> Sight:
        """What may be told within `scope`: of its collections alone, which are a person's rights.

        Types and dates are chosen: who looks at minutes may still be told of a strategy.
        """
        if scope.collections is None:
            return EVERYTHING_TOLD
        with self._library.snapshot(), self._lock:
            generation = self._library.generation()
            if generation != self._generation:
                self._generation, self._kept = generation, {}
            if scope.collections not in self._kept:
                allowed = Scope(collections=scope.collections)
                seen = self._library.documents(allowed)
                known = {paper.id for paper in seen}
                others = self._library.documents(EVERYTHING)
                self._kept[scope.collections] = Sight(
                    seen, (paper for paper in others if paper.id not in known)
                )
            return self._kept[scope.collections]


EVERYTHING_TOLD = Sight((), (), all_=True)


def _names(paper: DocumentRecord) -> Iterator[tuple[str, ...]]:
    path = PurePosixPath(paper.document)
    title = paper.facts.title
    tails = [title[match.end() :] for match in re.finditer(r":\s", title)]
    for name in (paper.document, path.name, path.stem, title):
        if words := _words(name):
            yield words
    yield from (words for words in map(_words, tails) if len(words) >= _LEAST)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(_folded(text)))


def _folded(text: str) -> str:
    """Lower case, with each character in its place: a letter that would become two stays."""
    return "".join(low if len(low := c.casefold()) == 1 else c for c in text)


def _with_path(said: str, start: int, end: int) -> tuple[int, int]:
    """The stretch with the folders before it and the ending of the file's name after it."""
    before = _OF_PATH.search(said[:start])
    after = re.match(rf"(?:{_ENDINGS})(?!\w)", said[end:], re.IGNORECASE)
    return (before.start() if before else start), end + (after.end() if after else 0)
