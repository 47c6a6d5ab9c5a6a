"""A cross-encoder from a folder, where one is set: it reads the question with each passage."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.retrieve.fuse import scaled
from assistant.retrieve.rerank import LOOKED_AT, behind, ordered
from assistant.retrieve.search import Found
from ingest.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

SHARE = 1.0  # weight of its scores, scaled to 0…1, beside the score that a passage has


class Reranker(Protocol):
    """Says how well each passage answers a question: the higher, the better."""

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """One number a passage, on any scale."""
        ...


class CrossEncoderReranker:
    """A sentence-transformers CrossEncoder; its weights load at the first question.

    Raises ModelError where the folder holds none.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._model: CrossEncoder | None = None
        if not (folder / "config.json").is_file():
            raise self._unusable("it has no config.json")

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """One number a passage, as the model gives it. Raises ModelError where it cannot."""
        if not passages:
            return []
        made = self._loaded().predict(
            [(question, passage) for passage in passages], show_progress_bar=False
        )
        if made.ndim != 1:
            raise self._unusable(f"it gives {made.shape[1]} numbers for a passage, not one")
        return [float(score) for score in made]

    def _loaded(self) -> CrossEncoder:
        if self._model is None:
            os.environ["HF_HUB_OFFLINE"] = "1"
            from sentence_transformers import CrossEncoder

            try:
                self._model = CrossEncoder(
                    str(self._folder), device="cpu", local_files_only=True, max_length=512
                )
            except (OSError, ValueError, KeyError) as error:
                raise self._unusable(str(error)) from error
        return self._model

    def _unusable(self, why: str) -> ModelError:
        return ModelError(
            f"The cross-encoder at {self._folder} cannot be used: {why}. Set WAYMARK_RERANKER to a "
            "folder that a sentence-transformers CrossEncoder was saved to, or unset it."
        )


def reranked(found: Sequence[Found], question: str, reranker: Reranker | None) -> tuple[Found, ...]:
    """The first LOOKED_AT passages by their score and the reranker's; the rest behind them."""
    if reranker is None:
        return tuple(found)
    first, rest = found[:LOOKED_AT], found[LOOKED_AT:]
    made = reranker.scores(question, [hit.passage.embedded_text for hit in first])
    given = scaled({hit.passage.id: score for hit, score in zip(first, made, strict=True)})
    best = ordered(first, {h.passage.id: h.score + SHARE * given[h.passage.id] for h in first})
    return behind(best, rest)
