"""Character recognition for pages that are pictures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from statistics import fmean, median
from typing import TYPE_CHECKING, Any

from ingest.pdfium import LOCK
from ingest.readers.ocr_contrast import ContrastedReader
from ingest.readers.ocr_letters import mended
from ingest.readers.pdf_layout import Line, PageLayout, Word

if TYPE_CHECKING:
    import numpy as np
    import pypdfium2

_DPI = 200
_LONGEST = 2400  # pixels: a page of A4 is read as it is drawn; at the engine's 2000 it is shrunk
_LEAST_SURE = 0.5
_UPSIDE_DOWN = 0.7  # mean sureness below which the page is tried the other way up
# How far a found line's box is grown before it is read. At the engine's own 1.6 the crops are so
# tight that spaces between English words are lost ("TheDirectorsarepleased"); 1.9 keeps them.
_UNCLIP = 1.9
_TYPE = 0.72  # type size as a share of the height of a recognised line


@cache
def lacking() -> str | None:
    """What to do before pages can be recognised; None where nothing is missing.

    The engine leans on a part of the system that a bare machine may not have. Asking loads it,
    which takes about a second: ask only where a page needs it.
    """
    try:
        import rapidocr_onnxruntime  # noqa: F401
    except ImportError as error:
        return (
            f"Character recognition cannot be loaded ({error}). On Debian and Ubuntu install what "
            "it needs with: apt install libgl1 libglib2.0-0"
        )
    return None


def available() -> bool:
    """Whether pages can be recognised here."""
    return lacking() is None


class PageRecogniser:
    """Reads pictures of pages. Its models come with the install; nothing is fetched.

    Loading takes about a second, a page a few: keep one for a whole file.
    """

    def __init__(self) -> None:
        from rapidocr_onnxruntime import RapidOCR

        self._engine = RapidOCR()
        self._engine.max_side_len = _LONGEST
        self._engine.text_rec = ContrastedReader(self._engine.text_rec)

    def read(self, page: pypdfium2.PdfPage, number: int) -> PageLayout:
        """A page's lines with their places, in rows from the top; none where nothing is found."""
        with LOCK:  # for the drawing alone: recognising takes seconds
            picture = page.render(scale=_DPI / 72).to_numpy()
            width, height = page.get_size()
        return PageLayout(number, width, height, tuple(self._lines(picture)))

    def _lines(self, picture: np.ndarray[Any, Any]) -> list[Line]:
        found = self._found(picture)
        if found and fmean(sure for _, _, sure in found) < _UPSIDE_DOWN:
            turned = self._found(picture[::-1, ::-1].copy())
            found = max(found, turned, key=lambda f: sum(sure for _, _, sure in f))
        return lines_from_boxes(
            [
                _box(c, mended(text))
                for c, text, sure in found
                if sure >= _LEAST_SURE and text.strip()
            ]
        )

    def _found(self, picture: np.ndarray[Any, Any]) -> list[tuple[Any, str, float]]:
        """Corners, text and sureness of each line.

        The engine's own test for upside-down lines is off: it turns good lines over.
        """
        found, _ = self._engine(
            picture, use_cls=False, box_thresh=0.4, unclip_ratio=_UNCLIP, text_score=0.0
        )
        return [(corners, text, float(sure)) for corners, text, sure in found or ()]


Box = tuple[float, float, float, float, str]  # left, top, right, bottom in points, and the text


def _box(corners: Sequence[Sequence[float]], text: str) -> Box:
    xs = [float(c[0]) * 72 / _DPI for c in corners]
    ys = [float(c[1]) * 72 / _DPI for c in corners]
    return min(xs), min(ys), max(xs), max(ys), text.strip()


def lines_from_boxes(boxes: Sequence[Box]) -> list[Line]:
    """Boxes as lines, row by row and from left to right.

    Boxes of one row share a baseline, and heights near the page's usual one count as one type
    size: recognised boxes waver by a pixel or two, which must not read as a heading.
    """
    if not boxes:
        return []
    usual = median(b[3] - b[1] for b in boxes)
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda b: (b[1] + b[3]) / 2):
        middle = (box[1] + box[3]) / 2
        if rows and middle - median((b[1] + b[3]) / 2 for b in rows[-1]) < 0.45 * usual:
            rows[-1].append(box)
        else:
            rows.append([box])
    lines: list[Line] = []
    for row in rows:
        base = round(median(b[3] for b in row) - 0.2 * usual, 1)
        lines.extend(_line(box, base, usual) for box in sorted(row))
    return lines


def _line(box: Box, base: float, usual: float) -> Line:
    """A line cut into words, each as wide as its share of the letters."""
    left, top, right, bottom, text = box
    height = bottom - top
    size = usual if abs(height - usual) < 0.3 * usual else height
    step = (right - left) / max(1, len(text))
    words = []
    at = 0
    for part in text.split():
        at = text.index(part, at)
        x0, x1 = left + at * step, left + (at + len(part)) * step
        words.append(Word(part, x0, top, x1, bottom, base, round(size * _TYPE)))
        at += len(part)
    return Line(tuple(words))
