"""The seam between texts and vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class TextVectors:
    """One text's vector, and the vectors of its word pieces in their place in the text.

    whole   shape (dimensions,), unit length, as `Embedder.embed` gives it
    pieces  shape (n, dimensions), rows of unit length
    spans   (start, end) of each piece in the text; what the model cut off has none
    """

    whole: NDArray[np.float32]
    pieces: NDArray[np.float32]
    spans: tuple[tuple[int, int], ...]


class Embedder(Protocol):
    """Turns texts into vectors whose dot product says how near they are in meaning.

    `name` goes into the Library: vectors of two models are never compared. The same text gives
    the same vector, whatever stands beside it in the batch (to rounding).
    """

    @property
    def name(self) -> str:
        """The model's name."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, shape (len(texts), dimensions), every row of unit length."""
        ...

    def embed_pieces(self, texts: Sequence[str]) -> list[TextVectors]:
        """The same, with the vectors of each text's word pieces: for comparing word by word."""
        ...
