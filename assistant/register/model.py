"""The nouns of the register: what a person recorded about a workstream, one event at a time."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date as Date
from enum import StrEnum


class EventKind(StrEnum):
    """What happened. All but `decide` and `note` happen to a deliverable; see `legal` for which."""

    START = "start"
    SUBMIT = "submit"
    ENDORSE = "endorse"
    ENDORSE_WITH_CONDITIONS = "endorse_with_conditions"
    CHALLENGE = "challenge"
    WITHDRAW = "withdraw"
    DECIDE = "decide"
    NOTE = "note"
    LINK = "link"
    CONDITION_MET = "condition_met"


class Outcome(StrEnum):
    """What was decided at a gate."""

    ENDORSE = "endorse"
    ENDORSE_WITH_CONDITIONS = "endorse_with_conditions"
    CHALLENGE = "challenge"
    STOP = "stop"


PASSING = frozenset({Outcome.ENDORSE, Outcome.ENDORSE_WITH_CONDITIONS})


@dataclass(frozen=True, slots=True)
class Workstream:
    """A project that follows the approach. An example may be cleared, events and all."""

    name: str
    example: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that a person recorded.

    reason    why, in the person's words; conditions where there are any; what evidence shows
    outcome   only of a gate decision
    citation  where it stands in writing: a paper, a minute, an address
    number    its place in the whole log, from 1, given when it is recorded and never used twice

    White space is folded and "" counts as not given, so that an event is the same event after any
    export and import. A reason keeps its line breaks: they part conditions.
    """

    workstream: str
    kind: EventKind
    person: str
    role: str
    date: Date
    deliverable: str | None = None
    gate: str | None = None
    reason: str | None = None
    outcome: Outcome | None = None
    citation: str | None = None
    number: int | None = None

    def __post_init__(self) -> None:
        for name in ("workstream", "person", "role"):
            object.__setattr__(self, name, folded(getattr(self, name)))
        for name in ("deliverable", "gate", "citation"):
            object.__setattr__(self, name, folded(getattr(self, name) or "") or None)
        lines = (folded(line) for line in (self.reason or "").splitlines())
        object.__setattr__(self, "reason", "\n".join(line for line in lines if line) or None)

    @property
    def subject(self) -> str | None:
        """The id of the deliverable or gate that it is about; None for a general note."""
        return self.deliverable or self.gate

    @property
    def identity(self) -> tuple[object, ...]:
        """Equal for two records of the same event, wherever in the log they stand."""
        return (
            key_of(self.workstream), self.kind, self.person, self.role, self.date,
            self.deliverable, self.gate, self.reason, self.outcome, self.citation,
        )  # fmt: skip


def folded(text: str) -> str:
    """`text` without white space around it, and with single spaces within."""
    return " ".join(text.split())


def key_of(name: str) -> str:
    """What two spellings of one workstream's name have in common: "head AND  neck" is the same."""
    return folded(unicodedata.normalize("NFC", name)).casefold()
