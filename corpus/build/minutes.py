"""Minutes of a board as a secretary issues them: who came, what was said, decided and asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from docx.document import Document

from corpus.build import word
from corpus.build.word_flow import Entry, write
from corpus.build.word_numbering import NUMBERED, number_headings

_PEOPLE = (5.2, 11.8)  # centimetres
_ACTIONS = ("Reference", "Action", "Owner", "Due date", "Status")
_ACTION_WIDTHS = (2.2, 6.3, 2.6, 2.6, 3.3)


def minutes(source: Mapping[str, Any]) -> bytes:
    """The Word file of one meeting.

    `source` has title, subtitle, notice, running (the line at the foot), issued, secretary,
    status, details (label to value), amendment (boxed lines; optional), present, attending and
    apologies (name to post), items (heading and minutes), actions, next_meeting and record (what
    the chair signs). A minute is an entry of `word_flow`, or a decision with its text, or a table
    of actions.
    """
    document = word.new(
        word.Properties(
            source["title"],
            source["secretary"],
            source["issued"],
            subject=source["subtitle"],
            status=source["status"],
        )
    )
    number_headings(document)
    word.running(document, source["notice"], source["running"])
    word.paragraph(document, source["notice"], "Notice")
    word.title(document, source["title"], source["subtitle"])
    for line in source.get("amendment", ()):
        word.paragraph(document, line, "Notice")
    word.form(document, source["details"].items())
    _people(document, source)
    for item in source["items"]:
        word.heading(document, item["heading"])
        _minutes(document, item["minutes"])
    word.heading(document, "Actions from this meeting")
    _actions(document, source["actions"])
    word.heading(document, "Date of the next meeting")
    word.paragraph(document, source["next_meeting"], NUMBERED)
    word.form(document, source["record"].items(), widths=(6.5, 10.5))
    return word.finished(document)


def _people(document: Document, source: Mapping[str, Any]) -> None:
    for heading, key in (
        ("Members present", "present"),
        ("In attendance", "attending"),
        ("Apologies", "apologies"),
    ):
        word.heading(document, heading, 2)
        word.table(document, ("Name", "Post"), source[key].items(), _PEOPLE)


def _minutes(document: Document, minutes: Iterable[Entry]) -> None:
    for minute in minutes:
        match minute:
            case {"decision": reference, "text": text}:
                word.paragraph(document, f"**Decision {reference}:** {text}", "Callout")
            case {"actions": list() as actions}:
                _actions(document, actions)
            case _:
                write(document, minute)


def _actions(document: Document, actions: Iterable[Mapping[str, str]]) -> None:
    rows = [[a["ref"], a["action"], a["owner"], a["due"], a["status"]] for a in actions]
    word.table(document, _ACTIONS, rows, _ACTION_WIDTHS)
