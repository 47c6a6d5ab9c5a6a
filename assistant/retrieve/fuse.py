"""One ranking from several: a weighted sum of scores that were brought to a common scale."""

from __future__ import annotations

from collections.abc import Mapping


def scaled(scores: Mapping[int, float]) -> dict[int, float]:
    """Scores brought to 0…1 by their own least and greatest (min-max); equal scores become 1."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    if high - low < 1e-12:
        return dict.fromkeys(scores, 1.0)
    return {key: (value - low) / (high - low) for key, value in scores.items()}


def fuse(words: Mapping[int, float], dense: Mapping[int, float], share: float) -> dict[int, float]:
    """`share` of the scaled word score and the rest of the scaled dense score, for every id.

    An id that one side did not return counts as 0 there. Convex combination of min-max scaled
    scores: Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval" (2023).
    """
    left, right = scaled(words), scaled(dense)
    ids = left.keys() | right.keys()
    return {i: share * left.get(i, 0.0) + (1 - share) * right.get(i, 0.0) for i in ids}
