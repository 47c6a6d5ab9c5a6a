"""Fits unit weights and the decision from collected records; reports on what was held out.

A record is one line of `evals.calibrate collect`: {"id", "group", "source", "how", "answerable",
"signals", "units"}. Records of one group (a question and its near misses) are never parted.
"""

from __future__ import annotations

import hashlib
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.answer.decide import SIGNALS, SIZES, passes, probability
from assistant.answer.features import NAMES
from evals.reliability import reliability

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Vector = NDArray[float64]

Record = Mapping[str, Any]

# What a record counts in the fit of the decision: a real question more than a made near miss.
WORTH = {"asked": 1.0, "alone": 0.5, "left out": 0.1, "masked": 0.1}
STRENGTH = 0.03  # inverse strength of the penalty on standardised signals; chosen crosswise
# Signals that can only speak for an answer, and those that can only speak against one.
RISES = frozenset(
    ("held", "held_share", "held_said", "held_dense", "held_soft", "held_scarce", "soft", "scarce",
    "covered", "together", "dense", "second", "kind", "counted", "pairs", "passage", "window",
    "fitting", "first_fits", "fit_soft", "time", "title")
)  # fmt: skip
FALLS = frozenset(("missing", "unknown", "unfilled"))
LOST = 0.5  # a record is of a brief document from this on; its masked copy has too little text left
GRID = tuple(round(0.3 + 0.02 * n, 2) for n in range(26))  # thresholds tried, 0.3 to 0.8
SMALLEST = 20


def held_out(group: str) -> bool:
    """Whether a question is kept from the fit: by its id, so that it stays so."""
    return hashlib.sha256(group.encode()).digest()[0] % 2 == 1


@dataclass(frozen=True, slots=True)
class Fitted:
    """What a fit gives: the parts of weights.json, and what there is to say of it."""

    decision: dict[str, dict[str, float]]
    threshold: dict[str, float]
    told: list[str]


def fit(records: Sequence[Record], *, half: bool = False) -> Fitted:
    """The decision, from all records or the even half; the report is on what a fit did not see."""
    even = [r for r in records if not held_out(r["group"])]
    odd = [r for r in records if held_out(r["group"])]
    chosen = even if half else records
    first = fit_decision(even)
    apart = crosswise(records)
    told = [
        *(f"Even half fitted, odd half, {line}." for line in report(odd, first)),
        *(f"Crosswise in five parts, {line}." for line in by_source(apart)),
        f"Weights from {'the even half' if half else 'all'}, {len(chosen)} records.",
    ]
    return Fitted(fit_decision(chosen), thresholds(crosswise(chosen)), told)


def thresholds(pairs: Sequence[tuple[Record, float]]) -> dict[str, float]:
    """For each size the least probability on GRID with the best balance.

    The balance of a threshold is the mean, over sets, of (share answered of what has an answer +
    share refused of what has none) / 2, for the questions as asked; what the checks stop counts
    as refused. `pairs` must come from fits that did not see the record: see `crosswise`. Sets of
    fewer than SMALLEST answerable questions of the size do not count; 0.5 where no set does.
    """
    found = {}
    for size in SIZES:
        sets: dict[str, tuple[list[float], list[float]]] = {}
        for record, p in pairs:
            if record["how"] == "asked" and _size(record) == size:
                good, bad = sets.setdefault(record["source"], ([], []))
                let = p if passes(record["signals"]) else 0.0
                (good if record["answerable"] else bad).append(let)
        counted = [(g, b) for g, b in sets.values() if len(g) >= SMALLEST and b]
        balance = {
            t: statistics.mean(_balance(t, *one) for one in counted) for t in GRID if counted
        }
        best = max(balance.values(), default=0.0)
        found[size] = min((t for t, b in balance.items() if b >= best), default=0.5)
    return found


def _balance(least: float, good: Sequence[float], bad: Sequence[float]) -> float:
    answered = sum(p >= least for p in good) / len(good)
    return (answered + sum(p < least for p in bad) / len(bad)) / 2


def _size(record: Record) -> str:
    return "brief" if record["signals"]["brief"] >= LOST else "long"


