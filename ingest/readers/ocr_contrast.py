"""The contrast of a scanned line, drawn out before its characters are recognised.

The grain of a scanner and the blocks of a JPEG hide the spaces between words from the recogniser:
the type is read well and runs together. Whitening the paper brings the spaces back. A page cut to
black and white would do that too, but it frays the letters of a soft scan and loses white type on
orange, so each line is treated alone and keeps its grey edges.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np

    Picture = np.ndarray[Any, Any]

_LEAST_CONTRAST = 16  # greys between type and paper; less is paper alone
_WEIGHTS = (0.114, 0.587, 0.299)  # of blue, green and red in grey (ITU-R BT.601)
_KEPT = 0.6  # share of the way from the middle to either tone whose greys are kept


class LineReader(Protocol):
    """What recognises the characters of pictures of lines."""

    def __call__(self, lines: Sequence[Picture], *options: object) -> object:
        """Texts with their sureness, one for each line."""
        ...


class ContrastedReader:
    """Reads lines as another reader does, with their contrast drawn out."""

    def __init__(self, reader: LineReader) -> None:
        """`reader` sees what `drawn_out` makes of each line."""
        self._reader = reader

    def __call__(self, lines: Sequence[Picture], *options: object) -> object:
        """What the reader reads."""
        return self._reader([drawn_out(line) for line in lines], *options)


def drawn_out(line: Picture) -> Picture:
    """A line (height × width × BGR) in greys, its paper made white and its type black.

    Otsu's cut parts type from paper, whichever is the lighter. Greys around the middle of the two,
    the soft edges of letters, stay in proportion; those beyond become black or white.
    """
    import numpy as np

    grey = (line @ np.array(_WEIGHTS)).round().astype(np.uint8)
    cut = _cut(np.bincount(grey.ravel(), minlength=256))
    dark, light = grey[grey <= cut], grey[grey > cut]
    if not dark.size or not light.size or light.mean() - dark.mean() < _LEAST_CONTRAST:
        return line
    middle, reach = (light.mean() + dark.mean()) / 2, _KEPT * (light.mean() - dark.mean()) / 2
    even = np.clip((grey - (middle - reach)) * (255 / (2 * reach)), 0, 255).astype(np.uint8)
    return np.repeat(even[..., np.newaxis], 3, axis=2)


def _cut(counts: Picture) -> int:
    """Otsu’s threshold (1979): the last grey of the dark, where the two classes differ most.

    `counts` holds the number of pixels of each grey; the first of equal cuts is taken.
    """
    import numpy as np

    greys = np.arange(256)
    below = np.cumsum(counts)
    above = below[-1] - below
    mass = np.cumsum(counts * greys)
    means = mass / np.maximum(below, 1), (mass[-1] - mass) / np.maximum(above, 1)
    return int(np.argmax(below * above * (means[1] - means[0]) ** 2))
