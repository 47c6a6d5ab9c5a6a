"""Paired tests, worked by hand."""

from __future__ import annotations

import pytest

from evals.paired import difference, holm, mcnemar, permutation


def pair(first: int, second: int, both: int = 3) -> tuple[list[float], list[float]]:
    """So many cases that only the first has right, only the second, both."""
    left = [1.0] * first + [0.0] * second + [1.0] * both
    right = [0.0] * first + [1.0] * second + [1.0] * both
    return left, right


@pytest.mark.parametrize(
    ("first", "second", "p"),
    [
        (0, 0, 1.0),
        (5, 0, 2 / 32),
        (0, 6, 2 / 64),
        (1, 5, 2 * (1 + 6) / 64),
        (3, 3, 1.0),
        (2, 8, 2 * (1 + 10 + 45) / 1024),
    ],
)
def test_mcnemar(first: int, second: int, p: float) -> None:
    assert mcnemar(*pair(first, second)) == pytest.approx(p)


def test_permutation_of_few_is_exact() -> None:
    """Differences 1, 2, 3: of eight signs only all plus and all minus reach 6."""
    assert permutation([0, 0, 0, 5], [1, 2, 3, 5], 20) == pytest.approx(2 / 8)
    assert permutation([1, 2], [1, 2], 20) == 1.0


def test_permutation_of_many_is_seeded_and_near_the_exact_value() -> None:
    """Sixteen rises of 1: the exact p is 2 / 2¹⁶."""
    rises = permutation([0.0] * 16, [1.0] * 16, 20)
    assert rises == permutation([0.0] * 16, [1.0] * 16, 20)
    assert 0 < rises < 0.001
    even = permutation([0.0, 1.0] * 10, [1.0, 0.0] * 10, 20)
    assert even == pytest.approx(1.0)


def test_the_interval_of_a_difference_is_over_cases() -> None:
    """Each case gains 0.1, whatever its level: there is no noise in the difference."""
    before = [0.1, 0.4, 0.9, 0.2, 0.6]
    found = difference(before, [x + 0.1 for x in before], 20, "x")
    assert (found.mean, found.low, found.high) == pytest.approx((0.1, 0.1, 0.1))


def test_holm() -> None:
    """Smallest first: 0.01 · 4, 0.02 · 3, 0.03 · 2 (held at the one before), 0.5 · 1."""
    assert holm([0.5, 0.01, 0.03, 0.02]) == pytest.approx([0.5, 0.04, 0.06, 0.06])
    assert holm([0.6, 0.9]) == [1.0, 1.0]
    assert holm([]) == []
