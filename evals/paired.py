"""Two runs over the same cases: is a difference more than noise?"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from fractions import Fraction

from evals.intervals import Interval, bootstrap

FLIPS = 10_000
ENUMERATED = 12  # up to so many cases that differ, every flip of signs is counted


def mcnemar(first: Sequence[float], second: Sequence[float]) -> float:
    """The exact two-sided p of McNemar's test for paired values of 0 or 1.

    With b cases that only the first has right and c that only the second has:
    p = min(1, 2 · Σ_{i ≤ min(b, c)} C(b+c, i) / 2^(b+c)). 1 where none differs.
    """
    b = sum(x > y for x, y in zip(first, second, strict=True))
    c = sum(y > x for x, y in zip(first, second, strict=True))
    n = b + c
    if not n:
        return 1.0
    tail: int = sum(math.comb(n, i) for i in range(min(b, c) + 1))
    return min(1.0, float(Fraction(2 * tail, 2**n)))


def permutation(first: Sequence[float], second: Sequence[float], seed: int) -> float:
    """The two-sided p of the paired permutation (sign-flip) test for a difference of means.

    Under no difference each case's difference is as likely with either sign. p is the share of
    flips whose |Σ| is at least the observed one: over all 2^m for m ≤ ENUMERATED cases that
    differ, else (1 + count) / (1 + FLIPS) over seeded random ones (Phipson & Smyth 2010). 1 where
    none differs.
    """
    import numpy as np

    differences = np.subtract(second, first)
    differences = differences[differences != 0]
    if not len(differences):
        return 1.0
    observed = abs(float(differences.sum())) - 1e-9
    if len(differences) <= ENUMERATED:
        signs = np.array(list(itertools.product((-1.0, 1.0), repeat=len(differences))))
        return float((np.abs(signs @ differences) >= observed).mean())
    signs = np.random.default_rng(seed).choice((-1.0, 1.0), (FLIPS, len(differences)))
    return float((1 + (np.abs(signs @ differences) >= observed).sum()) / (1 + FLIPS))


def difference(first: Sequence[float], second: Sequence[float], seed: int, name: str) -> Interval:
    """Mean of (second − first) with its paired bootstrap interval: cases are drawn, not values."""
    return bootstrap([y - x for x, y in zip(first, second, strict=True)], seed, name)


def holm(p_values: Sequence[float]) -> list[float]:
    """P values adjusted for testing several at once, by Holm's step-down (1979).

    The i-th smallest of m is multiplied by m − i + 1, kept from falling, and held at 1.
    """
    order = sorted(range(len(p_values)), key=lambda i: p_values[i])
    adjusted = [1.0] * len(p_values)
    highest = 0.0
    for place, i in enumerate(order):
        highest = max(highest, min(1.0, p_values[i] * (len(p_values) - place)))
        adjusted[i] = highest
    return adjusted
