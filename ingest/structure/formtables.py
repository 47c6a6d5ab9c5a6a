"""What the rows of a form's table mean: each read under the title and headings it stands under.

A form changes its columns half-way down ("Yes | No | N/A | Comments", later "Meeting | Date |
Outcomes"), so a table is read from the top with what is in force kept in hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import RawBlock
from ingest.structure.formheads import (
    Cells,
    bare,
    given_marks,
    header_pair,
    is_column,
    is_column_head,
    mark_columns,
    row_statement,
)
from ingest.structure.labels import PART_KINDS, SHORT_KINDS, TICKS, label_kind
from ingest.structure.log_columns import heads_owned_log
from ingest.structure.marks import (
    choices_said,
    inline_choices,
    is_choice,
    is_crossed,
    is_mark,
    is_ticked,
    paired_choices,
)

LONGEST_LABEL_WORDS = 14
LONGEST_TITLE_WORDS = 20
_OVER_TEXT = frozenset({"recommendation", "summary", "purpose", "appendices"})
_ENDS_TICKS = _OVER_TEXT | SHORT_KINDS | {"authorised", "version", "place"}
_QUESTION = re.compile(
    r"^(?:which|what)\s+(.+?)\s+(?:does|do|is|are|will|has|have)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class RowSense:
    """What one row is: a part's title (`heading`), a `field`, and what it says as a sentence."""

    statement: str | None = None
    heading: str | None = None
    field: tuple[str, str] | None = None
    ticks: bool = False  # a tick list's row: no field of the form
    in_table: bool = False  # stands under column headings, and stays a row of its table


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
        self._crossed = False  # an X means no, because ticks mean yes
        self._title: str | None = None
        self._label: str | None = None  # of the field above, for a value that goes on below
        self._head: Cells = ()
        self._marks: tuple[int, ...] = ()
        self._given: Cells = ()  # the headings that the reader gave, once taken over

    def sense(self, n: int, given: Cells) -> RowSense:
        cells = self._grid[n]
        if given and given != self._given:
            self._given = given
            self._begin(given, given_marks(given, self._grid), 0)
        if not any(_says(cell) for cell in cells) or cells == _unmerged(given):
            return RowSense()
        marks = mark_columns(cells, self._next(n), glyphs=not self._marks)
        if marks and (self._in_form or not given or not cells[0]):
            return self._headed(n, marks, titled=True)
        if is_column_head(cells) and self._next(n):
            marks = given_marks(cells, self._grid[n + 1 :])
            return self._headed(n, marks, titled=_titled(cells))
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

    def _begin(self, head: Cells = (), marks: tuple[int, ...] = (), below: int = 0) -> None:
        """Put column headings in force; `below` is the first row under them."""
        self._head, self._marks = head, marks
        under: list[str] = []
        for at in range(below, len(self._grid) if marks else 0):
            row = self._grid[at]
            if mark_columns(row, self._next(at), glyphs=False):
                break
            under += [row[n] for n in marks if n < len(row)]
        self._crossed = is_crossed(under)

    def _headed(self, n: int, marks: tuple[int, ...], *, titled: bool) -> RowSense:
        """A row of column headings, with a part's title in its first cell or without one."""
        cells = self._grid[n]
        self._begin(cells, marks, n + 1)
        if not cells[0] or 0 in marks or not titled:
            return RowSense()
        self._title = bare(cells[0])
        return RowSense(heading=self._title)

    def _alone(self, n: int, text: str) -> RowSense:
        """A row with one cell filled: a part's title, what is said under it, or a blank field."""
        boxes = inline_choices(text)
        following = self._next(n)
        after = [cell for cell in following if cell]
        headed = bool(mark_columns(following, self._next(n + 1))) or is_column_head(following)
        headed = headed and (not following[0] or is_column(following[0]) or is_choice(following[0]))
        if not boxes and ((_is_title(text) and headed) or _leads(text, after)):
            self._begin()
            self._title, self._label = bare(text), None
            return RowSense(heading=self._title)
        if boxes or (self._title and not self._marks):
            label = self._title or self._label
            value = choices_said(*boxes) if boxes else text
            if label:
                return RowSense(f"{label}: {value}", field=(label, value))
            return RowSense(value)
        if self._marks and self._grid[n][0] and label_kind(text) not in _ENDS_TICKS:
            return self._marked(self._grid[n]) or RowSense()
        if self._in_form and label_kind(text) and self._width <= 4 and self._grid[n][0]:
            return RowSense(f"{bare(text)}: not filled in", field=(bare(text), ""))
        if self._in_form and self._label and not self._grid[n][0]:
            return RowSense(f"{self._label}: {text}")
        return RowSense()

    def _marked(self, cells: Cells) -> RowSense | None:
        """A row under Yes | No | N/A, under Tick, or under any columns that hold only marks."""
        inside = {n: cells[n] if n < len(cells) else "" for n in self._marks}
        crosses = self._crossed and any(cell.lower() == "x" for cell in inside.values())
        if crosses:
            return RowSense(row_statement(cells, self._head), in_table=True)
        if any(not is_mark(cell) for cell in inside.values()):
            return None
        first = min(self._marks)
        names = [c for n, c in enumerate(cells) if c and n < first]
        notes = [c for n, c in enumerate(cells) if c and n > first and n not in inside]
        label = " ".join(names) or self._title or ""
        heads = {n: bare(self._head[n]) for n in self._marks}
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
        if not names:
            self._begin()  # the options of one question, answered in one row
        ticks = len(self._marks) == 1
        return RowSense(
            f"{bare(label)}: {value}", field=(bare(label), value), ticks=ticks, in_table=True
        )

    def _pair(self, cells: Cells) -> RowSense | None:
        """Label and value, side by side; also two pairs in one row and options with boxes."""
        label, values = bare(cells[0]), [cell for cell in cells[1:] if cell]
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
            value = f"{values[0]}; {bare(values[1])}: {values[2]}"
            return RowSense(f"{label}: {value}", field=(label, value))
        value = choices_said(*options) if options else " — ".join(values)
        return RowSense(f"{label}: {value}", field=(label, value))


def _titled(cells: Cells) -> bool:
    """Whether the first of a row of column headings is the part's title."""
    return not is_column(cells[0]) and not heads_owned_log(cells)


def _is_title(text: str) -> bool:
    return len(text.split()) <= LONGEST_TITLE_WORDS and not text.endswith(".")


def _leads(text: str, after: Sequence[str]) -> bool:
    """Whether a lone label is the title of what stands alone in the next row."""
    kind = label_kind(text)
    lone = len(after) == 1 and label_kind(after[0]) is None
    return (kind in PART_KINDS and len(after) == 1) or (kind in _OVER_TEXT and lone)


def _one_tick(heading: str, ticked: bool) -> str:
    said = "ticked" if ticked else "not ticked"
    words = heading.lower()
    plain = words in TICKS or "tick" in words or not heading
    return said if plain else f"{heading} {said}"


def _subject(title: str | None) -> str:
    """What a part's title asks about: "Which Strategic Objective/s does …" → "Strategic "
    "Objective".
    """
    if not title:
        return ""
    match = _QUESTION.match(title)
    if not match:
        return f"{title} —"
    return re.sub(r"(?:/s|\(s\))$", "", match.group(1))


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
