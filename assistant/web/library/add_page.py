"""The form for adding papers as HTML, and what is said of files before they are sent."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.people import Person
from assistant.web.dates import spoken_date
from assistant.web.escape import escaped
from assistant.web.html import select
from assistant.web.library.names import READABLE
from assistant.web.words import Words
from ingest.library import DocumentRecord

NEW = ""  # the choice of a collection that is not there yet
DEFAULT = "default"


def open_collections(person: Person, records: Sequence[DocumentRecord]) -> list[str]:
    """The collections that somebody may add papers to, by name.

    Where nobody signs in, those that there are; else those of the person's groups.
    """
    if person.collections is not None:
        return sorted(person.collections)
    return sorted({DEFAULT, *(record.facts.collection for record in records)})


def add_html(collections: Sequence[str], words: Words, *, most: int, new: bool) -> str:
    """The form. `new` lets a new collection be named; `most` is in megabytes."""
    link = f'<a href="/library" data-part data-back>{words.html("paper.back")}</a>'
    heading = f'<h1 tabindex="-1">{words.html("upload.heading")}</h1>'
    head = f'<p class="wm-back-link">{link}</p>{heading}'
    if not collections and not new:
        return f'{head}<p class="wm-empty">{words.html("upload.no_collections")}</p>'
    options = [(name, name) for name in collections]
    if new:
        options.append((NEW, words("upload.new_collection")))
    kinds = ", ".join(sorted(READABLE))
    choose = words.html("upload.choose")
    limits = f"{words.html('upload.limit', most=most)} {words.html('upload.kinds')}: "
    names = (
        f'<label class="wm-new" hidden>{words.html("upload.new_name")}'
        '<input type="text" name="new" maxlength="60" autocomplete="off"></label>'
        if new
        else ""
    )
    chosen = DEFAULT if DEFAULT in collections else ""
    return (
        f'{head}<p class="wm-lead">{words.html("upload.lead")}</p>'
        f'<form class="wm-upload" data-upload data-most="{most}" {_said(words)}>'
        f"<div>{select('collection', words('upload.collection'), options, chosen)}"
        f'<p class="wm-sub">{words.html("upload.collection_note")}</p>{names}</div>'
        f'<div class="wm-drop"><label class="wm-button" for="wm-files">{choose}</label>'
        f'<input type="file" id="wm-files" name="files" multiple accept="{kinds}">'
        f' <span>{words.html("upload.drop")}</span><p class="wm-sub">'
        f"{limits}{escaped(kinds)}</p>"
        f'</div><div class="wm-chosen-files" hidden><h2>{words.html("upload.chosen")}</h2>'
        '<ul class="wm-files"></ul></div><p class="wm-problem" role="alert"></p>'
        f'<button class="wm-button wm-main">{words.html("upload.submit")}</button></form>'
    )


def _said(words: Words) -> str:
    """What the script says of each file, as data for it."""
    names = (
        "ready", "called", "replaces", "replace_it", "add_same", "sending", "sent", "lost",
        "too_large", "left", "remain", "nothing_to_send", "wait", "remove", "remove_named",
    )  # fmt: skip
    placeholders = {name: f"{{{name}}}" for name in ("name", "title", "date", "answer")}
    sizes = {"size": "{size}", "most": "{most}"}
    return " ".join(
        f'data-say-{name.replace("_", "-")}="'
        f'{words.html(f"upload.{name}", **placeholders, **sizes)}"'
        for name in names
    )


def standing(record: DocumentRecord, words: Words) -> dict[str, str]:
    """What is told of the paper that a file would replace."""
    facts = record.facts
    date = spoken_date(facts.date) if facts.date else words("library.undated")
    version = f"{date}, {facts.version}" if facts.version else date
    return {"title": facts.title, "date": version}
