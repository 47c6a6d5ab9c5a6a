"""The packed model against the library that it stands in for."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from ingest.embed import encoder, minilm
from ingest.embed.encoder import PackedEncoder
from ingest.embed.minilm import SentenceTransformerEmbedder

TEXTS = [
    "The Board approved the budget.",
    "",
    "Trees",
    "  The ferry's quay – “naïve” plans for £4.2m & 27.6% more\tboats.  ",
    "A long report goes on and on. " * 80,
    "漢字 and emoji-free text",
]


@pytest.fixture(scope="module")
def packed() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()


@pytest.fixture(scope="module")
def unpacked() -> Iterator[SentenceTransformerEmbedder]:
    """The same model, run by sentence-transformers as any other model is."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(minilm.PackedEncoder, "of", lambda model: None)
        embedder = SentenceTransformerEmbedder()
        embedder.load()
    yield embedder


def test_the_model_that_comes_with_the_install_is_packed(
    packed: SentenceTransformerEmbedder, unpacked: SentenceTransformerEmbedder
) -> None:
    assert isinstance(packed._loaded(), PackedEncoder)
    assert not isinstance(unpacked._loaded(), PackedEncoder)


def test_the_same_vectors(
    packed: SentenceTransformerEmbedder, unpacked: SentenceTransformerEmbedder
) -> None:
    assert np.allclose(packed.embed(TEXTS), unpacked.embed(TEXTS), atol=2e-6)
    for one, other in zip(packed.embed_pieces(TEXTS), unpacked.embed_pieces(TEXTS), strict=True):
        assert one.spans == other.spans
        assert one.pieces.shape == other.pieces.shape
        assert one.pieces.dtype == one.whole.dtype == np.float32
        assert np.allclose(one.pieces, other.pieces, atol=5e-6)
        assert np.allclose(one.whole, other.whole, atol=2e-6)


def test_what_stands_beside_a_text_changes_nothing(packed: SentenceTransformerEmbedder) -> None:
    together = packed.embed_pieces(TEXTS)
    for text, beside in zip(TEXTS, together, strict=True):
        (alone,) = packed.embed_pieces([text])
        assert np.allclose(alone.pieces, beside.pieces, atol=1e-6)
        assert np.allclose(alone.whole, beside.whole, atol=1e-6)
        assert np.allclose(packed.embed([text])[0], beside.whole, atol=1e-6)


def test_packs_hold_all_texts_in_order_and_no_more_tokens_than_allowed() -> None:
    lengths = [3, 500, 20, 600, 1, 1, 510, 2]
    packs = list(encoder._packs(lengths))
    assert [i for pack in packs for i in pack] == list(range(len(lengths)))
    assert all(len(pack) == 1 or sum(lengths[i] for i in pack) <= encoder.PACK for pack in packs)
    assert len(packs) == 5
    assert list(encoder._packs([])) == []


@pytest.mark.parametrize("kind", ["packed", "unpacked"])
def test_from_several_threads(kind: str, request: pytest.FixtureRequest) -> None:
    embedder: SentenceTransformerEmbedder = request.getfixturevalue(kind)
    texts = TEXTS[:4]
    expected = [embedder.embed_pieces([text])[0] for text in texts]

    def ask(n: int) -> bool:
        at = n % len(texts)
        if n % 3 == 0:
            return np.allclose(embedder.embed([texts[at]])[0], expected[at].whole, atol=2e-6)
        (found,) = embedder.embed_pieces([texts[at]])
        return np.allclose(found.pieces, expected[at].pieces, atol=5e-6)

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(ask, range(24)))


@pytest.mark.parametrize("change", ["pooling", "activation", "prompt", "decoder"])
def test_another_sort_of_model_is_not_packed(
    change: str, unpacked: SentenceTransformerEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = unpacked._loaded()
    assert not isinstance(model, PackedEncoder)
    if change == "pooling":
        monkeypatch.setattr(model[1], "pooling_mode", "cls")
    elif change == "activation":
        monkeypatch.setattr(model[0].auto_model.config, "hidden_act", "gelu_new")
    elif change == "prompt":
        monkeypatch.setattr(model, "default_prompt_name", "query")
    else:
        monkeypatch.setattr(model[0].auto_model.config, "is_decoder", True)
    assert PackedEncoder.of(model) is None
