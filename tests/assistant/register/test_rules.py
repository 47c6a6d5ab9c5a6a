"""May it be begun, what stands behind what, and whether the approach's rules were kept."""

from __future__ import annotations

import pytest

from assistant.register import State, Why, may_start, state_of
from assistant.register.rules import behind, downstream, early, rule_states
from tests.assistant.register.made import log, real, small

SCOPED = [f"{kind} S{n:02d}" for n in range(1, 11) for kind in ("submit", "endorse")]


def test_a_short_list_waits_for_the_long_list_and_for_the_criteria() -> None:
    said = [one for one in SCOPED if "S10" not in one]
    found = may_start(real(), state_of(real(), log(*said)), "D04")
    assert not found.yes
    need, rule = found.because
    assert (need.why, need.id, need.state) == (Why.NEED, "D03", State.NONE)
    assert need.behind == ("S10", "D01", "D02")
    assert (rule.why, rule.id, rule.rule) == (Why.RULE, "S10", "R2")


def test_what_is_endorsed_holds_nothing_up() -> None:
    state = state_of(real(), log(*SCOPED))
    found = may_start(real(), state, "D04")
    assert [(one.id, one.behind) for one in found.because] == [("D03", ("D01", "D02"))]
    assert behind(real(), state, "D01") == ()
    assert may_start(real(), state, "D01").yes


def test_needs_and_rules_alone_decide() -> None:
    state = state_of(small(), log("submit F1", "endorse F1"))
    found = may_start(small(), state, "F2")
    assert (found.yes, found.because, found.state) == (True, (), State.NONE)
    assert found.warning == "it is for K2, and K1 has not been passed yet"
    passed = state_of(small(), log("submit F1", "endorse F1", "decide K1 endorse", "start F2"))
    again = may_start(small(), passed, "F2")
    assert (again.yes, again.state, again.warning) == (True, State.STARTED, None)


def test_the_warning_names_every_gate_that_comes_before() -> None:
    state = state_of(real(), log("decide G0 endorse", "decide G2 endorse"))
    assert early(real(), state, "G1") is None
    assert early(real(), state, "G3") == "it is for G3, and G1 and N1 have not been passed yet"


def test_downstream_is_all_that_waits_near_or_far() -> None:
    state = state_of(real(), ())
    assert len(downstream(real(), state, "S01")) == 29
    assert downstream(real(), state, "I01") == ()
    assert downstream(real(), state, "A02") == ("A03", "A05", "C01", "I01")
    assert downstream(real(), state_of(real(), log("endorse A03")), "A02") == ("C01", "I01")


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ([], None),
        (["submit F1", "endorse F1", "start F2"], None),
        (["start F2"], "F2 is started and F1 is not endorsed"),
        (["submit F1", "submit F2"], "F2 is submitted and F1 is not endorsed"),
        (["endorse F1", "endorse F2", "challenge F1"], "F2 is endorsed and F1 is not endorsed"),
        (["start F2", "withdraw F2"], None),
        (["start F2", "endorse F1"], None),
        (
            ["endorse F1", "submit F2", "challenge F1", "submit F1", "endorse F1"],
            "F1 was endorsed after F2 was submitted: F2 has to be done afresh",
        ),
        (["submit F2", "endorse F1"], "F1 was endorsed after F2 was submitted"),
        (["endorse F1", "endorse F2", "challenge F1", "endorse F1", "challenge F2"], None),
        (["endorse F1", "endorse F2", "challenge F1", "endorse F1", "submit F2"], None),
    ],
)
def test_a_rule_is_broken_by_haste_or_by_not_doing_it_afresh(
    said: list[str], because: str | None
) -> None:
    (found,) = rule_states(small(), state_of(small(), log(*said)))
    assert found.rule.id == "R1"
    assert found.broken is (because is not None)
    assert (found.because or "").startswith(because or "")
