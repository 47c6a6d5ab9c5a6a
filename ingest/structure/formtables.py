"""What the rows of a form's table mean: each read under the title and headings it stands under.

A form changes its columns half-way down ("Yes | No | N/A | Comments", later "Meeting | Date |
Outcomes"), so a table is read from the top with what is in force kept in hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import RawBlock
from ingest.structure.labels import COLUMNS, PART_KINDS, TICKS, label_kind, normal
from ingest.structure.marks import (
    choice,
    choices_said,
    inline_choices,
    is_choice,
    is_mark,
    is_ticked,
    paired_choices,
)

Cells = tuple[str, ...]

LONGEST_LABEL_WORDS = 14
_QUESTION = re.compile(
    r"^(?:which|what)\s+(.+?)\s+(?:does|do|is|are|will|has|have)\b", re.IGNORECASE
)
_FORUMS = frozenset({"meeting", "committee", "forum", "group", "board"})


@dataclass(frozen=True, slots=True)
class RowSense:
    """What one row is: a part's title (`heading`), a `field`, and what it says as a sentence."""

    statement: str | None = None
    heading: str | None = None
    field: tuple[str, str] | None = None
    ticks: bool = False  # a tick list's row: no field of the form
    in_table: bool = False  # stands under column headings, and stays a row of its table


def row_statement(cells: Sequence[str], header: Sequence[str]) -> str:
    """A table row as a sentence, "header1: cell1; header2: cell2"; empty cells are left out.

    A first cell without a column heading names the row: "Net sales — 2023: 3,226.8; 2022: 2,729.4".
    Without any heading the cells alone, so that nothing is lost.
    """
    heads = (*header, *("" for _ in range(len(cells) - len(header))))
    filled = [
        (_bare(head), cell.strip())
        for head, cell in zip(heads, cells, strict=False)
        if cell.strip()
    ]
    said = [f"{head}: {cell}" if head else cell for head, cell in filled]
    if len(said) > 1 and cells[0].strip() and not filled[0][0]:
        return f"{said[0]} — {'; '.join(said[1:])}"
    return "; ".join(said)


def header_pair(block: RawBlock) -> tuple[str, str] | None:
    """A label and its value that a reader took for column headings, or None.

    Word and PDF tables have no sure sign of a header, so "Date of meeting | 13 March" may come as one.
    """
    filled = [cell.strip() for cell in block.header if cell.strip()]
    if len(filled) != 2 or label_kind(filled[0]) is None or _is_column(filled[1]):
        return None
    return filled[0], filled[1]


def read_table(rows: Sequence[RawBlock], in_form: bool) -> list[RowSense]:
    """What each row of one table means. `in_form` says that it stands among a form's labels."""
    grid = [_unmerged(row.cells) for row in rows]
    table = _Table(grid, in_form)
    return [table.sense(n, () if header_pair(row) else row.header) for n, row in enumerate(rows)]


