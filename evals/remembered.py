"""An embedder that remembers: a run asks of the same few papers again and again.

Most of a run's time goes into embedding the same sentences. Remembered vectors change no answer,
only the time that it takes; so this is for holding a run against the baseline, where time is not
looked at, and not for measuring latency.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from ingest.embed.base import Embedder, TextVectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST = 400_000_000  # bytes of vectors that are kept

V = TypeVar("V")


class Remembering:
    """Another embedder's vectors, each text's computed once as long as there is room."""

    def __init__(self, inner: Embedder, most: int = MOST) -> None:
        self._inner = inner
        self._whole: _Kept[NDArray[np.float32]] = _Kept(most // 20, lambda row: row.nbytes)
        self._pieces: _Kept[TextVectors] = _Kept(most, lambda v: v.pieces.nbytes + v.whole.nbytes)

    @property
    def name(self) -> str:
        """The other's name: its vectors are the same."""
        return self._inner.name

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._inner.dimensions

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text."""
        import numpy as np

        if not texts:
            return self._inner.embed(texts)
        return np.stack(self._whole.of(texts, lambda new: list(self._inner.embed(new))))

    def embed_pieces(self, texts: Sequence[str]) -> list[TextVectors]:
        """The same, with the vectors of each text's word pieces."""
        return self._pieces.of(texts, self._inner.embed_pieces)


class _Kept(Generic[V]):
    """What was computed, the least recently used forgotten first."""

    def __init__(self, most: int, size: Callable[[V], int]) -> None:
        self._most, self._size, self._held = most, size, 0
        self._values: OrderedDict[str, V] = OrderedDict()

    def of(self, texts: Sequence[str], compute: Callable[[list[str]], list[V]]) -> list[V]:
        """A value for each text, in their order."""
        new = [text for text in dict.fromkeys(texts) if text not in self._values]
        now = {text: self._values[text] for text in texts if text in self._values}
        now |= zip(new, compute(new) if new else [], strict=True)
        for text, value in now.items():
            if text not in self._values:
                self._held += self._size(value)
            self._values[text] = value
            self._values.move_to_end(text)
        while self._held > self._most and len(self._values) > 1:
            self._held -= self._size(self._values.popitem(last=False)[1])
        return [now[text] for text in texts]
