"""Neighbours in a transcript: worked by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from assistant.retrieve.adjacency import SUPPORT, spread, supported
from assistant.retrieve.search import Found

TALK, PAPER = 1, 2


def _library() -> Any:
    types = {TALK: "transcript", PAPER: "paper"}
    return SimpleNamespace(record=lambda i: SimpleNamespace(facts=SimpleNamespace(type=types[i])))


def _found(document: int, ordinal: int, score: float) -> Found:
    passage: Any = SimpleNamespace(id=100 * document + ordinal, document_id=document)
    passage.ordinal = ordinal
    return Found(passage, score, 0.0, 0.0)


def _places(found: tuple[Found, ...]) -> list[tuple[int, int]]:
    return [(hit.passage.document_id, hit.passage.ordinal) for hit in found]


def test_neighbours_support_a_passage() -> None:
    lone, first, second = _found(TALK, 30, 0.8), _found(TALK, 4, 0.7), _found(TALK, 5, 0.6)
    found = supported((lone, first, second), _library())
    assert _places(found)[0] == (TALK, 4)
    scores = {hit.passage.ordinal: hit.score for hit in found}
    assert scores[30] == pytest.approx(0.8 / (1 + SUPPORT))
    assert scores[4] == pytest.approx((0.7 + SUPPORT * 0.6) / (1 + SUPPORT))
    assert scores[5] == pytest.approx((0.6 + SUPPORT * 0.7) / (1 + SUPPORT))


def test_other_papers_are_left_alone() -> None:
    found = (_found(PAPER, 30, 0.8), _found(PAPER, 4, 0.7), _found(PAPER, 5, 0.7))
    assert supported(found, _library()) == found
    assert spread(found, _library()) == found
    assert supported((), _library()) == ()


def test_what_stands_beside_a_better_one_comes_last() -> None:
    scores = ((TALK, 4, 0.9), (TALK, 5, 0.8), (PAPER, 4, 0.7), (PAPER, 5, 0.6), (TALK, 7, 0.5))
    found = spread([_found(*one) for one in scores], _library())
    assert _places(found) == [(TALK, 4), (PAPER, 4), (PAPER, 5), (TALK, 7), (TALK, 5)]
    assert [hit.score for hit in found] == [0.9, 0.7, 0.6, 0.5, 0.5]
