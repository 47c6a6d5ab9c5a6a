"""What comes out of the Library, and how it goes in: values to rows and back."""

from __future__ import annotations

import json
import sqlite3
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from ingest.library.scope import date_range
from ingest.model import (
    Block,
    BlockKind,
    Facts,
    Passage,
    Role,
    Section,
    StructuredDocument,
)


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One Document as the Library knows it, without its text.

    id        stays when the file's newer version replaces the older
    passages  how many it has
    root      the folder or file that was ingested; `origin` is the file itself
    failure   why the file's newest version could not be read; also the last of the `notes`
    revision  goes up, over the whole Library, with every change
    """

    id: int
    document: str
    digest: str
    facts: Facts
    pages: int | None
    passages: int
    fields: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    furniture: tuple[str, ...]
    revision: int
    root: str = ""
    origin: str = ""
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class StoredPassage(Passage):
    """A Passage that the Library holds. `id` is never used for another."""

    id: int
    document_id: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What documents can be told apart by: each that occurs, in order; no other is named.

    first, last   the days (ISO) between which the dated ones lie; None where none is dated
    """

    collections: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Acronym:
    """`short` stands for `long` in one document: another may say otherwise."""

    short: str
    long: str
    document_id: int


_BLOCK = tuple("idx" if f.name == "index" else f.name for f in fields(Block))
_SECTION = tuple("idx" if f.name == "index" else f.name for f in fields(Section))
_PASSAGE = tuple(f.name for f in fields(Passage))
_FACTS = tuple(f.name for f in fields(Facts))


def _listed(columns: tuple[str, ...], prefix: str = "") -> str:
    return ", ".join(f'{prefix}"{column}"' for column in columns)


def insert(table: str, columns: tuple[str, ...]) -> str:
    """The INSERT for `columns` of `table`."""
    return f"INSERT INTO {table} ({_listed(columns)}) VALUES ({', '.join('?' * len(columns))})"


SELECT_BLOCKS = f"SELECT {_listed(_BLOCK)} FROM blocks WHERE document_id = ? ORDER BY idx"
SELECT_SECTIONS = f"SELECT {_listed(_SECTION)} FROM sections WHERE document_id = ? ORDER BY idx"
SELECT_PASSAGES = f"SELECT {_listed(_PASSAGE, 'p.')}, p.id, p.document_id FROM passages AS p"
INSERT_BLOCK = insert("blocks", ("document_id", *_BLOCK))
INSERT_SECTION = insert("sections", ("document_id", *_SECTION))
INSERT_PASSAGE = insert("passages", ("document_id", *_PASSAGE))
SELECT_DOCUMENTS = (
    f"SELECT d.id, d.document, d.digest, {_listed(_FACTS, 'd.')}, d.pages, d.fields, d.notes,"
    " d.furniture, d.revision, d.root, d.origin, d.failure,"
    " (SELECT count(*) FROM passages AS p WHERE p.document_id = d.id) AS passages"
    " FROM documents AS d"
)


def document_values(document: StructuredDocument) -> dict[str, Any]:
    """The columns of `documents` that follow from the document alone."""
    days = date_range(document.facts.date) or (None, None)
    return {
        "document": document.document,
        "digest": document.digest,
        "text": document.text,
        "pages": document.pages,
        **{name: getattr(document.facts, name) for name in _FACTS},
        "date_from": days[0],
        "date_to": days[1],
        "fields": _json(document.fields),
        "furniture": _json(document.furniture),
        "notes": _json(document.notes),
    }


def block_row(document_id: int, block: Block) -> tuple[Any, ...]:
    """The values for INSERT_BLOCK."""
    return (document_id, *(getattr(block, f.name) for f in fields(Block)))


def section_row(document_id: int, section: Section) -> tuple[Any, ...]:
    """The values for INSERT_SECTION."""
    values = (getattr(section, f.name) for f in fields(Section))
    return (document_id, *(_json(v) if isinstance(v, tuple) else v for v in values))


def passage_row(document_id: int, passage: Passage) -> tuple[Any, ...]:
    """The values for INSERT_PASSAGE."""
    return (document_id, *(getattr(passage, name) for name in _PASSAGE))


def to_block(row: tuple[Any, ...]) -> Block:
    """A row of SELECT_BLOCKS."""
    values = dict(zip((f.name for f in fields(Block)), row, strict=True))
    values["kind"] = BlockKind(values["kind"])
    values["role"] = None if values["role"] is None else Role(values["role"])
    return Block(**values)


def to_section(row: tuple[Any, ...]) -> Section:
    """A row of SELECT_SECTIONS."""
    values = dict(zip((f.name for f in fields(Section)), row, strict=True))
    values["path"] = tuple(json.loads(values["path"]))
    return Section(**values)


def to_passage(row: tuple[Any, ...]) -> StoredPassage:
    """A row of SELECT_PASSAGES."""
    return StoredPassage(*row)


def to_record(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> DocumentRecord:
    """A row of SELECT_DOCUMENTS."""
    values: Mapping[str, Any] = dict(
        zip((column[0] for column in cursor.description), row, strict=True)
    )
    notes = tuple(json.loads(values["notes"]))
    return DocumentRecord(
        id=values["id"],
        document=values["document"],
        digest=values["digest"],
        facts=Facts(**{name: values[name] for name in _FACTS}),
        pages=values["pages"],
        passages=values["passages"],
        fields=tuple((label, value) for label, value in json.loads(values["fields"])),
        notes=notes if values["failure"] is None else (*notes, values["failure"]),
        furniture=tuple(json.loads(values["furniture"])),
        revision=values["revision"],
        root=values["root"],
        origin=values["origin"],
        failure=values["failure"],
    )


def choices(connection: sqlite3.Connection, condition: str, values: Sequence[Any]) -> Choices:
    """What occurs among the documents (`AS d`) that fit a condition."""

    def occurring(column: str) -> tuple[str, ...]:
        query = f"SELECT DISTINCT d.{column} FROM documents AS d WHERE {condition} ORDER BY 1"
        return tuple(value for (value,) in connection.execute(query, values))

    first, last = connection.execute(
        f"SELECT min(d.date_from), max(d.date_to) FROM documents AS d WHERE {condition}", values
    ).fetchone()
    return Choices(occurring("collection"), occurring("type"), _day(first), _day(last))


def _day(number: int | None) -> str | None:
    """20240231, as the last day of a month may be stored, is "2024-02-29"."""
    if number is None:
        return None
    year, month, day = number // 10000, number // 100 % 100, number % 100
    return f"{year:04}-{month:02}-{min(day, monthrange(year, month)[1]):02}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
