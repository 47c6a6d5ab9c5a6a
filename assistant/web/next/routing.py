"""The way of each arrow: down or up in the gaps between boxes, never through one.

An arrow leaves a box at its lower edge and comes to the next at its upper one. Between two rows
runs a channel, between two slots a lane; each holds as many tracks as arrows need side by side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.web.next.grid import Arrow, Cell, Grid

BOX_WIDTH, BOX_HEIGHT = 130, 72
STEP = 7  # between two tracks
HEAD = 9  # room for the point of an arrow
_TOP = 62  # the phases' names
_LANE, _BORDER = 16, 30  # between two boxes, and between two phases
_CHANNEL = 12
_ROUND = 5
_EDGE = 8  # of a phase's band beyond its boxes
_Group = tuple[str, str]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A box by its upper left corner."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that is drawn. `ways` are the bends of each arrow; `bands` where each phase lies."""

    boxes: Mapping[str, Box]
    ways: Mapping[Arrow, tuple[Point, ...]]
    bands: tuple[tuple[float, float], ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Way:
    """An arrow through the grid: the channels that it uses, and the lane where they are two."""

    out: int
    into: int
    lane: int | None


class _Tracks:
    """Which of several stretches in one channel or lane runs where, so that none hides another."""

    def __init__(self) -> None:
        self._spans: dict[int, dict[_Group, tuple[float, float]]] = defaultdict(dict)
        self._places: dict[tuple[int, _Group], int] = {}
        self.count: dict[int, int] = {}

    def add(self, where: int, group: _Group, one: float, other: float) -> None:
        low, high = min(one, other), max(one, other)
        was = self._spans[where].get(group, (low, high))
        self._spans[where][group] = (min(low, was[0]), max(high, was[1]))

    def settle(self) -> None:
        for where, spans in self._spans.items():
            first = 0
            for kind in ("out", "in"):  # what leaves a box above what comes to one: they never meet
                ends: list[float] = []
                of_kind = [(span, group) for group, span in spans.items() if group[0] == kind]
                for (low, high), group in sorted(of_kind):
                    track = next((t for t, end in enumerate(ends) if end < low), len(ends))
                    ends[track : track + 1] = [high]
                    self._places[where, group] = first + track
                first += len(ends)
            self.count[where] = first

    def place(self, where: int, group: _Group) -> int:
        return self._places[where, group]


def drawn(grid: Grid) -> Drawing:
    """The picture's boxes and arrows in pixels."""
    ways = _ways(grid)
    across, along = _Tracks(), _Tracks()
    groups = {arrow: _groups(arrow, ways, grid) for arrow in grid.arrows}
    for arrow, way in ways.items():
        first, last = (_column(grid.cells[key]) for key in arrow)
        out, into = groups[arrow]
        if way.lane is None:
            if first != last:
                across.add(way.out, out, first, last)
            continue
        if way.lane != first:
            across.add(way.out, out, first, way.lane)
        if way.lane != last:
            across.add(way.into, into, way.lane, last)
        along.add(way.lane, ("out", arrow[0]), way.out, way.into)
    across.settle()
    along.settle()
    lefts, middles, bands = _columns(grid, along.count)
    tops, gaps, height = _lines(grid, across.count)
    boxes = {
        key: Box(middles[_column(cell)] - BOX_WIDTH / 2, tops[cell.row])
        for key, cell in grid.cells.items()
    }

    def level(channel: int, group: _Group) -> float:
        return gaps[channel] + _CHANNEL + STEP * across.place(channel, group)

    found: dict[Arrow, tuple[Point, ...]] = {}
    for arrow, way in ways.items():
        a, b = boxes[arrow[0]], boxes[arrow[1]]
        start = (a.x + BOX_WIDTH / 2, a.y + BOX_HEIGHT)
        end = (b.x + BOX_WIDTH / 2, b.y)
        out, into = groups[arrow]
        first, last = (_column(grid.cells[key]) for key in arrow)
        points = [start]
        if way.lane is None:
            if first != last:
                y = level(way.out, out)
                points += [(start[0], y), (end[0], y)]
        else:
            track = along.place(way.lane, ("out", arrow[0]))
            x = middles.get(way.lane, 0) if way.lane % 2 else lefts[way.lane]
            x += STEP * track
            if way.lane != first:
                y = level(way.out, out)
                points += [(start[0], y), (x, y)]
            if way.lane != last:
                y = level(way.into, into)
                points += [(x, y), (end[0], y)]
        found[arrow] = (*points, end)
    return Drawing(boxes, found, tuple(bands), bands[-1][1] + _EDGE, height)


def path(points: Sequence[Point]) -> str:
    """The bends as an SVG path with rounded corners, up to where the arrow's point begins."""
    *most, (x, y) = points
    line = [*most, (x, y - HEAD + 2)]
    said = f"M{line[0][0]:g} {line[0][1]:g}"
    for before, at, after in zip(line, line[1:], line[2:], strict=False):
        near, far = _towards(at, before), _towards(at, after)
        said += f"L{near[0]:g} {near[1]:g}Q{at[0]:g} {at[1]:g} {far[0]:g} {far[1]:g}"
    return f"{said}L{line[-1][0]:g} {line[-1][1]:g}"


def _towards(at: Point, other: Point) -> Point:
    dx, dy = other[0] - at[0], other[1] - at[1]
    length = abs(dx) + abs(dy)
    if not length:
        return at
    part = min(_ROUND, length / 2) / length
    return at[0] + dx * part, at[1] + dy * part


def _column(cell: Cell) -> int:
    """Slots are odd, the lanes between them even."""
    return 2 * cell.slot + 1


def _ways(grid: Grid) -> dict[Arrow, _Way]:
    """Each arrow's way. The empty places of a slot belong to one box's arrows, straight ones first.

    Places are (row, column); what an arrow has passed is taken for those from other boxes.
    """
    taken = {(cell.row, _column(cell)): "" for cell in grid.cells.values()}
    found: dict[Arrow, _Way] = {}

    def bent(arrow: Arrow) -> bool:
        return grid.cells[arrow[0]].slot != grid.cells[arrow[1]].slot

    for arrow in sorted(grid.arrows, key=bent):
        way = _way(grid, arrow, taken)
        found[arrow] = way
        if way.lane is not None and way.lane % 2:
            taken |= {(row, way.lane): arrow[0] for row in _passed(way.out, way.into)}
    return {arrow: found[arrow] for arrow in grid.arrows}


def _passed(out: int, into: int) -> range:
    """The rows between two channels."""
    return range(min(out, into), max(out, into))


def _way(grid: Grid, arrow: Arrow, taken: Mapping[tuple[int, int], str]) -> _Way:
    first = arrow[0]
    a, b = (grid.cells[key] for key in arrow)
    out, into = a.row + 1, b.row
    if out == into:
        return _Way(out, into, None)
    lanes = list(range(0, 2 * grid.starts[-1] + 1, 2))
    lanes += [
        lane
        for lane in (_column(a), _column(b))
        if all(taken.get((row, lane), first) == first for row in _passed(out, into))
    ]
    near, far = _column(a), _column(b)
    lane = min(
        lanes, key=lambda one: (abs(near - one) + abs(one - far), one % 2 == 0, abs(one - far))
    )
    return _Way(out, into, lane)


def _groups(arrow: Arrow, ways: Mapping[Arrow, _Way], grid: Grid) -> tuple[_Group, _Group]:
    """What an arrow shares its tracks with: others from its box, or others to the next."""
    first, then = arrow
    out, into = ("out", first), ("in", then)
    if ways[arrow].lane is not None:
        return out, into
    from_here = sum(a == first and way.out == ways[arrow].out for (a, _), way in ways.items())
    to_there = sum(b == then and way.lane is None for (_, b), way in ways.items())
    return (into, into) if to_there > from_here else (out, out)


def _columns(
    grid: Grid, tracks: Mapping[int, int]
) -> tuple[dict[int, float], dict[int, float], list[tuple[float, float]]]:
    """Where each lane begins, the middle of each slot, and the band of each phase."""
    lefts: dict[int, float] = {}
    middles: dict[int, float] = {}
    bands: list[tuple[float, float]] = []
    x = 0.0
    for slot in range(grid.starts[-1] + 1):
        wide = STEP * max(tracks.get(2 * slot, 0) - 1, 0)
        border = slot in grid.starts
        width = (_BORDER if border else _LANE) + wide
        outer = slot in (0, grid.starts[-1])
        if outer and not wide:
            width = 2 * _EDGE
        lefts[2 * slot] = x + (width - wide) / 2
        if border:
            if bands:
                bands[-1] = (bands[-1][0], x + _EDGE)
            if slot < grid.starts[-1]:
                bands.append((x + (0 if outer else width - _EDGE), 0.0))
        x += width
        if slot < grid.starts[-1]:
            middles[2 * slot + 1] = x + BOX_WIDTH / 2
            x += BOX_WIDTH
    return lefts, middles, bands


def _lines(grid: Grid, tracks: Mapping[int, int]) -> tuple[list[float], list[float], float]:
    """Where each row of boxes begins, and each channel above it; and the height of all."""
    tops: list[float] = []
    gaps: list[float] = []
    y = float(_TOP)
    for row in range(grid.rows + 1):
        gaps.append(y)
        y += 2 * _CHANNEL + STEP * max(tracks.get(row, 0) - 1, 0) + (HEAD if row else 0)
        if row < grid.rows:
            tops.append(y)
            y += BOX_HEIGHT
    return tops, gaps, y
