"""Answer, or say that the papers do not say: one calibrated probability from several signals."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.answer.signals import SIGNALS, signals

__all__ = ["NEAREST", "SIGNALS", "Weights", "answers", "fitted", "probability", "signals"]

NEAREST = 0.8  # least score of the piece that holds the thing asked for, of the best one's
SIZES = ("long", "brief")  # the two sets of weights, by the length of the evidence's document


@dataclass(frozen=True, slots=True)
class Weights:
    """Fitted numbers with where they come from; see `weights.json` and evals/calibrate.py.

    unit       weight of each feature of a unit (assistant.answer.features.NAMES)
    decision   for each of SIZES: weight of each signal (SIGNALS), and "bias"
    threshold  for each of SIZES: least probability at which the question is answered
    keep       a further piece of evidence is shown from this share of the best one's score
    """

    unit: Mapping[str, float]
    decision: Mapping[str, Mapping[str, float]]
    threshold: Mapping[str, float]
    keep: float


@cache
def fitted() -> Weights:
    """The weights that ship with the assistant."""
    loaded = json.loads(files("assistant.answer").joinpath("weights.json").read_text("utf8"))
    return Weights(loaded["unit"], loaded["decision"], loaded["threshold"], loaded["keep"])


def answers(values: Mapping[str, float], probability: float, weights: Weights) -> bool:
    """Whether there is an answer: probable enough, and let through by the checks (`passes`)."""
    return passes(values) and probability >= _mixed(values["brief"], weights.threshold)


def passes(values: Mapping[str, float]) -> bool:
    """Whether the checks let the evidence through, whatever the probability.

    Not where no piece holds what the question asks for or names, nor, in a long document, where
    the best one that does is far behind what comes nearest to the subject (NEAREST).
    """
    if values["unfilled"]:
        return False
    checked = not values["open"] and values["brief"] < 0.5
    return not checked or values["held_share"] >= NEAREST


def probability(values: Mapping[str, float], weights: Mapping[str, Mapping[str, float]]) -> float:
    """Two logistic regressions, mixed by how brief the best evidence's document is.

    Each is 1 / (1 + exp(-(bias + Σ weight · signal))). In a document of a paragraph or two what is
    on the topic and no answer looks otherwise than in a long paper: one set of weights for both
    was worse for both (docs/measurements.md).
    """
    return _mixed(values["brief"], {size: _logistic(values, weights[size]) for size in SIZES})


def _logistic(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    total = weights["bias"] + sum(weights[name] * values[name] for name in SIGNALS)
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, total))))


def _mixed(brief: float, by_size: Mapping[str, float]) -> float:
    return brief * by_size["brief"] + (1.0 - brief) * by_size["long"]
