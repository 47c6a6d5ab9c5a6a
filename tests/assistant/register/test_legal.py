"""Which event may follow which, and what a person is told where it may not."""

from __future__ import annotations

import re
from typing import Any

import pytest

from assistant.register import Duplicate, Event, EventRefused, check
from assistant.register.shape import LONGEST
from tests.assistant.register.made import TODAY, event, log, real, small

NONE: list[str] = []
STARTED = ["start F1"]
SUBMITTED = ["submit F1"]
ENDORSED = ["submit F1", "endorse F1"]
CONDITIONAL = ["submit F1", "endorse_with_conditions F1"]
CHALLENGED = ["submit F1", "challenge F1"]
KINDS = ("start", "submit", "endorse", "endorse_with_conditions", "challenge", "withdraw")
ALLOWED = [
    (NONE, {"start", "submit"}),
    (STARTED, {"submit", "withdraw"}),
    (SUBMITTED, {"endorse", "endorse_with_conditions", "challenge", "withdraw"}),
    (ENDORSED, {"challenge", "withdraw"}),
    (CONDITIONAL, {"challenge", "withdraw"}),
    (CHALLENGED, {"start", "submit", "withdraw"}),
    ([*ENDORSED, "withdraw F1"], {"start", "submit"}),
    ([*CHALLENGED, "start F1"], {"submit", "withdraw"}),
]


def later(kind: str, subject: str | None, **parts: Any) -> Event:
    """An event of the next day, whole in all that its kind asks for."""
    if kind in ("challenge", "endorse_with_conditions", "note"):
        parts.setdefault("reason", "the date is missing")
    if kind == "link":
        parts.setdefault("citation", "the log book")
    return event(kind, subject, **{"day": 2, **parts})


def refused(one: Event, *said: str | Event, before: bool = False) -> str:
    with pytest.raises(EventRefused) as caught:
        check(one, small(), log(*said), TODAY, recorded_before=before)
    return str(caught.value)


def accepted(one: Event, *said: str | Event, before: bool = False) -> tuple[str, ...]:
    return check(one, small(), log(*said), TODAY, recorded_before=before)


