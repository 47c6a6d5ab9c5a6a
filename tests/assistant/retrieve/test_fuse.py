"""Fusion of two rankings: worked by hand, and its promises for any scores."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieve.fuse import fuse, scaled

SCORES = st.dictionaries(st.integers(0, 30), st.floats(-50, 50), max_size=12)


def test_worked_by_hand() -> None:
    # words: 10→1, 0→0, 5→½; dense: .9→1, .5→0
    fused = fuse({1: 10.0, 2: 0.0, 3: 5.0}, {1: 0.5, 2: 0.9}, 0.6)
    assert fused == pytest.approx({1: 0.6, 2: 0.4, 3: 0.3})


def test_equal_scores_become_one() -> None:
    assert scaled({4: 2.0, 5: 2.0}) == {4: 1.0, 5: 1.0}
    assert scaled({}) == {}


@given(SCORES, SCORES, st.floats(0, 1))
def test_every_id_is_there_with_a_score_from_0_to_1(
    words: dict[int, float], dense: dict[int, float], share: float
) -> None:
    fused = fuse(words, dense, share)
    assert fused.keys() == words.keys() | dense.keys()
    assert all(-1e-9 <= v <= 1 + 1e-9 for v in fused.values())


@given(SCORES.filter(lambda s: len(s) > 1), SCORES, st.floats(0.01, 1))
def test_a_better_word_score_never_ranks_lower(
    words: dict[int, float], dense: dict[int, float], share: float
) -> None:
    best = max(words, key=lambda i: words[i])
    better = {**words, best: words[best] + 10.0}
    order = _rank(fuse(words, dense, share), best)
    assert _rank(fuse(better, dense, share), best) <= order + 0


def _rank(fused: dict[int, float], wanted: int) -> int:
    """How many score clearly higher than the wanted one."""
    return sum(v > fused[wanted] + 1e-9 for v in fused.values())
