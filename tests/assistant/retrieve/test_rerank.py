"""The second look: worked by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from assistant.retrieve.rerank import EVIDENCE_SHARE, NEARNESS_SHARE, behind, rerank
from assistant.retrieve.search import Found


def _found(number: int, score: float) -> Found:
    passage: Any = SimpleNamespace(id=number, embedded_text=f"passage {number}")
    return Found(passage, score, 0.0, 0.0)


def test_good_evidence_lifts_a_passage() -> None:
    first, second, third = _found(1, 1.0), _found(2, 0.9), _found(3, 0.8)
    ranked = rerank((first, second, third), {2: 2.0, 1: 0.5}, {})
    assert [hit.passage.id for hit in ranked] == [2, 1, 3]
    highest = 0.9 + EVIDENCE_SHARE * 2.0
    assert ranked[0].score == 1.0
    assert ranked[1].score == pytest.approx((1.0 + EVIDENCE_SHARE * 0.5) / highest)


def test_near_words_lift_a_passage() -> None:
    ranked = rerank((_found(1, 0.5), _found(2, 0.4)), {}, {1: 0.2, 2: 0.8})
    assert [hit.passage.id for hit in ranked] == [2, 1]
    assert ranked[1].score == pytest.approx(0.5 / (0.4 + NEARNESS_SHARE))


def test_without_either_the_order_stays() -> None:
    found = (_found(5, 0.9), _found(4, 0.9), _found(6, 0.1))
    assert [hit.passage.id for hit in rerank(found, {}, {})] == [4, 5, 6]  # ties by id
    assert rerank((), {}, {}) == ()


def test_what_was_not_looked_at_stays_behind() -> None:
    ranked = behind((_found(1, 0.3),), (_found(2, 0.9), _found(3, 0.1)))
    assert [(hit.passage.id, hit.score) for hit in ranked] == [(1, 0.3), (2, 0.3), (3, 0.1)]
