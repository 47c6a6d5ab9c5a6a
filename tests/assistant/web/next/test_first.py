"""The next step follows from the register: what is told first, and in which words."""

from __future__ import annotations

import pytest

from assistant.register import Event, next_step, state_of
from assistant.web.next.facts import facts_of
from assistant.web.next.first import Kind, first_step
from assistant.web.next.stands import Stand, stands
from tests.assistant.register.made import REAL, event, log, real


@pytest.mark.parametrize(
    ("said", "kind", "subject"),
    [
        ((), Kind.START, "S01"),
        (("start S01",), Kind.FINISH, "S01"),
        (("submit S01",), Kind.AWAIT, "S01"),
        (("submit S01", "challenge S01"), Kind.ANSWER, "S01"),
        (("submit S01", "endorse S01"), Kind.DECIDE, "G0"),
        (("submit S01", "endorse S01", "decide G0 endorse"), Kind.START, "S02"),
        (("submit S01", "endorse S01", "decide G0 challenge"), Kind.RETURNED, "G0"),
        (("submit S01", "decide G0 stop"), Kind.STOPPED, "G0"),
    ],
)
def test_what_comes_first(said: tuple[str, ...], kind: Kind, subject: str) -> None:
    events: tuple[Event, ...] = log(*said) if said else (event("note", reason="Begun."),)
    first = first_step(real(), next_step(real(), state_of(real(), events)))
    assert (first.kind, first.subject) == (kind, subject)


def test_when_every_gate_is_passed_nothing_is_left() -> None:
    events = log(*(f"decide {gate.id} endorse" for gate in real().gates))
    assert first_step(real(), next_step(real(), state_of(real(), events))).kind is Kind.FINISHED


def test_a_deliverable_that_somebody_began_early_is_in_progress_and_not_blocked() -> None:
    state = state_of(real(), log("start S07", "submit S01", "endorse_with_conditions S01"))
    found = stands(real(), state, next_step(real(), state))
    assert list(found) == [one.id for one in real().deliverables]
    assert found["S07"] is Stand.STARTED
    assert found["S01"] is Stand.CONDITIONS
    assert found["S09"] is Stand.BLOCKED
    assert found["S02"] is Stand.READY


def test_law_is_told_with_its_source_and_the_date_of_looking() -> None:
    page = (
        "---\nid: K9\n---\n\n## Law\n\nA ferry is lit at night. (Source: Harbour Act 1901, section"
        " 2 (b); as at May 2026.) Bells are a custom. They are old. (Source: Bye-law 7; as at June"
        " 2026.) Nothing follows.\n"
    )
    found = facts_of(page)
    assert [(one.said, one.source, one.as_at) for one in found] == [
        ("A ferry is lit at night.", "Harbour Act 1901, section 2 (b)", "May 2026"),
        ("Bells are a custom. They are old.", "Bye-law 7", "June 2026"),
    ]
    assert facts_of("no page at all") == ()


def test_the_consultation_gate_names_its_law() -> None:
    found = facts_of((REAL / "G4-consultation-gate.md").read_text(encoding="utf-8"))
    assert len(found) >= 4
    assert {one.as_at for one in found} == {"November 2026"}
