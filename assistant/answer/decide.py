"""Answer, or say that the papers do not say: one calibrated probability from several signals."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.answer import kinds
from assistant.answer.choose import Evidence, holds, wanted_kinds
from assistant.answer.features import Asked
from assistant.question import Understood

TOP = 5  # pieces of evidence that the decision looks at
NEAREST = 0.8  # least score of the piece that holds the thing asked for, of the best one's
LOOKED = 8  # pieces among which one that holds the sort of thing asked for is looked for
SIGNALS = (
    "held", "held_share", "held_said", "held_dense", "held_soft", "held_scarce", "soft", "scarce",
    "missing", "covered", "together", "dense", "second", "kind", "counted", "unknown", "pairs",
    "words", "leaning",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """Fitted numbers with where they come from; see `weights.json` and evals/calibrate.py.

    unit       weight of each feature of a unit (assistant.answer.features.NAMES)
    decision   weight of each signal (SIGNALS), and "bias"
    threshold  least probability at which the question is answered
    keep       a further piece of evidence is shown from this share of the best one's score
    """

    unit: Mapping[str, float]
    decision: Mapping[str, float]
    threshold: float
    keep: float


@cache
def fitted() -> Weights:
    """The weights that ship with the assistant."""
    loaded = json.loads(files("assistant.answer").joinpath("weights.json").read_text("utf8"))
    return Weights(loaded["unit"], loaded["decision"], loaded["threshold"], loaded["keep"])


def signals(ask: Asked, evidence: Sequence[Evidence]) -> dict[str, float]:
    """What the decision is made from, each about 0…1.

    held      of the best piece that holds the sort of thing asked for (a date for "when"): the
              share of the question's words in it, its headings and lead-in; 0 where none holds it.
              `held_said` counts the piece alone, `held_dense` is its cosine, `held_soft` and
              `held_scarce` are its word-by-word nearness (see Features)
    held_share   its score as a share of the best score of all: below 1 where what comes nearest to
              the question lacks the thing asked for
    soft, scarce   the greatest of those among the first pieces
    missing   weight of the heaviest word of the question that this unit and its headings lack
    covered   share of the question's words that the best evidence and its surroundings hold
    together  share held by the three best pieces from the best one's document
    dense     highest cosine of question and unit among the best; `second` the mean of the rest
    kind      1 where one of the best holds every sort of thing asked for
    counted   for "how many …", 1 where a figure stands near the thing counted; 1 for the rest
    unknown   weight of the question's words that stand nowhere in what was found
    words     number of the question's content words, as n / (n + 4)
    leaning   1 where the question took words over from earlier turns
    """
    top = evidence[:TOP]
    best = top[0]
    holding = [e for e in evidence[:LOOKED] if holds(e, ask.question)]
    chosen = max(holding, key=lambda e: e.score, default=None)
    same = [e for e in top[:3] if e.unit.document is best.unit.document]
    dense = sorted((e.features.dense for e in top), reverse=True)
    found = frozenset().union(*(e.words for e in evidence))
    count = len(ask.weights)
    lacking = [w for word, w in ask.weights.items() if not chosen or word not in chosen.firm]
    return {
        "held": ask.worth(chosen.firm) if chosen else 0.0,
        "held_share": max(0.0, chosen.score / best.score) if chosen and best.score > 0 else 0.0,
        "held_said": chosen.features.said if chosen else 0.0,
        "held_dense": chosen.features.dense if chosen else 0.0,
        "held_soft": chosen.features.soft if chosen else 0.0,
        "held_scarce": chosen.features.scarce if chosen else 0.0,
        "soft": max(e.features.soft for e in top),
        "scarce": max(e.features.scarce for e in top),
        "missing": max(lacking, default=0.0),
        "covered": max(e.features.covered for e in top[:2]),
        "together": ask.worth(frozenset().union(*(e.words for e in same))),
        "dense": dense[0],
        "second": sum(dense[1:]) / max(1, len(dense) - 1),
        "kind": float(any(holds(e, ask.question) for e in top[:3])),
        "counted": float(any(kinds.counts(e.unit.said, ask.question) for e in holding[:4])),
        "unknown": 1.0 - ask.worth(found),
        "pairs": max(e.features.pairs for e in top[:3]),
        "words": count / (count + 4),
        "leaning": float(bool(ask.question.carried)),
    }


def answers(
    values: Mapping[str, float], probability: float, question: Understood, weights: Weights
) -> bool:
    """Whether there is an answer: probable enough, and near the top the thing asked for.

    A question for a date, sum, name, place or decision is not answered by what comes nearest to
    its subject where the best piece that holds such a thing is far behind (NEAREST).
    """
    if wanted_kinds(question) and values["held_share"] < NEAREST:
        return False
    return probability >= weights.threshold


def probability(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Logistic regression: 1 / (1 + exp(-(bias + Σ weight · signal)))."""
    total = weights["bias"] + sum(weights[name] * values[name] for name in SIGNALS)
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, total))))
