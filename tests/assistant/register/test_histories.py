"""Promises that hold after every legal history, whatever a workstream does, on any approach."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.approach import Approach
from assistant.register import (
    Event,
    EventKind,
    EventRefused,
    Outcome,
    Register,
    State,
    WorkstreamState,
    check,
    import_events,
    may_start,
    next_step,
    state_of,
    still_open,
)
from assistant.register.exchange import from_csv, from_json, to_csv, to_json
from tests.assistant.register.made import TODAY, event, real, small

FEW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
APPROACHES = pytest.mark.parametrize("approach", [real, small], ids=["real", "small"])
MOVES = {
    State.NONE: ("start", "submit"),
    State.STARTED: ("submit", "withdraw"),
    State.SUBMITTED: ("endorse", "endorse", "endorse_with_conditions", "challenge", "withdraw"),
    State.ENDORSED: ("challenge", "withdraw"),
    State.CHALLENGED: ("start", "submit", "withdraw"),
}


def legal_history(approach: Approach, rng: random.Random, length: int) -> tuple[Event, ...]:
    """Whatever may happen, mostly forward. Each event passes `check` on those before it."""
    log: list[Event] = []
    state = state_of(approach, log)
    for turn in range(length):
        one = _any_event(approach, state, f"said {turn}", rng)
        try:
            check(one, approach, log, TODAY)
        except EventRefused:
            assert one.kind is EventKind.DECIDE, one  # some are tried without evidence
            continue
        log.append(one)
        state = state_of(approach, log)
    return tuple(log)


def _any_event(approach: Approach, state: WorkstreamState, said: str, rng: random.Random) -> Event:
    chance = rng.random()
    if chance < 0.15:
        gate = rng.choice(approach.gates)
        named = " ".join(
            f"{one.id}: exception, {said}." for one in gate.criteria if rng.random() < 0.9
        )
        outcome = rng.choice([*Outcome, Outcome.ENDORSE, Outcome.ENDORSE])
        return event("decide", gate.id, outcome=outcome.value, reason=named or said)
    if chance < 0.2:
        gate = rng.choice(approach.gates)
        return event("link", gate.id, reason=rng.choice(gate.criteria).id, citation=said)
    waiting = [one for one in state.deliverables.values() if still_open(one.conditions)]
    if chance < 0.3 and waiting:
        one = rng.choice(waiting)
        return event("condition_met", one.id, reason=str(still_open(one.conditions)[0].number))
    if chance < 0.33:
        return event("note", rng.choice(approach.deliverables).id, reason=said)
    ahead = [
        one for one in approach.deliverables if state.deliverables[one.id].state != State.ENDORSED
    ]
    pool = ahead[:4] if ahead and rng.random() < 0.85 else approach.deliverables
    one = rng.choice(pool)
    kind = rng.choice(MOVES[state.deliverables[one.id].state])
    return event(kind, one.id, reason=f"{said}; and more" if "e" in kind else None)


histories = st.tuples(st.integers(0, 2**32), st.integers(0, 120))


def prefixes(log: tuple[Event, ...]) -> Iterator[tuple[Event, ...]]:
    """Some stages of a history, the last among them."""
    yield from (log[:n] for n in range(0, len(log), 11))
    yield log


@APPROACHES
@FEW
@given(seed=histories)
def test_what_is_ready_has_all_it_needs_and_everything_has_one_place(
    approach: object, seed: tuple[int, int]
) -> None:
    ours: Approach = approach()  # type: ignore[operator]
    for log in prefixes(legal_history(ours, random.Random(seed[0]), seed[1])):
        state = state_of(ours, log)
        found = next_step(ours, state)
        for one in found.ready:
            assert all(state.endorsed(need) for need in ours.deliverable[one.id].needs)
            assert state.deliverables[one.id].state is State.NONE
        for blocked in found.blocked:
            assert blocked.needs
            assert not any(state.endorsed(need) for need in blocked.needs)
            assert not may_start(ours, state, blocked.id).yes
        placed = [
            *(one.id for one in found.ready),
            *(one.id for one in found.in_progress),
            *(one.id for one in found.challenged),
            *(one.id for one in found.blocked),
            *found.done,
        ]
        assert sorted(placed) == sorted(ours.deliverable)
        assert found.unknown == ()


@APPROACHES
@FEW
@given(seed=histories)
def test_there_is_always_something_to_do_before_the_last_gate(
    approach: object, seed: tuple[int, int]
) -> None:
    """Something to begin, to go on with or to mend; or all is done, and a gate is to be decided.

    And it leads on: doing what is there, again and again, ends with every gate passed.
    """
    ours: Approach = approach()  # type: ignore[operator]
    log = list(legal_history(ours, random.Random(seed[0]), seed[1]))
    found = next_step(ours, state_of(ours, log))
    steps = 0
    while found.gate is not None:
        doing = [one.id for one in found.ready or found.challenged]
        doing += [one.id for one in found.in_progress]
        if doing:
            begun = state_of(ours, log).deliverables[doing[0]].state
            kinds = ["endorse"] if begun is State.SUBMITTED else ["submit", "endorse"]
            add(ours, log, *(event(kind, doing[0]) for kind in kinds))
        else:
            assert len(found.done) == len(ours.deliverables)
            ids = [one.id for one in found.gate.criteria]
            said = "; ".join(f"{id_}: exception, decided at step {steps}" for id_ in ids)
            add(ours, log, event("decide", found.gate.id, outcome="endorse", reason=said))
        found = next_step(ours, state_of(ours, log))
        steps += 1
        assert steps <= len(ours.deliverables) + len(ours.gates)
    assert found.stopped is None


def add(approach: Approach, log: list[Event], *events: Event) -> None:
    for one in events:
        check(one, approach, log, TODAY)
        log.append(one)


@APPROACHES
@FEW
@given(seed=histories)
def test_the_same_log_gives_the_same_answer(approach: object, seed: tuple[int, int]) -> None:
    ours: Approach = approach()  # type: ignore[operator]
    log = legal_history(ours, random.Random(seed[0]), seed[1])
    once = next_step(ours, state_of(ours, log))
    again = next_step(ours, state_of(ours, from_json(to_json(log))))
    assert again == once
    assert repr(again.as_json()) == repr(once.as_json())


@APPROACHES
@settings(FEW, max_examples=12)
@given(seed=histories, as_table=st.booleans())
def test_exported_and_imported_it_stands_where_it_stood(
    tmp_path_factory: pytest.TempPathFactory,
    approach: object,
    seed: tuple[int, int],
    as_table: bool,
) -> None:
    ours: Approach = approach()  # type: ignore[operator]
    log = legal_history(ours, random.Random(seed[0]), seed[1])
    back = from_csv(to_csv(log)) if as_table else from_json(to_json(log))
    folder: Path = tmp_path_factory.mktemp("import")
    register = Register.open(folder, write=True)
    done = import_events(register, ours, back, TODAY)
    assert [one.identity for one in done.added] == [one.identity for one in log]
    assert import_events(register, ours, back, TODAY).added == ()
    stored = register.events()
    assert [one.number for one in stored] == list(range(1, len(log) + 1))
    assert next_step(ours, state_of(ours, stored)).as_json() == (
        next_step(ours, state_of(ours, log)).as_json()
    )