class _Table:
    """One table on its way down: the title, column headings and mark columns in force."""

    def __init__(self, grid: list[Cells], in_form: bool) -> None:
        self._grid = grid
        self._in_form = in_form
        self._width = max(map(len, grid), default=0)
        self._title: str | None = None
        self._label: str | None = None  # of the field above, for a value that goes on below
        self._head: Cells = ()
        self._marks: tuple[int, ...] = ()
        self._given: Cells = ()  # the headings that the reader gave, once taken over

    def sense(self, n: int, given: Cells) -> RowSense:
        cells = self._grid[n]
        if given and given != self._given:
            self._given = given
            self._begin(given, _given_marks(given, self._grid))
        if not any(_says(cell) for cell in cells) or cells == _unmerged(given):
            return RowSense()
        marks = mark_columns(cells, self._next(n), glyphs=not self._marks)
        if marks:
            return self._mark_head(cells, marks)
        if _is_column_head(cells) and self._next(n):
            self._begin(cells, _given_marks(cells, self._grid[n + 1 :]))
            return RowSense()
        filled = [cell for cell in cells if cell]
        lone_tick = bool(self._marks) and is_ticked(filled[0])
        if len(filled) == 1 and self._width > 1 and not lone_tick:
            return self._alone(n, filled[0])
        if self._marks and (said := self._marked(cells)):
            return said
        pair = self._pair(cells) if self._in_form and not given else None
        if pair and (not self._head or label_kind(pair.field[0] if pair.field else "")):
            return pair
        if self._head:
            return RowSense(row_statement(cells, self._head))
        return RowSense()

    def _next(self, n: int) -> Cells:
        return self._grid[n + 1] if n + 1 < len(self._grid) else ()

    def _begin(self, head: Cells, marks: tuple[int, ...]) -> None:
        self._head, self._marks = head, marks

    def _mark_head(self, cells: Cells, marks: tuple[int, ...]) -> RowSense:
        self._begin(cells, marks)
        if not cells[0] or 0 in marks:
            return RowSense()
        self._title = _bare(cells[0])
        return RowSense(heading=self._title)

    def _alone(self, n: int, text: str) -> RowSense:
        """A row with one cell filled: a part's title, what is said under it, or a blank field."""
        boxes = inline_choices(text)
        following = self._next(n)
        after = [cell for cell in following if cell]
        heads = bool(mark_columns(following, self._next(n + 1))) or _is_column_head(following)
        part = label_kind(text) in PART_KINDS and len(after) == 1
        if (heads or part) and not boxes:
            self._begin((), ())
            self._title, self._label = _bare(text), None
            return RowSense(heading=self._title)
        if boxes or (self._title and not self._marks):
            label = self._title or self._label
            value = choices_said(*boxes) if boxes else text
            if label:
                return RowSense(f"{label}: {value}", field=(label, value))
            return RowSense(value)
        if self._marks and self._grid[n][0]:
            return self._marked(self._grid[n]) or RowSense()
        if self._in_form and label_kind(text) and self._width <= 4 and self._grid[n][0]:
            return RowSense(f"{_bare(text)}: not filled in", field=(_bare(text), ""))
        if self._in_form and self._label and not self._grid[n][0]:
            return RowSense(f"{self._label}: {text}")
        return RowSense()

    def _marked(self, cells: Cells) -> RowSense | None:
        """A row under Yes | No | N/A, under Tick, or under any columns that hold only marks."""
        inside = {n: cells[n] if n < len(cells) else "" for n in self._marks}
        if any(not is_mark(cell) for cell in inside.values()):
            return None
        first = min(self._marks)
        names = [c for n, c in enumerate(cells) if c and n < first]
        notes = [c for n, c in enumerate(cells) if c and n > first and n not in inside]
        label = " ".join(names) or self._title or ""
        heads = {n: _bare(self._head[n]) for n in self._marks}
        ticked = [heads[n] for n, cell in inside.items() if is_ticked(cell)]
        open_ = [heads[n] for n, cell in inside.items() if not is_ticked(cell)]
        if len(self._marks) == 1:
            value = _one_tick(heads[first], bool(ticked))
            label = f"{_subject(self._title)} {label}".strip() if names else label
        else:
            value = choices_said(ticked, open_)
        value += f" — {'; '.join(notes)}" if notes else ""
        if not label:
            return RowSense(value, ticks=True, in_table=True)
        ticks = len(self._marks) == 1
        return RowSense(f"{_bare(label)}: {value}", field=(_bare(label), value), ticks=ticks, in_table=True)

    def _pair(self, cells: Cells) -> RowSense | None:
        """Label and value, side by side; also two pairs in one row and options with boxes."""
        label, values = _bare(cells[0]), [cell for cell in cells[1:] if cell]
        if not values:
            return None
        options = inline_choices(" ".join(values)) or paired_choices(cells[1:])
        loose = paired_choices(cells)
        if loose and not (options and not is_choice(label)):
            said = choices_said(*loose)
            name = self._title or ""
            return RowSense(f"{name}: {said}" if name else said, field=(name or "For", said))
        if not label:
            text = " ".join(values)
            return RowSense(f"{self._label}: {text}") if self._label else None
        if label_kind(label) is None and len(label.split()) > LONGEST_LABEL_WORDS:
            return None
        self._label = label
        if len(values) == 3 and label_kind(label) and label_kind(values[1]):
            value = f"{values[0]}; {_bare(values[1])}: {values[2]}"
            return RowSense(f"{label}: {value}", field=(label, value))
        value = choices_said(*options) if options else " — ".join(values)
        return RowSense(f"{label}: {value}", field=(label, value))


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


def _is_column(cell: str) -> bool:
    return cell.strip().lower().strip(" :") in COLUMNS


def _is_column_head(cells: Cells) -> bool:
    """Whether a row names columns: "Meeting | Date | Outcomes", never "Purpose | Decision"."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or not all(_is_column(cell) for cell in filled):
        return False
    first = normal(filled[0]).split(" ")[0]
    return len(filled) > 2 or (first in _FORUMS and _is_column(filled[1]))


def _given_marks(head: Cells, grid: Sequence[Cells]) -> tuple[int, ...]:
    """Columns under known headings whose every filled cell, in two rows or more, is a tick."""
    marks = []
    for n in range(1, len(head)):
        column = [row[n] for row in grid if n < len(row) and row[n] and row[n] != head[n]]
        if column and head[n] and all(_glyph(cell) for cell in column) and len(grid) > 1:
            marks.append(n)
    return tuple(marks)


def _glyph(cell: str) -> bool:
    return is_mark(cell) and (len(cell) == 1 or not cell.isalpha()) and not re.fullmatch(
        r"[-–—_.noyNOY]+", cell
    )


def _one_tick(heading: str, ticked: bool) -> str:
    said = "ticked" if ticked else "not ticked"
    words = heading.lower()
    plain = words in TICKS or "tick" in words or not heading
    return said if plain else f"{heading} {said}"


def _subject(title: str | None) -> str:
    """What a part's title asks about: "Which Strategic Objective/s does …" → "Strategic Objective"."""
    if not title:
        return ""
    match = _QUESTION.match(title)
    if not match:
        return f"{title} —"
    return re.sub(r"(?:/s|\(s\))$", "", match.group(1))


def _bare(text: str) -> str:
    return text.strip().rstrip(":*").strip()


def _says(cell: str) -> bool:
    return any(c.isalnum() for c in cell) or is_ticked(cell)


def _unmerged(cells: Sequence[str]) -> Cells:
    """Cells without the repeats that a merged cell leaves in Word tables."""
    out: list[str] = []
    for n, cell in enumerate(cells):
        text = cell.strip()
        repeat = n > 0 and text == cells[n - 1].strip() and len(text) > 4 and not text.isnumeric()
        out.append("" if repeat and not any(c.isdigit() for c in text[:2]) else text)
    return tuple(out)
