"""What the register holds for each criterion of a gate."""

from __future__ import annotations

import pytest

from assistant.register import next_gate, review, state_of
from assistant.register.gates import named_in
from tests.assistant.register.made import event, log, real, small


def criteria(gate: str, *said: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    found = review(small(), state_of(small(), log(*said)), small().gate[gate])
    return {one.id: (one.state.value, one.evidence) for one in found.criteria}


ENDORSED = "F1 endorsed 1 January 2026 by Ada Lowe"


@pytest.mark.parametrize(
    ("said", "first", "second"),
    [
        ([], ("missing", ()), ("judgement", ())),
        (["submit F1"], ("missing", ()), ("judgement", ())),
        (["submit F1", "endorse F1"], ("evidenced", (ENDORSED,)), ("judgement", ())),
        (["link K1 K1.1 at sea"], ("evidenced", ("the log book",)), ("judgement", ())),
        (["link K1 K1.2"], ("missing", ()), ("evidenced", ("the log book",))),
        (["link F1 K1.1"], ("missing", ()), ("judgement", ())),  # not at the gate
        (["link K1 K1.10"], ("missing", ()), ("judgement", ())),
        (
            ["submit F1", "endorse F1", "challenge F1"],
            ("missing", ()),
            ("judgement", ()),
        ),
        (
            ["submit F1", "endorse_with_conditions F1"],
            (
                "evidenced",
                ("F1 endorsed with conditions 1 January 2026 by Ada Lowe (2 conditions open)",),
            ),
            ("judgement", ()),
        ),
    ],
)
def test_a_criterion_is_evidenced_missing_or_for_a_person(
    said: list[str], first: tuple[str, tuple[str, ...]], second: tuple[str, tuple[str, ...]]
) -> None:
    assert criteria("K1", *said) == {"K1.1": first, "K1.2": second}


def test_a_criterion_that_a_person_judges_besides_waits_for_its_deliverable() -> None:
    assert criteria("K2")["K2.1"] == ("missing", ())
    state, evidence = criteria("K2", "submit F2", "endorse F2")["K2.1"]
    assert (state, len(evidence)) == ("judgement", 1)
    state, _ = criteria("K2", "submit F2", "endorse F2", "link K2 see K2.1.")["K2.1"]
    assert state == "evidenced"


def test_some_evidence_is_shown_where_some_is_missing() -> None:
    state = state_of(real(), log("submit S04", "endorse S04"))
    found = review(real(), state, real().gate["G1"])
    (third,) = [one for one in found.criteria if one.id == "G1.3"]
    assert third.state == "missing"
    assert third.evidence == ("S04 endorsed 1 January 2026 by Ada Lowe",)


def test_criteria_are_word_for_word_and_whole_for_every_gate() -> None:
    state = state_of(real(), ())
    for gate in real().gates:
        found = review(real(), state, gate)
        assert [(one.id, one.wording) for one in found.criteria] == [
            (one.id, one.wording) for one in gate.criteria
        ]
        assert found.approver


def test_approvers_are_named_together() -> None:
    found = review(real(), state_of(real(), ()), real().gate["G3"])
    assert found.approver == "clinical reference group, finance committee and quality committee"


@pytest.mark.parametrize(
    ("reason", "yes"),
    [
        ("G1.1: see the letter", True),
        ("for g1.1.", True),
        ("(G1.1)", True),
        ("G1.10", False),
        ("G1.1.2", False),
        ("NG1.1", False),
        ("2.G1.1", False),
        (None, False),
    ],
)
def test_a_reason_names_a_criterion(reason: str | None, yes: bool) -> None:
    assert named_in(reason, "G1.1") is yes


def test_the_next_gate_is_the_first_not_passed() -> None:
    def after(*said: str) -> str | None:
        gate = next_gate(small(), state_of(small(), log(*said)))
        return gate.id if gate else None

    assert after() == "K1"
    assert after("decide K1 endorse") == "K2"
    assert after("decide K2 endorse") == "K1"
    assert after("decide K1 endorse", "decide K2 endorse_with_conditions") is None
    assert after("decide K1 endorse", "decide K2 endorse", "decide K1 challenge") == "K1"
    assert event("decide", "K1", outcome="stop", reason="Too deep.").gate == "K1"
