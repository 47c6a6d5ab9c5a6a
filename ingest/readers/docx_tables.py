"""The grid behind a Word table: rows of cells in columns, however its borders were drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.readers.ooxml import W, XmlNode, is_on, local

_SLIVER = 170  # twentieths of a point (3 mm): a narrower grid column is a slip of the hand


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell with the columns it covers, from `start` up to but not including `stop`."""

    node: XmlNode
    start: int
    stop: int
    shaded: bool
    continues: bool  # the lower part of a cell merged downwards: its text stands above


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row. `marked`: Word repeats it on each page as a heading row."""

    cells: tuple[GridCell, ...]
    marked: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's rows, and how many columns they share."""

    rows: tuple[GridRow, ...]
    columns: int


def grid(table: XmlNode) -> Grid:
    """The cells of a table in columns that are real ones.

    Word's grid has a column for each place where any row has a border, so a table drawn by hand
    has slivers between columns that look like one. Slivers and columns in which no cell begins
    are joined to their neighbours: otherwise an X stands beside its heading, not under it.
    """
    rows = [(_cells(row), is_on(row.find(f"{W}trPr/{W}tblHeader"))) for row in _rows(table)]
    width = max((cells[-1].stop for cells, _ in rows if cells), default=0)
    column = _columns(table, width)
    begins = sorted({column[cell.start] for cells, _ in rows for cell in cells})
    number = {at: index for index, at in enumerate(begins)}

    def placed(cell: GridCell) -> GridCell:
        start = number[column[cell.start]]
        later = [number[at] for at in begins if at >= column[cell.stop]]
        stop = max(later[0] if later else len(begins), start + 1)
        return GridCell(cell.node, start, stop, cell.shaded, cell.continues)

    return Grid(
        tuple(GridRow(tuple(map(placed, cells)), marked) for cells, marked in rows), len(begins)
    )


def _rows(node: XmlNode) -> Iterator[XmlNode]:
    for child in node:
        name = local(child)
        if name == "tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif name in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _rows(child)


def _cells(row: XmlNode) -> list[GridCell]:
    at = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
    cells = []
    for node in _cell_nodes(row):
        span = max(1, _number(node.find(f"{W}tcPr/{W}gridSpan"), 1))
        merge = node.find(f"{W}tcPr/{W}vMerge")
        goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        cells.append(GridCell(node, at, at + span, _is_shaded(node), goes_on))
        at += span
    return cells


def _cell_nodes(node: XmlNode) -> Iterator[XmlNode]:
    for child in node:
        name = local(child)
        if name == "tc":
            yield child
        elif name in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _cell_nodes(child)


def _columns(table: XmlNode, width: int) -> list[int]:
    """For each border of the grid, from 0 to `width`, the first border that stands beside it."""
    nodes = table.findall(f"{W}tblGrid/{W}gridCol")
    widths = [_number(node, 0, "w") for node in nodes[:width]]
    if len(widths) < width or min(widths, default=0) <= 0:
        return list(range(width + 1))
    column, at, last = [0], 0, 0
    for index, wide in enumerate(widths, start=1):
        at += wide
        if at - last >= _SLIVER or index == width:
            column.append(index)
            last = at
        else:
            column.append(column[-1])
    return column


def _is_shaded(cell: XmlNode) -> bool:
    shade = cell.find(f"{W}tcPr/{W}shd")
    fill = (shade.get(f"{W}fill") or "auto") if shade is not None else "auto"
    return fill.upper() not in ("AUTO", "FFFFFF")


def _number(node: XmlNode | None, default: int, name: str = "val") -> int:
    try:
        return int((node.get(f"{W}{name}") if node is not None else None) or default)
    except ValueError:
        return default