@pytest.mark.parametrize("before", [False, True], ids=["now", "recorded before"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("said", "allowed"), ALLOWED)
def test_a_deliverable_takes_turns(
    said: list[str], allowed: set[str], kind: str, before: bool
) -> None:
    one = later(kind, "F1")
    if kind in allowed:
        accepted(one, *said, before=before)
    else:
        assert refused(one, *said, before=before).startswith("F1 (Depth survey) cannot be ")


@pytest.mark.parametrize(
    ("said", "one", "told"),
    [
        (
            NONE,
            later("endorse", "F1"),
            "F1 (Depth survey) cannot be endorsed: nobody has started or submitted it. Record that "
            "it was submitted first.",
        ),
        (
            STARTED,
            later("challenge", "F1"),
            "F1 (Depth survey) cannot be challenged: it was started on 1 January 2026 by Ada Lowe. "
            "Record that it was submitted first.",
        ),
        (STARTED, later("start", "F1"), "under way already"),
        (CHALLENGED, later("endorse", "F1"), "submitted again first"),
        (ENDORSED, later("endorse", "F1"), "record a challenge and its submission first"),
        (ENDORSED, later("submit", "F1"), "record a challenge or a withdrawal first"),
        (NONE, later("withdraw", "F1"), "nothing to withdraw"),
    ],
)
def test_the_message_says_what_happened_and_what_to_do(
    said: list[str], one: Event, told: str
) -> None:
    assert told in refused(one, *said)


@pytest.mark.parametrize("before", [False, True], ids=["now", "recorded before"])
@pytest.mark.parametrize(
    ("one", "told"),
    [
        (later("start", "F1", workstream=" "), "no workstream"),
        (later("start", "F1", person=""), "no person"),
        (later("start", "F1", role=""), "no role"),
        (later("start", "F1", date=TODAY.replace(day=23)), "23 November 2026, is after today"),
        (later("start", "F1", gate="K1"), "both a deliverable and a gate"),
        (later("start", None), "no deliverable or gate"),
        (later("decide", None, outcome="endorse"), "names no gate"),
        (later("decide", "F1", outcome="endorse"), "made at a gate, and F1"),
        (later("decide", "K1"), "needs its outcome"),
        (later("start", "K1"), "“start” is for a deliverable"),
        (later("endorse", "K1"), "record “decide”"),
        (later("challenge", "K1"), "record “decide”"),
        (later("submit", "F1", outcome="endorse"), "Only a decision at a gate has an outcome"),
        (later("link", "F1", citation=None), "A link needs a citation"),
        (later("link", None), "no deliverable or gate"),
        (later("challenge", "F1", reason=None), "needs its reason"),
        (later("note", "F1", reason="x" * (LONGEST + 1)), "longer than 20,000 characters"),
        (later("note", "F1", reason="bell \x07"), "cannot be shown ('\\x07')"),
        (later("note", "F1", person="half \ud800"), "cannot be shown ('\\ud800')"),
    ],
)
def test_an_event_is_whole(one: Event, told: str, before: bool) -> None:
    assert told in refused(one, before=before)


@pytest.mark.parametrize(
    ("one", "said", "told"),
    [
        (later("decide", "K1", outcome="challenge"), [], "It needs a reason"),
        (later("decide", "K1", outcome="stop"), [], "It needs a reason"),
        (later("endorse_with_conditions", "F1", reason=None), SUBMITTED, "needs its conditions"),
        (
            later("endorse_with_conditions", "F1", reason="Exception: none"),
            SUBMITTED,
            "needs its conditions",
        ),
        (later("note", "F1", reason=None), [], "something to say"),
        (later("decide", "K1", outcome="endorse"), [], "no evidence for K1.1 and K1.2"),
        (later("start", "F9"), [], "no deliverable F9. Did you mean F1"),
        (later("decide", "K9", outcome="stop", reason="no"), [], "no gate K9. Did you mean K1"),
    ],
)
def test_what_was_recorded_before_may_lack_what_nobody_can_mend(
    one: Event, said: list[str], told: str
) -> None:
    assert told in refused(one, *said)
    accepted(one, *said, before=True)


@pytest.mark.parametrize(
    ("one", "said", "warned"),
    [
        (later("endorse_with_conditions", "F1", reason=None), SUBMITTED, "one counts as open"),
        (later("decide", "K1", outcome="endorse"), [], "no evidence for K1.1 and K1.2"),
        (later("start", "F9"), [], "no deliverable F9"),
    ],
)
def test_what_it_lacks_is_told(one: Event, said: list[str], warned: str) -> None:
    assert any(warned in warning for warning in accepted(one, *said, before=True))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("f1", "Did you mean F1 (Depth survey)?"),
        ("depth servey", "Did you mean F1 (Depth survey)?"),
        ("soundings", "Did you mean F1 (Depth survey)?"),
        ("timetabel", "Did you mean F2 (Timetable)?"),
        ("K1", "K1 is a gate: record it as that."),
        ("zzzzzz", "It has F1, F2."),
    ],
)
def test_the_nearest_deliverables_are_offered(said: str, meant: str) -> None:
    found = refused(event("start", None, deliverable=said))
    assert found == f"The approach has no deliverable {said}. {meant}"


def test_the_nearest_gates_are_offered() -> None:
    assert "K1 (Slipway gate)" in refused(later("note", None, gate="slip way"))
    assert "F1 is a deliverable" in refused(later("note", None, gate="F1"))


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (event("start", "F1"), STARTED),
        (event("endorse", "F1"), ENDORSED),
        (event("note", "F1", reason="Seen."), ["note F1", "start F1"]),
        (event("link", "K1", citation="the log book", reason="K1.2"), ["link K1 K1.2"]),
        (event("decide", "K1", outcome="stop", reason="Not yet."), ["decide K1 stop"]),
    ],
)
def test_the_same_event_twice_is_a_duplicate(one: Event, said: list[str]) -> None:
    for before in (False, True):
        with pytest.raises(Duplicate, match="recorded already as number"):
            check(one, small(), log(*said), TODAY, recorded_before=before)


