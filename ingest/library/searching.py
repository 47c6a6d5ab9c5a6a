"""Searches over one snapshot of the Library. Ties fall to the document's name, then its order."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ingest.errors import UsageError
from ingest.library.scope import Scope, sql_condition
from ingest.library.vectors import VectorRow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MALFORMED = "fts5:", "unterminated string", "no such column"
_DIGITS = 6  # below this, two similarities differ only by rounding


def words(
    connection: sqlite3.Connection,
    match: str,
    limit: int,
    scope: Scope,
    weights: tuple[float, float, float],
) -> list[tuple[int, float]]:
    """Passages that fit an FTS5 expression, best first, by BM25 with `weights` on the columns."""
    condition, values = sql_condition(scope)
    query = (
        "SELECT p.id, -bm25(passages_fts, ?, ?, ?) AS score FROM passages_fts"
        " JOIN passages AS p ON p.id = passages_fts.rowid"
        " JOIN documents AS d ON d.id = p.document_id"
        f" WHERE passages_fts MATCH ? AND {condition}"
        " ORDER BY score DESC, d.document, p.ordinal LIMIT ?"
    )
    try:
        rows = connection.execute(query, (*weights, match, *values, limit)).fetchall()
    except sqlite3.OperationalError as error:
        if any(sign in str(error) for sign in _MALFORMED):
            raise UsageError(
                f"{match!r} is not a search expression that SQLite's FTS5 understands ({error}). "
                "Put each word between double quotes."
            ) from error
        raise
    return [(int(i), float(score)) for i, score in rows]


def frequencies(
    connection: sqlite3.Connection, terms: Iterable[str], scope: Scope
) -> dict[str, int]:
    """In how many passages each term stands, stemmed as the index stems."""
    condition, values = sql_condition(scope)
    narrowed = (
        "SELECT count(*) FROM passages_fts JOIN passages AS p ON p.id = passages_fts.rowid"
        f" JOIN documents AS d ON d.id = p.document_id WHERE passages_fts MATCH ? AND {condition}"
    )
    whole = "SELECT count(*) FROM passages_fts WHERE passages_fts MATCH ?"
    query = whole if scope == Scope() else narrowed
    found: dict[str, int] = {}
    for term in terms:
        quoted = '"' + term.replace('"', '""').replace("\0", " ") + '"'
        parameters = (quoted,) if scope == Scope() else (quoted, *values)
        found[term] = int(connection.execute(query, parameters).fetchone()[0])
    return found


def passage_count(connection: sqlite3.Connection, scope: Scope) -> int:
    """How many passages `scope` holds."""
    if scope == Scope():
        return int(connection.execute("SELECT count(*) FROM passages").fetchone()[0])
    condition, values = sql_condition(scope)
    query = (
        "SELECT count(*) FROM passages AS p JOIN documents AS d ON d.id = p.document_id"
        f" WHERE {condition}"
    )
    return int(connection.execute(query, values).fetchone()[0])


def similar(
    connection: sqlite3.Connection,
    vector: NDArray[np.float32],
    limit: int,
    scope: Scope,
    candidates: Sequence[int] | None,
) -> list[tuple[int, float]]:
    """Passages by their cosine with `vector`, best first: of `candidates`, or of all.

    The similarity is computed from the stored vectors either way, so that the index only decides
    what is looked at, and both ways give the same numbers.
    """
    import numpy as np

    condition, values = sql_condition(scope)
    if candidates is not None:
        condition += " AND p.id IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(candidates))
    rows = connection.execute(
        "SELECT p.id, d.document, p.ordinal, v.data FROM passages AS p"
        " JOIN documents AS d ON d.id = p.document_id"
        f" JOIN vectors AS v ON v.passage_id = p.id WHERE {condition}",
        values,
    ).fetchall()
    if not rows:
        return []
    matrix = decoded([data for *_, data in rows])
    query = np.asarray(vector, dtype=np.float64)
    query = query / (np.linalg.norm(query) or 1.0)
    scores = np.round(matrix.astype(np.float64) @ query, _DIGITS)
    order = sorted(range(len(rows)), key=lambda i: (-scores[i], rows[i][1], rows[i][2]))
    return [(int(rows[i][0]), float(scores[i])) for i in order[:limit]]


def vectors_of(
    connection: sqlite3.Connection, ids: Sequence[int]
) -> dict[int, NDArray[np.float32]]:
    """The vectors of those of `ids` that the Library holds."""
    rows = connection.execute(
        "SELECT passage_id, data FROM vectors WHERE passage_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    ).fetchall()
    return {int(i): decoded([data])[0] for i, data in rows}


def index_rows(connection: sqlite3.Connection, ids: Sequence[int]) -> list[VectorRow]:
    """What the vector index wants to know of `ids`, in the order of ids."""
    rows = connection.execute(
        "SELECT p.id, v.data, d.collection, d.type, d.document, d.date_from, d.date_to"
        " FROM passages AS p JOIN documents AS d ON d.id = p.document_id"
        " JOIN vectors AS v ON v.passage_id = p.id"
        " WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY p.id",
        (json.dumps(list(ids)),),
    ).fetchall()
    names = ("collection", "type", "document", "date_from", "date_to")
    return [
        VectorRow(
            id=i,
            vector=decoded([data])[0],
            filters={n: v for n, v in zip(names, filters, strict=True) if v is not None},
        )
        for i, data, *filters in rows
    ]


def decoded(blobs: Sequence[bytes]) -> NDArray[np.float32]:
    """Stored vectors as an array, one a row."""
    import numpy as np

    return np.frombuffer(b"".join(blobs), dtype="<f4").reshape(len(blobs), -1)
