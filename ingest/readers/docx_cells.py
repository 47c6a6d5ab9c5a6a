"""What stands in the cells of a Word table, and which cells are really boxes around prose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import BlockKind, RawBlock
from ingest.readers.docx_tables import GridRow
from ingest.readers.table_rows import TableRow

_LONG_CELL = 200  # characters; a whole-width cell longer than this is prose in a box
_LONG_FORM = 500  # characters of a form's answer that is a text of its own


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell as read: `found` holds its blocks in order, rows of tables inside it among them."""

    found: tuple[RawBlock, ...]

    @property
    def blocks(self) -> list[RawBlock]:
        """The cell's own paragraphs and items."""
        return [b for b in self.found if b.kind is not BlockKind.ROW]

    @property
    def nested(self) -> list[RawBlock]:
        """Rows of tables inside the cell."""
        return [b for b in self.found if b.kind is BlockKind.ROW]

    @property
    def text(self) -> str:
        """The cell on one line; bullets are kept where there are several points."""
        blocks = self.blocks
        if len(blocks) == 1:
            return blocks[0].text
        bare = [b.kind is BlockKind.ITEM and not b.label for b in blocks]
        return " ".join(f"• {b.text}" if x else b.text for b, x in zip(blocks, bare, strict=True))


def is_prose(row: GridRow, cells: Sequence[CellText], columns: int) -> bool:
    """Whether a row is a box around paragraphs: one cell over the whole width, of some length."""
    if len(row.cells) != 1 or row.cells[0].stop - row.cells[0].start < columns:
        return False
    cell = cells[0]
    return (
        columns == 1
        or len(cell.blocks) > 1
        or len(cell.text) > _LONG_CELL
        or bool(cell.nested)
        or any(b.kind is BlockKind.HEADING for b in cell.blocks)
    )


def long_answer(cells: Sequence[CellText]) -> CellText | None:
    """The second cell of "Executive summary | a page of text", which is a text of its own."""
    filled = [cell for cell in cells if cell.text]
    if len(filled) != 2 or len(filled[0].text) > 80 or filled[0] is not cells[0]:
        return None
    answer = filled[1]
    return answer if len(answer.blocks) >= 3 and len(answer.text) > _LONG_FORM else None


def table_row(row: GridRow, cells: Sequence[CellText], columns: int) -> TableRow:
    """A row with one text a column, "" where a cell goes on."""
    texts = [""] * columns
    covers = list(range(columns))
    for grid_cell, cell in zip(row.cells, cells, strict=True):
        start = min(grid_cell.start, columns - 1)
        texts[start] = f"{texts[start]} {cell.text}".strip()
        covers[start : grid_cell.stop] = [start] * (min(grid_cell.stop, columns) - start)
    printed = [(g, c) for g, c in zip(row.cells, cells, strict=True) if c.text]
    bold = bool(printed) and all(_is_bold(c.blocks) for _, c in printed)
    shaded = bool(printed) and all(g.shaded for g in row.cells)
    return TableRow(tuple(texts), tuple(covers), row.marked, bold or shaded, bold)


def _is_bold(blocks: Sequence[RawBlock]) -> bool:
    return all(block.bold for block in blocks)
