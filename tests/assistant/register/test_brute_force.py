"""The register agrees with a plain reading of the pages on thousands of random states."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

import pytest

from assistant.approach import Approach
from assistant.register import Event, EventKind, Outcome, may_start, next_step, review, state_of
from assistant.register.rules import behind
from tests.assistant.approach.small import PAGES
from tests.assistant.register.made import REAL, event, real, small
from tests.assistant.register.raw import Line, Raw, Truth

STATES = 5_400
REASONS = ("Too short.", "No date.", "1")


def real_pages() -> Raw:
    return Raw(path.read_text("utf-8") for path in REAL.glob("*.md"))


def small_pages() -> Raw:
    return Raw(PAGES.values())


@cache
def recorded(line: Line) -> Event:
    kind, subject, outcome, reason = line
    parts = {"outcome": outcome} if outcome else {}
    return event(kind, subject, reason=reason, citation="the log book", **parts)


def one_line(raw: Raw, rng: random.Random) -> Line:
    """Any event on anything, whether it may follow or not."""
    if rng.random() < 0.75:
        kind = rng.choice([kind for kind in EventKind if kind is not EventKind.DECIDE])
        return kind.value, rng.choice([*raw.needs]), None, rng.choice(REASONS)
    gate = rng.choice(raw.gates)
    if rng.random() < 0.5:
        return "decide", gate, rng.choice([*Outcome]).value, rng.choice(REASONS)
    ids = [key for key, _, _ in raw.criteria[rng.choice([gate, raw.gates[0]])]]
    return "link", gate, None, " and ".join(rng.sample(ids, min(len(ids), 2)))


def random_log(raw: Raw, rng: random.Random) -> list[Line]:
    """Half of them anything; half a workstream some way on, with a few surprises."""
    noise = [one_line(raw, rng) for _ in range(rng.randrange(0, 60))]
    if rng.random() < 0.5:
        return noise
    far: list[Line] = []
    reach = rng.randrange(len(raw.gates) + 1)
    for gate in raw.gates[:reach]:
        under = [key for key in raw.needs if raw.gate_of[key] == gate]
        far += [("endorse", key, None, None) for key in under if rng.random() < 0.95]
        if rng.random() < 0.9:
            far.append(("decide", gate, "endorse", None))
    return far + noise[: rng.randrange(0, 8)]


@pytest.mark.parametrize(
    ("approach", "pages", "states"),
    [(real, real_pages, STATES - 1_000), (small, small_pages, 1_000)],
    ids=["real", "small"],
)
def test_a_plain_reading_of_the_pages_agrees(
    approach: Callable[[], Approach], pages: Callable[[], Raw], states: int
) -> None:
    raw, ours, rng = pages(), approach(), random.Random(20_261_122)
    assert set(raw.needs) == set(ours.deliverable)
    assert raw.gates == [gate.id for gate in ours.gates]
    seen = set()
    for _ in range(states):
        log = random_log(raw, rng)
        agree(ours, log, Truth(raw, log), rng)
        seen.add(tuple(log))
    assert len(seen) > 0.9 * states


def agree(approach: Approach, log: list[Line], truth: Truth, rng: random.Random) -> None:
    state = state_of(approach, [recorded(line) for line in log])
    found = next_step(approach, state)
    told = found.as_json()
    assert [one.id for one in found.ready] == truth.ready(), log
    assert {one.id: one.state.value for one in found.in_progress} == truth.among(
        "started", "submitted"
    )
    assert {one.id: one.reason for one in found.challenged} == truth.reasons()
    assert {one.id: list(one.needs) for one in found.blocked} == truth.blocked()
    assert set(found.done) == truth.done
    assert [one.rule.id for one in found.rules if one.broken] == truth.broken()
    if truth.open_gates:
        gate = truth.open_gates[0]
        assert found.gate is not None
        assert (found.gate.id, found.phase) == (gate, truth.raw.phase[gate])
    else:
        assert (found.gate, told["gate"]) == (None, None)
    assert (found.stopped is not None) == ("stop" in truth.outcome.values())
    tried = rng.choice(approach.gates)
    criteria = review(approach, state, tried).criteria
    assert [(one.id, one.state.value) for one in criteria] == truth.criteria(tried.id)
    key = rng.choice([*truth.raw.needs])
    assert may_start(approach, state, key).yes is truth.may_start(key)
    assert set(behind(approach, state, key)) == truth.behind(key)
