"""Tables without ruling lines: columns that line up over several rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import mean, median

from ingest.readers.pdf_columns import segments, visual_rows
from ingest.readers.pdf_labels import begins_item, has_label
from ingest.readers.pdf_layout import Line
from ingest.readers.pdf_tables import Element, Table, TableRow, headed, is_value, is_year

_SIGN = re.compile(r"[£$€¥(]+")
_CLOSE = re.compile(r"\)?%?\)?\*?")
_DAY = re.compile(r"\d{1,4},?")  # a year, or the day of a date that wraps
_NEAR = 5.0  # points within which edges line up
_STEP = 3.2  # type sizes between baselines beyond which a table has ended

Cut = list[Line]  # one row's segments


def with_aligned(elements: Sequence[Element]) -> list[Element]:
    """Elements with the tables that stand among the plain lines between them."""
    out: list[Element] = []
    run: list[Line] = []
    for element in elements:
        if isinstance(element, Line):
            run.append(element)
            continue
        out.extend(_replaced(visual_rows(run)))
        run = []
        out.append(element)
    out.extend(_replaced(visual_rows(run)))
    return out


def _replaced(rows: list[Line]) -> Iterator[Element]:
    cut = [_cut(row) for row in rows]
    done = at = 0
    while at < len(rows):
        body = _body(cut, at)
        if body is None or _only_heads(cut, body):
            at += 1
            continue
        top = _heading_top(cut, body, done)
        yield from rows[done:top]
        yield _table(cut, top, body)
        done = at = body.rows[-1] + 1
    yield from rows[done:]


def _only_heads(cut: Sequence[Cut], body: _Body) -> bool:
    """Whether rows without figures are but the headings of the table of figures below them."""
    if any(_valued(cut[i]) for i in body.rows):
        return False
    for start in range(body.rows[-1] + 1, min(body.rows[-1] + 3, len(cut))):
        below = _body(cut, start)
        if below and _valued(cut[below.rows[0]]):
            return _heading_top(cut, below, body.rows[0]) == body.rows[0]
    return False


def _valued(parts: Cut) -> bool:
    return any(is_value(p.text) and not is_year(p.text) for p in parts[1:])


def _cut(line: Line) -> Cut:
    """A row's segments: currency signs go with their figure, a printed number with its text."""
    out: Cut = []
    for part in [p for s in segments(line) for p in _before_signs(s)]:
        joins = out and (_SIGN.fullmatch(out[-1].text) or _CLOSE.fullmatch(part.text))
        if joins or (len(out) == 1 and has_label(out[0])):
            out[-1] = Line(out[-1].words + part.words, part.hyphen)
        else:
            out.append(part)
    return out


def _before_signs(part: Line) -> Cut:
    """A segment cut before a currency sign that follows a figure: the next column has begun."""
    cuts = [
        i
        for i in range(1, len(part.words))
        if _SIGN.fullmatch(part.words[i].text) and is_value(part.words[i - 1].text)
    ]
    ends = [*cuts, len(part.words)]
    return [
        Line(part.words[a:b], part.hyphen and b == len(part.words))
        for a, b in zip([0, *cuts], ends, strict=True)
    ]


@dataclass(slots=True)
class _Body:
    """The rows of a table in the making and the columns they have shown so far."""

    rows: list[int] = field(default_factory=list)
    columns: list[list[Line]] = field(default_factory=list)

    def home(self, part: Line) -> list[int]:
        """Columns that a segment overlaps."""
        return [
            j
            for j, column in enumerate(self.columns)
            if min(part.x1, max(p.x1 for p in column)) - max(part.x0, min(p.x0 for p in column)) > 1
        ]

    def continues(self, part: Line) -> bool:
        """Whether a lone segment goes on in the last column, below that column's left edge."""
        last = len(self.columns) - 1
        above = self.columns[last][-1]
        return (
            last > 0
            and self.home(part) == [last]
            and abs(part.x0 - above.x0) < _NEAR
            and part.base - above.base < 1.6 * part.size
        )

    def fits(self, parts: Cut) -> bool:
        """Whether each segment falls into one column of its own and enough edges line up."""
        homes = [self.home(p) for p in parts]
        taken = [h[0] for h in homes if h]
        if any(len(h) > 1 for h in homes) or len(taken) != len(set(taken)):
            return False
        even = sum(
            1
            for p, h in zip(parts, homes, strict=True)
            if h and any(_lined_up(p, q) for q in self.columns[h[0]][-6:])
        )
        return even >= min(2, len(parts))

    def add(self, row: int, parts: Cut) -> None:
        """Take a row in; a segment beside all columns opens a new one."""
        self.rows.append(row)
        for part in parts:
            home = self.home(part)
            if home:
                self.columns[home[0]].append(part)
            else:
                self.columns.append([part])
                self.columns.sort(key=lambda c: c[0].x0)


    def merge_columns(self, cut: Sequence[Cut]) -> None:
        """Make one column of neighbours that no row fills both of (short and long figures)."""
        j = 1
        while j + 1 < len(self.columns):
            left, right = self.columns[j], self.columns[j + 1]
            both = any(
                any(p in left for p in cut[i]) and any(p in right for p in cut[i])
                for i in self.rows
            )
            apart = min(p.x0 for p in right) - max(p.x1 for p in left)
            if not both and apart < 1.5 * left[0].size:
                self.columns[j : j + 2] = [left + right]
            else:
                j += 1


