"""State follows from the log: cases by hand, on a small approach."""

from __future__ import annotations

import pytest

from assistant.register import Outcome, State, WorkstreamState, state_of, still_open
from assistant.register.state import gate_standing, standing
from tests.assistant.register.made import event, log, small


def state(*said: str) -> WorkstreamState:
    return state_of(small(), log(*said))


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ([], State.NONE),
        (["start F1"], State.STARTED),
        (["start F1", "submit F1"], State.SUBMITTED),
        (["submit F1", "endorse F1"], State.ENDORSED),
        (["submit F1", "endorse_with_conditions F1"], State.ENDORSED),
        (["submit F1", "challenge F1"], State.CHALLENGED),
        (["submit F1", "endorse F1", "challenge F1"], State.CHALLENGED),
        (["submit F1", "endorse F1", "withdraw F1"], State.NONE),
        (["submit F1", "note F1", "link F1"], State.SUBMITTED),
        (["start F2", "decide K1 endorse"], State.NONE),
    ],
)
def test_a_deliverable_stands_where_its_last_event_put_it(said: list[str], found: State) -> None:
    assert state(*said).deliverables["F1"].state is found
    assert standing("F1", log(*said)) == state(*said).deliverables["F1"]


def test_a_challenge_is_kept_with_its_reason_after_it_was_answered() -> None:
    one = state("submit F1", "challenge F1", "submit F1", "endorse F1").deliverables["F1"]
    assert one.challenge is not None and one.challenge.reason == "Too short."
    assert one.challenge.number == 2
    assert (one.offered_at, one.endorsed_at) == (3, 3)


def test_conditions_are_open_until_met_and_go_with_their_endorsement() -> None:
    start = ["submit F1", "endorse_with_conditions F1"]
    met = log(*start, event("condition_met", "F1", reason="2"))
    one = state_of(small(), met).deliverables["F1"]
    assert [condition.number for condition in still_open(one.conditions)] == [1]
    closing = one.conditions[1].met
    assert closing is not None and closing.number == 3
    anew = state(*start, "challenge F1", "submit F1", "endorse F1").deliverables["F1"]
    assert anew.conditions == ()


@pytest.mark.parametrize(
    ("outcomes", "passed", "stopped"),
    [
        ([], False, False),
        (["endorse"], True, False),
        (["endorse_with_conditions"], True, False),
        (["challenge"], False, False),
        (["endorse", "challenge"], False, False),
        (["challenge", "endorse"], True, False),
        (["stop"], False, True),
        (["stop", "endorse"], True, False),
    ],
)
def test_the_last_decision_at_a_gate_is_in_force(
    outcomes: list[str], passed: bool, stopped: bool
) -> None:
    said = [f"decide K1 {one}" for one in outcomes]
    found = state(*said)
    gate = found.gates["K1"]
    assert (gate.passed, found.stopped is not None) == (passed, stopped)
    assert gate.outcome == (Outcome(outcomes[-1]) if outcomes else None)
    assert len(gate.decisions) == len(outcomes)
    assert gate_standing("K1", log(*said)) == gate


def test_what_the_approach_does_not_have_is_listed_and_has_no_effect() -> None:
    known = state("submit F1")
    found = state("submit F9", "decide K7 stop", "submit F1", "note F9")
    assert [one.subject for one in found.unknown] == ["F9", "K7", "F9"]
    assert found.deliverables["F1"].state is known.deliverables["F1"].state
    assert found.stopped is None


def test_links_and_notes_are_kept_where_they_belong() -> None:
    general = event("note", None, reason="The ferry has a name.")
    found = state_of(small(), log("link F1", "link K1 K1.2", general))
    assert len(found.deliverables["F1"].links) == len(found.gates["K1"].links) == 1
    assert [one.reason for one in found.notes] == ["The ferry has a name."]
    assert found.unknown == ()


def test_an_empty_log_has_a_state() -> None:
    assert state_of(small(), ()).workstream == ""
    assert list(state_of(small(), ()).deliverables) == ["F1", "F2"]
