"""Passages ranked again by the best evidence in them: a second, closer look at the first few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.retrieve.search import Found

if TYPE_CHECKING:
    from assistant.answer.choose import Evidence

LOOKED_AT = 20  # passages that are taken apart
EVIDENCE_SHARE = (
    0.5  # weight of the best unit's score beside the fused score; see docs/measurements.md
)


def rerank(found: Sequence[Found], evidence: Sequence[Evidence]) -> tuple[Found, ...]:
    """The same passages by fused score plus EVIDENCE_SHARE of their best unit's score.

    A passage of which no unit was measured keeps its place behind those that have one; scores
    are brought to 0…1 by the highest.
    """
    best: dict[int, float] = {}
    for item in evidence:
        passage = item.unit.found.passage.id
        best[passage] = max(best.get(passage, item.score), item.score)
    lowest = min(best.values(), default=0.0)
    scored = {
        hit.passage.id: hit.score + EVIDENCE_SHARE * best.get(hit.passage.id, min(lowest, 0.0))
        for hit in found
    }
    highest = max((abs(s) for s in scored.values()), default=1.0) or 1.0
    ordered = sorted(found, key=lambda hit: (-scored[hit.passage.id], hit.passage.id))
    return tuple(replace(hit, score=scored[hit.passage.id] / highest) for hit in ordered)
