"""Whether a stated probability is one: reliability by bins, calibration error, Brier score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases whose probability lies in one tenth: how many, the mean of it, and the true share."""

    n: int
    stated: float
    true: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """Bins that have cases, by rising probability, and what they come to.

    error   expected calibration error, Σ (n_b / n) · |true_b − stated_b| (Naeini et al. 2015)
    brier   mean of (stated − true)², Brier 1950: 0 is best, 0.25 is always saying one half
    """

    bins: tuple[Bin, ...]
    error: float
    brier: float
    n: int


def reliability(pairs: Sequence[tuple[float, bool]]) -> Reliability:
    """From (stated probability of being answerable, whether it is). Raises ValueError for none.

    Bin b of BINS holds b/BINS ≤ p < (b+1)/BINS, the last one p = 1 too.
    """
    if not pairs:
        raise ValueError("reliability of nothing")
    held: dict[int, list[tuple[float, bool]]] = {}
    for p, true in pairs:
        held.setdefault(min(BINS - 1, int(p * BINS)), []).append((p, true))
    bins = tuple(
        Bin(len(one), sum(p for p, _ in one) / len(one), sum(t for _, t in one) / len(one))
        for _, one in sorted(held.items())
    )
    n = len(pairs)
    error = sum(b.n / n * abs(b.true - b.stated) for b in bins)
    brier = sum((p - true) ** 2 for p, true in pairs) / n
    return Reliability(bins, error, brier, n)
