"""Which event may follow which: the rules that the register is kept by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date

from assistant.approach import Approach, Deliverable
from assistant.register.conditions import named, still_open, unstated
from assistant.register.errors import Duplicate, EventRefused
from assistant.register.gates import (
    Evidence,
    criterion_state,
    excused,
    excuses,
    named_in,
    on_and_by,
)
from assistant.register.model import PASSING, Event, EventKind, Outcome
from assistant.register.names import both, meant
from assistant.register.shape import check_shape
from assistant.register.state import (
    BECOMES,
    GateStanding,
    Standing,
    State,
    gate_standing,
    standing,
    state_of,
)

_FROM: Mapping[EventKind, frozenset[State]] = {
    EventKind.START: frozenset({State.NONE, State.CHALLENGED}),
    EventKind.SUBMIT: frozenset({State.NONE, State.STARTED, State.CHALLENGED}),
    EventKind.ENDORSE: frozenset({State.SUBMITTED}),
    EventKind.ENDORSE_WITH_CONDITIONS: frozenset({State.SUBMITTED}),
    EventKind.CHALLENGE: frozenset({State.SUBMITTED, State.ENDORSED}),
    EventKind.WITHDRAW: frozenset(State) - {State.NONE},
}
_DONE = {
    EventKind.START: "started",
    EventKind.SUBMIT: "submitted",
    EventKind.ENDORSE: "endorsed",
    EventKind.ENDORSE_WITH_CONDITIONS: "endorsed with conditions",
    EventKind.CHALLENGE: "challenged",
    EventKind.WITHDRAW: "withdrawn",
}
_REMEDY = {
    EventKind.START: "To have it written again, record a challenge or a withdrawal first.",
    EventKind.SUBMIT: "To submit it again, record a challenge or a withdrawal first.",
    EventKind.ENDORSE: "Record that it was submitted first.",
    EventKind.ENDORSE_WITH_CONDITIONS: "Record that it was submitted first.",
    EventKind.CHALLENGE: "Record that it was submitted first.",
    EventKind.WITHDRAW: "There is nothing to withdraw.",
}


def check(
    event: Event,
    approach: Approach,
    events_so_far: Sequence[Event],
    today: Date,
    *,
    recorded_before: bool = False,
) -> tuple[str, ...]:
    """Raise EventRefused (or Duplicate) where `event` may not follow; else give the warnings.

    `events_so_far` is its workstream's log. With `recorded_before`, for an import of what was kept
    elsewhere, what cannot be mended any more is a warning instead: a gate passed without evidence,
    conditions or a decision's reason that were not written down, and a deliverable or gate that
    this approach does not have. Everything else holds as for any event.
    """
    check_shape(event, today, recorded_before=recorded_before)
    unknown = _unknown(event, approach)
    if unknown and not recorded_before:
        raise EventRefused(unknown)
    warnings = [unknown] if unknown else []
    if unknown:
        _not_twice(event, [one for one in events_so_far if one.subject == event.subject][-1:])
    elif event.kind in (EventKind.NOTE, EventKind.LINK):
        _not_twice(event, events_so_far)
        warnings += _names_no_criterion(event, approach)
    elif event.kind is EventKind.DECIDE:
        warnings += _decision(event, approach, events_so_far, recorded_before)
    elif event.kind is EventKind.CONDITION_MET:
        _condition_met(event, events_so_far)
    else:
        warnings += _turn(event, approach, events_so_far)
    if unstated(event):
        warnings.append("Its conditions were not written down; one counts as open.")
    return tuple(warnings)


def may_follow(state: State) -> tuple[EventKind, ...]:
    """What may happen next to a deliverable in that state, as people would choose among it."""
    return tuple(kind for kind, states in _FROM.items() if state in states)


def _unknown(event: Event, approach: Approach) -> str:
    for what, id_, known in (
        ("deliverable", event.deliverable, approach.deliverable),
        ("gate", event.gate, approach.gate),
    ):
        if id_ and id_ not in known:
            return f"The approach has no {what} {id_}. {meant(approach, id_, gate=what == 'gate')}"
    return ""


def _not_twice(event: Event, log: Sequence[Event]) -> None:
    for one in log:
        if one.subject == event.subject and one.identity == event.identity:
            which = f" as number {one.number}" if one.number else ""
            raise Duplicate(f"The same event is recorded already{which}. Nothing was added.")


def _names_no_criterion(event: Event, approach: Approach) -> list[str]:
    """A link at a gate that names none of its criteria is kept, but is evidence for none."""
    criteria = approach.gate[event.gate].criteria if event.gate else ()
    if event.kind is not EventKind.LINK or not criteria:
        return []
    if any(named_in(event.reason, one.id) for one in criteria):
        return []
    return [
        f"The link is evidence for no criterion of {event.gate}: name the criterion in the "
        f"reason, as in “{criteria[0].id}: what it shows”."
    ]


def _turn(event: Event, approach: Approach, log: Sequence[Event]) -> list[str]:
    assert event.deliverable is not None
    one = approach.deliverable[event.deliverable]
    now = standing(one.id, log)
    if now.state not in _FROM[event.kind]:
        _not_twice(event, log)
        raise EventRefused(
            f"{one.id} ({one.title}) cannot be {_DONE[event.kind]}: {_where(now)}. "
            f"{_remedy(event.kind, now)}"
        )
    warnings = []
    stop = next((one for one in _in_force(log) if one.outcome is Outcome.STOP), None)
    if stop:
        warnings.append(f"The work was stopped at {stop.gate} on {on_and_by(stop)}.")
    if now.last and event.date < now.last.date:
        warnings.append(f"It is dated before the event that it follows: {_where(now)}.")
    return warnings + _before_its_needs(event, one, log)


def _before_its_needs(event: Event, one: Deliverable, log: Sequence[Event]) -> list[str]:
    """Work may begin early, and papers may come to one meeting together: that is only told."""
    enough = {
        EventKind.START: {State.ENDORSED},
        EventKind.SUBMIT: {State.ENDORSED, State.SUBMITTED},
    }
    if event.kind not in enough:
        return []
    needs = [key for key in one.needs if standing(key, log).state not in enough[event.kind]]
    are = "is" if len(needs) == 1 else "are"
    done = "endorsed" if event.kind is EventKind.START else "submitted"
    return [f"{one.id} needs {both(needs)}, which {are} not {done}."] if needs else []


def _in_force(log: Sequence[Event]) -> tuple[Event, ...]:
    """The last decision at each gate, known or not."""
    return tuple({one.gate: one for one in log if one.kind is EventKind.DECIDE}.values())


def _where(now: Standing) -> str:
    if now.last is None:
        return "nobody has started or submitted it"
    return f"it was {_DONE[now.last.kind]} on {on_and_by(now.last)}"


def _remedy(kind: EventKind, now: Standing) -> str:
    if now.state is State.CHALLENGED and kind in (EventKind.ENDORSE, EventKind.CHALLENGE):
        return "Record that it was submitted again first."
    if now.state is State.STARTED and kind is EventKind.START:
        return "It is under way already."
    if now.state is State.ENDORSED and BECOMES[kind] is State.ENDORSED:
        return "To endorse a new version, record a challenge and its submission first."
    return _REMEDY[kind]


def _decision(
    event: Event, approach: Approach, log: Sequence[Event], recorded_before: bool
) -> list[str]:
    assert event.gate is not None
    gate = approach.gate[event.gate]
    last = gate_standing(gate.id, log).last
    if last is not None and last.identity == event.identity:
        _not_twice(event, log)
    if event.outcome not in PASSING:
        return []
    warnings = []
    state = state_of(approach, log)
    earlier = approach.gates[: approach.gates.index(gate)]
    before = [one.id for one in earlier if not state.gates[one.id].passed]
    if before:
        have = "has" if len(before) == 1 else "have"
        warnings.append(f"{gate.id} comes after {both(before)}, which {have} not been passed.")
    found = [(one, criterion_state(one, gate, state)) for one in gate.criteria]
    open_ = [
        now
        for one, now in found
        if now.state is not Evidence.EVIDENCED and not excused(event.reason, one)
    ]
    if open_:
        told = f"The register holds no evidence for {both(one.id for one in open_)}."
        if not recorded_before:
            raise EventRefused(
                f"{gate.id} ({gate.title}) cannot be passed: {told[0].lower()}{told[1:]} Link the "
                f"evidence to {gate.id}, or say for each in the reason why it is passed over, as "
                f"in “{excuses(open_)}”."
            )
        warnings.append(told)
    return warnings


def _condition_met(event: Event, log: Sequence[Event]) -> None:
    now: Standing | GateStanding
    now = gate_standing(event.gate, log) if event.gate else standing(event.deliverable or "", log)
    if named(now.conditions, event.reason):
        return
    _not_twice(event, log)
    waiting = still_open(now.conditions)
    if not waiting:
        raise EventRefused(f"{event.subject} has no condition that is open.")
    listed = "; ".join(f"({one.number}) {one.text}" for one in waiting)
    raise EventRefused(
        f"It does not say which condition of {event.subject} is met. Give the number of one that "
        f"is open as the reason: {listed}."
    )
