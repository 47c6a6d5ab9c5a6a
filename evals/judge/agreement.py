"""Whether the judge and the deterministic metrics say the same of the same answers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.intervals import Interval, drawn, wilson
from evals.metrics import Score
from evals.summary import Scores, number

UNDEFINED = 0.05  # of the resamples: where more have no kappa, it gets no interval
SAID = ("nugget_recall", "list_completeness", "conflict_shown")  # whole where each of them is 1


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two yes-or-no opinions on the same answers: the judge's, and that of a deterministic score.

    both, neither     answers that both hold good, and that both do not
    judge, score      answers that only the judge holds good, and only the score
    agreed            share on which they agree, with Wilson's interval
    kappa             Cohen's, with its bootstrap interval over answers
    """

    what: str
    both: int
    judge: int
    score: int
    neither: int
    agreed: Interval
    kappa: Interval

    @property
    def n(self) -> int:
        """Answers on which both have an opinion."""
        return self.both + self.judge + self.score + self.neither


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Cohen's kappa, (p_o − p_e) / (1 − p_e), Cohen 1960.

    p_o is the share of pairs that agree, p_e what would agree by chance if each gave its own share
    of yes to any: a·b + (1−a)·(1−b). NaN for no pair and where p_e is 1, as when both always say
    yes: then there is nothing that they could have told apart.
    """
    n = len(pairs)
    if not n:
        return math.nan
    a, b = sum(x for x, _ in pairs) / n, sum(y for _, y in pairs) / n
    observed, chance = sum(x == y for x, y in pairs) / n, a * b + (1 - a) * (1 - b)
    return math.nan if chance >= 1 - 1e-12 else (observed - chance) / (1 - chance)


def agreement(what: str, pairs: Sequence[tuple[bool, bool]], seed: int) -> Agreement:
    """From (what the judge says, what the score says) of each answer."""
    return Agreement(
        what,
        both=sum(x and y for x, y in pairs),
        judge=sum(x and not y for x, y in pairs),
        score=sum(y and not x for x, y in pairs),
        neither=sum(not x and not y for x, y in pairs),
        agreed=wilson([float(x == y) for x, y in pairs]),
        kappa=_interval(pairs, seed, what),
    )


def agreements(scores: Mapping[str, Scores], seed: int) -> tuple[Agreement, ...]:
    """On support and on completeness; () where nothing was judged."""
    opinions = (
        ("support", "judged_supported", _supported),
        ("completeness", "judged_complete", _whole),
    )
    found = []
    for what, judged, rule in opinions:
        pairs = [
            (one[judged].value == 1.0, good)
            for one in scores.values()
            if one[judged].defined and (good := rule(one)) is not None
        ]
        if pairs:
            found.append(agreement(what, pairs, seed))
    return tuple(found)


def _supported(scores: Scores) -> bool | None:
    """No sentence without support; None where that is undefined."""
    return _is(scores["sentences_without_support"], lambda value: value == 0)


def _whole(scores: Scores) -> bool | None:
    """All that is wanted is said; None where nothing that can be checked is wanted."""
    parts = [_is(scores[name], lambda value: value == 1) for name in SAID]
    known = [part for part in parts if part is not None]
    return all(known) if known else None


def _is(score: Score, good: Callable[[float], bool]) -> bool | None:
    return good(score.value) if score.defined else None


def _interval(pairs: Sequence[tuple[bool, bool]], seed: int, name: str) -> Interval:
    """The percentile bootstrap over answers; resamples without a kappa are left out."""
    import numpy as np

    mean = kappa(pairs)
    if math.isnan(mean):
        return Interval(mean, math.nan, math.nan)
    values = [kappa([pairs[i] for i in draw]) for draw in drawn(len(pairs), seed, name)]
    known = [value for value in values if not math.isnan(value)]
    if len(known) < (1 - UNDEFINED) * len(values):
        return Interval(mean, math.nan, math.nan)
    low, high = np.quantile(known, (0.025, 0.975))
    return Interval(mean, float(low), float(high), "bootstrap")


def as_json(found: Agreement) -> dict[str, Any]:
    """For `summary.json`."""
    return {
        "what": found.what,
        "n": found.n,
        "both": found.both,
        "judge": found.judge,
        "score": found.score,
        "neither": found.neither,
        **{
            name: {"mean": number(one.mean), "low": number(one.low), "high": number(one.high)}
            for name, one in (("agreed", found.agreed), ("kappa", found.kappa))
        },
    }