def test_the_same_again_after_something_else_is_no_duplicate() -> None:
    accepted(event("start", "F1"), "start F1", "withdraw F1")
    stop = event("decide", "K1", outcome="stop", reason="Not yet.")
    accepted(stop, "decide K1 stop", "decide K1 endorse")


MET = [*CONDITIONAL, event("condition_met", "F1", reason="1")]


@pytest.mark.parametrize(
    ("said", "reason", "told"),
    [
        (CONDITIONAL, "1", None),
        (CONDITIONAL, "the tide is checked", None),
        (MET, None, None),
        (MET, "a letter came", None),
        (CONDITIONAL, None, "open as the reason: (1) the date is added; (2) the tide is checked"),
        (CONDITIONAL, "7", "does not say which condition"),
        (MET, "the date is added", "(2) the tide is checked"),
        (ENDORSED, None, "F1 has no condition that is open"),
        (NONE, None, "F1 has no condition that is open"),
        ([*CONDITIONAL, "challenge F1"], "1", "no condition that is open"),
    ],
)
def test_a_condition_is_met_once(said: list[Any], reason: str | None, told: str | None) -> None:
    one = later("condition_met", "F1", reason=reason)
    if told is None:
        assert accepted(one, *said) == ()
    else:
        assert told in refused(one, *said)


def test_a_condition_of_a_gate_is_met_too() -> None:
    decided = event("decide", "K1", outcome="endorse_with_conditions", reason="K1.2: a vote")
    accepted(later("condition_met", "K1"), decided)
    assert "K1 has no condition" in refused(later("condition_met", "K1"), "decide K1 endorse")


@pytest.mark.parametrize(
    ("said", "outcome", "reason", "lacking"),
    [
        ([], "endorse", None, "K1.1 and K1.2"),
        (ENDORSED, "endorse", None, "K1.2"),
        (ENDORSED, "endorse", "K1.2: judged, all hands went up.", None),
        (CONDITIONAL, "endorse", "K1.2 was judged by a show of hands.", None),
        (ENDORSED, "endorse", "K1.2: all hands went up.", "K1.2"),
        (ENDORSED, "endorse", "K1.2 is not met", "K1.2"),
        (ENDORSED, "endorse", "K1.2: judged", "K1.2"),
        (ENDORSED, "endorse", "K1.2: exception, …", "K1.2"),
        (ENDORSED, "endorse", "K1.2 is open; an exception was made by the chair", "K1.2"),
        (ENDORSED, "endorse", "K1.2 is open. An exception was made by the chair", "K1.2"),
        (ENDORSED, "endorse", "K1.2 is open\nAn exception was made by the chair", "K1.2"),
        (ENDORSED, "endorse", "K1.2 is met without exception, all agree", "K1.2"),
        (ENDORSED, "endorse", "K1.2: not judged, for lack of time", "K1.2"),
        (ENDORSED, "endorse", "K1.20: exception, for lack of time", "K1.2"),
        (ENDORSED, "endorse", "k1.2: EXCEPTION, for lack of time", None),
        ([], "endorse", "K1.1 and K1.2: exceptions, for lack of time", None),
        ([], "endorse", "K1.1 and K1.2: judged, all agree", "K1.1"),
        ([*ENDORSED, "link K1 K1.2"], "endorse", None, None),
        (["link K1 K1.1 and K1.2"], "endorse", None, None),
        ([], "endorse", "K1.1: exception by the chair. K1.2: judged by a vote.", None),
        ([], "endorse", "Exception by the chair.", "K1.1 and K1.2"),
        ([], "endorse_with_conditions", "K1.1: by 3 May; K1.2: a vote by 4 May", "K1.1 and K1.2"),
        (ENDORSED, "endorse_with_conditions", "a better date", "K1.2"),
        (ENDORSED, "endorse_with_conditions", "a better date; judged: K1.2 by a vote", None),
        ([*ENDORSED, "challenge F1"], "endorse", "K1.2: judged by a vote", "K1.1"),
        ([], "challenge", "No.", None),
        ([], "stop", "No.", None),
    ],
)
def test_a_gate_is_passed_with_evidence_or_a_stated_exception(
    said: list[str], outcome: str, reason: str | None, lacking: str | None
) -> None:
    one = later("decide", "K1", outcome=outcome, reason=reason)
    if lacking is None:
        assert accepted(one, *said) == ()
    else:
        told = refused(one, *said)
        assert f"the register holds no evidence for {lacking}." in told
        shown = re.search("as in “(.+)”", told)
        assert shown
        again = later("decide", "K1", outcome="endorse", reason=f"{reason or 'Yes'}; {shown[1]}")
        assert accepted(again, *said) == ()
        assert any(lacking in warning for warning in accepted(one, *said, before=True))


