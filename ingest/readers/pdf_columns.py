"""Visual rows of a page, and the order in which its columns are read."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ingest.readers.pdf_layout import Line

_FIGURES = re.compile(r"[\d.,%£$€()/\s–—-]+")


def same_row(line: Line, other: Line) -> bool:
    """Whether two lines stand beside each other; a small raised mark beside large type does."""
    near = 0.25 if abs(line.size - other.size) < 0.2 * max(line.size, other.size) else 0.6
    return abs(line.base - other.base) <= near * max(line.size, other.size)


def visual_rows(lines: Sequence[Line]) -> list[Line]:
    """Neighbouring lines on one baseline joined into one, where they run on to the right."""
    out: list[Line] = []
    for line in lines:
        before = out[-1] if out else None
        if (
            before
            and not before.hyphen
            and same_row(before, line)
            and line.x0 >= before.x1 - 1
            and not line.words[0].sideways
        ):
            out[-1] = Line(before.words + line.words, line.hyphen)
        else:
            out.append(line)
    return out


def segments(line: Line, gap: float = 1.0) -> list[Line]:
    """A line cut where a gap is wider than `gap` times its type size."""
    cuts: list[list[int]] = [[0]]
    for i in range(1, len(line.words)):
        before, word = line.words[i - 1], line.words[i]
        if word.x0 - before.x1 > gap * line.size:
            cuts.append([])
        cuts[-1].append(i)
    return [
        Line(tuple(line.words[i] for i in cut), line.hyphen and n == len(cuts) - 1)
        for n, cut in enumerate(cuts)
    ]


@dataclass(frozen=True, slots=True)
class Columns:
    """Lines in reading order; `gutter` is the x between two columns of prose, or None."""

    lines: tuple[Line, ...]
    gutter: float | None = None


def in_reading_order(lines: Sequence[Line], width: float) -> Columns:
    """Lines of a page in the order of its columns.

    pdfium's own order is kept unless it jumps from column to column line by line: then each
    stretch of two columns between lines that cross both is read left column first.
    """
    pieces = [(p, s) for p in lines for s in [segments(p)]]
    gutter = _gutter([s for _, parts in pieces for s in parts], width)
    if gutter is None:
        return Columns(tuple(lines))
    split: list[Line] = []
    for line, parts in pieces:
        split.extend(parts if _straddles(parts, gutter) else [line])
    sides = [_side(line, gutter) for line in split]
    crossings = sum(1 for a, b in itertools.pairwise(sides) if {a, b} == {-1, 1})
    if crossings <= max(2, len(split) // 8):
        return Columns(tuple(split), gutter)
    out: list[Line] = []
    band: list[Line] = []
    for line, side in sorted(zip(split, sides, strict=True), key=lambda p: (p[0].base, p[0].x0)):
        if side == 0:
            out.extend(sorted(band, key=lambda x: (_side(x, gutter), x.base, x.x0)))
            band = []
            out.append(line)
        else:
            band.append(line)
    out.extend(sorted(band, key=lambda x: (_side(x, gutter), x.base, x.x0)))
    return Columns(tuple(out), gutter)


def _straddles(parts: list[Line], gutter: float) -> bool:
    return len(parts) == 2 and parts[0].x1 <= gutter <= parts[1].x0


def _side(line: Line, gutter: float) -> int:
    """-1 left of the gutter, 1 right of it, 0 across it."""
    if line.x1 <= gutter + 1:
        return -1
    return 1 if line.x0 >= gutter - 1 else 0


def _gutter(parts: list[Line], width: float) -> float | None:
    """The x that parts two columns of prose (not of figures or short cells), or None."""
    if len(parts) < 16:
        return None
    steps = [width * (0.35 + 0.01 * i) for i in range(31)]
    crossed = [(sum(1 for p in parts if p.x0 < x < p.x1), abs(x - width / 2), x) for x in steps]
    crossing, _, gutter = min(crossed)
    left = [p for p in parts if p.x1 <= gutter]
    right = [p for p in parts if p.x0 >= gutter]
    if crossing > 0.25 * len(parts) or min(len(left), len(right)) < 8:
        return None
    for side in (left, right):
        room = max(p.x1 for p in side) - min(p.x0 for p in side)
        prose = [p for p in side if not _FIGURES.fullmatch(p.text)]
        if len(prose) < 0.8 * len(side) or room < 0.25 * width:
            return None
        if (
            median(p.x1 - p.x0 for p in prose) < 0.6 * room
            or median(len(p.text) for p in prose) < 18
        ):
            return None
    low = min(max(p.y1 for p in left), max(p.y1 for p in right))
    high = max(min(p.y0 for p in left), min(p.y0 for p in right))
    return gutter if low - high > 5 * parts[0].size else None
