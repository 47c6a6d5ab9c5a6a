"""The real model, on a few texts."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from ingest.embed import minilm
from ingest.embed.base import Embedder
from ingest.embed.minilm import SentenceTransformerEmbedder
from ingest.errors import ModelError

TEXTS = ["The Board approved the budget.", "The budget was agreed.", "Trees grow in the park."]


@pytest.fixture(scope="module")
def embedder() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()


def test_rows_are_of_unit_length_and_near_in_meaning(embedder: Embedder) -> None:
    rows = embedder.embed(TEXTS)
    assert rows.shape == (3, embedder.dimensions) == (3, 384)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.3


def test_a_text_gives_the_same_row_whatever_stands_beside_it(embedder: Embedder) -> None:
    alone = embedder.embed(TEXTS[:1])
    beside = embedder.embed([*TEXTS[1:], "word " * 400, TEXTS[0]])
    assert np.allclose(alone[0], beside[-1], atol=1e-5)


def test_no_texts(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, 384)


def test_no_model_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="WAYMARK_EMBEDDING_MODEL"):
        SentenceTransformerEmbedder(str(tmp_path))


@pytest.mark.parametrize("pooling", [None, "{", "{}"])
def test_a_model_that_is_not_whole(tmp_path: Path, pooling: str | None) -> None:
    (tmp_path / "modules.json").write_text("[]")
    if pooling is not None:
        (tmp_path / "1_Pooling").mkdir()
        (tmp_path / "1_Pooling" / "config.json").write_text(pooling)
    with pytest.raises(ModelError, match="not whole"):
        _ = SentenceTransformerEmbedder(str(tmp_path)).dimensions


def test_other_weights_than_the_published_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "modules.json").write_text(json.dumps([]))
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.setattr(minilm, "_carried", lambda: tmp_path)
    with pytest.raises(ModelError, match="not the published ones"):
        SentenceTransformerEmbedder().load()
