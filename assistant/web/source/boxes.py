"""Where a quote stands on the picture of its page.

    page's characters (pdfium) → letters ← canonical text of the page's blocks
    canonical span → letters → characters' boxes → one box a line

Boxes are shares of the picture's width and height, from its top left corner, so that they fit a
picture of any size; pdfium's own transform turns and crops them as it does the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from ctypes import c_int
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.web.source.alignment import align
from assistant.web.source.letters import letters
from ingest.readers.pdf_glyphs import Glyphs

if TYPE_CHECKING:
    import pypdfium2

    from assistant.shelf import OpenDocument

_LEAST_LETTERS = 16  # a page with fewer letters has no text of its own to speak of
_WHOLE = 0.98  # share of a quote's letters from which it counts as found
_SOME = 0.3  # share below which what was found is taken for chance
_FINE = 1_000_000  # pdfium gives places on the picture in whole pixels: a picture this wide
_GAP = 2.5  # heights of type between letters from which one box becomes two

Rect = tuple[float, float, float, float]


class Standing(StrEnum):
    """What is known of a quote's place on one page."""

    FOUND = "found"
    PARTLY = "partly"  # some of its letters could not be found
    MISSING = "missing"  # the page has text, but not this
    NO_TEXT = "no_text"  # a picture: read by character recognition
    ELSEWHERE = "elsewhere"  # the quote does not stand on this page


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page's picture, in shares of its width and height from the top left."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Marked:
    """A quote's boxes on one page, line by line, and how well it was found."""

    boxes: tuple[Box, ...]
    standing: Standing


@dataclass(frozen=True, slots=True)
class PageMap:
    """One page: for each canonical offset that has a letter on it, the character there.

    text    the page's characters as pdfium numbers them
    spots   canonical offset → index of its character
    owed    canonical offsets of the letters that should stand here and were not found
    rects   index of a character → its box on the picture and whether its line runs down or up
    whole   whether the page has a text layer
    """

    text: str
    spots: dict[int, int]
    owed: frozenset[int]
    rects: dict[int, tuple[Rect, bool]]
    whole: bool

    def marked(self, text: str, start: int, end: int) -> Marked:
        """The boxes of canonical `text[start:end]` on this page."""
        here = [i for i in range(start, end) if i in self.spots]
        missing = sum(1 for i in range(start, end) if i in self.owed)
        if not here and not missing:
            return Marked((), Standing.ELSEWHERE)
        if not self.whole:
            return Marked((), Standing.NO_TEXT)
        share = len(here) / (len(here) + missing)
        if share < _SOME:
            return Marked((), Standing.MISSING)
        characters = self._with_signs([self.spots[i] for i in here], set(text[start:end]))
        boxes = tuple(_lines(self.rects[i] for i in characters if i in self.rects))
        return Marked(boxes, Standing.FOUND if share >= _WHOLE else Standing.PARTLY)

    def _with_signs(self, characters: Sequence[int], signs: set[str]) -> Iterator[int]:
        """The characters with the quote's signs that touch them: "(", "£", a full stop."""
        known = set(characters)
        for i in dict.fromkeys(characters):
            before = []
            j = i - 1
            while j >= 0 and j not in known and self._is_sign(j, signs):
                known.add(j)
                before.append(j)
                j -= 1
            yield from reversed(before)
            yield i
            j = i + 1
            while j < len(self.text) and j not in known and self._is_sign(j, signs):
                known.add(j)
                yield j
                j += 1

    def _is_sign(self, i: int, signs: set[str]) -> bool:
        sign = self.text[i]
        return sign in signs and not sign.isalnum() and not sign.isspace()


