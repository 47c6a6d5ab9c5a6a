"""Neighbours in a transcript: worked by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from assistant.retrieve.adjacency import NEAR, SUPPORT, spread, supported
from assistant.retrieve.search import Found

TALK, PAPER = 1, 2


def _library() -> Any:
    types = {TALK: "transcript", PAPER: "paper"}
    return SimpleNamespace(record=lambda i: SimpleNamespace(facts=SimpleNamespace(type=types[i])))


def _shelf(exchanges: tuple[int, ...] = tuple(range(40))) -> Any:
    """A passage a block: `exchanges` are those of the transcript's passages in order."""
    blocks = [SimpleNamespace(index=n, start=10 * n, end=10 * n + 9) for n in range(40)]

    def opened(i: int) -> Any:
        assert i == TALK, "other papers are not opened"
        return SimpleNamespace(record=_library().record(i), blocks=blocks, exchanges=exchanges)

    return SimpleNamespace(open=opened, record=_library().record)


def _found(document: int, ordinal: int, score: float) -> Found:
    passage: Any = SimpleNamespace(id=100 * document + ordinal, document_id=document)
    passage.ordinal = passage.first = passage.last = ordinal
    passage.start, passage.end = 10 * ordinal, 10 * ordinal + 9
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
    assert spread(found, _shelf()) == found
    assert supported((), _library()) == ()


def test_what_stands_beside_a_better_one_comes_last() -> None:
    scores = ((TALK, 4, 0.9), (TALK, 5, 0.8), (PAPER, 4, 0.7), (PAPER, 5, 0.6), (TALK, 7, 0.5))
    found = spread([_found(*one) for one in scores], _shelf())
    assert _places(found) == [(TALK, 4), (PAPER, 4), (PAPER, 5), (TALK, 7), (TALK, 5)]
    assert [hit.score for hit in found] == [0.9, 0.7, 0.6, 0.5, 0.5]


def test_what_stands_near_a_better_one_of_its_exchange_comes_last() -> None:
    assert NEAR == 4
    two = (*[0] * 8, *[1] * 32)  # the first exchange is passages 0 to 7
    scores = ((TALK, 2, 0.9), (TALK, 6, 0.8), (TALK, 7, 0.7), (TALK, 9, 0.6), (TALK, 14, 0.5))
    found = spread([_found(*one) for one in scores], _shelf(two))
    # 6 is near 2; 7 is near neither, for 6 was put off itself; 9 is of another exchange.
    assert _places(found) == [(TALK, 2), (TALK, 7), (TALK, 9), (TALK, 14), (TALK, 6)]
    alone = spread([_found(*one) for one in scores], _shelf())
    assert _places(alone)[-1] == (TALK, 7)
