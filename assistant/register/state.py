"""Where a workstream stands: what follows from its log, and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.approach import Approach
from assistant.register import conditions
from assistant.register.conditions import Condition
from assistant.register.model import PASSING, Event, EventKind, Outcome


class State(StrEnum):
    """Where a deliverable stands. Endorsed with conditions is endorsed."""

    NONE = "none"
    STARTED = "started"
    SUBMITTED = "submitted"
    ENDORSED = "endorsed"
    CHALLENGED = "challenged"


BECOMES: Mapping[EventKind, State] = {
    EventKind.START: State.STARTED,
    EventKind.SUBMIT: State.SUBMITTED,
    EventKind.ENDORSE: State.ENDORSED,
    EventKind.ENDORSE_WITH_CONDITIONS: State.ENDORSED,
    EventKind.CHALLENGE: State.CHALLENGED,
    EventKind.WITHDRAW: State.NONE,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One deliverable of one workstream.

    last         the event that brought it to its state, None where nothing ever did
    challenge    its last challenge, also where it was answered since
    conditions   those of the endorsement that stands
    endorsed_at  place in the workstream's log, from 0, of its last endorsement, standing or not
    offered_at   the same of its last submission or endorsement
    """

    id: str
    state: State = State.NONE
    last: Event | None = None
    challenge: Event | None = None
    conditions: tuple[Condition, ...] = ()
    links: tuple[Event, ...] = ()
    endorsed_at: int | None = None
    offered_at: int | None = None


@dataclass(frozen=True, slots=True)
class GateStanding:
    """What was decided at one gate, oldest first. The last decision is the one in force."""

    id: str
    decisions: tuple[Event, ...] = ()
    conditions: tuple[Condition, ...] = ()
    links: tuple[Event, ...] = ()

    @property
    def last(self) -> Event | None:
        """The decision in force."""
        return self.decisions[-1] if self.decisions else None

    @property
    def outcome(self) -> Outcome | None:
        """The outcome in force."""
        return self.last.outcome if self.last else None

    @property
    def passed(self) -> bool:
        """Whether the workstream may go on; open conditions do not hold it up."""
        return self.outcome in PASSING


@dataclass(frozen=True, slots=True)
class WorkstreamState:
    """Every deliverable and gate of the approach, in its order, and what fits none of them.

    unknown   events about a deliverable or gate that the approach does not have: listed, without
              effect, as when a register was kept with another version of the approach
    notes     events of the kind `note`, whatever they are about
    stopped   the decision that stopped the work, None where it goes on
    """

    workstream: str
    deliverables: Mapping[str, Standing]
    gates: Mapping[str, GateStanding]
    unknown: tuple[Event, ...]
    notes: tuple[Event, ...]

    @property
    def stopped(self) -> Event | None:
        """The decision in force that stopped the work; a later one at that gate lifts it."""
        stops = (one.last for one in self.gates.values() if one.outcome is Outcome.STOP)
        return next(stops, None)

    def endorsed(self, deliverable: str) -> bool:
        """Whether it is done, with or without conditions."""
        one = self.deliverables.get(deliverable)
        return one is not None and one.state is State.ENDORSED


def state_of(approach: Approach, events: Iterable[Event]) -> WorkstreamState:
    """The state after the events of one workstream, in the order in which they were recorded.

    Pure, and defined for every log: an event has its effect even where it should not have been
    recorded, so that the same log gives the same state under any version of the approach.
    """
    deliverables = {one.id: Standing(one.id) for one in approach.deliverables}
    gates = {one.id: GateStanding(one.id) for one in approach.gates}
    unknown: list[Event] = []
    notes: list[Event] = []
    name = ""
    for place, event in enumerate(events):
        name = name or event.workstream
        if event.kind is EventKind.NOTE:
            notes.append(event)
        if event.deliverable in deliverables:
            was = deliverables[event.deliverable]
            deliverables[event.deliverable] = _after(was, event, place)
        elif event.gate in gates:
            gates[event.gate] = _after_at_gate(gates[event.gate], event)
        elif event.subject is not None:
            unknown.append(event)
    return WorkstreamState(name, deliverables, gates, tuple(unknown), tuple(notes))


def standing(id_: str, events: Iterable[Event]) -> Standing:
    """One deliverable's standing, from the log of its workstream."""
    found = Standing(id_)
    for place, event in enumerate(events):
        if event.deliverable == id_:
            found = _after(found, event, place)
    return found


def gate_standing(id_: str, events: Iterable[Event]) -> GateStanding:
    """One gate's standing, from the log of its workstream."""
    found = GateStanding(id_)
    for event in events:
        if event.gate == id_:
            found = _after_at_gate(found, event)
    return found


def _after(was: Standing, event: Event, place: int) -> Standing:
    match event.kind:
        case EventKind.LINK:
            return replace(was, links=(*was.links, event))
        case EventKind.CONDITION_MET:
            return replace(was, conditions=conditions.after(was.conditions, event))
    becomes = BECOMES.get(event.kind)
    if becomes is None:
        return was
    endorsed = becomes is State.ENDORSED
    return replace(
        was,
        state=becomes,
        last=event,
        challenge=event if becomes is State.CHALLENGED else was.challenge,
        conditions=conditions.set_by(event),
        endorsed_at=place if endorsed else was.endorsed_at,
        offered_at=place if endorsed or becomes is State.SUBMITTED else was.offered_at,
    )


def _after_at_gate(was: GateStanding, event: Event) -> GateStanding:
    match event.kind:
        case EventKind.LINK:
            return replace(was, links=(*was.links, event))
        case EventKind.CONDITION_MET:
            return replace(was, conditions=conditions.after(was.conditions, event))
        case EventKind.DECIDE:
            return replace(
                was,
                decisions=(*was.decisions, event),
                conditions=conditions.set_by(event),
            )
    return was