def _lined_up(p: Line, q: Line) -> bool:
    return (
        abs(p.x0 - q.x0) < _NEAR
        or abs(p.x1 - q.x1) < _NEAR
        or abs(p.x0 + p.x1 - q.x0 - q.x1) < 2 * _NEAR
    )


def _body(cut: Sequence[Cut], start: int) -> _Body | None:
    """The rows from `start` that make a table; None if they do not."""
    if len(cut[start]) < 2 or begins_item(cut[start][0]) and len(cut[start]) < 3:
        return None
    body = _Body()
    body.add(start, cut[start])
    waiting: list[int] = []
    for i in range(start + 1, len(cut)):
        parts = cut[i]
        if not _follows(cut[i - 1][0], parts[0]):
            break
        if len(parts) >= 2 and body.fits(parts):
            for single in waiting:
                body.add(single, cut[single])
            waiting = []
            body.add(i, parts)
        elif len(parts) == 1 and not waiting and body.continues(parts[0]):
            body.add(i, parts)
        elif len(parts) == 1 and len(waiting) < 2 and body.home(parts[0]) == [0]:
            waiting.append(i)
        else:
            break
    return body if _is_table(cut, body) else None


def _follows(before: Line, line: Line) -> bool:
    return 0 < line.base - before.base <= _STEP * max(line.size, before.size)


def _is_table(cut: Sequence[Cut], body: _Body) -> bool:
    full = [cut[i] for i in body.rows if len(cut[i]) >= 2]
    if len(full) < 2:
        return False
    if sum(map(_valued, full)) >= len(full) / 2:
        return True
    lengths = [[len(p.text) for p in column] for column in body.columns]
    if len(full) < 3 or max(map(median, lengths)) > 60:
        return False
    return len(body.columns) >= 3 or mean(lengths[0]) <= 45


def _heading_top(cut: Sequence[Cut], body: _Body, floor: int) -> int:
    """Index of the first line above the body that heads its columns.

    Headings may be wrapped and stand in the file cell by cell, so lines are taken while they keep
    to the columns, and those at the top that stand over the labels alone, or over the middle of
    the whole table, are given back: they are its title.
    """
    first = cut[body.rows[0]][0]
    top = body.rows[0]
    highest = first.base
    while top > floor and body.rows[0] - top < 24 and _heads(cut[top - 1], first, highest, body):
        top -= 1
        highest = min(highest, cut[top][0].base)
    while top < body.rows[0] and _is_title(cut, top, body):
        top += 1
    return top


def _heads(parts: Cut, first: Line, highest: float, body: _Body) -> bool:
    base = parts[0].base
    if not max(highest - _STEP * first.size, first.base - 9 * first.size) < base < first.base - 2:
        return False
    homes = [body.home(p) for p in parts]
    if any(is_value(p.text) and not _DAY.fullmatch(p.text) for p in parts) or not all(homes):
        return False
    if len(parts) == 1 and abs(parts[0].x0 - body.columns[0][0].x0) < 2 * first.size:
        return len(parts[0].text) <= 80 and not parts[0].text.endswith((".", ":", ","))
    return max(len(p.text) for p in parts) <= 60 and not any(0 in h and len(h) > 1 for h in homes)


