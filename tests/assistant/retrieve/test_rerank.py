"""Ranking again by evidence: worked by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from assistant.retrieve.rerank import EVIDENCE_SHARE, rerank
from assistant.retrieve.search import Found


def _found(number: int, score: float) -> Found:
    passage: Any = SimpleNamespace(id=number)
    return Found(passage, score, 0.0, 0.0)


def _evidence(hit: Found, score: float) -> Any:
    return SimpleNamespace(unit=SimpleNamespace(found=hit), score=score)


def test_good_evidence_lifts_a_passage() -> None:
    first, second, third = _found(1, 1.0), _found(2, 0.9), _found(3, 0.8)
    ranked = rerank((first, second, third), [_evidence(second, 2.0), _evidence(first, 0.5)])
    assert [hit.passage.id for hit in ranked] == [2, 1, 3]
    highest = 0.9 + EVIDENCE_SHARE * 2.0
    assert ranked[0].score == 1.0
    assert ranked[1].score == pytest.approx((1.0 + EVIDENCE_SHARE * 0.5) / highest)


def test_without_evidence_the_order_stays() -> None:
    found = (_found(5, 0.9), _found(4, 0.9), _found(6, 0.1))
    assert [hit.passage.id for hit in rerank(found, [])] == [4, 5, 6]  # ties by id
    assert rerank((), []) == ()
