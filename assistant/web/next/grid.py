"""Where each deliverable stands in the picture: a column a phase, and rows by what comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from assistant.approach import Approach

Arrow = tuple[str, str]
_SWEEPS = 6  # rows are put in order this often at most; it settles after two or three
_APART = 0.5  # what the border between two phases counts, in slots
_HIDDEN = 3.0  # what it costs to lead an arrow around a box, in slots


@dataclass(frozen=True, slots=True)
class Cell:
    """A place: `row` from the top, `slot` from the left of the whole picture, both from 0."""

    phase: int
    row: int
    slot: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The deliverables in their places.

    arrows   from what is needed to what needs it, without those that others already imply
    starts   the first slot of each phase, and the number of slots at the end
    """

    cells: Mapping[str, Cell]
    arrows: tuple[Arrow, ...]
    starts: tuple[int, ...]
    rows: int

    @property
    def phases(self) -> int:
        """How many columns there are."""
        return len(self.starts) - 1


def arranged(approach: Approach) -> Grid:
    """The picture's places. Pure: the same approach always looks the same.

    A phase is as narrow as it can be without growing taller than its own longest chain, or than
    half of the tallest.
    """
    phases = [one.id for one in approach.phases]
    members = [[one.id for one in approach.deliverables if one.phase == phase] for phase in phases]
    inside = {
        one.id: [key for key in one.needs if approach.deliverable[key].phase == one.phase]
        for one in approach.deliverables
    }
    tallest = max((len(_rows(keys, inside, len(keys))) for keys in members), default=0)
    rows = [_narrowest(keys, inside, (tallest + 1) // 2) for keys in members]
    starts = [0]
    for phase in rows:
        starts.append(starts[-1] + max((len(row) for row in phase), default=1))
    arrows = without_implied(approach)
    cells = _settled(rows, starts, arrows)
    return Grid(cells, arrows, tuple(starts), max((len(phase) for phase in rows), default=0))


def without_implied(approach: Approach) -> tuple[Arrow, ...]:
    """Needs that no chain of other needs implies (the transitive reduction), in order."""
    before: dict[str, frozenset[str]] = {}
    for one in approach.deliverables:  # each comes after all that it needs
        near = frozenset(one.needs)
        before[one.id] = near.union(*(before[key] for key in one.needs))
    return tuple(
        (need, one.id)
        for one in approach.deliverables
        for need in one.needs
        if not any(need in before[other] for other in one.needs)
    )


def _narrowest(
    keys: Sequence[str], inside: Mapping[str, Sequence[str]], tallest: int
) -> list[list[str]]:
    most = max(tallest, len(_rows(keys, inside, len(keys))))
    tried = (_rows(keys, inside, width) for width in range(1, len(keys) + 1))
    return next((rows for rows in tried if len(rows) <= most), [])


def _rows(keys: Sequence[str], inside: Mapping[str, Sequence[str]], width: int) -> list[list[str]]:
    """Rows of at most `width`, each after what it needs, the longest chains first (Hu 1961)."""
    length: dict[str, int] = {}
    for key in reversed(keys):
        after = [length[other] for other in keys if key in inside[other] and other in length]
        length[key] = 1 + max(after, default=0)
    placed: set[str] = set()
    rows: list[list[str]] = []
    while len(placed) < len(keys):
        ready = [k for k in keys if k not in placed and placed.issuperset(inside[k])]
        row = sorted(ready, key=lambda key: (-length[key], keys.index(key)))[: max(width, 1)]
        rows.append(row)
        placed.update(row)
    return rows


def _settled(
    rows: Sequence[Sequence[Sequence[str]]], starts: Sequence[int], arrows: Sequence[Arrow]
) -> dict[str, Cell]:
    """Slots within the rows such that arrows are short and pass few boxes."""
    cells = {
        key: Cell(phase, row, slot)
        for phase, lines in enumerate(rows)
        for row, line in enumerate(lines)
        for slot, key in zip(_inwards(starts[phase], starts[phase + 1]), line, strict=False)
    }
    for _ in range(_SWEEPS):
        before = dict(cells)
        for phase, lines in enumerate(rows):
            for row, line in enumerate(lines):
                slots = _inwards(starts[phase], starts[phase + 1])
                tried = []
                for order in permutations(slots, len(line)):
                    moved = {k: Cell(phase, row, s) for k, s in zip(line, order, strict=True)}
                    tried.append((_cost({**cells, **moved}, arrows), moved))
                cells |= min(tried, key=lambda one: one[0])[1]
        if cells == before:
            break
    return cells


def _inwards(start: int, end: int) -> list[int]:
    """The slots of a phase, the one in the middle first."""
    middle = (start + end - 1) / 2
    return sorted(range(start, end), key=lambda slot: abs(slot - middle))


def _cost(cells: Mapping[str, Cell], arrows: Sequence[Arrow]) -> float:
    taken = {(cell.row, cell.slot) for cell in cells.values()}
    total = 0.0
    for first, then in arrows:
        a, b = cells[first], cells[then]
        total += abs(a.slot - b.slot) + _APART * abs(a.phase - b.phase)
        between = range(a.row + 1, b.row)
        if a.phase == b.phase and between:
            ways = [any((row, slot) in taken for row in between) for slot in (a.slot, b.slot)]
            total += _HIDDEN * all(ways)
    return total
