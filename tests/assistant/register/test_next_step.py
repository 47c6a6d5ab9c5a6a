"""What a workstream does next: cases by hand."""

from __future__ import annotations

import json
from dataclasses import replace

from assistant.approach.model import Place, Rule
from assistant.register import NextStep, State, may_start, next_step, state_of
from tests.assistant.register.made import event, log, real, small


def after(*said: str) -> NextStep:
    return next_step(small(), state_of(small(), log(*said)))


def test_the_json_is_as_promised() -> None:
    found = after("submit F1", "challenge F1").as_json(citations=[{"marker": 1}])
    assert json.loads(json.dumps(found)) == {
        "workstream": "Island ferry",
        "phase": "plan",
        "ready": [],
        "in_progress": [],
        "challenged": [{"id": "F1", "reason": "Too short."}],
        "blocked": [{"id": "F2", "needs": ["F1"]}],
        "gate": {
            "id": "K1",
            "approver": "Harbour Board",
            "criteria": [
                {
                    "id": "K1.1",
                    "text": "The soundings are dated.",
                    "state": "missing",
                    "evidence": [],
                },
                {
                    "id": "K1.2",
                    "text": "The pilots agree.",
                    "state": "judgement",
                    "evidence": [],
                },
            ],
        },
        "citations": [{"marker": 1}],
    }


def test_ready_says_why() -> None:
    (first,) = after().ready
    assert (first.id, first.unblocks, first.warning) == ("F1", ("F2",), None)
    assert first.why == (
        "Nothing has to come before it. It unblocks F2. K1 (Slipway gate) waits for it."
    )
    (second,) = after("submit F1", "endorse F1").ready
    assert second.why == (
        "All that it needs (F1) is endorsed. K2 (Quay gate) waits for it. "
        "Take care: it is for K2, and K1 has not been passed yet."
    )


def test_what_was_begun_early_is_in_progress() -> None:
    (one,) = after("start F2").in_progress
    assert (one.id, one.state, one.last.number) == ("F2", State.STARTED, 1)


def test_a_reopened_need_blocks_again_what_nobody_began() -> None:
    found = after("submit F1", "endorse F1", "challenge F1")
    assert [one.needs for one in found.blocked] == [("F1",)]
    assert found.ready == ()


def test_after_the_last_gate_there_is_no_next_one() -> None:
    said = ["endorse F1", "endorse F2", "decide K1 endorse", "decide K2 endorse"]
    found = after(*said)
    assert (found.gate, found.phase, found.done) == (None, "sail", ("F1", "F2"))
    assert found.as_json()["gate"] is None


def test_a_stop_is_told_with_what_would_be_ready() -> None:
    found = after("decide K1 stop")
    assert found.stopped is not None
    (one,) = found.ready
    assert one.why.endswith("Take care: the work was stopped at K1.")


def test_ready_stands_in_the_order_of_gates_then_of_what_waits() -> None:
    scoped = [f"{kind} S{n:02d}" for n in (1, 9) for kind in ("submit", "endorse")]
    found = next_step(real(), state_of(real(), log(*scoped)))
    # S02 and S04 each hold up 24 others, S05 24 too, S03 23; A04 is for a later gate.
    assert [one.id for one in found.ready] == ["S02", "S04", "S05", "S03", "A04"]
    assert found.ready[-1].warning is not None
    assert found.ready[0].unblocks == ("S06", "D01")


def test_the_order_of_the_lists_is_that_of_the_approach() -> None:
    found = next_step(real(), state_of(real(), log("start D05", "submit S07", "start S02")))
    assert [one.id for one in found.in_progress] == ["S02", "S07", "D05"]
    order = [one.id for one in real().deliverables]
    blocked = [order.index(one.id) for one in found.blocked]
    assert blocked == sorted(blocked)


def test_what_fits_nothing_is_listed() -> None:
    found = next_step(small(), state_of(small(), (event("start", "F9"),)))
    assert [one.deliverable for one in found.unknown] == ["F9"]


def test_a_rule_that_says_no_is_told_with_what_is_ready() -> None:
    approach = replace(
        small(), rules=(Rule("R9", "First the timetable.", "F2", "F1", Place("approach.md", 1)),)
    )
    state = state_of(approach, ())
    assert not may_start(approach, state, "F1").yes
    (one,) = next_step(approach, state).ready
    assert one.warning == "rule R9 puts F2 first, which is not endorsed"
    assert one.why.endswith(f"Take care: {one.warning}.")


def test_open_conditions_and_a_return_are_there_to_see() -> None:
    said = ["submit F1", "endorse_with_conditions F1", "decide K1 challenge"]
    found = after(*said)
    assert [(one.subject, one.text, one.event.number, one.number) for one in found.conditions] == [
        ("F1", "the date is added", 2, 1),
        ("F1", "the tide is checked", 2, 2),
    ]
    assert found.returned is not None
    assert (found.returned.number, found.returned.reason) == (3, "Not yet.")
    assert found.gate is not None
    assert (found.gate.returned, found.gate.conditions) == (found.returned, found.conditions)
    passed = event("decide", "K1", outcome="endorse_with_conditions", reason="a vote")
    met = event("condition_met", "F1", reason="1")
    later = next_step(small(), state_of(small(), log(*said, passed, met)))
    assert [(one.subject, one.text) for one in later.conditions] == [
        ("F1", "the tide is checked"),
        ("K1", "a vote"),
    ]
    assert later.returned is None
    assert after(*said, "challenge F1").conditions == ()
