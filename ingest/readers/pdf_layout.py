"""The words of a PDF page with their places, in pdfium's own order.

Coordinates are points from the page's top left corner as a person holds the page: `y` grows
downwards, and a page whose text runs sideways is turned until it reads. The order of words is
never changed here, because a quote is checked against that order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.readers.pdf_glyphs import Glyphs
from ingest.readers.pdf_rules import Point, Rule, path_rules

if TYPE_CHECKING:
    import pypdfium2

# pdfium writes U+FFFE (older builds U+0002) where a hyphen ends a line and the word goes on.
_TOKEN = re.compile("[^\\s\x00\x02\ufffe]+")
_ODD = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0xAD, 0xFFFE, 0xFFFF, 0xFFFD]),
    **dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF]),
    **{0xFB00 + i: t for i, t in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))},
    0x2010: "-",
    0x2011: "-",
}
_PRIVATE = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its raw text, box, baseline and type. `raw` may hold glyphs that `text` drops."""

    raw: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    size: float
    bold: bool = False
    sideways: bool = False

    @property
    def text(self) -> str:
        """The word for people: ligatures opened, controls and private glyphs gone."""
        return _PRIVATE.sub("", self.raw.translate(_ODD))


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand on one baseline, as pdfium groups them. `hyphen`: the last word goes on.

    x0, y0, x1, y1  the box around its words
    size            type size of most of its letters, in points
    base            baseline of its largest type, so that a footnote mark does not lift it
    bold            whether every word that has a letter or digit is bold
    text            its words with single spaces; no hyphen is added at a broken word's end
    """

    words: tuple[Word, ...]
    hyphen: bool = False
    x0: float = field(init=False, compare=False)
    y0: float = field(init=False, compare=False)
    x1: float = field(init=False, compare=False)
    y1: float = field(init=False, compare=False)
    size: float = field(init=False, compare=False)
    base: float = field(init=False, compare=False)
    bold: bool = field(init=False, compare=False)
    text: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        words = self.words
        letters: dict[float, int] = {}
        for word in words:
            letters[word.size] = letters.get(word.size, 0) + len(word.raw)
        told = [w.bold for w in words if any(c.isalnum() for c in w.raw)]
        facts = {
            "x0": min(w.x0 for w in words),
            "y0": min(w.y0 for w in words),
            "x1": max(w.x1 for w in words),
            "y1": max(w.y1 for w in words),
            "size": max(letters, key=lambda size: letters[size]),
            "base": max(words, key=lambda w: w.size).base,
            "bold": bool(told) and all(told),
            "text": " ".join(t for t in (w.text for w in words) if t),
        }
        for name, value in facts.items():
            object.__setattr__(self, name, value)


@dataclass(frozen=True, slots=True)
class PageLayout:
    """One page: its lines in pdfium's order and the ruling lines drawn on it.

    `unreadable` is the share of characters that the file's fonts give no letter for.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...] = ()
    unreadable: float = 0.0


@dataclass(frozen=True, slots=True)
class _Turn:
    """The quarter turns by which the page's text is turned clockwise, and the page's sides."""

    quarter: int
    left: float
    bottom: float
    width: float
    height: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """From pdfium's page coordinates (y upwards) to ours."""
        x, y = x - self.left, y - self.bottom
        if self.quarter == 1:  # runs down the page
            return self.height - y, self.width - x
        if self.quarter == 2:
            return self.width - x, y
        if self.quarter == 3:  # runs up the page
            return y, x
        return x, self.height - y

    @property
    def sides(self) -> tuple[float, float]:
        return (self.height, self.width) if self.quarter % 2 else (self.width, self.height)


