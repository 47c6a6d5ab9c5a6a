"""Ruling lines of a PDF page, and the grids of cells that they draw."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from ctypes import c_float, c_int
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2

Point = tuple[float, float]

# A drawing with more paths than this is a map or a chart; reading on would only cost time.
_MOST_PATHS = 4000
_MOST_SEGMENTS = 400
_THIN = 2.5  # points: thicker strokes are bars and boxes
_NEAR = 3.0  # points within which two rules are the same, or touch


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: at `at` from `start` to `end`; across the page or down it."""

    across: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over rows `row0`…`row1` and columns `column0`…`column1`, last ones included."""

    row0: int
    row1: int
    column0: int
    column1: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines that enclose cells. `xs` and `ys` are its boundaries; `cells` one a band crossing."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[Cell, ...], ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def cell(self, x: float, y: float) -> Cell:
        """The cell a point inside lies in."""
        return self.cells[_band(self.ys, y)][_band(self.xs, x)]


def path_rules(
    page: pypdfium2.PdfPage, point: Callable[[float, float], Point]
) -> tuple[tuple[Rule, ...], tuple[Point, ...]]:
    """Straight lines across and down, in the coordinates that `point` makes, and drawn bullets.

    A bullet is a shape about as wide as high, of a few points, given by its middle.
    """
    import pypdfium2.raw as raw

    rules: list[Rule] = []
    soft: list[Rule] = []  # edges of shading: borders only where a page draws no others
    dots: list[Point] = []
    for count, thing in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)):
        if count > _MOST_PATHS:
            return (), ()
        left, bottom, right, top = thing.get_bounds()
        a, b = point(left, bottom), point(right, top)
        x0, x1 = sorted((a[0], b[0]))
        y0, y1 = sorted((a[1], b[1]))
        if 1.5 < x1 - x0 < 8 and 1.5 < y1 - y0 < 8 and 0.7 < (x1 - x0) / (y1 - y0) < 1.4:
            dots.append(((x0 + x1) / 2, (y0 + y1) / 2))
        elif x1 - x0 <= _THIN or y1 - y0 <= _THIN:
            rules.extend(_rule(x0, y0, x1, y1))
        elif x1 - x0 > 8 and y1 - y0 > 8:
            found = rules if _stroked(thing) else soft
            for p, q in _segments(thing, point):
                found.extend(_rule(*sorted((p[0], q[0])), *sorted((p[1], q[1])), mixed=True))
    bordered = any(not r.across for r in rules)
    return tuple(rules if bordered else rules + soft), tuple(dots)


def _stroked(thing: pypdfium2.PdfObject) -> bool:
    """Whether a path's outline is drawn, not only its inside filled."""
    import pypdfium2.raw as raw

    fill, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(thing.raw, fill, stroke)
    return bool(stroke.value)


def _rule(a: float, b: float, c: float, d: float, *, mixed: bool = False) -> Iterator[Rule]:
    """The rule that fills a thin box; corners as (x0, y0, x1, y1), or (x0, x1, y0, y1) if mixed."""
    x0, y0, x1, y1 = (a, c, b, d) if mixed else (a, b, c, d)
    if y1 - y0 <= _THIN < x1 - x0:
        yield Rule(True, (y0 + y1) / 2, x0, x1)
    elif x1 - x0 <= _THIN < y1 - y0:
        yield Rule(False, (x0 + x1) / 2, y0, y1)


def _segments(
    thing: pypdfium2.PdfObject, point: Callable[[float, float], Point]
) -> Iterator[tuple[Point, Point]]:
    """Straight pieces of a path."""
    import pypdfium2.raw as raw

    count = raw.FPDFPath_CountSegments(thing.raw)
    if not 2 <= count <= _MOST_SEGMENTS:
        return
    matrix = thing.get_matrix()
    x, y = c_float(), c_float()
    first: Point | None = None
    before: Point | None = None
    for i in range(count):
        segment = raw.FPDFPath_GetPathSegment(thing.raw, i)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = point(*matrix.on_point(x.value, y.value))
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = here
        elif kind == raw.FPDF_SEGMENT_LINETO and before is not None:
            yield before, here
        before = here
        if raw.FPDFPathSegment_GetClose(segment) and first is not None:
            yield here, first
            before = first


