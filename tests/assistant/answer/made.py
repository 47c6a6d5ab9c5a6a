"""Documents made from a few lines of Markdown, read as files are, with no Library around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.answer.choose import Evidence
from assistant.answer.evidence import Unit, units
from assistant.answer.features import NAMES, Features
from assistant.retrieve.search import Found
from assistant.shelf import OpenDocument
from ingest.library.records import DocumentRecord, StoredPassage
from ingest.model import Facts, SourceFile
from ingest.readers import read_file
from ingest.settings import Settings
from ingest.structure import structure


def record(number: int, title: str, name: str = "", **facts: Any) -> DocumentRecord:
    """A document as the Library would list it."""
    told = Facts(title, **facts)
    return DocumentRecord(number, name or f"{number}.md", "", told, None, 1, (), (), (), 1)


def paper(text: str, number: int = 1, title: str = "Paper", **facts: Any) -> OpenDocument:
    """A Markdown text as the answering steps read it, with facts as given."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "paper.md"
        path.write_text(text, encoding="utf8")
        source = SourceFile(path.name, path)
        made = structure(read_file(source, Settings()), source, "digest")
    return OpenDocument(record(number, title, **facts), made.text, made.blocks, made.sections)


def units_of(*documents: OpenDocument) -> tuple[Unit, ...]:
    """All units of the documents, each found as one passage."""
    shelf: Any = _Open({one.record.id: one for one in documents})
    return units([_found(one) for one in documents], shelf)


def unit_with(words: str, *documents: OpenDocument) -> Unit:
    """The one unit that says these words."""
    (found,) = (unit for unit in units_of(*documents) if words in unit.said)
    return found


def evidence(*found: Unit | tuple[Unit, float]) -> tuple[Evidence, ...]:
    """The units as evidence in this order, of the score that stands with it, else 1."""
    pairs = [one if isinstance(one, tuple) else (one, 1.0) for one in found]
    nothing = Features(**dict.fromkeys(NAMES, 0.0))
    return tuple(Evidence(u, nothing, frozenset(), frozenset(), score) for u, score in pairs)


def cut(document: OpenDocument, start: int, end: int) -> Sequence[Unit]:
    """The units of a passage that holds only a stretch of the document."""
    shelf: Any = _Open({document.record.id: document})
    hit = _found(document)
    return units([replace(hit, passage=replace(hit.passage, start=start, end=end))], shelf)


def _found(document: OpenDocument) -> Found:
    text, last = document.text, len(document.blocks) - 1
    number = document.record.id
    passage = StoredPassage(0, 0, 0, last, 0, len(text), None, text, "", "", 1, number, number)
    return Found(passage, 1.0, 0.0, 0.0)


class _Open:
    """A shelf that holds just these documents."""

    def __init__(self, documents: dict[int, OpenDocument]) -> None:
        self._documents = documents

    def open(self, number: int) -> OpenDocument:
        return self._documents[number]
