"""The nouns of the approach. Each knows the file and line that it was read from.

Approach → Phases → Gates (Criteria, Hurdles) and Deliverables (Headings), with Roles, Bodies, Rules
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file's path below the approach's folder, and its line from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the approach's pages, where, and what to do about it."""

    place: Place
    said: str

    def __str__(self) -> str:
        return f"{self.place}: {self.said}"


@dataclass(frozen=True, slots=True)
class Phase:
    """One stretch of a workstream's life; phases follow one another as they are listed."""

    id: str
    title: str
    about: str
    place: Place


@dataclass(frozen=True, slots=True)
class RoleName:
    """A role that may own a deliverable: its short code and what it is called."""

    code: str
    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class Body:
    """A board, committee or office that endorses or approves."""

    name: str
    about: str
    place: Place


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of a deliverable's template, with its guidance, wanted evidence and example."""

    title: str
    guidance: tuple[str, ...]
    evidence: str
    example: str
    place: Place


@dataclass(frozen=True, slots=True)
class Deliverable:
    """A document that a workstream writes. `needs` are ids of those that must be done before.

    `answers` maps a gate criterion's id to how this deliverable answers it; `good` are the checks
    of a good one, `challenges` the usual reasons for sending it back.
    """

    id: str
    title: str
    other_names: tuple[str, ...]
    phase: str
    needs: tuple[str, ...]
    owner: str
    gate: str
    provenance: str
    version: str
    summary: str
    headings: tuple[Heading, ...]
    answers: Mapping[str, str]
    good: tuple[str, ...]
    challenges: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a gate tests. `answered_by` are deliverables; `judgement`: a person judges too."""

    id: str
    wording: str
    evidence: str
    judge: str
    answered_by: tuple[str, ...]
    judgement: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Hurdle:
    """What every option must pass at a gate; the threshold is for the local programme to set."""

    id: str
    wording: str
    tests: str
    threshold: str
    place: Place


@dataclass(frozen=True, slots=True)
class Gate:
    """A point where bodies decide whether a workstream goes on. `order` is its turn, from 1."""

    id: str
    title: str
    other_names: tuple[str, ...]
    phase: str
    order: int
    endorses: tuple[str, ...]
    approves: tuple[str, ...]
    provenance: str
    version: str
    summary: str
    criteria: tuple[Criterion, ...]
    hurdles: tuple[Hurdle, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that holds beside the needs: `first` is endorsed before `then` is begun."""

    id: str
    wording: str
    first: str
    then: str
    place: Place


@dataclass(frozen=True)
class Approach:
    """A whole method, in the order in which its pages list things.

    `deliverables` stand in an order in which each comes after all that it needs; among those that
    could come next, after the order of their gates and then of their ids. `date` is that of the
    overview page, ISO, and `overview` that page's file.
    """

    phases: tuple[Phase, ...] = ()
    roles: tuple[RoleName, ...] = ()
    bodies: tuple[Body, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    gates: tuple[Gate, ...] = ()
    rules: tuple[Rule, ...] = ()
    provenance: str = ""
    date: str = ""
    overview: str = ""

    @cached_property
    def deliverable(self) -> Mapping[str, Deliverable]:
        """Deliverables by id."""
        return {one.id: one for one in self.deliverables}

    @cached_property
    def gate(self) -> Mapping[str, Gate]:
        """Gates by id."""
        return {one.id: one for one in self.gates}

    @cached_property
    def role(self) -> Mapping[str, str]:
        """What a role's code stands for."""
        return {one.code: one.title for one in self.roles}

    @cached_property
    def criterion(self) -> Mapping[str, tuple[Gate, Criterion]]:
        """Criteria by id, each with its gate."""
        return {one.id: (gate, one) for gate in self.gates for one in gate.criteria}

    @cached_property
    def unblocks(self) -> Mapping[str, tuple[str, ...]]:
        """For each deliverable, those that need it directly, in order."""
        return {
            one.id: tuple(other.id for other in self.deliverables if one.id in other.needs)
            for one in self.deliverables
        }

    def under(self, gate: str) -> tuple[Deliverable, ...]:
        """The deliverables that a gate reviews, in order."""
        return tuple(one for one in self.deliverables if one.gate == gate)
