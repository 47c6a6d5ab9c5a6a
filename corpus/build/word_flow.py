"""The running content of a paper, as its source writes it, into a Word document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from docx.document import Document

from corpus.build import word
from corpus.build.word_numbering import NUMBERED

Entry = str | Mapping[str, Any]


def flow(document: Document, entries: Iterable[Entry]) -> None:
    """Write entries in order: see `write`."""
    for entry in entries:
        write(document, entry)


def write(document: Document, entry: Entry) -> None:
    """Write one entry: a text, which is numbered, or a mapping of one of these shapes.

    points           a list with bullets
    steps            a list that counts from 1
    columns, widths  a table with its rows; `widths` in centimetres
    """
    match entry:
        case str():
            word.paragraph(document, entry, NUMBERED)
        case {"points": points}:
            word.bullets(document, points)
        case {"steps": steps}:
            word.numbered(document, steps)
        case {"columns": columns, "rows": rows, "widths": widths}:
            word.table(document, columns, rows, widths)
        case _:
            raise ValueError(f"no way to write {entry!r}")
