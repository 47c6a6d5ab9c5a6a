"""Small parts that every view of the room is made of; all text is escaped."""

from __future__ import annotations

from assistant.people import Act, Person
from assistant.register import Event, Outcome
from assistant.web.dates import spoken_date
from assistant.web.escape import escaped
from assistant.web.next.addresses import address, form_address
from assistant.web.next.desk import Board
from assistant.web.words import Words


def section(name: str, heading: str, body: str) -> str:
    """A part of the page under its own heading; `heading` and `body` are HTML."""
    return (
        f'<section class="wm-nx-section wm-nx-part-{name}" aria-labelledby="wm-nx-{name}">'
        f'<h2 id="wm-nx-{name}" tabindex="-1">{heading}</h2>{body}</section>'
    )


def link(href: str, label: str) -> str:
    """A link within the room, followed without loading the page anew; `label` is HTML."""
    return f'<a href="{escaped(href)}" data-wm="next-go">{label}</a>'


def detail_link(board: Board, key: str, label: str) -> str:
    """A link that opens a deliverable's or gate's detail; `label` is HTML."""
    href = escaped(address(board.name, key))
    return f'<a href="{href}" data-wm="next-open" data-id="{escaped(key)}">{label}</a>'


def record_button(
    board: Board,
    person: Person,
    event: str,
    subject: str,
    words: Words,
    *,
    more: str = "",
    main: bool = False,
) -> str:
    """A button that opens the form for an event; "" for who may not record."""
    if not person.may(Act.RECORD):
        return ""
    asked = escaped(form_address(board.name, event, subject, more))
    kind = "wm-button wm-main" if main else "wm-button"
    label = words.html(f"next.do_{event}", id=subject)
    return (
        f'<button type="button" class="{kind}" data-wm="next-form" data-form="{asked}">'
        f"{label}</button>"
    )


def day(event: Event) -> str:
    """The day of an event, as HTML."""
    iso = event.date.isoformat()
    return f'<time datetime="{iso}">{escaped(spoken_date(iso))}</time>'


def what(event: Event, words: Words) -> str:
    """What happened, in words: "Submitted", "Decided: sent back"."""
    if event.outcome is not None:
        return words.html(f"next.outcome_{Outcome(event.outcome).value}")
    return words.html(f"next.event_{event.kind.value}")


def lines(text: str) -> str:
    """A person's words with their line breaks, as HTML."""
    return "<br>".join(escaped(line) for line in text.splitlines())
