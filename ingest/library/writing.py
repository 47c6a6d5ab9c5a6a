"""Putting a document into the tables and taking it out, within the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.library.database import meta, set_meta
from ingest.library.records import (
    INSERT_BLOCK,
    INSERT_PASSAGE,
    INSERT_SECTION,
    block_row,
    document_values,
    insert,
    passage_row,
    section_row,
)
from ingest.model import Passage, StructuredDocument

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CHILDREN = ("acronyms", "passages", "blocks", "sections")
_UNIT = 1e-3  # how far a vector's length may be from 1


def check(
    document: StructuredDocument,
    passages: Sequence[Passage],
    vectors: NDArray[np.float32],
    dimensions: int,
) -> None:
    """Raise ValueError unless every span is exact and every passage has its vector."""
    import numpy as np

    for place, passage in enumerate(passages):
        if passage.ordinal != place:
            raise ValueError(f"{document.document}: passage {place} has number {passage.ordinal}")
        if passage.text != document.text[passage.start : passage.end]:
            raise ValueError(f"{document.document}: passage {place} is not its span of the text")
    if vectors.shape != (len(passages), dimensions):
        raise ValueError(
            f"{document.document}: vectors of shape {vectors.shape} for {len(passages)} passages"
            f" of {dimensions} dimensions"
        )
    lengths = np.linalg.norm(vectors, axis=1)
    if not bool(np.all(np.abs(lengths - 1.0) < _UNIT)):
        raise ValueError(f"{document.document}: a vector is not of unit length")


def put(
    connection: sqlite3.Connection,
    document: StructuredDocument,
    passages: Sequence[Passage],
    vectors: NDArray[np.float32],
    acronyms: Sequence[tuple[str, str]],
    root: str,
    origin: str,
) -> int:
    """Write all of a document in place of its older version. Returns its id."""
    values = document_values(document) | {
        "revision": next_generation(connection),
        "root": root,
        "origin": origin,
        "failure": None,
    }
    columns = tuple(values)
    updates = ", ".join(f"{c} = excluded.{c}" for c in columns if c != "document")
    (document_id,) = connection.execute(
        f"{insert('documents', columns)} ON CONFLICT (document) DO UPDATE SET {updates}"
        " RETURNING id",
        tuple(values.values()),
    ).fetchone()
    for table in _CHILDREN:
        connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))
    connection.executemany(
        INSERT_SECTION, (section_row(document_id, section) for section in document.sections)
    )
    connection.executemany(
        INSERT_BLOCK, (block_row(document_id, block) for block in document.blocks)
    )
    for passage, vector in zip(passages, vectors, strict=True):
        row = connection.execute(INSERT_PASSAGE, passage_row(document_id, passage))
        data = vector.astype("<f4").tobytes()
        connection.execute("INSERT INTO vectors VALUES (?, ?)", (row.lastrowid, data))
    connection.executemany(
        "INSERT INTO acronyms VALUES (?, ?, ?, ?)",
        ((document_id, i, short, long) for i, (short, long) in enumerate(acronyms)),
    )
    return int(document_id)


def remove(connection: sqlite3.Connection, document: str) -> bool:
    """Take a document out, with all that belongs to it. False if there was none."""
    # Passages by name, so that the trigger takes them out of the word index as well.
    connection.execute(
        "DELETE FROM passages WHERE document_id IN (SELECT id FROM documents WHERE document = ?)",
        (document,),
    )
    gone = connection.execute("DELETE FROM documents WHERE document = ?", (document,)).rowcount
    if gone:
        next_generation(connection)
    return bool(gone)


def next_generation(connection: sqlite3.Connection) -> int:
    """Note that the Library changes; the number of its new state."""
    number = int(meta(connection, "generation") or 0) + 1
    set_meta(connection, generation=number)
    return number