@pytest.mark.parametrize(
    ("one", "said", "warned"),
    [
        (later("start", "F2"), STARTED, "F2 needs F1, which is not endorsed."),
        (later("start", "F2"), SUBMITTED, "F2 needs F1, which is not endorsed."),
        (later("submit", "F2"), STARTED, "F2 needs F1, which is not submitted."),
        (later("submit", "F2"), SUBMITTED, None),  # papers may come to one meeting together
        (later("start", "F2"), ENDORSED, None),
        (
            later("decide", "K2", outcome="endorse", reason="K2.1: judged, all agree"),
            [],
            "K2 comes after K1",
        ),
        (event("endorse", "F1"), [event("submit", "F1", day=9)], "dated before the event"),
        (later("start", "F1"), ["decide K1 stop"], "stopped at K1 on 1 January 2026 by Ada Lowe"),
        (later("start", "F1"), ["decide K1 stop", "decide K1 endorse"], None),
    ],
)
def test_what_is_unusual_is_told_and_recorded(
    one: Event, said: list[Any], warned: str | None
) -> None:
    found = accepted(one, *said)
    assert any(warned in warning for warning in found) if warned else found == ()


def test_the_refusal_shows_a_reason_that_is_taken() -> None:
    for gate in real().gates:
        bare = event("decide", gate.id, outcome="endorse")
        with pytest.raises(EventRefused) as caught:
            check(bare, real(), (), TODAY)
        shown = re.search("as in “(.+)”", str(caught.value))
        assert shown
        assert re.match(r"\w+\.\d+: (exception|judged), \w", shown[1])
        whole = event("decide", gate.id, outcome="endorse", reason=shown[1])
        assert not any("no evidence" in one for one in check(whole, real(), (), TODAY))
        conditional = event("decide", gate.id, outcome="endorse_with_conditions", reason=shown[1])
        with pytest.raises(EventRefused, match="needs its conditions"):
            check(conditional, real(), (), TODAY)


@pytest.mark.parametrize(
    ("subject", "reason", "warned"),
    [("K1", None, True), ("K1", "the minute", True), ("K1", "K2.1", True), ("K1", "K1.1", False),
     ("F1", "the minute", False)],
)  # fmt: skip
def test_a_link_at_a_gate_that_names_no_criterion_is_told(
    subject: str, reason: str | None, warned: bool
) -> None:
    found = accepted(later("link", subject, reason=reason))
    assert [("name the criterion in the reason, as in “K1.1:" in one) for one in found] == (
        [True] if warned else []
    )


def test_a_gate_of_the_real_approach_names_its_criteria() -> None:
    with pytest.raises(EventRefused, match=r"G1 \(Scoping gate\).*G1\.1, G1\.2.* and G1\.8\."):
        check(event("decide", "G1", outcome="endorse"), real(), (), TODAY)
