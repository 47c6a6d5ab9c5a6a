"""Tables whose cells stand between ruling lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.readers.pdf_columns import visual_rows
from ingest.readers.pdf_layout import Line, Word
from ingest.readers.pdf_rules import Cell, Grid
from ingest.readers.pdf_tables import Element, Table, TableRow, headed

_LEAST_FILLED = 1.34  # cells a row on average; below it the file's order tears the rows apart
_MOST_TORN = 2.2  # pieces a drawn row, on average, likewise


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

    A row holds what stands together in the file, cells from left to right: where the file leaves
    a row and comes back to it, two rows result, because a quote must stand in the file as it is.
    None also where that would tear most rows apart.
    """
    pieces = list(_pieces(grid, lines))
    used = sorted({cell.column0 for cell, _ in pieces})
    rows = [_row(run, used) for run in _runs(pieces)]
    if len(used) < 2 or not rows or _is_band(rows):
        return None
    filled = sum(sum(map(bool, row.cells)) for row in rows)
    drawn = len({cell.row0 for cell, _ in pieces})
    if filled < _LEAST_FILLED * len(rows) or len(rows) > _MOST_TORN * drawn:
        return None
    return Table(tuple(headed(rows)), tuple(grid.xs[j] for j in used))


def _pieces(grid: Grid, lines: Sequence[Line]) -> Iterator[tuple[Cell, Line]]:
    """Lines cut where the cell changes, in the file's order."""
    for line in lines:
        for cell, words in _by_cell(grid, line):
            yield cell, Line(tuple(words), line.hyphen and words[-1] is line.words[-1])


def _runs(pieces: Sequence[tuple[Cell, Line]]) -> Iterator[list[tuple[Cell, Line]]]:
    """Pieces of one row that follow each other from left to right.

    A cell over several rows belongs to the one in which the file brings it. Text that is too high
    for its cell runs over the border below; its lines keep together.
    """
    run: list[tuple[Cell, Line]] = []
    row = -1
    for cell, line in pieces:
        if run:
            last, before = run[-1]
            same_column = cell.column0 == last.column0
            overflows = (
                same_column
                and last.column0 > run[0][0].column0
                and 0 < line.base - before.base < 1.3 * line.size
                and cell.row0 == last.row1 + 1
            )
            if overflows or (cell.row0 <= row <= cell.row1 and cell.column0 >= last.column0):
                run.append((last if overflows else cell, line))
                continue
            yield run
        run = [(cell, line)]
        row = cell.row0
    if run:
        yield run


def _row(run: Sequence[tuple[Cell, Line]], used: Sequence[int]) -> TableRow:
    cells: dict[int, list[Line]] = {}
    ends: dict[int, int] = {}
    for cell, line in run:
        cells.setdefault(cell.column0, []).append(line)
        ends[cell.column0] = max(cell.column1, ends.get(cell.column0, 0))
    return TableRow(
        tuple(tuple(cells.get(j, ())) for j in used),
        tuple((n, _last(used, ends.get(j, j))) for n, j in enumerate(used)),
    )


def _is_band(rows: Sequence[TableRow]) -> bool:
    """Whether this is one shaded or underlined row of a table that has no other lines."""
    return len(rows) == 1 and all(len(visual_rows(cell)) < 2 for cell in rows[0].cells)


def _last(used: Sequence[int], column: int) -> int:
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
