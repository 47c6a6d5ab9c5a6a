"""One workstream's log, what follows from it, and where in it each thing is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.approach import Approach
from assistant.register import (
    EVERYTHING_TOLD,
    Event,
    LogText,
    NextStep,
    Sight,
    State,
    WorkstreamState,
    document_name,
    log_text,
    next_step,
    state_of,
)
from assistant.route.method import say
from assistant.route.saying import Span
from assistant.shelf import OpenDocument
from ingest.library import DocumentRecord
from ingest.model import Facts, Section
from ingest.structure.dates import in_words


@dataclass(frozen=True)
class Recorded:
    """One workstream: its events, what follows from them, and its log as a document to cite.

    Both are told as far as `sight` goes: names of papers that may not be seen are left out.
    """

    name: str
    example: bool
    events: tuple[Event, ...]
    approach: Approach
    sight: Sight = EVERYTHING_TOLD

    @cached_property
    def state(self) -> WorkstreamState:
        """Where it stands."""
        return self.sight.state(state_of(self.approach, self.events))

    @cached_property
    def step(self) -> NextStep:
        """What comes next for it."""
        return next_step(self.approach, self.state)

    @cached_property
    def log(self) -> LogText:
        """Its log, a line an event."""
        return log_text(self.events, self.sight)

    @cached_property
    def document(self) -> OpenDocument:
        """The log as a document. It has no passages and is in no Library: it is always current."""
        facts = Facts(
            title=f"Register: {self.name}",
            date=self.events[-1].date.isoformat() if self.events else None,
            date_basis="the last event recorded",
            provenance="example" if self.example else None,
        )
        name = document_name(self.name)
        record = DocumentRecord(0, name, "", facts, None, 0, (), (), (), len(self.events))
        whole = Section(0, None, 0, "", None, (), 0, len(self.log.text))
        return OpenDocument(record, self.log.text, (), (whole,))

    def span(self, event: Event) -> Span:
        """The line of the log on an event of it."""
        start, end = self.log.spans[event.number or 0]
        return Span(self.document, start, end, 0)

    def spans(self, deliverables: Sequence[str]) -> tuple[Span, ...]:
        """The lines that brought deliverables to where they stand, of those that were begun."""
        standing = (self.state.deliverables[key] for key in deliverables)
        return tuple(self.span(one.last) for one in standing if one.last is not None)

    @property
    def latest(self) -> Span:
        """The last line of the log."""
        return self.span(self.events[-1])

    @property
    def decision(self) -> Span:
        """The last gate decision; the last line where no gate has decided yet."""
        decided = [one.last for one in self.state.gates.values() if one.last is not None]
        newest = max(decided, key=lambda event: event.number or 0, default=self.events[-1])
        return self.span(newest)

    def standing(self, key: str) -> str:
        """Where a deliverable stands, in words, with the day that brought it there."""
        standing = self.state.deliverables[key]
        said = say(f"state_{standing.state.value}")
        if standing.last is None or standing.state is State.NONE:
            return said
        return f"{said} ({in_words(standing.last.date.isoformat())})"
