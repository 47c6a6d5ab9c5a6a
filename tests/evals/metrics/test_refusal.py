"""Refusals, worked by hand: as cases, and as the rates that their means are."""

from __future__ import annotations

import math

import pytest

from evals.metrics import refusal as of
from tests.evals.made import answer, case, cited, refusal

CITED = cited(1, "a.txt", "x")
NONE = "no_evidence"


@pytest.mark.parametrize(
    ("expected", "made", "answered", "recall", "precision", "asked_back"),
    [
        ("answered", answer("x", CITED), 1.0, math.nan, math.nan, math.nan),
        ("answered", refusal(), 0.0, math.nan, 0.0, math.nan),
        ("answered", refusal("error"), 0.0, math.nan, math.nan, math.nan),
        (NONE, refusal(), math.nan, 1.0, 1.0, math.nan),
        (NONE, refusal("clarify"), math.nan, 1.0, 1.0, math.nan),
        (NONE, answer("x", CITED), math.nan, 0.0, math.nan, math.nan),
        (NONE, refusal(NONE, CITED), math.nan, 0.0, math.nan, math.nan),  # refused, yet cites
        (NONE, refusal("error"), math.nan, 0.0, math.nan, math.nan),
        ("clarify", refusal("clarify"), math.nan, 1.0, 1.0, 1.0),
        ("clarify", refusal(), math.nan, 1.0, 1.0, 0.0),
        (None, refusal(), math.nan, math.nan, math.nan, math.nan),
    ],
)
def test_one_case(
    expected: str | None,
    made: object,
    answered: float,
    recall: float,
    precision: float,
    asked_back: float,
) -> None:
    asked = case(expected_status=expected)
    functions = (of.answered, of.refusal_recall, of.refusal_precision, of.asked_back)
    values = [function(asked, made).value for function in functions]  # type: ignore[arg-type]
    assert values == pytest.approx([answered, recall, precision, asked_back], nan_ok=True)


def test_the_means_are_precision_and_recall() -> None:
    """Four without an answer, of which three are refused; one refused that has one."""
    asked = [case(expected_status=NONE)] * 4 + [case()] * 5
    made = [refusal()] * 3 + [answer("x", CITED)] + [refusal()] + [answer("x", CITED)] * 4

    def mean(function: object) -> float:
        scores = [function(c, m) for c, m in zip(asked, made, strict=True)]  # type: ignore[operator]
        values = [s.value for s in scores if s.defined]
        return sum(values) / len(values)

    assert mean(of.refusal_recall) == 3 / 4
    assert mean(of.refusal_precision) == 3 / 4
    assert mean(of.answered) == 4 / 5
