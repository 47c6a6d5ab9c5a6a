"""Rows whose cells line up: the body of a table that has no ruling lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import mean, median

from ingest.readers.pdf_columns import segments
from ingest.readers.pdf_labels import begins_item, has_label
from ingest.readers.pdf_layout import Line
from ingest.readers.pdf_tables import is_value, is_year

_SIGN = re.compile(r"[£$€¥(]+")
_CLOSE = re.compile(r"\)?%?\)?\*?")
_NEAR = 5.0  # points within which edges line up
STEP = 3.2  # type sizes between baselines beyond which a table has ended

Cut = list[Line]  # one row's segments


def is_valued(parts: Cut) -> bool:
    """Whether a row has a figure beside its label; years alone are headings."""
    return any(is_value(p.text) and not is_year(p.text) for p in parts[1:])


def cut_row(line: Line) -> Cut:
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
class Body:
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
            and 0 < part.base - above.base < 1.6 * part.size
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


def find_body(cut: Sequence[Cut], start: int) -> Body | None:
    """The rows from `start` that make a table; None if they do not."""
    if len(cut[start]) < 2 or (begins_item(cut[start][0]) and len(cut[start]) < 3):
        return None
    body = Body()
    body.add(start, cut[start])
    waiting: list[int] = []
    for i in range(start + 1, len(cut)):
        parts = cut[i]
        if not follows(cut[i - 1][0], parts[0]):
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


def follows(before: Line, line: Line) -> bool:
    """Whether a line stands below another, near enough for one table."""
    return 0 < line.base - before.base <= STEP * max(line.size, before.size)


def _is_table(cut: Sequence[Cut], body: Body) -> bool:
    full = [cut[i] for i in body.rows if len(cut[i]) >= 2]
    if len(full) < 2:
        return False
    if sum(map(is_valued, full)) >= len(full) / 2:
        return True
    lengths = [[len(p.text) for p in column] for column in body.columns]
    if len(full) < 3 or max(median(n) for n in lengths) > 60:
        return False
    return len(body.columns) >= 3 or mean(lengths[0]) <= 45