def _is_title(cut: Sequence[Cut], top: int, body: _Body) -> bool:
    parts = cut[top]
    if len(parts) > 1:
        return False
    if 0 in body.home(parts[0]):
        over = [p.base for row in cut[top : body.rows[0]] for p in row if 0 not in body.home(p)]
        return not over or parts[0].base < min(over) - 2
    edges = [(p.x0, p.x1) for column in body.columns for p in column]
    middle = (min(e[0] for e in edges) + max(e[1] for e in edges)) / 2
    alone = top + 1 >= len(cut) or cut[top + 1][0].base > parts[0].base + 2
    return alone and abs((parts[0].x0 + parts[0].x1) / 2 - middle) < 12


def _table(cut: Sequence[Cut], top: int, body: _Body) -> Table:
    body.merge_columns(cut)
    edges = tuple(min(p.x0 for p in column) for column in body.columns)
    above = list(cut[top : body.rows[0]])
    labels: list[Cut] = []
    while len(above) > 1 and len(above[-1]) == 1 and 0 in body.home(above[-1][0]):
        if above[-1][0].base <= max(p.base for parts in above[:-1] for p in parts) + 2:
            break
        labels.insert(0, above.pop())
    within = _unwrapped([*labels, *(cut[i] for i in body.rows)], body)
    lead = 0 if labels else _leading_heads(within)
    heads = _heading_rows([*above, *within[:lead]], body)
    rows = [_row(parts, body) for parts in within[lead:]]
    return Table(tuple(heads + rows if heads else headed(rows)), edges)


def _leading_heads(rows: Sequence[Cut]) -> int:
    """How many rows at the top are headings: cells without figures over rows that have them."""
    count = 0
    while count < min(4, len(rows) - 1) and len(rows[count]) > 1 and not _valued(rows[count]):
        count += 1
    return count if any(_valued(r) for r in rows[count : count + 2]) else 0


def _heading_rows(rows: Sequence[Cut], body: _Body) -> list[TableRow]:
    """Heading lines as rows: one where the file goes cell by cell, else one a line."""
    homes = [body.home(p)[0] for parts in rows for p in parts]
    falls = any(b[0].base <= a[0].base for a, b in zip(rows, rows[1:], strict=False))
    if falls and homes == sorted(homes):
        return [_row([p for parts in rows for p in parts], body, header=True)]
    return [_row(parts, body, header=True) for parts in rows]


def _unwrapped(rows: Sequence[Cut], body: _Body) -> list[Cut]:
    """Wrapped cells made whole: a label that goes on in its row, a last cell that goes on below."""
    out: list[Cut] = []
    for parts in rows:
        before = out[-1] if out else None
        if before and len(parts) == 1 and 0 not in body.home(parts[0]):
            out[-1] = [*before, *parts]
            continue
        if before and len(before) == 1 and len(parts) > 1 and parts[0].text[:1].islower():
            out[-1] = [before[0], *parts]
        else:
            out.append(parts)
    return out


def _row(parts: Cut, body: _Body, *, header: bool = False) -> TableRow:
    cells: list[list[Line]] = [[] for _ in body.columns]
    spans = [(j, j) for j in range(len(cells))]
    for part in parts:
        homes = body.home(part) or [_nearest(part, body)]
        cells[homes[0]].append(part)
        spans[homes[0]] = (homes[0], homes[-1])
    if header:
        _spread(cells, spans)
    return TableRow(tuple(map(tuple, cells)), tuple(spans), header)


def _spread(cells: Sequence[Cut], spans: list[tuple[int, int]]) -> None:
    """Let headings that stand for several columns reach over them.

    One that overlaps several, alone in its row, is over all but the labels; two or more share the
    columns evenly where each stands within its share ("2023" and "2022" over figure and per cent).
    """
    filled = [j for j in range(1, len(cells)) if cells[j]]
    columns = len(cells) - 1
    if len(filled) == 1 and not cells[0] and spans[filled[0]][1] > spans[filled[0]][0]:
        spans[filled[0]] = (1, columns)
    elif 1 < len(filled) < columns and columns % len(filled) == 0:
        share = columns // len(filled)
        if all(1 + n * share <= j < 1 + (n + 1) * share for n, j in enumerate(filled)):
            for n, j in enumerate(filled):
                spans[j] = (1 + n * share, (n + 1) * share)


def _nearest(part: Line, body: _Body) -> int:
    middle = (part.x0 + part.x1) / 2
    return min(
        range(len(body.columns)),
        key=lambda j: min(abs((p.x0 + p.x1) / 2 - middle) for p in body.columns[j]),
    )
