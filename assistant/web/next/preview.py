"""The step before recording: exactly what will stand in the register, and what follows from it."""

from __future__ import annotations

from assistant.register import Event, Recorded, log_text
from assistant.register.conditions import set_by
from assistant.web.escape import escaped
from assistant.web.next.addresses import address
from assistant.web.next.desk import Board
from assistant.web.next.entry import Entry, Form
from assistant.web.next.first import first_step
from assistant.web.next.form import heading, hidden
from assistant.web.next.overview import first_words
from assistant.web.next.parts import day, lines, what
from assistant.web.words import Words


def preview_html(form: Form, entry: Entry, event: Event, words: Words, changed: str = "") -> str:
    """What will be recorded, to be confirmed; `changed` is HTML on what others did meanwhile."""
    seen = form.board.seen if form.board else 0
    typed = "".join(
        f'<input type="hidden" name="{escaped(name)}" value="{escaped(value)}">'
        for name, value in form.typed.items()
    )
    return (
        f'<article class="wm-nx-detail"><h2 id="wm-nx-title" tabindex="-1">'
        f'{words.html("next.preview")}</h2><p class="wm-nx-crumb">{heading(form, words)}</p>'
        f"{changed}<p>{words.html('next.preview_explain')}</p>{_facts(event, words)}"
        f'<h3>{words.html("next.preview_line")}</h3><blockquote class="wm-nx-line">'
        f"{escaped(_line(form, event))}</blockquote>{warnings_html(entry.warnings, words)}"
        f'<form class="wm-nx-form" data-nx="record">{hidden(form)}{typed}'
        f'<input type="hidden" name="seen" value="{seen}">'
        f'<p class="wm-nx-acts"><button class="wm-button wm-main" data-busy="'
        f'{words.html("next.recording")}">{words.html("next.confirm")}</button>'
        f'<button type="button" class="wm-button" data-wm="next-back">'
        f"{words.html('next.change')}</button></p></form></article>"
    )


def _facts(event: Event, words: Words) -> str:
    conditions = set_by(event)
    rows: list[tuple[str, str]] = [
        ("workstream", escaped(event.workstream)),
        ("what", f"{escaped(event.subject or '')} {what(event, words)}".strip()),
        ("person", escaped(event.person)),
        ("role", escaped(event.role)),
        ("date", day(event)),
    ]
    if conditions:
        items = "".join(f"<li>{escaped(one.text)}</li>" for one in conditions)
        rows.append(("conditions", f"<ol>{items}</ol>"))
    if event.reason:
        rows.append(("reason", lines(event.reason)))
    rows.append(
        ("citation", escaped(event.citation) if event.citation else words.html("next.none"))
    )
    told = "".join(
        f"<div><dt>{words.html(f'next.label_{name}')}</dt><dd>{value}</dd></div>"
        for name, value in rows
    )
    return f'<dl class="wm-nx-facts wm-nx-checked">{told}</dl>'


def _line(form: Form, event: Event) -> str:
    """The event as its line in the log will read, without its number."""
    before = form.board.raw if form.board else ()
    return log_text((*before, event)).text.splitlines()[-1]


def warnings_html(warnings: tuple[str, ...], words: Words) -> str:
    """What a person should know before or after recording; "" for nothing."""
    if not warnings:
        return ""
    items = "".join(f"<li>{escaped(one)}</li>" for one in warnings)
    return f'<div class="wm-nx-care"><h3>{words.html("next.take_care")}</h3><ul>{items}</ul></div>'


def changed_html(since: tuple[Event, ...], words: Words) -> str:
    """That others recorded something meanwhile, and what."""
    items = "".join(
        f"<li>{escaped(one.subject or '')} {what(one, words)}, {day(one)}, "
        f"{words.html('next.by_short', person=one.person, role=one.role)}</li>"
        for one in since
    )
    return (
        f'<div class="wm-nx-problems" role="alert" tabindex="-1"><h3>{words.html("next.changed")}'
        f"</h3><p>{words.html('next.changed_explain')}</p><ul>{items}</ul></div>"
    )


def done_html(board: Board, recorded: Recorded, words: Words, *, before: bool = False) -> str:
    """That it is recorded, as which number, and what comes next now."""
    event = recorded.event
    told = "recorded_before" if before else "recorded"
    first = first_step(board.approach, board.step)
    return (
        f'<article class="wm-nx-detail wm-nx-done" data-w="{escaped(board.name)}"'
        f' data-go="{escaped(address(board.name))}"><h2 id="wm-nx-title" tabindex="-1">'
        f"{words.html(f'next.{told}', number=event.number or '')}</h2>"
        f"<p>{escaped(event.subject or '')} {what(event, words)}, {day(event)}, "
        f"{words.html('next.by_short', person=event.person, role=event.role)}</p>"
        f"{warnings_html(recorded.warnings, words)}"
        f"<h3>{words.html('next.heading_now')}</h3><p>{first_words(first, board, words)}</p>"
        f'<p class="wm-nx-acts"><button type="button" class="wm-button wm-main"'
        f' data-wm="next-close">{words.html("next.close")}</button></p></article>'
    )
