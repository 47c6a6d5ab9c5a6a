"""The list of papers as HTML: filters, table, pages."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from assistant.web.dates import spoken_date
from assistant.web.escape import escaped
from assistant.web.html import pager, select, table
from assistant.web.library.listing import (
    ORDERS,
    PAGE,
    Asked,
    Listed,
    listed,
    replaced,
    replaced_by,
)
from assistant.web.words import Words
from ingest.library import DocumentRecord

COLUMNS = ("title", "type", "date", "collection", "version", "pages", "passages", "problems")


def list_html(records: Sequence[DocumentRecord], asked: Asked, words: Words, *, keeps: bool) -> str:
    """The whole list for somebody who may read `records`; `keeps` shows the way to add some."""
    found = listed(records, asked)
    lead = words.html("library.lead_keep" if keeps else "library.lead")
    add = (
        f'<a class="wm-button wm-main" href="/library?add=1" data-part>{words.html("library.add")}'
        "</a>"
        if keeps
        else ""
    )
    head = (
        f'<div class="wm-desk-head"><div><h1 tabindex="-1">{words.html("page.room_library")}</h1>'
        f'<p class="wm-lead">{lead}</p></div>{add}</div>'
    )
    if not records:
        name = "library.empty_keep" if keeps else "library.empty"
        return f'{head}<p class="wm-empty">{words.html(name)}</p>'
    body = _table(found, records, words) if found.found else _nothing(words)
    count = _count(records, found, asked, words)
    return (
        f"{head}{_filters(records, asked, words)}"
        f'<p class="wm-found" data-live>{count}</p>{body}{_pager(found, asked, words)}'
    )


def paper_link(record: DocumentRecord) -> str:
    """The address of a paper's own page."""
    return f"/library?{urlencode({'d': record.id})}"


def paper_anchor(record: DocumentRecord) -> str:
    """A link to a paper's own page by its title."""
    return f'<a href="{paper_link(record)}" data-part>{escaped(record.facts.title)}</a>'


def date_html(record: DocumentRecord, words: Words) -> str:
    """A paper's date, or that it has none and why."""
    facts = record.facts
    if facts.date:
        return f'<time datetime="{escaped(facts.date)}">{escaped(spoken_date(facts.date))}</time>'
    basis = f'<span class="wm-sub">{escaped(why_undated(record))}</span>'
    return f"{words.html('library.undated')}{basis}"


def why_undated(record: DocumentRecord) -> str:
    """Why a paper has no date, without saying again that it has none."""
    basis = record.facts.date_basis
    return basis[7:].lstrip(" :;,") if basis.lower().startswith("undated") else basis


def _filters(records: Sequence[DocumentRecord], asked: Asked, words: Words) -> str:
    collections = sorted({record.facts.collection for record in records})
    types = sorted({record.facts.type for record in records})
    checked = " checked" if asked.problems else ""
    return (
        f'<form class="wm-filters" role="search" action="/library" data-part'
        f' aria-label="{words.html("library.filters")}">'
        f'<label class="wm-wide">{words.html("library.search")}<input type="search" name="q"'
        f' value="{escaped(asked.search)}" maxlength="200" autocomplete="off"></label>'
        + select(
            "collection",
            words("library.collection"),
            [("", words("library.all_collections")), *((name, name) for name in collections)],
            asked.collection,
        )
        + select(
            "type",
            words("library.type"),
            [("", words("library.all_types")), *((name, name) for name in types)],
            asked.type,
        )
        + select(
            "order",
            words("library.order"),
            [(name, words(f"library.order_{name}")) for name in ORDERS],
            asked.order,
        )
        + f'<label class="wm-check"><input type="checkbox" name="problems" value="1"{checked}>'
        f"<span>{words.html('library.problems_only')}</span></label>"
        f'<button class="wm-button">{words.html("library.apply")}</button></form>'
    )


def _count(records: Sequence[DocumentRecord], found: Listed, asked: Asked, words: Words) -> str:
    if asked.filtered:
        name = "library.found_one" if found.found == 1 else "library.found_many"
        said = words.html(name, found=f"{found.found:,}", all=f"{len(records):,}")
    else:
        passages = f"{sum(record.passages for record in records):,}"
        name = "library.count_one" if len(records) == 1 else "library.count_many"
        said = words.html(name, papers=f"{len(records):,}", passages=passages)
    if found.pages > 1:
        last = found.first + len(found.records) - 1
        shown = words.html("library.showing", first=found.first, last=last, found=found.found)
        said += f". {shown}."
    return said


def _nothing(words: Words) -> str:
    return (
        f'<p class="wm-empty">{words.html("library.none_found")} '
        f'<a href="/library" data-part>{words.html("library.show_all")}</a></p>'
    )


def _table(found: Listed, records: Sequence[DocumentRecord], words: Words) -> str:
    newer = replaced(records)
    rows = (
        _row(record, replaced_by(record, records, newer), newer.get(record.document, ()), words)
        for record in found.records
    )
    headings = [words(f"library.col_{column}") for column in COLUMNS]
    return table(words("library.table"), headings, rows, "wm-papers-table")


def _row(
    record: DocumentRecord,
    older: Sequence[DocumentRecord],
    newer: Sequence[DocumentRecord],
    words: Words,
) -> tuple[str, ...]:
    facts = record.facts
    return (
        f'{paper_anchor(record)}<span class="wm-sub">{escaped(record.document)}</span>',
        escaped(facts.type),
        date_html(record, words),
        escaped(facts.collection),
        _version(record, older, newer, words),
        words.html("library.no_pages") if record.pages is None else f"{record.pages:,}",
        f"{record.passages:,}",
        problems_html(record, words),
    )


def _version(
    record: DocumentRecord,
    older: Sequence[DocumentRecord],
    newer: Sequence[DocumentRecord],
    words: Words,
) -> str:
    said = [escaped(record.facts.version)] if record.facts.version else []
    for one in older:
        told = words.html("library.supersedes", title=one.facts.title)
        said.append(f'<span class="wm-sub">{told}</span>')
    for one in newer:
        told = words.html("library.superseded", title=one.facts.title)
        said.append(f'<span class="wm-sub wm-old">{told}</span>')
    return "".join(said) or '<span aria-hidden="true">–</span>'


def problems_html(record: DocumentRecord, words: Words) -> str:
    """How much is the matter with a paper, in a word or two."""
    if record.failure:
        return f'<span class="wm-bad">{words.html("library.problem_failed")}</span>'
    count = len(record.notes)
    if count:
        name = "library.problem_notes_one" if count == 1 else "library.problem_notes_many"
        return f'<span class="wm-bad">{words.html(name, count=count)}</span>'
    return words.html("library.no_problems")


def _pager(found: Listed, asked: Asked, words: Words) -> str:
    before = (asked.address(found.page - 1), words("library.previous")) if found.page > 1 else None
    more = found.page * PAGE < found.found
    after = (asked.address(found.page + 1), words("library.next")) if more else None
    position = words("library.page_of", page=found.page, pages=found.pages)
    return pager(words("library.pager"), position, before, after)
