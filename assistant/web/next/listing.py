"""The deliverables as a table in their order: all that the picture tells, and a little more."""

from __future__ import annotations

from assistant.approach import Deliverable
from assistant.web.escape import escaped
from assistant.web.next.desk import Board
from assistant.web.next.parts import day, detail_link
from assistant.web.next.signs import badge
from assistant.web.words import Words

_COLUMNS = ("deliverable", "state", "needs", "owner", "gate")


def listing(board: Board, words: Words) -> str:
    """One table, a part of it for each phase."""
    head = "".join(f'<th scope="col">{words.html(f"next.column_{name}")}</th>' for name in _COLUMNS)
    bodies = []
    for phase in board.approach.phases:
        rows = [
            _row(one, board, words) for one in board.approach.deliverables if one.phase == phase.id
        ]
        if rows:
            title = escaped(phase.title)
            bodies.append(
                f'<tbody><tr><th scope="rowgroup" colspan="{len(_COLUMNS)}" class="wm-nx-phase">'
                f"{title}</th></tr>{''.join(rows)}</tbody>"
            )
    caption = words.html("next.list_caption", name=board.name)
    return (
        f'<div class="wm-nx-scroll"><table class="wm-nx-rows wm-nx-list">'
        f'<caption class="wm-vh">{caption}</caption>'
        f"<thead><tr>{head}</tr></thead>{''.join(bodies)}</table></div>"
    )


def _row(one: Deliverable, board: Board, words: Words) -> str:
    label = f"<b>{escaped(one.id)}</b> {escaped(one.title)}"
    last = board.state.deliverables[one.id].last
    since = f'<span class="wm-nx-by">{day(last)}</span>' if last else ""
    missing = [key for key in one.needs if not board.state.endorsed(key)]
    needs = ", ".join(one.needs)
    if missing and missing != list(one.needs):
        needs = words("next.needs_missing", needs=needs, missing=", ".join(missing))
    cells = {
        "state": f"{badge(board.stands[one.id], words)} {since}",
        "needs": escaped(needs) if needs else words.html("next.needs_nothing"),
        "owner": escaped(board.approach.role[one.owner]),
        "gate": escaped(one.gate),
    }
    told = "".join(
        f'<td data-label="{words.html(f"next.column_{name}")}">{said}</td>'
        for name, said in cells.items()
    )
    return f'<tr><th scope="row">{detail_link(board, one.id, label)}</th>{told}</tr>'
