"""Column headings: which rows hold them, which stand over ticks, and how a row says them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model import RawBlock
from ingest.structure.labels import COLUMNS, PART_KINDS, TICKS, label_kind, normal
from ingest.structure.log_columns import heads_owned_log
from ingest.structure.marks import choice, is_choice, is_mark, is_ticked

Cells = tuple[str, ...]

_FORUMS = frozenset({"meeting", "committee", "forum", "group", "board"})


def mark_columns(cells: Cells, following: Cells, *, glyphs: bool = True) -> tuple[int, ...]:
    """Which columns of a row head ticks: at least two choices, or one "Tick", over marks.

    `glyphs` lets a lone "✓" head a column too; under other headings it is a tick itself.
    The row below must hold marks there, or nothing: without it "Purpose | Approve | Note" is a
    field. Options printed again in it are no marks: there the tick was a circle, and is lost.
    """
    if not following or len(cells) < 2:
        return ()
    part = glyphs and label_kind(cells[0]) in PART_KINDS
    ticks = tuple(n for n, c in enumerate(cells) if n and _is_tick_heading(c, part))
    choices = tuple(n for n, c in enumerate(cells) if c and is_choice(c))
    others = [c for n, c in enumerate(cells) if n and c and n not in (*ticks, *choices)]
    columns = choices if len(choices) > 1 else ticks if len(ticks) == 1 else ()
    if not columns or any(is_ticked(c) or len(c.split()) > 8 for c in others):
        return ()
    below = [following[n] if n < len(following) else "" for n in columns]
    heads = [choice(cells[n]) for n in columns]
    answered = any(choice(cell) in heads for cell in below)  # "Yes" under "No": rows of answers
    distinct = len(set(heads)) == len(heads)
    if answered or not distinct or not all(is_mark(cell) for cell in below) or not any(following):
        return ()
    return columns


def _is_tick_heading(cell: str, part: bool) -> bool:
    """A lone glyph heads a column only beside a known part's title; elsewhere it is a tick."""
    words = cell.strip().lower().strip("() :*")
    return words in TICKS and (len(words) > 1 or part)


def is_column(cell: str) -> bool:
    """Whether the cell is a word that heads columns of forms."""
    return cell.strip().lower().strip(" :") in COLUMNS


def is_column_head(cells: Cells) -> bool:
    """Whether a row names columns: "Meeting | Date | Outcomes", never "Purpose | Decision"."""
    filled = [cell for cell in cells if cell]
    if heads_owned_log(filled):
        return True
    titled = bool(filled) and label_kind(filled[0]) in PART_KINDS and len(filled) > 2
    if len(filled) < 2 or not all(is_column(cell) for cell in filled[1 if titled else 0 :]):
        return False
    first = normal(filled[0]).split(" ")[0]
    return len(filled) > 2 or (first in _FORUMS and is_column(filled[1]))


def given_marks(head: Cells, grid: Sequence[Cells]) -> tuple[int, ...]:
    """Columns under known headings whose every filled cell, in two rows or more, is a tick."""
    marks = []
    for n in range(1, len(head)):
        column = [row[n] for row in grid if n < len(row) and row[n] and row[n] != head[n]]
        if column and head[n] and all(_glyph(cell) for cell in column) and len(grid) > 1:
            marks.append(n)
    return tuple(marks)


def _glyph(cell: str) -> bool:
    return (
        is_mark(cell)
        and (len(cell) == 1 or not cell.isalpha())
        and not re.fullmatch(r"[-–—_.noyNOY]+", cell)
    )


def row_statement(cells: Sequence[str], header: Sequence[str]) -> str:
    """A table row as a sentence, "header1: cell1; header2: cell2"; empty cells are left out.

    A first cell without a column heading names the row: "Net sales — 2023: 3,226.8; 2022: 2,729.4".
    Without any heading the cells alone, so that nothing is lost.
    """
    heads = (*header, *("" for _ in range(len(cells) - len(header))))
    filled = [
        (bare(head), cell.strip()) for head, cell in zip(heads, cells, strict=False) if cell.strip()
    ]
    said = [f"{head}: {cell}" if head else cell for head, cell in filled]
    if len(said) > 1 and cells[0].strip() and not filled[0][0]:
        return f"{said[0]} — {'; '.join(said[1:])}"
    return "; ".join(said)


def header_pair(block: RawBlock) -> tuple[str, str] | None:
    """A label and its value that a reader took for column headings, or None.

    Word and PDF tables have no sure sign of a header, so "Date of meeting | 13 March" may come as
    one.
    """
    filled = [cell.strip() for cell in block.header if cell.strip()]
    if len(filled) != 2 or label_kind(filled[0]) is None or is_column(filled[1]):
        return None
    return filled[0], filled[1]


def bare(text: str) -> str:
    """A label or heading without the colon behind it."""
    return text.strip().rstrip(":*").strip()
