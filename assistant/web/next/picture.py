"""The map of deliverables as a picture: made here, without any outside library.

Each box is a link to its detail. All that the picture tells stands in the list beside it too.
"""

from __future__ import annotations

from textwrap import wrap

from assistant.approach import Approach, Deliverable, Phase
from assistant.web.escape import escaped
from assistant.web.next.addresses import address
from assistant.web.next.desk import Board
from assistant.web.next.grid import Arrow, arranged
from assistant.web.next.routing import BOX_HEIGHT, BOX_WIDTH, HEAD, Box, Drawing, drawn, path
from assistant.web.next.signs import shape, word
from assistant.web.next.stands import Stand
from assistant.web.words import Words

_LINE = 18  # characters of a title in one line of a box
_LINES = 3
_MET = (Stand.ENDORSED, Stand.CONDITIONS)


def picture(board: Board, words: Words) -> str:
    """The whole picture with its legend, in a frame that scrolls within itself."""
    grid = arranged(board.approach)
    drawing = drawn(grid)
    width, height = drawing.width, drawing.height
    columns = "".join(
        _column(phase, band, drawing, board, words)
        for phase, band in zip(board.approach.phases, drawing.bands, strict=True)
    )
    arrows = "".join(_arrow(one, drawing, board) for one in grid.arrows)
    boxes = "".join(
        _box(one, drawing.boxes[one.id], board, words) for one in board.approach.deliverables
    )
    name = words.html("next.map_name", name=board.name)
    return (
        f'<div class="wm-nx-frame" tabindex="0" role="region" aria-label="{name}">'
        f'<svg class="wm-nx-map" role="group" aria-label="{name}" width="{width:g}"'
        f' height="{height:g}" viewBox="0 0 {width:g} {height:g}">'
        f'{columns}<g aria-hidden="true">{arrows}</g>{boxes}</svg></div>'
    )


def legend(words: Words) -> str:
    """What the shapes mean."""
    items = "".join(
        f'<li class="wm-nx-{stand.value}"><svg class="wm-nx-sign" viewBox="0 0 16 16"'
        f' aria-hidden="true">{shape(stand)}</svg>{escaped(word(stand, words))}</li>'
        for stand in Stand
    )
    return f'<ul class="wm-nx-legend" aria-label="{words.html("next.legend")}">{items}</ul>'


def _column(
    phase: Phase, band: tuple[float, float], drawing: Drawing, board: Board, words: Words
) -> str:
    left, right = band
    here = " wm-nx-here" if phase.id == board.step.phase else ""
    gates = ", ".join(gate.id for gate in board.approach.gates if gate.phase == phase.id)
    title = escaped(phase.title)
    under = words.html("next.map_gates", gates=gates) if gates else ""
    if here:
        under += f" · {words.html('next.map_here')}"
    return (
        f'<g class="wm-nx-band{here}"><rect x="{left:g}" y="0" width="{right - left:g}"'
        f' height="{drawing.height:g}" rx="6"/>'
        f'<text x="{left + 12:g}" y="26" class="wm-nx-phase">{title}</text>'
        f'<text x="{left + 12:g}" y="45" class="wm-nx-under">{under}</text></g>'
    )


def _arrow(arrow: Arrow, drawing: Drawing, board: Board) -> str:
    first, then = arrow
    points = drawing.ways[arrow]
    x, y = points[-1]
    met = " wm-nx-met" if board.stands[first] in _MET else ""
    half = HEAD / 2
    return (
        f'<g class="wm-nx-arrow{met}" data-from="{escaped(first)}" data-to="{escaped(then)}">'
        f'<path class="wm-nx-way" d="{path(points)}"/>'
        f'<path class="wm-nx-point" d="M{x - half:g} {y - HEAD:g}h{HEAD:g}L{x:g} {y:g}z"/></g>'
    )


def _box(one: Deliverable, box: Box, board: Board, words: Words) -> str:
    stand = board.stands[one.id]
    said = word(stand, words)
    label = escaped(f"{one.id} {one.title}: {said}")
    titles = "".join(
        f'<tspan x="10" dy="{0 if place == 0 else 14}">{escaped(line)}</tspan>'
        for place, line in enumerate(_lines(one.title))
    )
    href = escaped(address(board.name, one.id))
    return (
        f'<a class="wm-nx-box wm-nx-{stand.value}" href="{href}" data-wm="next-open"'
        f' data-id="{escaped(one.id)}" aria-label="{label}"'
        f' transform="translate({box.x:g} {box.y:g})">'
        f"<title>{label}</title>"
        f'<rect width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="5"/>'
        f'<g transform="translate(9 7) scale(.9)" class="wm-nx-shape">{shape(stand)}</g>'
        f'<text x="29" y="19"><tspan class="wm-nx-id">{escaped(one.id)}</tspan>'
        f'<tspan class="wm-nx-word" dx="5">{words.html(f"next.short_{stand.value}")}</tspan></text>'
        f'<text y="37" class="wm-nx-title">{titles}</text></a>'
    )


def _lines(title: str) -> list[str]:
    """A title in as many lines as a box has, the last one cut where it must be."""
    return wrap(title, _LINE, max_lines=_LINES, placeholder="…", break_long_words=False)


def path_of(approach: Approach, key: str) -> tuple[str, ...]:
    """All that must come before a deliverable, near or far, in order."""
    found = {key}
    for one in reversed(approach.deliverables):
        if one.id in found:
            found.update(one.needs)
    return tuple(one.id for one in approach.deliverables if one.id in found and one.id != key)
