"""What an embedder remembers is what it would compute, in as much room as it may take."""

from __future__ import annotations

import numpy as np

from evals.remembered import Remembering
from tests.fakes import FakeEmbedder

TEXTS = ["the lamp", "the bell", "the lamp", "a harbour"]


def test_vectors_are_the_others_and_each_text_is_embedded_once() -> None:
    inner = FakeEmbedder()
    remembering = Remembering(inner)
    assert (remembering.name, remembering.dimensions) == (inner.name, inner.dimensions)
    wanted = FakeEmbedder().embed(TEXTS)
    for _ in range(2):
        assert np.array_equal(remembering.embed(TEXTS), wanted)
    assert inner.calls == [("the lamp", "the bell", "a harbour")]
    pieces = FakeEmbedder().embed_pieces(TEXTS)
    for _ in range(2):
        for found, one in zip(remembering.embed_pieces(TEXTS), pieces, strict=True):
            assert np.array_equal(found.whole, one.whole)
            assert np.array_equal(found.pieces, one.pieces)
            assert found.spans == one.spans
    assert remembering.embed([]).shape == (0, inner.dimensions)
    assert remembering.embed_pieces([]) == []


def test_what_was_used_longest_ago_is_forgotten_first() -> None:
    """Room for two rows of 64 numbers, four bytes each."""
    inner = FakeEmbedder()
    remembering = Remembering(inner, most=20 * 2 * 64 * 4)
    for text in ("a", "b", "a", "c", "a", "b"):
        remembering.embed([text])
    assert inner.calls == [("a",), ("b",), ("c",), ("b",)]
    assert np.array_equal(remembering.embed(["a", "b", "c"]), FakeEmbedder().embed(["a", "b", "c"]))