def fit_units(records: Sequence[Record]) -> tuple[dict[str, float], str]:
    """Weights of a unit's features by pairwise logistic regression: evidence above the rest.

    Every set of questions weighs the same.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    differences, weights = [], []
    sizes = Counter(r["source"] for r in records)
    for record in records:
        if not record["units"] or held_out(record["group"]):
            continue
        good = [u["x"] for u in record["units"] if u["y"]]
        bad = [u["x"] for u in record["units"] if not u["y"]]
        for g in good:
            for b in bad:
                differences.append(np.subtract(g, b))
                weights.append(1e3 / (len(good) * len(bad) * sizes[record["source"]]))
    x = np.asarray(differences)
    y = np.repeat([1, 0], len(x))
    model = LogisticRegression(C=1.0, fit_intercept=False, max_iter=2000)
    model.fit(np.vstack([x, -x]), y, sample_weight=np.asarray(weights + weights))
    raw = model.coef_[0]
    fitted_weights = {
        n: round(float(w / max(raw.max(), 1e-9)), 4) for n, w in zip(NAMES, raw, strict=True)
    }
    return fitted_weights, _ranks(records, fitted_weights)


def _ranks(records: Sequence[Record], weights: Mapping[str, float]) -> str:
    """Mean reciprocal rank of the first piece of evidence, fitted part and held-out part."""
    lines = []
    for name, part in (("fitted", False), ("held out", True)):
        ranks = []
        for record in records:
            if held_out(record["group"]) is not part or not any(u["y"] for u in record["units"]):
                continue
            scored = sorted(
                record["units"],
                key=lambda u: -sum(w * v for w, v in zip(weights.values(), u["x"], strict=True)),
            )
            ranks.append(1 / (1 + next(i for i, u in enumerate(scored) if u["y"])))
        if ranks:
            lines.append(f"{name}: MRR {sum(ranks) / len(ranks):.3f} over {len(ranks)}")
    return "; ".join(lines)


def fit_decision(records: Sequence[Record]) -> dict[str, dict[str, float]]:
    """For each size of document, logistic regression over the signals.

    A size that no record is of gets the other's weights. Raises ValueError where nothing can be
    fitted.
    """
    parts = {
        "long": [r for r in records if _size(r) == "long"],
        "brief": [r for r in records if _size(r) == "brief" and r["how"] != "masked"],
    }
    fitted = {size: _logistic(part) for size, part in parts.items() if _two_sided(part)}
    if not fitted:
        raise ValueError("questions with and without an answer are needed for a fit")
    spare = next(iter(fitted.values()))
    return {size: fitted.get(size, spare) for size in SIZES}


def _two_sided(records: Sequence[Record]) -> bool:
    return len({bool(r["answerable"]) for r in records}) == 2


def _logistic(records: Sequence[Record]) -> dict[str, float]:
    """Weights for the signals as they are, fitted on standardised ones.

    Logistic regression with a quadratic penalty, in which what speaks for an answer (RISES) never
    lowers the probability and what speaks against one (FALLS) never raises it: the b that makes

        STRENGTH · Σ worth · log(1 + exp(-±(b₀ + b · z))) + |b|² / 2

    least within those bounds, + where there is an answer; z are the standardised signals.
    """
    import numpy as np
    from scipy.optimize import minimize

    x = np.asarray([[r["signals"][s] for s in SIGNALS] for r in records])
    side = np.asarray([1.0 if r["answerable"] else -1.0 for r in records])
    middle, spread = x.mean(axis=0), x.std(axis=0)
    spread[spread < 1e-9] = 1.0
    z, worths = (x - middle) / spread, STRENGTH * np.asarray(_worths(records))

    def loss(b: Vector) -> tuple[float, Vector]:
        margin = side * (z @ b[:-1] + b[-1])
        pull = -worths * side / (1.0 + np.exp(np.clip(margin, -40.0, 40.0)))
        value = (worths * np.logaddexp(0.0, -margin)).sum() + (b[:-1] ** 2).sum() / 2
        return float(value), np.append(z.T @ pull + b[:-1], pull.sum())

    bounds = [(0.0 if s in RISES else None, 0.0 if s in FALLS else None) for s in SIGNALS]
    found = minimize(
        loss,
        np.zeros(len(SIGNALS) + 1),
        jac=True,
        bounds=[*bounds, (None, None)],
        method="L-BFGS-B",
    ).x
    slopes = found[:-1] / spread
    weights = {s: round(float(w), 4) for s, w in zip(SIGNALS, slopes, strict=True)}
    weights["bias"] = round(float(found[-1] - slopes @ middle), 4)
    return weights


def _worths(records: Sequence[Record]) -> list[float]:
    """A set counts as the root of its size; both sides together as the questions asked; mean 1.

    So the probability is one where about as many questions have an answer as had one here.
    """
    keys = [(r["source"], bool(r["answerable"])) for r in records]
    totals: dict[tuple[str, bool], float] = {}
    for record, key in zip(records, keys, strict=True):
        totals[key] = totals.get(key, 0.0) + WORTH[record["how"]]
    raw = [WORTH[r["how"]] / totals[key] ** 0.5 for r, key in zip(records, keys, strict=True)]
    asked = [bool(r["answerable"]) for r in records if r["how"] == "asked"]
    share = sum(asked) / len(asked)
    due = {True: share * len(records), False: (1 - share) * len(records)}
    sides = dict.fromkeys((False, True), 0.0)
    for weight, key in zip(raw, keys, strict=True):
        sides[key[1]] += weight
    return [w * due[key[1]] / sides[key[1]] for w, key in zip(raw, keys, strict=True)]


def report(records: Sequence[Record], weights: Mapping[str, Mapping[str, float]]) -> list[str]:
    """For each set, over its questions as asked: area under the curve, trade-off, calibration."""
    lines = []
    for source in dict.fromkeys(r["source"] for r in records):
        own = [r for r in records if r["source"] == source and r["how"] == "asked"]
        pairs = [(probability(r["signals"], weights), bool(r["answerable"])) for r in own]
        if len({true for _, true in pairs}) == 2:
            lines.append(f"{source}: {trade_off(pairs)}")
    return lines


def trade_off(pairs: Sequence[tuple[float, bool]]) -> str:
    """What share of the unanswerable is refused where 0.75 to 0.95 of the answerable is answered.

    `pairs` are (probability, answerable), of both sorts; the calibration error is over them.
    """
    good = sorted(p for p, true in pairs if true)
    bad = [p for p, true in pairs if not true]
    above = sum((g > b) + 0.5 * (g == b) for g in good for b in bad)
    points = []
    for answered in (0.75, 0.8, 0.85, 0.9, 0.95):
        least = good[int((1 - answered) * len(good) + 1e-9)]
        points.append(f"{answered}→{sum(b < least for b in bad) / len(bad):.2f}")
    error = reliability(pairs).error
    return (
        f"{len(good)} + {len(bad)}, area {above / (len(good) * len(bad)):.3f}, answered→refused "
        f"{', '.join(points)}, calibration error {error:.3f}"
    )


def crosswise(records: Sequence[Record], parts: int = 5) -> list[tuple[Record, float]]:
    """Each record with the probability given by a fit on the other parts' groups."""
    found = []
    for part in range(parts):
        train = [r for r in records if _part(r["group"], parts) != part]
        weights = fit_decision(train)
        found += [
            (r, probability(r["signals"], weights))
            for r in records
            if _part(r["group"], parts) == part
        ]
    return found


def _part(group: str, parts: int) -> int:
    return hashlib.sha256(group.encode()).digest()[1] % parts


def by_source(pairs: Iterable[tuple[Record, float]]) -> list[str]:
    """`trade_off` of each set, from records with their probabilities, as asked only."""
    kept: dict[str, list[tuple[float, bool]]] = {}
    for record, p in pairs:
        if record["how"] == "asked":
            kept.setdefault(record["source"], []).append((p, bool(record["answerable"])))
    return [
        f"{name}: {trade_off(own)}" for name, own in kept.items() if len({t for _, t in own}) > 1
    ]
