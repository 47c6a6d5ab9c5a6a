"""Intervals, against figures worked by hand or printed elsewhere."""

from __future__ import annotations

import math

import pytest

from evals.intervals import bootstrap, wilson


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [
        (10, 10, 0.7225, 1.0),  # n / (n + z²) = 10 / 13.8415
        (0, 10, 0.0, 0.2775),
        (8, 10, 0.4902, 0.9433),
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I, method 3
        (1, 1, 0.2065, 1.0),
    ],
)
def test_wilson(right: int, n: int, low: float, high: float) -> None:
    found = wilson([1.0] * right + [0.0] * (n - right))
    assert found.mean == pytest.approx(right / n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_wilson_of_nothing() -> None:
    assert all(math.isnan(x) for x in (wilson([]).mean, wilson([]).low, wilson([]).high))


def test_the_bootstrap_is_about_right_for_a_plain_mean() -> None:
    """Of 0…99 the mean is 49.5 and its standard error 28.87 / 10: about ± 5.66."""
    found = bootstrap([float(i) for i in range(100)], 20)
    assert found.mean == 49.5
    assert (found.low, found.high) == pytest.approx((43.8, 55.2), abs=0.6)


def test_the_bootstrap_is_the_same_for_the_same_seed_and_name() -> None:
    values = [0.1, 0.5, 0.5, 1.0, 0.25]
    assert bootstrap(values, 20, "a") == bootstrap(values, 20, "a")
    assert bootstrap(values, 20, "a") != bootstrap(values, 21, "a")


def test_the_bootstrap_needs_two_values() -> None:
    one, none = bootstrap([0.5], 20), bootstrap([], 20)
    assert one.mean == 0.5
    assert math.isnan(one.low)
    assert math.isnan(none.mean)
