"""Scripted stand-ins for the seams to the outside world, for tests and demonstrations."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.embed.base import TextVectors

_WORD = re.compile(r"\w+")


class FakeEmbedder:
    """Vectors from hashed words: texts that share words are near, and nothing is learnt.

    The same text always gives the same vector, in every process. `pause` seconds go by for each
    text, `calls` remembers the batches.
    """

    def __init__(self, dimensions: int = 64, *, name: str = "fake", pause: float = 0.0) -> None:
        self.name = name
        self.dimensions = dimensions
        self.pause = pause
        self.calls: list[tuple[str, ...]] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, of unit length."""
        self.calls.append(tuple(texts))
        if self.pause:
            time.sleep(self.pause * len(texts))
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in _WORD.findall(text.lower()) or [""]:
                digest = hashlib.blake2b(word.encode(), digest_size=9).digest()
                place = int.from_bytes(digest[:8], "little") % self.dimensions
                row[place] += 1.0 if digest[8] & 1 else -1.0
            if not row.any():  # words that cancel each other out
                row[0] = 1.0
            row /= np.linalg.norm(row)
        return rows

    def embed_pieces(self, texts: Sequence[str]) -> list[TextVectors]:
        """Each word of a text as a piece, with the vector it has by itself."""
        whole = self.embed(texts)
        result = []
        for row, text in zip(whole, texts, strict=True):
            found = list(_WORD.finditer(text))
            pieces = self.embed([m.group() for m in found])
            result.append(TextVectors(row, pieces, tuple(m.span() for m in found)))
        return result
