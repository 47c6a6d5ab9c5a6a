"""Cohen's kappa by hand, and which deterministic scores it is held against."""

from __future__ import annotations

import math

import pytest

from evals.judge import agreements, kappa
from evals.judge.agreement import agreement
from evals.metrics import Score, catalogue
from evals.metrics.value import undefined


def pairs(both: int, first: int, second: int, neither: int) -> list[tuple[bool, bool]]:
    return (
        [(True, True)] * both
        + [(True, False)] * first
        + [(False, True)] * second
        + [(False, False)] * neither
    )


@pytest.mark.parametrize(
    ("counts", "value"),
    [
        ((20, 5, 10, 15), 0.4),  # p_o 0.7; p_e 0.5 · 0.6 + 0.5 · 0.4 = 0.5
        ((5, 0, 0, 5), 1.0),
        ((0, 5, 5, 0), -1.0),
        ((1, 1, 1, 1), 0.0),
        ((6, 0, 0, 0), math.nan),  # both always say yes
        ((0, 0, 0, 0), math.nan),
    ],
)
def test_kappa(counts: tuple[int, int, int, int], value: float) -> None:
    assert kappa(pairs(*counts)) == pytest.approx(value, nan_ok=True)


def test_an_agreement_has_intervals_and_its_four_counts() -> None:
    found = agreement("support", pairs(20, 5, 10, 15), 3)
    assert (found.both, found.judge, found.score, found.neither, found.n) == (20, 5, 10, 15, 50)
    assert found.agreed.mean == 0.7
    assert found.kappa.low < 0.4 < found.kappa.high
    assert found.kappa == agreement("support", pairs(20, 5, 10, 15), 3).kappa, "seeded"
    always = agreement("support", pairs(6, 0, 0, 0), 3)
    assert math.isnan(always.kappa.mean)
    rare = agreement("support", pairs(9, 1, 0, 0), 3)
    assert rare.kappa.mean == 0.0
    assert math.isnan(rare.kappa.low), "most resamples have no kappa, so there is no interval"


def scores(**values: float) -> dict[str, Score]:
    return {
        name: Score(values[name], "by hand") if name in values else undefined("not said")
        for name in catalogue()
    }


def test_what_it_is_held_against() -> None:
    """Support: no unsupported sentence. Completeness: every part that is defined is whole."""
    every = {
        "a": scores(judged_supported=1, sentences_without_support=0),
        "b": scores(judged_supported=1, sentences_without_support=2),
        "c": scores(judged_supported=0),
        "d": scores(judged_complete=1, nugget_recall=1, list_completeness=0.5),
        "e": scores(judged_complete=1, nugget_recall=1),
        "f": scores(judged_complete=0, conflict_shown=0),
        "g": scores(judged_complete=0),
        "h": scores(nugget_recall=1),
    }
    support, whole = agreements(every, 1)
    assert (support.what, support.both, support.judge, support.n) == ("support", 1, 1, 2)
    assert (whole.both, whole.judge, whole.neither, whole.n) == (1, 1, 1, 3)
    assert agreements({"h": every["h"]}, 1) == ()
