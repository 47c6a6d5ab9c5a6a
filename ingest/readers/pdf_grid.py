"""Tables whose cells stand between ruling lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.readers.pdf_columns import visual_rows
from ingest.readers.pdf_layout import Line, Word
from ingest.readers.pdf_rules import Cell, Grid
from ingest.readers.pdf_tables import Element, Table, TableRow, headed


def with_grids(lines: Sequence[Line], grids: Sequence[Grid]) -> list[Element]:
    """Lines with every ruled table in place of its own lines, at the place of its first line."""
    out: list[Element] = []
    inside: dict[int, list[Line]] = {}
    places: dict[int, int] = {}
    for line in lines:
        n = _home(line, grids)
        if n is None:
            out.append(line)
            continue
        if n not in places:
            places[n] = len(out)
            out.append(line)  # holds the place until the grid is read
        inside.setdefault(n, []).append(line)
    for n in sorted(places, key=lambda k: -places[k]):
        table = grid_table(grids[n], inside[n])
        at = places[n]
        out[at : at + 1] = [table] if table else inside[n]
    return out


def _home(line: Line, grids: Sequence[Grid]) -> int | None:
    x, y = (line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2
    homes = [n for n, g in enumerate(grids) if g.holds(x, y) and not line.words[0].sideways]
    return min(homes, key=lambda n: grids[n].xs[-1] - grids[n].xs[0]) if homes else None


def grid_table(grid: Grid, lines: Sequence[Line]) -> Table | None:
    """The table that a grid draws around these lines; None where it is only a box or a frame.

    None also where the file's order runs through the cells of several rows by turns: then a row's
    words could not be quoted as they stand.
    """
    cells: dict[Cell, list[Line]] = {}
    order: list[int] = []
    for line in lines:
        for cell, words in _by_cell(grid, line):
            cells.setdefault(cell, []).append(
                Line(tuple(words), line.hyphen and words[-1] is line.words[-1])
            )
            order.append(cell.row0)
    used = sorted({cell.column0 for cell in cells})
    if len(used) < 2 or not _contiguous(order):
        return None
    rows = []
    for i in sorted({cell.row0 for cell in cells}):
        here = {c.column0: (c, text) for c, text in cells.items() if c.row0 == i}
        columns = tuple(tuple(here[j][1]) if j in here else () for j in used)
        spans = tuple(
            (n, _last(used, here[j][0].column1) if j in here else n) for n, j in enumerate(used)
        )
        rows.append(TableRow(columns, spans))
    if not any(sum(map(bool, row.cells)) > 1 for row in rows) or _is_band(rows):
        return None
    return Table(tuple(headed(rows)), tuple(grid.xs[j] for j in used))


def _is_band(rows: Sequence[TableRow]) -> bool:
    """Whether this is one shaded or underlined row of a table that has no other lines."""
    return len(rows) == 1 and all(len(visual_rows(cell)) < 2 for cell in rows[0].cells)


def _last(used: list[int], column: int) -> int:
    return max(n for n, j in enumerate(used) if j <= column)


def _by_cell(grid: Grid, line: Line) -> Iterator[tuple[Cell, list[Word]]]:
    """A line's words cut where the cell changes."""
    run: list[Word] = []
    home: Cell | None = None
    for word in line.words:
        cell = grid.cell((word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2)
        if home is not None and cell != home:
            yield home, run
            run = []
        home = cell
        run.append(word)
    if home is not None:
        yield home, run


def _contiguous(order: Sequence[int]) -> bool:
    """Whether each row's words stand together in the file."""
    turns = [r for i, r in enumerate(order) if i == 0 or order[i - 1] != r]
    return len(turns) == len(set(turns))
