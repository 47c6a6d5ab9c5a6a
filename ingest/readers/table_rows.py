"""Rows of a table as blocks, each under the column headings that stand over it.

For formats that keep cells (Word, slides, web pages). Which rows are headings is told by the
file where it says so, else by how they look beside the rows below them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import BlockKind, RawBlock

_TICKS = frozenset("xX✓✔☑☒☐✗✘√")
_ANSWERS = frozenset(
    {"yes", "no", "n/a", "na", "not applicable", "tick", "ticked", "comment", "comments", "y", "n"}
)
_NUMBER = re.compile(
    r"^[(\-\u2013+]?\s*[£$€]?\s*[\d,. ]*\d\s*(?:%|k|m|bn|million)?\)?$", re.IGNORECASE
)
_YEAR = re.compile(r"^(?:19|20)\d{2}(?:\s*[/\u2013-]\s*(?:\d{2}|20\d{2}))?$")
_DATE = re.compile(r"^(?:\d{1,2}[ /.-](?:\d{1,2}|[A-Za-z]{3,9})[ /.,-]+\d{2,4}|\d{4}-\d{2}-\d{2})$")
_LONGEST_HEADING = 60  # characters in one cell
_LONGEST_FIRST = 120  # a form's question may stand in the heading row


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: as many cells as the table has columns, "" where a merged cell goes on.

    covers     for each column, the column where the cell that stands there begins
    marked     the file says that this is a heading row
    emphasised bold or shaded in all of its cells
    bold       bold in all of its cells
    """

    cells: tuple[str, ...]
    covers: tuple[int, ...]
    marked: bool = False
    emphasised: bool = False
    bold: bool = False

    @property
    def filled(self) -> list[str]:
        """The cells with something in them."""
        return [cell for cell in self.cells if cell]

    @property
    def whole(self) -> bool:
        """Whether one cell spans the table: the title of what follows."""
        return len(self.cells) > 1 and len(set(self.covers)) == 1


def row_blocks(rows: Sequence[TableRow], table: int, page: int | None = None) -> list[RawBlock]:
    """ROW blocks in order, empty rows left out; heading rows stand among them without a header."""
    rows = [row for row in rows if row.filled]
    blocks = []
    header: TableRow | None = None
    in_header = False
    for index, row in enumerate(rows):
        heads = _is_header(rows, index) or (in_header and row.marked)
        if heads:
            header = _joined(header, row) if in_header and header is not None else row
        in_header = heads
        over = () if heads or header is None else _over(header, row)
        blocks.append(
            RawBlock(
                BlockKind.ROW,
                "\t".join(row.cells),
                page,
                cells=row.cells,
                header=over,
                table=table,
                bold=row.bold,
            )
        )
    return blocks


def is_value(cell: str) -> bool:
    """Whether a cell is a tick, a number or a date: what stands in a table, not over it."""
    return cell in _TICKS or bool(_NUMBER.match(cell) or _DATE.match(cell))


def _is_header(rows: Sequence[TableRow], index: int) -> bool:
    row = rows[index]
    filled = row.filled
    if row.whole or len(row.cells) < 2 or not filled:
        return False
    below = _until_title(rows, index)
    if row.marked and any(not r.marked for r in below):
        return not (len(row.cells) == 2 and is_value(row.cells[1]))
    if not below or len(filled) < 2 or not _looks_like_headings(row):
        return False
    if _emphasised_over(row, below):
        return True
    opens = index == 0 or rows[index - 1].whole
    return (_asks(row) and (opens or not row.cells[0])) or (opens and _over_values(row, below))


def _until_title(rows: Sequence[TableRow], index: int) -> list[TableRow]:
    below: list[TableRow] = []
    for row in rows[index + 1 :]:
        if row.whole:
            break
        below.append(row)
    return below


def _looks_like_headings(row: TableRow) -> bool:
    if any(is_value(cell) and not _YEAR.match(cell) for cell in row.filled):
        return False
    if len(row.cells[0]) > _LONGEST_FIRST or row.filled[-1].endswith((".", ";")):
        return False
    return all(len(cell) <= _LONGEST_HEADING for cell in row.cells[1:])


def _asks(row: TableRow) -> bool:
    """A row of possible answers ("Yes", "No", "N/A", "Comments") or a question over "Tick"."""
    words = {cell.casefold().strip(" ():?") for cell in row.cells[1:] if cell}
    if not words:
        return False
    return words <= _ANSWERS and (len(words) > 1 or bool(words & {"tick", "ticked"}))


def _emphasised_over(row: TableRow, below: Sequence[TableRow]) -> bool:
    return row.emphasised and not below[0].emphasised


def _over_values(row: TableRow, below: Sequence[TableRow]) -> bool:
    """Words over a column of nothing but ticks, numbers or dates; or short words over prose."""
    pairs = len(row.cells) == 2
    if pairs and (len(below) < 2 or row.cells[0].endswith(":")):
        return False
    for column, head in enumerate(row.cells):
        cells = [r.cells[column] for r in below if r.cells[column]]
        if column == 0 or not head or not cells or not all(is_value(c) for c in cells):
            continue
        if not pairs or len({_sort_of(c) for c in cells}) == 1:
            return True
    heads = [c for c in row.cells if c]
    columns = [[r.cells[i] for r in below if r.cells[i]] for i, c in enumerate(row.cells) if c]
    return (
        len(heads) == len(row.cells)
        and all(len(c) <= 30 for c in heads)
        and all(
            c and sum(map(len, c)) / len(c) >= max(40, 2 * len(h))
            for h, c in zip(heads, columns, strict=True)
        )
    )


def _sort_of(cell: str) -> str:
    if cell in _TICKS:
        return "tick"
    return "date" if _DATE.match(cell) else "number"


def _joined(upper: TableRow, lower: TableRow) -> TableRow:
    """Two heading rows as one: a heading over several columns is said with each of them."""
    cells = []
    for column, cell in enumerate(lower.cells):
        over = upper.cells[upper.covers[column]]
        parts = [over] if over and over != cell else []
        cells.append(" ".join([*parts, cell] if cell else parts))
    return TableRow(tuple(cells), lower.covers, marked=True, emphasised=True)


def _over(header: TableRow, row: TableRow) -> tuple[str, ...]:
    """The headings for a row; () where the row's cells do not fit under them."""
    if row.whole or len(header.cells) != len(row.cells):
        return ()
    for column, cell in enumerate(row.cells):
        if not cell:
            continue
        under = [i for i, start in enumerate(row.covers) if start == column]
        if len({header.covers[i] for i in under if header.cells[header.covers[i]]}) > 1:
            return ()
    return header.cells
