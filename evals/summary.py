"""Per-case scores brought together: for all cases, each kind, first and later turns."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from evals.cases import Case
from evals.intervals import Interval, bootstrap, wilson
from evals.metrics import Metric, Score, catalogue

ALL = "all"
_NUMBERED = re.compile(r"(.+)-(\d+)")
Scores = Mapping[str, Score]


def groups(cases: Sequence[Case]) -> dict[str, list[str]]:
    """Ids by group: "all", "kind/…" by name, "turn/first" and "turn/later" where both occur.

    Where every id is its kind and a number, as in the cases that come with Waymark, the odd ones
    were there to develop with and the even ones not: "part/development" and "part/held out".
    """
    kinds = sorted({case.kind for case in cases})
    made = {ALL: [case.id for case in cases]}
    made |= {f"kind/{kind}": [c.id for c in cases if c.kind == kind] for kind in kinds}
    later = [case.id for case in cases if case.later]
    if later and len(later) < len(cases):
        made["turn/first"] = [case.id for case in cases if not case.later]
        made["turn/later"] = later
    numbers = [_NUMBERED.fullmatch(case.id) for case in cases]
    if all(n and n[1] == case.kind for n, case in zip(numbers, cases, strict=True)):
        odd = {case.id: int(case.id.rsplit("-", 1)[1]) % 2 == 1 for case in cases}
        made["part/development"] = [i for i, is_odd in odd.items() if is_odd]
        made["part/held out"] = [i for i, is_odd in odd.items() if not is_odd]
    return made


def summarise(cases: Sequence[Case], scores: Mapping[str, Scores], seed: int) -> dict[str, Any]:
    """{group: {metric: {"n", "undefined", "mean", "low", "high", "method"}}}.

    `n` counts the defined values, `undefined` the others; the mean is over the defined ones alone
    and null where there is none, as are the ends of an interval that is undefined.
    """
    return {
        group: {
            name: _entry(metric, [scores[i][name] for i in ids if i in scores], seed, group)
            for name, metric in catalogue().items()
        }
        for group, ids in groups(cases).items()
    }


def values_of(scores: Mapping[str, Scores], metric: str) -> dict[str, float]:
    """The defined values of a metric, by case."""
    return {i: one[metric].value for i, one in scores.items() if one[metric].defined}


def interval_of(metric: Metric, values: Sequence[float], seed: int, group: str) -> Interval:
    """The mean with the interval that fits the metric's shape.

    Rates have Wilson's, the others the bootstrap. The bootstrap knows nothing of what it has not
    seen: where all values are the same its interval has no width. Shares then take Wilson's, which
    holds for any values from 0 to 1 since none spread wider than those of 0 and 1 alone; for other
    numbers the interval is undefined.
    """
    if metric.is_rate:
        return wilson(values)
    if len(set(values)) == 1:
        same = wilson(values) if metric.shape == "share" else None
        return same or Interval(values[0], math.nan, math.nan)
    return bootstrap(values, seed, f"{group}/{metric.name}")


def _entry(metric: Metric, scores: Sequence[Score], seed: int, group: str) -> dict[str, Any]:
    defined = [score.value for score in scores if score.defined]
    found = interval_of(metric, defined, seed, group)
    return {
        "n": len(defined),
        "undefined": len(scores) - len(defined),
        "mean": number(found.mean),
        "low": number(found.low),
        "high": number(found.high),
        "method": found.method,
    }


def number(value: float) -> float | None:
    """A number for JSON, which has no NaN."""
    return None if math.isnan(value) else round(value, 6)
