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

from assistant.web.source.alignment import Places, align
from assistant.web.source.letters import Letters, letters
from ingest.readers.pdf_glyphs import Glyphs

if TYPE_CHECKING:
    import pypdfium2

    from assistant.shelf import OpenDocument
    from ingest.model import Block

_LEAST_LETTERS = 16  # a page with fewer letters has no text of its own to speak of
_WHOLE = 0.98  # share of a quote's letters from which it counts as found
_SOME = 0.3  # share below which what was found is taken for chance
_FINE = 1_000_000  # pdfium gives places on the picture in whole pixels: a picture this wide
_GAP = 2.5  # heights of type between letters from which one box becomes two
_PAGES = 3  # pages that one paragraph may run over

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

    def begins_before(self, blocks: Iterable[Block], page: int) -> frozenset[int]:
        """Indices of the blocks of earlier pages that run over onto this one, which is `page`."""
        earlier = (b for b in blocks if b.page is not None and page - _PAGES < b.page < page)
        return frozenset(
            b.index for b in earlier if any(i in self.spots for i in range(b.start, b.end))
        )

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
    """Place the paper's text on page `number` of its file. The caller holds `ingest.pdfium.LOCK`.

    Paragraphs that began on the pages before are followed onto this one. Raises PdfiumError for a
    page that cannot be opened, IndexError for one that is not there.
    """
    starts_on: dict[int | None, list[Block]] = {}
    for block in paper.blocks:
        starts_on.setdefault(block.page, []).append(block)
    rest: list[_Piece] = []
    for page in range(max(1, number - _PAGES + 1), number):
        placed = _placed(pdf, page, rest, [*_pieces(paper, starts_on.get(page, ()))])
        rest = placed.rest()
    return _placed(pdf, number, rest, [*_pieces(paper, starts_on.get(number, ()))]).map(pdf, number)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block, or what a block owes to the next page: its letters, and those cell by cell."""

    letters: Letters
    parts: tuple[str, ...]

    def after(self, done: int) -> _Piece:
        """What is left of it after `done` letters."""
        rest = Letters(self.letters.text[done:], self.letters.at[done:])
        return _Piece(rest, (rest.text,))


@dataclass(frozen=True, slots=True)
class _Placed:
    """A page's characters, and where on it the pieces stand that it should hold.

    `rests` is how many of the pieces began on a page before: they come first.
    """

    text: str
    stream: Letters
    pieces: tuple[_Piece, ...]
    places: tuple[Places, ...]
    rests: int

    def rest(self) -> list[_Piece]:
        """What the last paragraphs owe to the next page: all after the last letter found."""
        out = []
        for piece, places in list(zip(self.pieces, self.places, strict=True))[-2:]:
            done = next((i + 1 for i in reversed(range(len(places))) if places[i] is not None), 0)
            if 0 < done < len(places):
                out.append(piece.after(done))
        return out

    def map(self, pdf: pypdfium2.PdfDocument, number: int) -> PageMap:
        """With the characters' boxes."""
        spots: dict[int, int] = {}
        owed: set[int] = set()
        for n, (piece, places) in enumerate(zip(self.pieces, self.places, strict=True)):
            if n < self.rests and all(place is None for place in places):
                continue  # it did not go on here after all
            for offset, place in zip(piece.letters.at, places, strict=True):
                if place is None:
                    owed.add(offset)
                else:
                    spots.setdefault(offset, self.stream.at[place])
        owed -= spots.keys()
        whole = len(self.stream.text) >= _LEAST_LETTERS or not owed
        rects = _rects(pdf, number) if spots else {}
        return PageMap(self.text, spots, frozenset(owed), rects, whole)


def _pieces(paper: OpenDocument, blocks: Iterable[Block]) -> Iterator[_Piece]:
    for block in blocks:
        text = paper.text[block.start : block.end]
        cells = tuple(part for cell in text.split("\t") if (part := letters(cell).text))
        if cells:
            yield _Piece(letters(text, block.start), cells)


def _placed(
    pdf: pypdfium2.PdfDocument, number: int, rest: Sequence[_Piece], pieces: Sequence[_Piece]
) -> _Placed:
    with _text_page(pdf, number) as (_, textpage):
        text = Glyphs(textpage).text
    stream = letters(text)
    starts = [i == 0 or stream.at[i] > stream.at[i - 1] + 1 for i in range(len(stream.at))]
    wanted = (*rest, *pieces)
    places = align([piece.parts for piece in wanted], stream.text, [*starts, True])
    return _Placed(text, stream, wanted, tuple(places), len(rest))


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