def grids(rules: Iterable[Rule]) -> list[Grid]:
    """Connected rules that enclose at least two cells, from the top of the page."""
    found = []
    for group in _connected(_merged(rules)):
        xs = _places(r for r in group if not r.across)
        ys = _places(r for r in group if r.across)
        if len(xs) >= 2 and len(ys) >= 2 and len(xs) + len(ys) > 4:
            found.append(Grid(xs, ys, _cells(xs, ys, group)))
    return sorted(found, key=lambda g: (g.ys[0], g.xs[0]))


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of one line, drawn cell by cell, become one rule."""
    out: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (r.across, round(r.at / 2), r.start)):
        last = out[-1] if out else None
        if (
            last
            and last.across == rule.across
            and abs(last.at - rule.at) <= _NEAR
            and rule.start <= last.end + _NEAR
            and rule.end >= last.start - _NEAR
        ):
            out[-1] = Rule(
                last.across, last.at, min(last.start, rule.start), max(last.end, rule.end)
            )
        else:
            out.append(rule)
    return [r for r in out if r.end - r.start > 5]


def _connected(rules: list[Rule]) -> list[list[Rule]]:
    if len(rules) > 1500:
        return []
    across = [i for i, r in enumerate(rules) if r.across]
    down = [i for i, r in enumerate(rules) if not r.across]
    root = list(range(len(rules)))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for i in across:
        for j in down:
            if _touch(rules[i], rules[j]):
                root[find(i)] = find(j)
    groups: dict[int, list[Rule]] = {}
    for i, rule in enumerate(rules):
        groups.setdefault(find(i), []).append(rule)
    return list(groups.values())


def _touch(across: Rule, down: Rule) -> bool:
    return (
        across.start - _NEAR <= down.at <= across.end + _NEAR
        and down.start - _NEAR <= across.at <= down.end + _NEAR
    )


def _places(rules: Iterable[Rule]) -> tuple[float, ...]:
    out: list[float] = []
    for at in sorted(r.at for r in rules):
        if not out or at - out[-1] > _NEAR:
            out.append(at)
    return tuple(out)


def _band(places: tuple[float, ...], at: float) -> int:
    return max(0, min(len(places) - 2, sum(1 for p in places[1:-1] if p <= at)))


def _cells(
    xs: tuple[float, ...], ys: tuple[float, ...], rules: list[Rule]
) -> tuple[tuple[Cell, ...], ...]:
    """For each crossing of a row and a column its cell, grown over borders that are not drawn."""
    rows, columns = len(ys) - 1, len(xs) - 1
    out: list[list[Cell | None]] = [[None] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            if out[i][j] is not None:
                continue
            last = j
            while last + 1 < columns and not _drawn(rules, False, xs[last + 1], ys[i], ys[i + 1]):
                last += 1
            low = i
            while low + 1 < rows and not any(
                _drawn(rules, True, ys[low + 1], xs[k], xs[k + 1]) for k in range(j, last + 1)
            ):
                low += 1
            cell = Cell(i, low, j, last)
            for r in range(i, low + 1):
                for c in range(j, last + 1):
                    out[r][c] = out[r][c] or cell
    return tuple(tuple(c for c in row if c is not None) for row in out)


def _drawn(rules: list[Rule], across: bool, at: float, start: float, end: float) -> bool:
    """Whether a border stands between two neighbouring cells, over most of their length."""
    middle = (start + end) / 2
    return any(
        r.across == across and abs(r.at - at) <= _NEAR and r.start <= middle <= r.end for r in rules
    )
