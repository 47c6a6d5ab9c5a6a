"""The six examples are legal, tell what the example papers tell, and can be cleared."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.register import (
    EventRefused,
    ImportRefused,
    NextStep,
    Register,
    State,
    examples,
    import_events,
    next_step,
    record,
    state_of,
    still_open,
)
from assistant.register.state import WorkstreamState
from tests.assistant.register.made import TODAY, event, real, small

NAMES = ("Diagnostics", "Head and Neck", "Paediatric HDU", "Stroke", "Urology", "Vascular")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    register = Register.open(tmp_path_factory.mktemp("examples"), write=True)
    done = examples.load(register, real(), TODAY)
    assert done.skipped == ()
    assert [one for one in done.warnings if "not endorsed" not in one] == []
    return register


def state(register: Register, name: str) -> WorkstreamState:
    return state_of(real(), register.events(name))


def coming(register: Register, name: str) -> NextStep:
    return next_step(real(), state(register, name))


def test_six_workstreams_are_marked_as_examples(register: Register) -> None:
    assert [(one.name, one.example) for one in register.workstreams()] == [
        (name, True) for name in NAMES
    ]
    dates = [one.date for one in register.events()]
    assert dates == sorted(dates)


def test_nothing_in_them_is_unknown_or_breaks_a_rule(register: Register) -> None:
    for name in NAMES:
        found = coming(register, name)
        assert (found.unknown, found.stopped) == ((), None)
        assert [rule.because for rule in found.rules if rule.broken] == []


@pytest.mark.parametrize(
    ("name", "gate", "ready", "in_progress", "challenged", "done"),
    [
        ("Stroke", "N1", ["D10", "D13", "A04"], ["D05", "D06", "D07", "D08", "D09"], [], 14),
        ("Vascular", "N1", ["D05", "D10", "D13", "A04"], [], [], 14),
        ("Urology", "G2", ["D01", "A04"], [], [], 10),
        ("Head and Neck", "G1", ["S05"], ["S02", "S03", "S04"], [], 1),
        ("Diagnostics", "G1", [], ["S03", "S08", "S09", "S10"], ["S04"], 5),
        ("Paediatric HDU", "G1", ["S02", "S04", "S05", "S03"], [], [], 1),
    ],
)
def test_each_stands_at_its_stage(
    register: Register,
    name: str,
    gate: str,
    ready: list[str],
    in_progress: list[str],
    challenged: list[str],
    done: int,
) -> None:
    found = coming(register, name)
    assert found.gate is not None
    assert found.gate.id == gate
    assert [one.id for one in found.ready] == ready
    assert [one.id for one in found.in_progress] == in_progress
    assert [one.id for one in found.challenged] == challenged
    assert len(found.done) == done


@pytest.mark.parametrize(
    ("name", "gate", "outcome", "day"),
    [
        ("Stroke", "G1", "endorse", date(2025, 11, 13)),
        ("Stroke", "G2", "endorse", date(2026, 3, 12)),
        ("Vascular", "G1", "endorse", date(2026, 5, 14)),
        ("Vascular", "G2", "endorse", date(2026, 7, 9)),
        ("Urology", "G1", "endorse_with_conditions", date(2026, 6, 11)),
        ("Diagnostics", "G1", "challenge", date(2026, 5, 14)),
        ("Paediatric HDU", "G0", "endorse", date(2026, 6, 11)),
    ],
)
def test_decisions_are_those_of_the_minutes(
    register: Register, name: str, gate: str, outcome: str, day: date
) -> None:
    last = state(register, name).gates[gate].last
    assert last is not None
    assert (last.outcome, last.date) == (outcome, day)


def test_both_conditions_of_urology_are_met(register: Register) -> None:
    found = state(register, "Urology")
    gate, baseline = found.gates["G1"].conditions, found.deliverables["S04"].conditions
    assert [one.met.date.isoformat() for one in gate if one.met] == ["2026-06-29", "2026-06-18"]
    assert [one.met.date.isoformat() for one in baseline if one.met] == ["2026-06-29"]
    assert still_open(gate) == still_open(baseline) == ()


def test_vascular_has_its_criteria_before_any_option(register: Register) -> None:
    found = state(register, "Vascular")
    fixed, listed = found.deliverables["S10"], found.deliverables["D03"]
    assert fixed.last is not None and fixed.last.date == date(2026, 5, 14)
    assert (fixed.offered_at or 0) < (listed.offered_at or 0)
    gate = found.gates["G1"].last
    assert gate is not None and gate.date == date(2026, 5, 14)


def test_head_and_neck_looks_for_its_lead_a_second_time(register: Register) -> None:
    kinds = [one.kind for one in register.events("Head and Neck") if one.deliverable == "S02"]
    assert kinds == ["start", "withdraw", "start"]
    assert state(register, "Head and Neck").deliverables["S02"].state is State.STARTED


def test_loading_twice_and_clearing(tmp_path: Path) -> None:
    register = Register.open(tmp_path, write=True)
    own = register.add(event("start", "S01", workstream="stroke"), lambda _: None, new=True)
    first = examples.load(register, real(), date(2020, 1, 1))  # a clock that is wrong
    assert "Stroke" not in first.created
    assert len(first.created) == 5
    assert examples.load(register, real(), TODAY).added == ()
    assert {one.name for one in examples.clear(register)} == {*NAMES} - {"Stroke"}
    assert register.events() == (own,)


def test_they_load_under_another_approach_too(tmp_path: Path) -> None:
    register = Register.open(tmp_path, write=True)
    done = examples.load(register, small(), TODAY)
    assert len(done.added) == len(examples.example_events())
    found = state_of(small(), register.events("Stroke"))
    assert len(found.unknown) == len(register.events("Stroke"))


ADVICE = "`waymark register examples --clear`"


def test_an_export_comes_back_as_examples(tmp_path: Path, register: Register) -> None:
    elsewhere = Register.open(tmp_path / "new", write=True)
    own = event("start", "S01", workstream="Own")
    mixed = event("note", None, workstream="Stroke", reason="Seen.")
    import_events(elsewhere, real(), [*register.events(), own], date(2026, 1, 1))
    marks = {one.name: one.example for one in elsewhere.workstreams()}
    assert marks == {**dict.fromkeys(NAMES, True), "Own": False}
    again = import_events(elsewhere, real(), [*register.events(), own], TODAY)
    assert again.added == ()
    with pytest.raises(ImportRefused, match="“Stroke” is an example here") as caught:
        import_events(elsewhere, real(), [mixed], TODAY)
    assert ADVICE in str(caught.value)
    with pytest.raises(EventRefused, match="an example workstream “Stroke”") as refused:
        record(elsewhere, real(), event("start", "S01", workstream="stroke"), TODAY, new=True)
    assert ADVICE in str(refused.value)
    assert len(examples.clear(elsewhere)) == len(NAMES)
    import_events(elsewhere, real(), [*register.events(), mixed], TODAY)
    assert not elsewhere.workstream("Stroke").example
    assert elsewhere.workstream("Urology").example
