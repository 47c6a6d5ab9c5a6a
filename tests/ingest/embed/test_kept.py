"""Vectors that are kept: the same as those made anew, within bounds, from several threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from ingest.embed.base import TextVectors
from ingest.embed.kept import KeptVectors
from tests.fakes import FakeEmbedder

TEXTS = ["The ferry is late.", "The quay is old.", "The ferry is late."]


def equal(one: TextVectors, other: TextVectors) -> bool:
    same = np.array_equal(one.whole, other.whole) and np.array_equal(one.pieces, other.pieces)
    return same and one.spans == other.spans


def test_what_is_kept_is_what_would_be_made() -> None:
    kept = KeptVectors(FakeEmbedder(), 1_000_000)
    for _ in range(2):
        assert np.array_equal(kept.embed(TEXTS), FakeEmbedder().embed(TEXTS))
        fresh = FakeEmbedder().embed_pieces(TEXTS)
        assert all(map(equal, kept.embed_pieces(TEXTS), fresh))
    assert kept.embed([]).shape == (0, 64)
    assert kept.embed_pieces([]) == []
    assert (kept.name, kept.dimensions) == ("fake", 64)


def test_only_what_is_new_is_made_and_once() -> None:
    inner = FakeEmbedder()
    kept = KeptVectors(inner, 1_000_000)
    kept.embed(TEXTS)
    kept.embed(["The quay is old.", "A light shines."])
    assert inner.calls == [("The ferry is late.", "The quay is old."), ("A light shines.",)]


def test_the_oldest_go_when_there_is_no_more_room() -> None:
    inner = FakeEmbedder()
    kept = KeptVectors(inner, 2_500)  # a row takes 256 bytes and some 400 besides: three texts
    for text in ("one", "two", "three", "one", "four", "one", "two"):
        kept.embed([text])
    made = [text for (text,) in inner.calls]
    assert made == ["one", "two", "three", "four", "two"]
    assert kept._held <= 2_500


@pytest.mark.parametrize("room", [0, 100])
def test_without_room_nothing_is_kept(room: int) -> None:
    inner = FakeEmbedder()
    kept = KeptVectors(inner, room)
    kept.embed(["one"])
    kept.embed(["one"])
    assert len(inner.calls) == 2
    assert kept._held == 0


def test_from_several_threads() -> None:
    kept = KeptVectors(FakeEmbedder(), 20_000)  # fewer than the texts take
    texts = [f"sentence number {n} of many" for n in range(40)]
    expected = FakeEmbedder().embed(texts)

    def ask(first: int) -> bool:
        some = slice(first % 30, first % 30 + 10)
        return np.array_equal(kept.embed(texts[some]), expected[some])

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(300)))
    assert kept._held <= 20_000
