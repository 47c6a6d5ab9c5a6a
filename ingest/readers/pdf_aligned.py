"""Tables without ruling lines: column headings over rows that line up."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from ingest.readers.pdf_body import STEP, Body, Cut, cut_row, find_body, is_valued
from ingest.readers.pdf_columns import visual_rows
from ingest.readers.pdf_layout import Line
from ingest.readers.pdf_tables import Element, Table, TableRow, headed, is_value

_DAY = re.compile(r"\d{1,4},?")  # a year, or the day of a date that wraps


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
    cut = [cut_row(row) for row in rows]
    done = at = 0
    while at < len(rows):
        body = find_body(cut, at)
        if body is None or _only_heads(cut, body):
            at += 1
            continue
        top = _heading_top(cut, body, done)
        yield from rows[done:top]
        yield _table(cut, top, body)
        done = at = body.rows[-1] + 1
    yield from rows[done:]


def _only_heads(cut: Sequence[Cut], body: Body) -> bool:
    """Whether rows without figures are but the headings of the table of figures below them."""
    if any(is_valued(cut[i]) for i in body.rows):
        return False
    for start in range(body.rows[-1] + 1, min(body.rows[-1] + 3, len(cut))):
        below = find_body(cut, start)
        if below and is_valued(cut[below.rows[0]]):
            return _heading_top(cut, below, body.rows[0]) == body.rows[0]
    return False


def _heading_top(cut: Sequence[Cut], body: Body, floor: int) -> int:
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


def _heads(parts: Cut, first: Line, highest: float, body: Body) -> bool:
    base = parts[0].base
    if not max(highest - STEP * first.size, first.base - 9 * first.size) < base < first.base - 2:
        return False
    homes = [body.home(p) for p in parts]
    if any(is_value(p.text) and not _DAY.fullmatch(p.text) for p in parts) or not all(homes):
        return False
    if len(parts) == 1 and abs(parts[0].x0 - body.columns[0][0].x0) < 2 * first.size:
        return len(parts[0].text) <= 80 and not parts[0].text.endswith((".", ","))
    return max(len(p.text) for p in parts) <= 60 and not any(0 in h and len(h) > 1 for h in homes)


def _is_title(cut: Sequence[Cut], top: int, body: Body) -> bool:
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


def _table(cut: Sequence[Cut], top: int, body: Body) -> Table:
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
    while count < min(4, len(rows) - 1) and len(rows[count]) > 1 and not is_valued(rows[count]):
        count += 1
    return count if any(is_valued(r) for r in rows[count : count + 2]) else 0


def _heading_rows(rows: Sequence[Cut], body: Body) -> list[TableRow]:
    """Heading lines as rows: one where the file goes cell by cell, else one a line."""
    homes = [body.home(p)[0] for parts in rows for p in parts]
    falls = any(b[0].base <= a[0].base for a, b in itertools.pairwise(rows))
    if falls and homes == sorted(homes):
        return [_row([p for parts in rows for p in parts], body, header=True)]
    return [_row(parts, body, header=True) for parts in rows]


def _unwrapped(rows: Sequence[Cut], body: Body) -> list[Cut]:
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


def _row(parts: Cut, body: Body, *, header: bool = False) -> TableRow:
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


def _nearest(part: Line, body: Body) -> int:
    middle = (part.x0 + part.x1) / 2
    return min(
        range(len(body.columns)),
        key=lambda j: min(abs((p.x0 + p.x1) / 2 - middle) for p in body.columns[j]),
    )
