"""What was recorded for a workstream, the newest first, and the ways to take it away."""

from __future__ import annotations

from assistant.people import Act, Person
from assistant.register import Event
from assistant.web.escape import escaped
from assistant.web.next.addresses import export_address
from assistant.web.next.desk import Board
from assistant.web.next.parts import day, detail_link, lines, record_button, section, what
from assistant.web.words import Words

_COLUMNS = ("number", "date", "what", "who", "evidence_reason")
_SHOWN = 15


def history(board: Board, person: Person, words: Words) -> str:
    """The log as a table; older events fold away on the screen and not on paper."""
    events = list(reversed(board.events))
    export = (
        f'<p class="wm-nx-acts">{record_button(board, person, "note", "", words)}'
        f"{_export(board.name, 'csv', words)}{_export(board.name, 'json', words)}</p>"
    )
    note = "next.history_note" if person.may(Act.RECORD) else "next.history_note_reader"
    newest = events_table(board, events[:_SHOWN], person, words)
    older = ""
    if events[_SHOWN:]:
        title = words.html("next.history_older", count=len(events) - _SHOWN)
        table = events_table(board, events[_SHOWN:], person, words)
        older = f'<details class="wm-nx-fold"><summary>{title}</summary>{table}</details>'
    body = f'<p class="wm-note">{words.html(note)}</p>{export}{newest}{older}'
    return section("history", words.html("next.heading_history"), body)


def events_table(board: Board, events: list[Event], person: Person, words: Words) -> str:
    """Events with who, when, what and on what evidence."""
    head = "".join(f'<th scope="col">{words.html(f"next.column_{name}")}</th>' for name in _COLUMNS)
    rows = "".join(_row(one, board, person, words) for one in events)
    caption = words.html("next.history_caption", name=board.name)
    return (
        f'<div class="wm-nx-scroll"><table class="wm-nx-rows wm-nx-log"><caption class="wm-vh">'
        f"{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(event: Event, board: Board, person: Person, words: Words) -> str:
    subject = ""
    if event.subject:
        known = event.subject in board.approach.deliverable or event.subject in board.approach.gate
        label = f"<b>{escaped(event.subject)}</b>"
        subject = detail_link(board, event.subject, label) if known else label
    said = lines(event.reason) if event.reason else ""
    if event.citation:
        said += ("<br>" if said else "") + board.papers.evidence(event.citation)
    number = str(event.number or "")
    mend = record_button(board, person, "note", event.subject or "", words, more=number)
    mend = mend.replace(words.html("next.do_note", id=event.subject or ""), words.html("next.mend"))
    mend = mend.replace(
        'class="wm-button"',
        f'class="wm-link" aria-label="{words.html("next.mend_name", number=number)}"',
    )
    cells = {
        "date": day(event),
        "what": f"{subject} {what(event, words)}".strip(),
        "who": f'{escaped(event.person)}<br><span class="wm-nx-by">{escaped(event.role)}</span>',
        "evidence_reason": f"{said or '–'}",
    }
    told = "".join(
        f'<td data-label="{words.html(f"next.column_{name}")}">{value}</td>'
        for name, value in cells.items()
    )
    return f'<tr><th scope="row">{number}<br>{mend}</th>{told}</tr>'


def _export(name: str, kind: str, words: Words) -> str:
    href = escaped(export_address(name, kind))
    return f'<a class="wm-button" href="{href}" download>{words.html(f"next.export_{kind}")}</a>'