def read_layout(page: pypdfium2.PdfPage, number: int) -> PageLayout:
    """Words, lines and ruling lines of one page."""
    textpage = page.get_textpage()
    try:
        glyphs = Glyphs(textpage)
        left, bottom, right, top = page.get_bbox()
        tokens = list(_TOKEN.finditer(glyphs.text))
        angles = Counter(glyphs.angle(m.start()) for m in tokens[:: max(1, len(tokens) // 200)])
        quarter = angles.most_common(1)[0][0] if angles else 0
        turn = _Turn(quarter, left, bottom, right - left, top - bottom)
        lines = tuple(_lines(glyphs, tokens, turn, mixed=len(angles) > 1))
    finally:
        textpage.close()
    width, height = turn.sides
    rules, dots = path_rules(page, turn.point) if lines else ((), ())
    lines = tuple(_with_bullet(line, dots) for line in lines) if dots else lines
    return PageLayout(number, width, height, lines, rules, _unreadable(glyphs.text))


def _with_bullet(line: Line, dots: Sequence[Point]) -> Line:
    """A line with the bullet that is drawn, not written, to the left of it."""
    first = line.words[0]
    for x, y in dots:
        if 2 < first.x0 - x < 3 * first.size and first.y0 < y < first.y1:
            return Line((replace(first, raw="•", x0=x - 1, x1=x + 1), *line.words), line.hyphen)
    return line


def _unreadable(text: str) -> float:
    solid = [c for c in text if not c.isspace() and c != "\ufffe"]
    strange = sum(1 for c in solid if c in "\x00\ufffd" or ord(c) < 32 or "\ue000" <= c <= "\uf8ff")
    return strange / len(solid) if solid else 0.0


def _lines(
    glyphs: Glyphs, tokens: list[re.Match[str]], turn: _Turn, *, mixed: bool
) -> Iterator[Line]:
    """Group words by pdfium's own line ends, then split where the baseline jumps."""
    words: list[Word] = []
    last = 0
    for match in tokens:
        between = glyphs.text[last : match.start()]
        if words and ("\n" in between or "\r" in between or _hyphen(glyphs.text, last)):
            yield Line(tuple(words), _hyphen(glyphs.text, last))
            words = []
        for word in _words(glyphs, match, turn, mixed=mixed):
            if words and abs(word.base - words[-1].base) > 0.7 * max(word.size, words[-1].size):
                yield Line(tuple(words))
                words = []
            words.append(word)
        last = match.end()
    if words:
        yield Line(tuple(words))


def _hyphen(text: str, end: int) -> bool:
    return text[end : end + 1] in ("\x02", "\ufffe") or (end > 0 and text[end - 1] == "\xad")


def _words(glyphs: Glyphs, match: re.Match[str], turn: _Turn, *, mixed: bool) -> Iterator[Word]:
    """One word, or several where raised or smaller type begins inside it ("694" and note 32)."""
    start, end = match.span()
    whole = _word(glyphs, match.group(), start, end, turn)
    if mixed:
        whole = replace(whole, sideways=glyphs.angle(start) != turn.quarter)
    last = turn.point(*glyphs.origin(end - 1))[1]
    if end - start == 1 or (
        glyphs.size(end - 1) == whole.size and abs(last - whole.base) < 0.1 * whole.size
    ):
        yield whole
        return
    marks = [
        (glyphs.size(i), round(turn.point(*glyphs.origin(i))[1], 1)) for i in range(start, end)
    ]
    begin = start
    for i in range(start + 1, end + 1):
        rest = glyphs.text[i:end]
        if i == end or _note_begins(
            glyphs.text[begin:i], rest, marks[i - start - 1 : i - start + 1]
        ):
            yield _word(glyphs, glyphs.text[begin:i], begin, i, turn)
            begin = i


def _note_begins(before: str, rest: str, marks: list[tuple[float, float]]) -> bool:
    """Whether a raised number stands after a figure or word: a footnote's, not "m2" or "4th"."""
    (size, base), (next_size, next_base) = marks
    raised = base - next_base > 0.15 * size and next_size <= size
    return raised and rest[0].isdigit() and (before[-1].isdigit() or len(before) > 3)


def _word(glyphs: Glyphs, raw: str, start: int, end: int, turn: _Turn) -> Word:
    first, final = glyphs.box(start), glyphs.box(end - 1)
    points = [turn.point(b[k], b[k + 1]) for b in (first, final) for k in (0, 2)]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    base = turn.point(*glyphs.origin(start))[1]
    size = glyphs.size(start)
    return Word(raw, min(xs), min(ys), max(xs), max(ys), base, size, glyphs.bold(start))
