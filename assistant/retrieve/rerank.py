"""Passages ranked again by a second, closer look at the first few: their evidence and their words.

Two things are measured of each passage that retrieval put first: the best unit in it (a sentence,
row or item) by the weights with which answers are chosen, and how near its words come to the
question's, piece by piece under the embedding model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer.choose import wanted_kinds, weigh
from assistant.answer.features import Asked, measure, soft_match
from assistant.retrieve.fuse import scaled
from assistant.retrieve.search import Expansion, Found

if TYPE_CHECKING:
    from assistant.answer.evidence import Unit
    from ingest.embed.base import Embedder

LOOKED_AT = 20  # passages that are taken apart
# What the second look weighs beside the fused score; the grid is in docs/measurements.md.
EVIDENCE_SHARE = 0.4
NEARNESS_SHARE = 0.6


def evidence_scores(
    asked: Asked, units: Sequence[Unit], weights: Mapping[str, float]
) -> dict[int, float]:
    """Passage id → the score of the best unit in it, without the features that need a vector."""
    wanted = wanted_kinds(asked.question)
    best: dict[int, float] = {}
    for unit in units:
        passage = unit.found.passage.id
        score = weigh(measure(asked, unit, 0.0, wanted)[0], weights)
        best[passage] = max(best.get(passage, score), score)
    return best


def nearness(
    asked: Asked, found: Sequence[Found], embedder: Embedder, expansion: Expansion
) -> dict[int, float]:
    """Passage id → mean nearness of the question's words to their nearest in it (MaxSim), 0…1."""
    text = f"{asked.question.search_text} {expansion.text}".strip()
    first, *others = embedder.embed_pieces([text, *(hit.passage.embedded_text for hit in found)])
    near = (soft_match(asked, first, text, vectors).mean for vectors in others)
    return {hit.passage.id: value for hit, value in zip(found, near, strict=True)}


def rerank(
    found: Sequence[Found], evidence: Mapping[int, float], near: Mapping[int, float]
) -> tuple[Found, ...]:
    """The same passages by fused score + EVIDENCE_SHARE evidence + NEARNESS_SHARE nearness.

    Nearness is scaled to 0…1 over these passages. One of which no unit was measured keeps its
    place behind those that have one; scores are brought to 0…1 by the highest.
    """
    lowest = min(evidence.values(), default=0.0)
    nearer = scaled(near)
    scored = {
        hit.passage.id: hit.score
        + EVIDENCE_SHARE * evidence.get(hit.passage.id, min(lowest, 0.0))
        + NEARNESS_SHARE * nearer.get(hit.passage.id, 0.0)
        for hit in found
    }
    return ordered(found, scored)


def ordered(found: Sequence[Found], scores: Mapping[int, float]) -> tuple[Found, ...]:
    """Passages by new scores, best first, ties by id; the highest score becomes 1."""
    highest = max((abs(s) for s in scores.values()), default=1.0) or 1.0
    best = sorted(found, key=lambda hit: (-scores[hit.passage.id], hit.passage.id))
    return tuple(replace(hit, score=scores[hit.passage.id] / highest) for hit in best)


def behind(first: Sequence[Found], rest: Sequence[Found]) -> tuple[Found, ...]:
    """Both in one ranking: no score of the rest is above the least of the first."""
    least = first[-1].score if first else 1.0
    return (*first, *(replace(hit, score=min(hit.score, least)) for hit in rest))
