"""What a table of a PDF page is made of, and which of its rows are column headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.readers.pdf_labels import begins_item
from ingest.readers.pdf_layout import Line

_VALUE = re.compile(
    r"[(\[]?[-–+<>~]?\s*[£$€¥]?\s*\(?[-–]?\d[\d,.]*\s*(?:%|m|k|bn|p|pts|bps)?\)?%?\*?|[-–—]|n/?a|nil",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-/–]\s*\d{2,4})?")
_LONG_ROW = 700  # characters in a row beyond which its cells are prose, cut at their paragraphs
_LONG_CELL = 260


@dataclass(frozen=True, slots=True)
class TableRow:
    """Cells as lines in pdfium's order, one tuple a column; `header` for column headings.

    `spans` are the columns that each cell reaches over, last one included.
    """

    cells: tuple[tuple[Line, ...], ...]
    spans: tuple[tuple[int, int], ...]
    header: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Cell texts for judging, not for showing: broken words are not mended."""
        return tuple(" ".join(x.text for x in cell) for cell in self.cells)

    @property
    def lines(self) -> list[Line]:
        """Every line of the row, cell by cell."""
        return [line for cell in self.cells for line in cell]

    @property
    def prose(self) -> bool:
        """Whether its cells hold paragraphs or lists rather than entries."""
        texts = self.texts
        items = any(sum(begins_item(x) for x in cell) >= 2 for cell in self.cells)
        return sum(map(len, texts)) > _LONG_ROW or (items and max(map(len, texts)) > _LONG_CELL)


@dataclass(frozen=True, slots=True)
class Table:
    """One table, or the part of it on one page. `edges` are its columns' left sides."""

    rows: tuple[TableRow, ...]
    edges: tuple[float, ...] = field(default=())


Element = Line | Table


def is_value(text: str) -> bool:
    """Whether a cell holds a figure rather than a heading; a year alone may be either."""
    return bool(_VALUE.fullmatch(text.strip()))


def is_year(text: str) -> bool:
    """Whether a cell holds a year or a range of years."""
    return bool(_YEAR.fullmatch(text.strip()))


def headed(rows: Sequence[TableRow]) -> list[TableRow]:
    """The rows, the leading ones marked as headings where they read as such."""
    count = 0
    while count < min(len(rows) - 1, 4) and _is_heading(rows, count):
        count += 1
    return [TableRow(r.cells, r.spans, header=True) if i < count else r for i, r in enumerate(rows)]


def _is_heading(rows: Sequence[TableRow], i: int) -> bool:
    row, rest = rows[i], rows[i + 1 :]
    texts = [t for t in row.texts if t]
    if not texts or any(is_value(t) and not _YEAR.fullmatch(t) for t in row.texts[1:]):
        return False
    if max(map(len, texts)) > 90 or row.prose:
        return False
    valued = any(is_value(t) for other in rest for t in other.texts[1:])
    corner = not row.cells[0] and len(texts) > 1
    bold = all(x.bold for x in row.lines) and not all(x.bold for r in rest for x in r.lines)
    if i == 0:
        full = len(texts) == len(row.cells) >= 3 and len(rest) >= 2 and max(map(len, texts)) <= 50
        return bold or corner or (len(texts) > 1 and (valued or full))
    spanning = any(b > a for a, b in rows[0].spans) or not rows[0].cells[0]
    return (bold and len(texts) > 1) or (spanning and corner)


def headings(rows: Sequence[TableRow]) -> tuple[str, ...]:
    """For each column what stands over it in the heading rows, from the top; () without any."""
    heads = [r for r in rows if r.header]
    if not heads:
        return ()
    out = []
    for j in range(len(heads[0].cells)):
        over = [
            text
            for row in heads
            for text, (first, last) in zip(row.texts, row.spans, strict=True)
            if text and first <= j <= last
        ]
        out.append(" ".join(dict.fromkeys(over)))
    return tuple(out)
