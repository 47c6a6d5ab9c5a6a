"""An embedder that keeps the vectors of what was asked of it last: the same sentences come again.

Of one question's units of evidence many are another's too, and each costs about 15 ms of
processor time to embed and none to keep.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from ingest.embed.base import TextVectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ingest.embed.base import Embedder

# What a kept text takes besides its vectors: keys, spans, objects (measured, generously).
BESIDES = 400
SPAN = 150


class KeptVectors:
    """Another embedder's vectors, the last `most` bytes of them kept. Safe from several threads.

    Vectors are kept as they are, not rounded: an answer must not depend on what was asked before.
    """

    def __init__(self, embedder: Embedder, most: int) -> None:
        self._embedder = embedder
        self._most = most
        self._held = 0
        self._kept: OrderedDict[tuple[bool, str], TextVectors] = OrderedDict()
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The other embedder's name."""
        return self._embedder.name

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._embedder.dimensions

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of unit length for each text."""
        import numpy as np

        def made(missing: Sequence[str]) -> list[TextVectors]:
            rows = self._embedder.embed(missing)
            none = np.zeros((0, rows.shape[1]), dtype=np.float32)
            return [TextVectors(row.copy(), none, ()) for row in rows]

        if not texts:
            return self._embedder.embed(texts)
        return np.stack([one.whole for one in self._found(texts, False, made)])

    def embed_pieces(self, texts: Sequence[str]) -> list[TextVectors]:
        """The same, with the vectors of each text's word pieces."""
        return self._found(texts, True, self._embedder.embed_pieces)

    def _found(
        self,
        texts: Sequence[str],
        pieces: bool,
        made: Callable[[Sequence[str]], list[TextVectors]],
    ) -> list[TextVectors]:
        found: dict[str, TextVectors] = {}
        with self._lock:
            for text in texts:
                key = (pieces, text)
                if key in self._kept:
                    self._kept.move_to_end(key)
                    found[text] = self._kept[key]
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if missing:  # made outside the lock: nobody waits for another's sentences
            fresh = dict(zip(missing, made(missing), strict=True))
            found |= fresh
            with self._lock:
                for text, vectors in fresh.items():
                    self._keep((pieces, text), vectors)
        return [found[text] for text in texts]

    def _keep(self, key: tuple[bool, str], vectors: TextVectors) -> None:
        if key in self._kept:  # another thread was as quick
            return
        self._kept[key] = vectors
        self._held += _size(key[1], vectors)
        while self._held > self._most:
            (_, text), oldest = self._kept.popitem(last=False)
            self._held -= _size(text, oldest)


def _size(text: str, vectors: TextVectors) -> int:
    arrays = vectors.whole.nbytes + vectors.pieces.nbytes
    return arrays + SPAN * len(vectors.spans) + 2 * len(text) + BESIDES
