"""Near misses made from questions with known evidence, for fitting the decision to refuse.

A question asked with its own documents left out meets other papers: mostly off its topic. One whose
evidence is taken out of what was found meets all that stood around it: on the topic, and no answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answer.choose import Evidence, weigh
from assistant.answer.features import Asked, measure
from evals.metrics.matching import says

FEWEST = 3  # pieces that must be left for a near miss
TOLD = 0.5  # share of what a right answer says from which another piece counts as an answer too


def without_evidence(
    asked: Asked,
    evidence: Sequence[Evidence],
    gold: Sequence[bool],
    nuggets: Sequence[Sequence[str]],
    weights: Mapping[str, float],
) -> tuple[Evidence, ...]:
    """The evidence less what answers, measured and ordered anew; () where too little is left.

    gold      for each piece whether it is known to be evidence
    nuggets   what a right answer says, each a list of alternatives; () where not known
    weights   of a unit's features
    """
    answering = [e.unit for e, known in zip(evidence, gold, strict=True) if known]
    if not answering:
        return ()
    texts = [unit.document.text[unit.start : unit.end] for unit in answering]
    left = []
    for piece, known in zip(evidence, gold, strict=True):
        told = sum(says(one, piece.unit.said) for one in nuggets)
        if known or (nuggets and told >= max(1.0, TOLD * len(nuggets))):
            continue
        near = piece.unit.near
        for text in texts:
            near = near.replace(text, " ")
        left.append(_again(asked, piece, near, weights))
    left.sort(key=lambda e: (-e.score, e.unit.key))
    return tuple(left) if len(left) >= FEWEST else ()


def _again(asked: Asked, piece: Evidence, near: str, weights: Mapping[str, float]) -> Evidence:
    """The piece measured with other surroundings; what the text alone gives stays."""
    unit, old = replace(piece.unit, near=near), piece.features
    features, firm, words = measure(asked, unit, old.dense, ())
    features = replace(features, kind=old.kind, soft=old.soft, scarce=old.scarce)
    return replace(
        piece, unit=unit, features=features, firm=firm, words=words, score=weigh(features, weights)
    )
