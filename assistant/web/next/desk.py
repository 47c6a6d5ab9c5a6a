"""What one person may be told of the register and the approach, read afresh for each request."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date as Date
from functools import cached_property

from assistant.approach import Approach
from assistant.approach_in_force import ApproachInForce, InForce
from assistant.people import Person
from assistant.register import (
    EVERYTHING_TOLD,
    Event,
    NextStep,
    Register,
    Sight,
    Workstream,
    WorkstreamState,
    next_step,
    state_of,
)
from assistant.web.next.facts import Fact, facts_of
from assistant.web.next.papers import Papers
from assistant.web.next.stands import Stand, stands
from assistant.web.site import Site
from ingest.errors import LibraryMissing, WaymarkError


class NotYet(WaymarkError):
    """The papers are still being read, so it is not known which of them a person may be told of."""


@dataclass(frozen=True)
class Board:
    """One workstream as one person may see it.

    raw       its events as they are, for the register's rules alone; `events` is what is shown
    """

    workstream: Workstream
    raw: tuple[Event, ...]
    approach: Approach
    sight: Sight
    papers: Papers
    facts: Callable[[str], tuple[Fact, ...]] = lambda file: ()

    @property
    def name(self) -> str:
        """The workstream's name."""
        return self.workstream.name

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Its events, names of papers that may not be seen left out."""
        return self.sight.events(self.raw)

    @cached_property
    def state(self) -> WorkstreamState:
        """Where it stands."""
        return self.sight.state(state_of(self.approach, self.raw))

    @cached_property
    def step(self) -> NextStep:
        """What comes next for it."""
        return next_step(self.approach, self.state)

    @cached_property
    def stands(self) -> Mapping[str, Stand]:
        """Where each deliverable stands, in the approach's order."""
        return stands(self.approach, self.state, self.step)

    @property
    def seen(self) -> int:
        """The number of the last event that is shown; 0 for none."""
        return max((event.number or 0 for event in self.raw), default=0)

    @property
    def latest(self) -> Date | None:
        """The day of the newest event, as people date them."""
        return max((event.date for event in self.raw), default=None)


class Desk:
    """The seam between the room and what it tells. Safe to use from several threads."""

    def __init__(self, site: Site) -> None:
        """Read what `site` serves."""
        self._site = site
        self._force = ApproachInForce(site.settings)

    @property
    def today(self) -> Date:
        """The day by this machine's clock."""
        return Date.today()

    def force(self) -> InForce:
        """The approach in force. Raises ApproachError."""
        return self._force.now()

    def facts(self, file: str) -> tuple[Fact, ...]:
        """The law and guidance that a page of the approach in force names, with their dates."""
        return facts_of(self._page(file))

    def _page(self, file: str) -> str:
        """The text of a page; "" where it has changed since."""
        try:
            text = (self._force.folder / file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return ""
        digest = hashlib.sha256(text.encode("utf8")).hexdigest()
        return text if self.force().digests.get(file) == digest else ""

    def register(self, *, write: bool = False) -> Register:
        """The register of this Library."""
        return Register.open(self._site.settings.library, write=write)

    def boards(self, person: Person) -> tuple[Board, ...]:
        """Every workstream, by name. Raises NotYet, ApproachError and RegisterUnusable."""
        force, register = self.force(), self.register()
        sight, papers = self._sight(person), self._papers(person, force)
        return tuple(
            self._made(one, register, sight, papers, force) for one in register.workstreams()
        )

    def board(self, person: Person, name: str) -> Board:
        """One workstream. Raises UnknownWorkstream besides what `boards` raises."""
        force, register = self.force(), self.register()
        one = register.workstream(name)
        sight, papers = self._sight(person), self._papers(person, force)
        return self._made(one, register, sight, papers, force)

    def _made(
        self, one: Workstream, register: Register, sight: Sight, papers: Papers, force: InForce
    ) -> Board:
        events = register.events(one.name)
        return Board(one, events, force.approach, sight, papers, self.facts)

    def _sight(self, person: Person) -> Sight:
        if person.scope().collections is None:
            return EVERYTHING_TOLD
        if not self._open:
            raise NotYet(self._site.words("next.reading"))
        try:
            return self._site.answerer.sight(person.scope())
        except LibraryMissing:
            return Sight((), ())  # of no paper may anything be told

    def _papers(self, person: Person, force: InForce) -> Papers:
        """What can be linked to: nothing where there is no Library, and the rest stands without."""
        scope = person.scope()
        try:
            records = self._site.answerer.documents(scope) if self._open else ()
        except WaymarkError:
            records = ()
        return Papers(records, force, lambda name: self._site.answerer.document(name, scope))

    @property
    def _open(self) -> bool:
        ingestion = self._site.ingestion
        return ingestion is None or ingestion.progress().finished
