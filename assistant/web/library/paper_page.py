"""One paper's page as HTML: its facts, its versions, its problems, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.provenance import marked
from assistant.web.dates import spoken_date
from assistant.web.escape import escaped
from assistant.web.html import pairs
from assistant.web.library.list_page import date_html, paper_anchor, why_undated
from assistant.web.library.listing import replaced, replaced_by
from assistant.web.source.links import opener, original_link, reading_link
from assistant.web.words import Words
from ingest.library import DocumentRecord


def missing_html(words: Words) -> str:
    """What is said of a paper that is not there, or not for this person."""
    return (
        f'{_back(words)}<h1 tabindex="-1">{words.html("page.room_library")}</h1>'
        f'<p class="wm-empty">{words.html("paper.missing")}</p>'
    )


def paper_html(
    record: DocumentRecord,
    records: Sequence[DocumentRecord],
    words: Words,
    *,
    keeps: bool,
    ours: bool = False,
    archived: int = 0,
    most: int = 0,
) -> str:
    """A paper's page for somebody who may read `records`, it among them.

    keeps      whether it may be replaced, read again and retired
    ours       its file was uploaded, and `archived` is how many papers are in it, where many can be
    most       megabytes of a file that is to replace it
    """
    reading = (
        f"<section><h2>{words.html('paper.reading')}</h2><p>{words.html('paper.reading_explain')}"
        f'</p><p class="wm-actions">'
        f"{opener(reading_link(record.id), words.html('paper.reading_open'), kind='wm-button')}"
        f'<a href="{original_link(record.id)}" target="_blank" rel="noopener">'
        f"{words.html('paper.original')}</a></p></section>"
    )
    fields = pairs((label, escaped(value)) for label, value in record.fields)
    sheet = f"<section><h2>{words.html('paper.fields')}</h2>{fields}</section>" if fields else ""
    return (
        f'{_back(words)}<h1 tabindex="-1">{escaped(record.facts.title)}</h1>'
        f'<div class="wm-two" data-paper="{escaped(record.document)}"><div>'
        f"<section><h2>{words.html('paper.facts')}</h2>{pairs(_facts(record, words))}</section>"
        f"{sheet}</div><div>{reading}{_problems(record, words)}{_versions(record, records, words)}"
        f"{_keeping(record, words, ours, archived, most) if keeps else ''}</div></div>"
    )


def _back(words: Words) -> str:
    return (
        f'<p class="wm-back-link"><a href="/library" data-part data-back>{words.html("paper.back")}'
        "</a></p>"
    )


def _facts(record: DocumentRecord, words: Words) -> Iterator[tuple[str, str]]:
    facts = record.facts
    yield words("library.col_type"), escaped(facts.type)
    dated = words.html("paper.undated", basis=why_undated(record))
    if facts.date:
        spoken = spoken_date(facts.date)
        dated = words.html("paper.date_basis", date=spoken, basis=facts.date_basis)
    yield words("paper.date"), dated
    yield words("library.col_collection"), escaped(facts.collection)
    for name, value in (
        ("meeting", facts.meeting),
        ("organisation", facts.organisation),
        ("version", facts.version),
        ("provenance", marked(facts.provenance) if facts.provenance else None),
    ):
        if value:
            yield words(f"paper.{name}"), escaped(value)
    pages = words.html("library.no_pages") if record.pages is None else f"{record.pages:,}"
    yield words("library.col_pages"), pages
    yield words("library.col_passages"), f"{record.passages:,}"
    if record.furniture:
        count = words.html("paper.furniture_count", count=len(record.furniture))
        yield words("paper.furniture"), count
    yield words("paper.file"), escaped(record.document)


def _problems(record: DocumentRecord, words: Words) -> str:
    told = list(dict.fromkeys([*([record.failure] if record.failure else []), *record.notes]))
    items = "".join(f"<li>{escaped(one)}</li>" for one in told)
    said = (
        f'<ul class="wm-problems">{items}</ul>'
        if items
        else f"<p>{words.html('paper.no_problems')}</p>"
    )
    return f"<section><h2>{words.html('paper.problems')}</h2>{said}</section>"


def _versions(record: DocumentRecord, records: Sequence[DocumentRecord], words: Words) -> str:
    found = replaced(records)
    newer, older = found.get(record.document, []), replaced_by(record, records, found)
    rows = [
        (words(f"paper.{name}"), f"{paper_anchor(one)} {_version_of(one, words)}")
        for name, those in (("superseded", newer), ("supersedes", older))
        for one in those
    ]
    said = pairs(rows) or f"<p>{words.html('paper.no_versions')}</p>"
    return f"<section><h2>{words.html('paper.versions')}</h2>{said}</section>"


def _version_of(record: DocumentRecord, words: Words) -> str:
    version = escaped(record.facts.version) if record.facts.version else ""
    return f'<span class="wm-sub">{version} {date_html(record, words)}</span>'


def _keeping(record: DocumentRecord, words: Words, ours: bool, archived: int, most: int) -> str:
    too_large = words.html("upload.too_large", size="{size}", most="{most}")
    number = f'<input type="hidden" name="d" value="{record.id}">'
    explain = "paper.replace_explain" if ours else "paper.replace_outside"
    gone = words.html("paper.retire_explain" if ours else "paper.retire_outside")
    if archived:
        gone += f" {words.html('paper.retire_archive', count=archived)}"
    replace = (
        f'<form class="wm-replace" data-upload data-d="{record.id}"'
        f' data-collection="{escaped(record.facts.collection)}"'
        f' data-most="{most}" data-lost="{words.html("upload.lost")}"'
        f' data-too-large="{too_large}"><p>{words.html(explain)}</p>'
        f'<label>{words.html("paper.replace_file")}<input type="file" name="file" required></label>'
        f'<p class="wm-problem" role="alert"></p><label class="wm-check" hidden><input'
        f' type="checkbox" name="same"><span>{words.html("upload.add_same")}</span></label>'
        f'<progress class="wm-bar" max="1" value="0" hidden'
        f' aria-label="{words.html("upload.sending")}"></progress>'
        f'<button class="wm-button">{words.html("paper.replace_submit")}</button></form>'
    )
    if archived:
        replace = ""
    reread = (
        f'<form method="post" action="/library/reread" data-post>{number}'
        f"<p>{words.html('paper.reread_explain')}</p>"
        f'<p class="wm-problem" role="alert"></p>'
        f'<button class="wm-button">{words.html("paper.reread")}</button></form>'
    )
    retire = (
        f'<form method="post" action="/library/retire" data-post>{number}'
        f'<input type="hidden" name="sure" value="1"><p>{gone}</p>'
        f'<p class="wm-problem" role="alert"></p>'
        f'<button class="wm-button wm-danger">{words.html("paper.retire_submit")}</button></form>'
    )
    parts = (("replace", replace), ("reread", reread), ("retire_open", retire))
    items = "".join(
        f'<details class="wm-do"><summary>{words.html(f"paper.{name}")}</summary>{form}</details>'
        for name, form in parts
        if form
    )
    return f"<section><h2>{words.html('paper.keep')}</h2>{items}</section>"
