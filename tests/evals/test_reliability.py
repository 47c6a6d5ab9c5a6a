"""Reliability by hand."""

from __future__ import annotations

import pytest

from evals.cases import Case
from evals.generated import Generated
from evals.reliability import as_json, of_run, reliability


def test_by_hand() -> None:
    """Bins 0.1 (one of two) and 0.9 (with the last, p = 1): errors 0.355 and 0.05."""
    found = reliability([(0.1, False), (0.19, True), (0.9, True), (1.0, True)])
    assert [(b.start, b.end, b.n, b.stated, b.true.mean) for b in found.bins] == [
        (0.1, 0.2, 2, pytest.approx(0.145), 0.5),
        (0.9, 1.0, 2, pytest.approx(0.95), 1.0),
    ]
    assert found.bins[0].true.low == pytest.approx(0.0945, abs=1e-4), "Wilson's of one in two"
    assert found.error == pytest.approx(0.5 * 0.355 + 0.5 * 0.05)
    assert found.brier.mean == pytest.approx((0.01 + 0.81**2 + 0.01 + 0) / 4)
    with pytest.raises(ValueError, match="nothing"):
        reliability([])


def test_of_a_run() -> None:
    """Who knows of no answer, was not asked, or told no probability is in no bin."""
    cases = [
        Case("a", "?", expected_status="answered"),
        Case("b", "?", expected_status="clarify"),
        Case("c", "?", expected_status="no_evidence"),
        Case("d", "?"),
        Case("e", "?", expected_status="answered"),
    ]
    told = {"a": 0.9, "b": 0.4, "c": None, "d": 0.2}
    generated = {i: Generated(i, "answered", confidence=p) for i, p in told.items()}
    found = of_run(cases, generated, 1)
    assert found is not None
    assert (found.n, found.without) == (2, 1)
    assert [(b.start, b.true.mean) for b in found.bins] == [(0.4, 0.0), (0.9, 1.0)]
    kept = as_json(found)
    assert kept is not None
    assert kept["error"] == pytest.approx(0.5 * 0.4 + 0.5 * 0.1)
    assert of_run(cases[3:], generated, 1) is None
    assert as_json(None) is None
