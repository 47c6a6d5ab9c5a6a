"""The picture's promises: nothing is lost, arrows lead down their way and never through a box."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from assistant.approach import Approach
from assistant.register import EVERYTHING_TOLD, Workstream
from assistant.web.next.desk import Board
from assistant.web.next.grid import arranged, without_implied
from assistant.web.next.papers import Papers
from assistant.web.next.picture import legend, path_of, picture
from assistant.web.next.routing import BOX_HEIGHT, BOX_WIDTH, drawn
from assistant.web.next.signs import shape
from assistant.web.next.stands import Stand
from assistant.web.words import load_words
from tests.assistant.register.made import log, real, small

APPROACHES = [real(), small()]


def all_before(approach: Approach, arrows: tuple[tuple[str, str], ...], key: str) -> set[str]:
    found = {key}
    while True:
        more = found | {first for first, then in arrows if then in found}
        if more == found:
            return found - {key}
        found = more


@pytest.mark.parametrize("approach", APPROACHES)
def test_arrows_that_are_left_out_are_implied_by_those_that_are_drawn(approach: Approach) -> None:
    arrows = without_implied(approach)
    every = tuple((need, one.id) for one in approach.deliverables for need in one.needs)
    assert set(arrows) <= set(every)
    for one in approach.deliverables:
        before = all_before(approach, every, one.id)
        assert all_before(approach, arrows, one.id) == before
        assert set(path_of(approach, one.id)) == before
    for left_out in arrows:  # and none of them could be spared
        rest = tuple(one for one in arrows if one != left_out)
        assert left_out[0] not in all_before(approach, rest, left_out[1])


@pytest.mark.parametrize("approach", APPROACHES)
def test_each_deliverable_has_a_place_of_its_own_below_what_it_needs_there(
    approach: Approach,
) -> None:
    grid = arranged(approach)
    assert set(grid.cells) == set(approach.deliverable)
    assert len({(cell.row, cell.slot) for cell in grid.cells.values()}) == len(grid.cells)
    phases = [one.id for one in approach.phases]
    for one in approach.deliverables:
        cell = grid.cells[one.id]
        assert phases[cell.phase] == one.phase
        assert grid.starts[cell.phase] <= cell.slot < grid.starts[cell.phase + 1]
        for need in one.needs:
            if approach.deliverable[need].phase == one.phase:
                assert grid.cells[need].row < cell.row


@pytest.mark.parametrize("approach", APPROACHES)
def test_no_arrow_runs_through_a_box_and_all_stay_within_the_picture(approach: Approach) -> None:
    drawing = drawn(arranged(approach))
    for arrow, points in drawing.ways.items():
        a, b = (drawing.boxes[key] for key in arrow)
        assert points[0] == (a.x + BOX_WIDTH / 2, a.y + BOX_HEIGHT)
        assert points[-1] == (b.x + BOX_WIDTH / 2, b.y)
        for (x1, y1), (x2, y2) in pairwise(points):
            assert x1 == x2 or y1 == y2, f"{arrow} runs aslant"
            assert 0 <= min(x1, x2) <= max(x1, x2) <= drawing.width
            assert 0 <= min(y1, y2) <= max(y1, y2) <= drawing.height
            for key, box in drawing.boxes.items():
                apart = (
                    max(x1, x2) <= box.x
                    or min(x1, x2) >= box.x + BOX_WIDTH
                    or max(y1, y2) <= box.y
                    or min(y1, y2) >= box.y + BOX_HEIGHT
                )
                assert apart, f"{arrow} runs through {key}"


def test_stretches_of_arrows_from_and_to_different_boxes_never_lie_on_each_other() -> None:
    drawing = drawn(arranged(real()))
    level: dict[tuple[float, float, float], tuple[str, str]] = {}
    for arrow, points in drawing.ways.items():
        for (x1, y1), (x2, y2) in pairwise(points):
            if y1 == y2 and x1 != x2:
                level[y1, min(x1, x2), max(x1, x2)] = arrow
    found = list(level.items())
    for (y, low, high), arrow in found:
        for (other_y, other_low, other_high), other in found:
            if arrow[0] != other[0] and arrow[1] != other[1] and y == other_y:
                assert high <= other_low or other_high <= low, f"{arrow} on {other}"


def board(*said: str) -> Board:
    return Board(Workstream("Island <b>ferry</b>"), log(*said), real(), EVERYTHING_TOLD, Papers())


def test_every_box_is_a_link_with_its_state_in_words_and_a_shape() -> None:
    words = load_words()
    shown = picture(board("submit S01", "endorse S01", "start S02", "submit S04"), words)
    assert "<b>" not in shown
    tree = ElementTree.fromstring(shown)
    boxes = {box.attrib["data-id"]: box for box in tree.iter("a")}
    assert set(boxes) == set(real().deliverable)
    for key, said in {
        "S01": "Endorsed", "S02": "In progress", "S03": "Ready to start", "S04": "Submitted",
        "S06": "Blocked",
    }.items():  # fmt: skip
        title = real().deliverable[key].title
        assert boxes[key].attrib["aria-label"] == f"{key} {title}: {said}"
        assert boxes[key].attrib["href"].startswith("/next?w=Island")
        assert boxes[key].find("g") is not None
    assert len(re.findall(r'class="wm-nx-arrow', shown)) == len(without_implied(real()))


def test_each_state_has_a_shape_of_its_own() -> None:
    assert len({shape(stand) for stand in Stand}) == len(Stand)
    assert legend(load_words()).count("<li") == len(Stand)