def page_map(pdf: pypdfium2.PdfDocument, paper: OpenDocument, number: int) -> PageMap:
    """Place the paper's blocks on page `number` of its file. The caller holds `pdfium.LOCK`.

    A block stands on one page, as the reader of PDF promises; a quote may hold several blocks.
    Raises PdfiumError for a page that cannot be opened, IndexError for one that is not there.
    """
    with _text_page(pdf, number) as (_, textpage):
        text = Glyphs(textpage).text
    stream = letters(text)
    starts = [i == 0 or stream.at[i] > stream.at[i - 1] + 1 for i in range(len(stream.at))]
    blocks = [block for block in paper.blocks if block.page == number]
    wanted = [letters(paper.text[block.start : block.end], block.start) for block in blocks]
    cells = [[letters(c).text for c in paper.quote(block).split("\t")] for block in blocks]
    places = align(cells, stream.text, [*starts, True])
    spots: dict[int, int] = {}
    owed: set[int] = set()
    for piece, found in zip(wanted, places, strict=True):
        for offset, place in zip(piece.at, found, strict=True):
            if place is None:
                owed.add(offset)
            else:
                spots.setdefault(offset, stream.at[place])
    owed -= spots.keys()
    whole = len(stream.text) >= _LEAST_LETTERS or not owed
    rects = _rects(pdf, number) if spots else {}
    return PageMap(text, spots, frozenset(owed), rects, whole)


@contextmanager
def _text_page(
    pdf: pypdfium2.PdfDocument, number: int
) -> Iterator[tuple[pypdfium2.PdfPage, pypdfium2.PdfTextPage]]:
    page = pdf[number - 1]
    try:
        textpage = page.get_textpage()
        try:
            yield page, textpage
        finally:
            textpage.close()
    finally:
        page.close()


def _rects(pdf: pypdfium2.PdfDocument, number: int) -> dict[int, tuple[Rect, bool]]:
    """Each character's box on the picture, and whether its line runs up or down there."""
    with _text_page(pdf, number) as (page, textpage):
        glyphs = Glyphs(textpage)
        turns = page.get_rotation() // 90
        onto = _onto_picture(page)
        rects = {}
        for i, sign in enumerate(glyphs.text):
            if sign.isspace():
                continue
            angle = glyphs.angle(i)
            left, bottom, right, top = glyphs.box(i)
            # pdfium's wide box is made for upright letters; of others it gives a line, or nothing.
            if angle or right - left <= 0 or top - bottom <= 0:
                left, bottom, right, top = textpage.get_charbox(i)
            (x0, y0), (x1, y1) = onto(left, bottom), onto(right, top)
            rect = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            if rect[2] > 0 and rect[3] > 0 and rect[0] < 1 and rect[1] < 1:
                rects[i] = (rect, bool((angle + turns) % 2))
        return rects


def _onto_picture(page: pypdfium2.PdfPage) -> Callable[[float, float], tuple[float, float]]:
    import pypdfium2.raw as raw

    x, y = c_int(), c_int()

    def onto(across: float, up: float) -> tuple[float, float]:
        raw.FPDF_PageToDevice(page.raw, 0, 0, _FINE, _FINE, 0, across, up, x, y)
        return x.value / _FINE, y.value / _FINE

    return onto


def _lines(rects: Iterable[tuple[Rect, bool]]) -> Iterator[Box]:
    """One box for each run of characters that stand side by side on a line."""
    held: Rect | None = None
    running = False
    for rect, upright in rects:
        if held is not None and upright == running and _beside(held, rect, upright):
            held = (
                min(held[0], rect[0]),
                min(held[1], rect[1]),
                max(held[2], rect[2]),
                max(held[3], rect[3]),
            )
            continue
        if held is not None:
            yield _clipped(held)
        held, running = rect, upright
    if held is not None:
        yield _clipped(held)


def _beside(one: Rect, other: Rect, upright: bool) -> bool:
    """Whether two boxes share a line and no wide gap parts them."""
    along, across = (1, 0) if upright else (0, 1)
    overlap = min(one[across + 2], other[across + 2]) - max(one[across], other[across])
    height = min(one[across + 2] - one[across], other[across + 2] - other[across])
    gap = max(one[along], other[along]) - min(one[along + 2], other[along + 2])
    return overlap > 0.5 * height and gap < _GAP * height


def _clipped(rect: Rect) -> Box:
    left, top, right, bottom = (min(1.0, max(0.0, side)) for side in rect)
    return Box(left, top, right, bottom)
