"""Whether a stated probability is one: reliability by bins, calibration error, Brier score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.cases import Case
from evals.generated import Generated
from evals.intervals import Interval, bootstrap, wilson
from evals.summary import number

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases whose probability lies from `start` to below `end`: how many, and what is true of them.

    stated   mean of their probabilities
    true     the share that is answerable, with Wilson's interval
    """

    start: float
    end: float
    n: int
    stated: float
    true: Interval


@dataclass(frozen=True, slots=True)
class Reliability:
    """Bins that have cases, by rising probability, and what they come to.

    error     expected calibration error, Σ_b (n_b / n) · |true_b − stated_b| over the bins
              (Naeini et al. 2015). It has no interval: resampling can only make it greater
    brier     mean of (stated − true)², Brier 1950: 0 is best, 0.25 is always saying one half
    n         cases with a probability whose answerability is known
    without   cases whose answerability is known and for which no probability was told
    """

    bins: tuple[Bin, ...]
    error: float
    brier: Interval
    n: int
    without: int = 0


def reliability(
    pairs: Sequence[tuple[float, bool]], *, seed: int = 0, without: int = 0
) -> Reliability:
    """From (stated probability of being answerable, whether it is). Raises ValueError for none.

    Bin b of BINS holds b/BINS ≤ p < (b+1)/BINS, the last one p = 1 too.
    """
    if not pairs:
        raise ValueError("reliability of nothing")
    held: dict[int, list[tuple[float, bool]]] = {}
    for p, true in pairs:
        held.setdefault(min(BINS - 1, int(p * BINS)), []).append((p, true))
    bins = tuple(
        Bin(
            b / BINS,
            (b + 1) / BINS,
            len(one),
            sum(p for p, _ in one) / len(one),
            wilson([float(true) for _, true in one]),
        )
        for b, one in sorted(held.items())
    )
    error = sum(b.n / len(pairs) * abs(b.true.mean - b.stated) for b in bins)
    brier = bootstrap([(p - true) ** 2 for p, true in pairs], seed, "brier")
    return Reliability(bins, error, brier, len(pairs), without)


def of_run(
    cases: Sequence[Case], generated: Mapping[str, Generated], seed: int
) -> Reliability | None:
    """Of the cases of which it is known whether they have an answer; None without a probability."""
    known = [
        (case, generated[case.id])
        for case in cases
        if case.expected_status and case.id in generated
    ]
    pairs = [(m.confidence, c.answerable) for c, m in known if m.confidence is not None]
    if not pairs:
        return None
    return reliability(pairs, seed=seed, without=len(known) - len(pairs))


def as_json(found: Reliability | None) -> dict[str, Any] | None:
    """For `summary.json`."""
    if found is None:
        return None
    return {
        "n": found.n,
        "without": found.without,
        "error": number(found.error),
        "brier": number(found.brier.mean),
        "low": number(found.brier.low),
        "high": number(found.brier.high),
        "bins": [
            {
                "start": one.start,
                "end": one.end,
                "n": one.n,
                "stated": number(one.stated),
                "true": number(one.true.mean),
                "low": number(one.true.low),
                "high": number(one.true.high),
            }
            for one in found.bins
        ],
    }
