"""The log as a document: plain English, and no line ever moves or changes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.register import Event, EventKind, document_name, log_text
from tests.assistant.register.made import event, log


@pytest.mark.parametrize(
    ("kind", "subject", "parts", "line"),
    [
        ("start", "F1", {}, "F1 started by Ada Lowe, harbour master."),
        (
            "endorse",
            "F1",
            {"reason": "Sound.", "citation": "Minute 3"},
            "F1 endorsed by Ada Lowe, harbour master. Reason: Sound. Source: Minute 3.",
        ),
        (
            "endorse_with_conditions",
            "F1",
            {"reason": "the date; the tide"},
            "F1 endorsed with conditions by Ada Lowe, harbour master. "
            "Conditions: (1) the date; (2) the tide.",
        ),
        (
            "challenge",
            "F1",
            {"reason": "No date.\nNo tide."},
            "F1 challenged (returned) by Ada Lowe, harbour master. Reason: No date.; No tide.",
        ),
        ("withdraw", "F1", {}, "F1 withdrawn by Ada Lowe, harbour master."),
        (
            "decide",
            "K1",
            {"outcome": "endorse", "reason": "K1.2: a vote"},
            "K1 passed, decided by Ada Lowe, harbour master. Reason: K1.2: a vote.",
        ),
        (
            "decide",
            "K1",
            {"outcome": "stop", "reason": "Too deep"},
            "work stopped at K1, decided by Ada Lowe, harbour master. Reason: Too deep.",
        ),
        (
            "link",
            "K1",
            {"reason": "K1.2", "citation": "Minute 3"},
            "evidence linked to K1 by Ada Lowe, harbour master. Reason: K1.2. Source: Minute 3.",
        ),
        ("note", None, {"reason": "Wet"}, "note made by Ada Lowe, harbour master. Wet."),
        ("note", "F1", {"reason": "Wet"}, "note on F1 made by Ada Lowe, harbour master. Wet."),
        (
            "condition_met",
            "F1",
            {},
            "a condition of F1 met, recorded by Ada Lowe, harbour master.",
        ),
    ],
)
def test_an_event_reads_as_a_sentence(
    kind: str, subject: str | None, parts: dict[str, Any], line: str
) -> None:
    found = log_text(log(event(kind, subject, day=11, **parts)))
    assert found.text == f"1. 11 January 2026: {line}\n"


@pytest.mark.parametrize(
    ("reason", "more"),
    [("2", ""), ("the tide", ""), ("2: a letter came", " Reason: 2: a letter came.")],
)
def test_a_condition_met_says_which(reason: str, more: str) -> None:
    events = log(
        event("endorse_with_conditions", "F1", reason="the date; the tide"),
        event("condition_met", "F1", reason=reason),
    )
    last = log_text(events).text.splitlines()[-1]
    said = "condition 2 of F1 met (the tide), recorded by Ada Lowe, harbour master."
    assert last == f"2. 1 January 2026: {said}{more}"


def test_spans_are_by_number_and_exact() -> None:
    events = log("start F1", "submit F1", "note F2")
    found = log_text(events[1:])  # as where another workstream holds number 1
    start, end = found.spans[2]
    assert found.text[start:end] == "2. 1 January 2026: F1 submitted by Ada Lowe, harbour master."
    assert sorted(found.spans) == [2, 3]
    assert document_name("Head and Neck") == "register/Head and Neck"


anything = st.builds(
    event,
    st.sampled_from([kind.value for kind in EventKind]),
    st.sampled_from(["F1", "F2", "F9", "K1", None]),
    reason=st.none() | st.sampled_from(["1", "a; b", "a\nb", "Because."]) | st.text(max_size=8),
    outcome=st.sampled_from(["endorse", "endorse_with_conditions", "challenge", "stop"]),
)


@given(st.lists(anything, max_size=12))
def test_no_later_event_moves_or_rewords_a_line(events: list[Event]) -> None:
    whole = log_text(log(*events))
    assert len(whole.text.splitlines()) == len(whole.spans) == len(events)
    for n in range(len(events)):
        part = log_text(log(*events[:n]))
        assert whole.text.startswith(part.text)
        assert part.spans == {number: whole.spans[number] for number in range(1, n + 1)}
