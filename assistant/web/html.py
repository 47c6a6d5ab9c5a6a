"""Pieces of HTML that several rooms are built from. All foreign text in them is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from assistant.web.escape import escaped
from ingest.structure.dates import in_words


def shell(part: str, source: str, heading: str, loading: str, after: str = "") -> str:
    """A room whose content is fetched: its heading, and where the content is to be had.

    `source` is given the query of the page's own address. All arguments but `after` are text.
    """
    return (
        f'<div id="wm-room" class="wm-desk"><div class="wm-part" id="{part}"'
        f' data-src="{escaped(source)}" aria-busy="true"><h1 tabindex="-1">{escaped(heading)}</h1>'
        f'<p class="wm-working">{escaped(loading)}</p></div>{after}</div>'
    )


def select(name: str, label: str, options: Iterable[tuple[str, str]], chosen: str) -> str:
    """A labelled choice; `options` are (value, text)."""
    items = "".join(
        f'<option value="{escaped(value)}"{" selected" if value == chosen else ""}>'
        f"{escaped(text)}</option>"
        for value, text in options
    )
    return f'<label>{escaped(label)}<select name="{name}">{items}</select></label>'


def pairs(rows: Iterable[tuple[str, str]]) -> str:
    """A list of facts: (label as text, value as HTML); "" where there is none."""
    items = "".join(f"<div><dt>{escaped(name)}</dt><dd>{value}</dd></div>" for name, value in rows)
    return f'<dl class="wm-facts">{items}</dl>' if items else ""


def table(name: str, headings: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "") -> str:
    """A table that scrolls within itself, and whose rows are cards on a narrow screen.

    `name` and `headings` are text, cells are HTML; the first cell of a row is its heading. The
    roles are said since a browser forgets them where CSS makes cards of the rows.
    """
    head = "".join(
        f'<th scope="col" role="columnheader">{escaped(heading)}</th>' for heading in headings
    )
    body = "".join(_row(headings, cells) for cells in rows)
    return (
        f'<div class="wm-scroll" tabindex="0" role="region" aria-label="{escaped(name)}">'
        f'<table class="wm-table {kind}" role="table"><caption class="wm-vh">{escaped(name)}'
        f'</caption><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></div>'
    )


def _row(headings: Sequence[str], cells: Sequence[str]) -> str:
    first = f'<th scope="row" role="rowheader">{cells[0]}</th>'
    rest = "".join(
        f'<td role="cell" data-label="{escaped(heading)}">{cell}</td>'
        for heading, cell in zip(headings[1:], cells[1:], strict=True)
    )
    return f'<tr role="row">{first}{rest}</tr>'


def pager(
    label: str, position: str, before: tuple[str, str] | None, after: tuple[str, str] | None
) -> str:
    """Links to the pages before and after: (address, text) of each that there is."""
    if before is None and after is None:
        return ""
    links = "".join(
        f'<a class="wm-button" href="{escaped(address)}" data-part rel="{rel}">{escaped(text)}</a>'
        for rel, (address, text) in (("prev", before or ("", "")), ("next", after or ("", "")))
        if address
    )
    return (
        f'<nav class="wm-pager" aria-label="{escaped(label)}"><span>{escaped(position)}</span>'
        f"{links}</nav>"
    )


def moment(when: datetime) -> str:
    """A time as people read it, in this machine's time zone: "4 June 2025, 09:30"."""
    return f'<time datetime="{when.astimezone(UTC).isoformat()}">{spoken_moment(when)}</time>'


def spoken_moment(when: datetime) -> str:
    """The same as text."""
    local = when.astimezone()
    return f"{in_words(local.date().isoformat())}, {local:%H:%M}"
