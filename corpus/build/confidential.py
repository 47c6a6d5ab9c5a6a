"""A paper for the private part of a meeting, marked on every page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpus.build import word
from corpus.build.word_flow import flow
from corpus.build.word_numbering import number_headings


def confidential_paper(source: Mapping[str, Any]) -> bytes:
    """The Word file of one paper.

    `source` has title, subtitle, notice (that it is an example), marking (who may read it), header
    and footer (of every page), date, author, cover (label to value) and sections (heading and
    entries of `word_flow`).
    """
    document = word.new(
        word.Properties(
            source["title"],
            source["author"],
            source["date"],
            subject=source["subtitle"],
            status="Confidential",
        )
    )
    number_headings(document)
    word.running(document, source["header"], source["footer"])
    word.paragraph(document, source["notice"], "Notice")
    word.title(document, source["title"], source["subtitle"])
    word.paragraph(document, source["marking"], "Notice")
    word.form(document, source["cover"].items())
    for section in source["sections"]:
        word.heading(document, section["heading"])
        flow(document, section["content"])
    return word.finished(document)
