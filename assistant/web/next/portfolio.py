"""All workstreams at a glance, and how to begin where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date

from assistant.people import Act, Person
from assistant.provenance import marked
from assistant.register import Event
from assistant.register.model import PASSING
from assistant.web.dates import spoken_date
from assistant.web.escape import escaped
from assistant.web.next.addresses import address, export_address
from assistant.web.next.desk import Board
from assistant.web.next.first import first_step
from assistant.web.next.overview import first_words
from assistant.web.next.parts import link
from assistant.web.words import Words

_COLUMNS = ("workstream", "phase", "last_gate", "next_step", "endorsed", "back", "held", "days")


def portfolio(boards: Sequence[Board], person: Person, today: Date, words: Words) -> str:
    """The room without a workstream chosen."""
    if not boards:
        return _empty(person, words)
    head = "".join(f'<th scope="col">{words.html(f"next.column_{name}")}</th>' for name in _COLUMNS)
    rows = "".join(_row(board, today, words) for board in boards)
    name = "one" if len(boards) == 1 else "many"
    exports = "".join(
        f'<a class="wm-button" href="{escaped(export_address("", kind))}" download>'
        f"{words.html(f'next.export_{kind}')}</a>"
        for kind in ("csv", "json")
    )
    mark = escaped(marked(boards[0].approach.provenance))
    return (
        f'<div class="wm-nx" data-title="{words.html("next.portfolio")}">'
        f"<h1>{words.html('next.portfolio')}</h1>"
        f'<p class="wm-nx-lead">{words.html(f"next.portfolio_{name}", count=len(boards))}</p>'
        f'<ul class="wm-nx-marks"><li class="wm-nx-mark">{mark}</li></ul>'
        f'<p class="wm-nx-acts">{_begin(person, words)}{exports}</p>{_may_not(person, words)}'
        f'<div class="wm-nx-scroll" tabindex="0" role="region"'
        f' aria-label="{words.html("next.portfolio_table")}">'
        f'<table class="wm-nx-rows wm-nx-portfolio"><caption class="wm-vh">'
        f"{words.html('next.portfolio_table')}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div></div>"
    )


def _row(board: Board, today: Date, words: Words) -> str:
    step = board.step
    first = first_step(board.approach, step)
    phase = next((one.title for one in board.approach.phases if one.id == step.phase), step.phase)
    done, count = len(step.done), len(board.approach.deliverables)
    example = ""
    if board.workstream.example:
        example = f'<br><span class="wm-nx-mark">{escaped(marked("example"))}</span>'
    label = f"<b>{escaped(board.name)}</b>"
    cells = {
        "phase": escaped(phase),
        "last_gate": _last_gate(board, words),
        "next_step": first_words(first, board, words),
        "endorsed": f"{words.html('next.of', done=done, count=count)}"
        f'<progress class="wm-nx-bar" max="{count}" value="{done}" aria-hidden="true"></progress>',
        "back": _count(len(step.challenged)),
        "held": _count(len(step.blocked)),
        "days": _days(board.latest, today, words),
    }
    told = "".join(
        f'<td data-label="{words.html(f"next.column_{name}")}">{said}</td>'
        for name, said in cells.items()
    )
    return f'<tr><th scope="row">{link(address(board.name), label)}{example}</th>{told}</tr>'


def _last_gate(board: Board, words: Words) -> str:
    decided = [one.last for one in board.state.gates.values() if one.last is not None]
    last: Event | None = max(decided, key=lambda event: event.number or 0, default=None)
    if last is None or last.outcome is None:
        return words.html("next.no_gate")
    sign = "passed" if last.outcome in PASSING else "back"
    outcome = words.html(f"next.gate_{last.outcome.value}")
    day = escaped(spoken_date(last.date.isoformat()))
    return (
        f'<b>{escaped(last.gate or "")}</b> <span class="wm-nx-said-{sign}">{outcome}</span>'
        f'<br><span class="wm-nx-by">{day}</span>'
    )


def _count(number: int) -> str:
    return f"<b>{number}</b>" if number else "0"


def _days(latest: Date | None, today: Date, words: Words) -> str:
    if latest is None:
        return ""
    days = (today - latest).days
    name = "today" if days <= 0 else "one" if days == 1 else "many"
    return words.html(f"next.days_{name}", days=days)


def _begin(person: Person, words: Words) -> str:
    if not person.may(Act.RECORD):
        return ""
    return (
        '<button type="button" class="wm-button wm-main" data-wm="next-form"'
        f' data-form="event=begin">{words.html("next.begin")}</button>'
    )


def _may_not(person: Person, words: Words) -> str:
    if person.may(Act.RECORD):
        return ""
    return f'<p class="wm-note">{words.html("next.may_not")}</p>'


def _empty(person: Person, words: Words) -> str:
    examples = ""
    if person.may(Act.RECORD):
        examples = (
            f"<p>{words.html('next.examples_explain')}</p>"
            f'<p class="wm-nx-acts"><button type="button" class="wm-button"'
            f' data-wm="next-examples">{words.html("next.examples")}</button></p>'
        )
    return (
        f'<div class="wm-nx wm-nx-empty" data-title="{words.html("next.portfolio")}">'
        f"<h1>{words.html('next.portfolio')}</h1><h2>{words.html('next.empty')}</h2>"
        f"<p>{words.html('next.empty_explain')}</p>"
        f'<p class="wm-nx-acts">{_begin(person, words)}</p>{_may_not(person, words)}{examples}'
        f"</div>"
    )
