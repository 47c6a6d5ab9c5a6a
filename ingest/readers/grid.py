"""A sheet of cells as tables: where each begins, which row heads it, and what is only a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import BlockKind, RawBlock

# A year or a date, either of which may head a column.
_YEAR = re.compile(r"^(?:\d{1,2} [A-Z][a-z]{2,8} )?(?:19|20)\d{2}(?:-\d{2})?(?:-\d{2})?$")
_LONGEST_HEADING = 120
_LONGEST_TITLE = 90


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell as shown. `number` holds for figures and dates, not for text that has digits."""

    text: str
    number: bool = False
    bold: bool = False


Row = Sequence[GridCell]


def grid_blocks(rows: Sequence[Row], first_table: int) -> list[RawBlock]:
    """Blocks of a sheet: rows of its tables, and as paragraphs the titles and remarks between.

    A bold title right over a table is a heading: a sheet's tables have nothing else to part them.
    An empty row ends a table. A table without headings of its own that goes on in the same
    columns with figures keeps the headings of the table above: people put in empty rows for air.
    """
    low, high = _used(rows)
    cut = [
        tuple(row[low:high]) + (GridCell(""),) * (high - low - len(row[low:high])) for row in rows
    ]
    blocks: list[RawBlock] = []
    header: tuple[str, ...] = ()
    table = first_table - 1
    for part in _parts(cut):
        titles, rest = _titles(part)
        blocks += [RawBlock(BlockKind.PARAGRAPH, t.text, bold=t.bold) for t in titles]
        if not rest:
            continue
        if titles and titles[-1].bold and len(titles[-1].text) <= _LONGEST_TITLE:
            blocks[-1] = RawBlock(BlockKind.HEADING, titles[-1].text, level=2, bold=True)
        heads = _header_rows(rest)
        if heads:
            header = _joined(rest[:heads])
            table += 1
        elif not _goes_on(rest, header):
            header = ()
            table += 1
        for at, row in enumerate(rest):
            blocks.append(_block(row, () if at < heads else header, max(table, first_table)))
    return blocks


def _block(row: Row, header: tuple[str, ...], table: int) -> RawBlock:
    cells = tuple(cell.text for cell in row)
    bold = all(cell.bold for cell in row if cell.text)
    return RawBlock(
        BlockKind.ROW, "\t".join(cells), cells=cells, header=header, table=table, bold=bold
    )


def _used(rows: Sequence[Row]) -> tuple[int, int]:
    """The columns that hold anything, from the first up to but not including the second."""
    filled = {at for row in rows for at, cell in enumerate(row) if cell.text}
    return (min(filled), max(filled) + 1) if filled else (0, 0)


def _parts(rows: Sequence[Row]) -> list[list[Row]]:
    """Runs of rows between empty ones."""
    parts: list[list[Row]] = [[]]
    for row in rows:
        if any(cell.text for cell in row):
            parts[-1].append(row)
        elif parts[-1]:
            parts.append([])
    return [part for part in parts if part]


def _titles(part: list[Row]) -> tuple[list[GridCell], list[Row]]:
    """(cells that stand alone in their rows at the top, the rows of the table below them)."""
    titles = []
    at = 0
    while at < len(part):
        filled = _filled(part[at])
        if len(filled) != 1 or filled[0].number:
            break
        titles.append(filled[0])
        at += 1
    return titles, part[at:]


def _filled(row: Row) -> list[GridCell]:
    return [cell for cell in row if cell.text]


def _header_rows(rows: Sequence[Row]) -> int:
    """How many rows at the top are headings: one, or two where the upper spans columns."""
    if len(rows) < 2 or not _can_head(rows[0]):
        return 0
    if len(rows) > 2 and _spans(rows[0], rows[1]) and _heads(rows[1], rows[2:]):
        return 2
    return 1 if _heads(rows[0], rows[1:]) else 0


def _can_head(row: Row) -> bool:
    filled = _filled(row)
    return len(filled) >= 2 and all(
        len(c.text) <= _LONGEST_HEADING and (not c.number or _YEAR.match(c.text)) for c in filled
    )


def _heads(row: Row, below: Sequence[Row]) -> bool:
    """Whether a row names the columns of those below: it looks different, or they hold figures.

    Two columns of words are as likely a form ("Owner | A Person") as a table; then only bold
    headings count, or a second column that is longer throughout.
    """
    if (
        not _can_head(row)
        or not below
        or len(_filled(row)) < max(len(_filled(r)) for r in below) - 1
    ):
        return False
    bold = all(c.bold for c in _filled(row)) and not all(c.bold for c in _filled(below[0]))
    figures = any(
        cell.text and not cell.number and any(r[at].number for r in below)
        for at, cell in enumerate(row)
    )
    if bold or len(_filled(row)) >= 3:
        return True
    labelled = row[0].text.endswith(":") or len(below) < 2
    if figures and not labelled:
        return all(r[at].number or not r[at].text for r in below for at in (_last(row),))
    ends = [r[_last(row)].text for r in below]
    return not labelled and sum(map(len, ends)) > len(ends) * max(40, 2 * len(row[_last(row)].text))


def _last(row: Row) -> int:
    return max(at for at, cell in enumerate(row) if cell.text)


def _spans(upper: Row, lower: Row) -> bool:
    """Whether a row has gaps that the row below it fills: headings over several columns."""
    gaps = [at for at, cell in enumerate(upper) if not cell.text and lower[at].text]
    return bool(gaps) and _can_head(lower) and not any(c.number for c in _filled(upper))


def _joined(rows: Sequence[Row]) -> tuple[str, ...]:
    if len(rows) == 1:
        return tuple(cell.text for cell in rows[0])
    over, said = "", []
    for upper, lower in zip(rows[0], rows[1], strict=True):
        over = upper.text or (over if lower.text else "")
        said.append(" ".join(part for part in (over, lower.text) if part))
    return tuple(said)


def _goes_on(rows: Sequence[Row], header: tuple[str, ...]) -> bool:
    if not header or not any(cell.number for row in rows for cell in row):
        return False
    return all(header[at] or at == 0 for row in rows for at, cell in enumerate(row) if cell.text)
