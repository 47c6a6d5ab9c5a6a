"""Next-step exactness, worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from evals.metrics.next_step import next_step_exact
from tests.evals.made import answer, case, refusal

STATE = {
    "workstream": "Vascular",
    "ready": [{"id": "D05"}, {"id": "D10"}],
    "in_progress": [],
    "blocked": [{"id": "D06", "needs": ["D05"]}],
    "gate": {"id": "N1"},
}
SAYS = "Ready:\n- D10 Travel. Unblocks D11. [1]\n- D05 Pathway. [2]\n\nBlocked:\n- D06 Staff [3]"


@pytest.mark.parametrize(
    ("wanted", "text", "value"),
    [
        ({"ready": ["D05", "D10"]}, SAYS, 1.0),
        ({"ready": ["D05", "D10"], "in_progress": [], "blocked": ["D06"], "gate": "N1"}, SAYS, 1.0),
        ({"ready": ["D05"]}, SAYS, 0.0),  # the register has more
        ({"blocked": ["D06", "D07"]}, SAYS, 0.0),
        ({"gate": "G3"}, SAYS, 0.0),
        ({"ready": ["D05", "D10"]}, "- D05 Pathway [1]", 0.0),  # the answer has fewer
        ({"ready": ["D05", "D10"]}, "- D05 [1]\n- D10 [1]\n- D06 [1]", 0.0),  # and more
        ({"ready": ["D05", "D10"]}, "D05 and D10 are ready. [1]", 0.0),
        ({"blocked": [{"id": "D06"}]}, "Yes. [1]", 1.0),  # no ready ones named: the state alone
    ],
)
def test_state_and_answer(wanted: dict[str, Any], text: str, value: float) -> None:
    asked = case(next={"workstream": "Vascular", **wanted})
    assert next_step_exact(asked, answer(text, next=STATE)).value == value


def test_without() -> None:
    asked = case(next={"workstream": "Vascular", "ready": ["D05", "D10"]})
    assert not next_step_exact(case(), answer(SAYS, next=STATE)).defined
    assert next_step_exact(asked, refusal()).value == 0.0
    assert "no workstream Vascular" in next_step_exact(asked, answer(SAYS)).why
