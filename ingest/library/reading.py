"""Everything that can be asked of an open Library."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import UsageError
from ingest.library import records, searching
from ingest.library.database import Database, meta
from ingest.library.opening import Shape, refuse_another_model
from ingest.library.records import Acronym, Choices, DocumentRecord, StoredPassage
from ingest.library.scope import EVERYTHING, Scope, sql_condition
from ingest.library.vectors import VectorIndex
from ingest.model import Block, Section

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Reading:
    """The questions. Any thread may ask; each call sees one version of the Library."""

    def __init__(self, folder: Path, database: Database, shape: Shape) -> None:
        self.folder = folder
        self.shape = shape
        self._database = database
        self._index = VectorIndex(folder)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Whatever this thread asks inside the block comes from one version of the Library.

        Needed wherever one call's result goes into the next: a document may be replaced between
        a search and the reading of what it found.
        """
        with self._database.snapshot():
            yield

    def generation(self) -> int:
        """A number that goes up with every change: what was computed at the same one holds."""
        with self._database.snapshot() as connection:
            return int(meta(connection, "generation") or 0)

    def documents(self, scope: Scope = EVERYTHING) -> tuple[DocumentRecord, ...]:
        """All documents within `scope`, by name."""
        condition, values = sql_condition(scope)
        return self._records(f"WHERE {condition} ORDER BY d.document", values)

    def record(self, document_id: int) -> DocumentRecord:
        """One document. Raises UsageError for an unknown id."""
        for found in self._records("WHERE d.id = ?", [document_id]):
            return found
        raise UsageError(f"The Library in {self.folder} has no document number {document_id}.")

    def visible(self, document_id: int, scope: Scope) -> DocumentRecord | None:
        """One document by its id where it lies within `scope`; None for what is not there either.

        Raises UsageError for a scope with a date that is none.
        """
        condition, values = sql_condition(scope)
        found = self._records(f"WHERE d.id = ? AND {condition}", [document_id, *values])
        return next(iter(found), None)

    def find(self, document: str, scope: Scope = EVERYTHING) -> DocumentRecord | None:
        """The document of that name within `scope`, or None."""
        condition, values = sql_condition(scope)
        tail = f"WHERE d.document = ? AND {condition}"
        return next(iter(self._records(tail, [document, *values])), None)

    def choices(self, scope: Scope = EVERYTHING) -> Choices:
        """The collections, types and dates that occur within `scope`."""
        condition, values = sql_condition(scope)
        with self._database.snapshot() as connection:
            return records.choices(connection, condition, values)

    def text(self, document: str, scope: Scope = EVERYTHING) -> str:
        """A document's canonical text.

        Raises UsageError, with the nearest name within `scope`, for one that is not there.
        """
        condition, values = sql_condition(scope)
        with self._database.snapshot() as connection:
            row = connection.execute(
                f"SELECT d.text FROM documents AS d WHERE d.document = ? AND {condition}",
                (document, *values),
            ).fetchone()
            if row is not None:
                return str(row[0])
            query = f"SELECT d.document FROM documents AS d WHERE {condition}"
            names = [name for (name,) in connection.execute(query, values)]
        near = difflib.get_close_matches(document, names, n=1, cutoff=0.5)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise UsageError(f"The Library in {self.folder} has no document {document!r}.{hint}")

    def blocks(self, document_id: int) -> tuple[Block, ...]:
        """A document's blocks, in order; () for an unknown id."""
        with self._database.snapshot() as connection:
            rows = connection.execute(records.SELECT_BLOCKS, (document_id,)).fetchall()
        return tuple(map(records.to_block, rows))

    def sections(self, document_id: int) -> tuple[Section, ...]:
        """A document's sections, in order; () for an unknown id."""
        with self._database.snapshot() as connection:
            rows = connection.execute(records.SELECT_SECTIONS, (document_id,)).fetchall()
        return tuple(map(records.to_section, rows))

    def passages(self, ids: Iterable[int]) -> tuple[StoredPassage, ...]:
        """Those passages, in the order of `ids`; one that is no more is left out."""
        wanted = list(ids)
        with self._database.snapshot() as connection:
            rows = connection.execute(
                f"{records.SELECT_PASSAGES} WHERE p.id IN (SELECT value FROM json_each(?))",
                (json.dumps(wanted),),
            ).fetchall()
        found = {passage.id: passage for passage in map(records.to_passage, rows)}
        return tuple(found[i] for i in wanted if i in found)

    def document_passages(self, document_id: int) -> tuple[StoredPassage, ...]:
        """All passages of a document, in order; () for an unknown id."""
        with self._database.snapshot() as connection:
            rows = connection.execute(
                f"{records.SELECT_PASSAGES} WHERE p.document_id = ? ORDER BY p.ordinal",
                (document_id,),
            ).fetchall()
        return tuple(map(records.to_passage, rows))

    def beside(self, ids: Iterable[int], scope: Scope = EVERYTHING) -> dict[int, tuple[int, ...]]:
        """For each of the passages that lies within `scope`: those right before and after it."""
        condition, values = sql_condition(scope)
        with self._database.snapshot() as connection:
            rows = connection.execute(
                "SELECT p.id, n.id FROM passages AS p JOIN documents AS d ON d.id = p.document_id"
                " LEFT JOIN passages AS n ON n.document_id = p.document_id"
                " AND n.ordinal IN (p.ordinal - 1, p.ordinal + 1)"
                f" WHERE p.id IN (SELECT value FROM json_each(?)) AND {condition}"
                " ORDER BY p.id, n.ordinal",
                (json.dumps(list(ids)), *values),
            ).fetchall()
        found: dict[int, tuple[int, ...]] = {}
        for passage, other in rows:
            found[passage] = found.get(passage, ()) + ((other,) if other is not None else ())
        return found

    def acronyms(self, scope: Scope = EVERYTHING) -> tuple[Acronym, ...]:
        """Acronyms as the documents expand them, by document and place."""
        condition, values = sql_condition(scope)
        with self._database.snapshot() as connection:
            rows = connection.execute(
                "SELECT a.short, a.long, a.document_id FROM acronyms AS a"
                f" JOIN documents AS d ON d.id = a.document_id WHERE {condition}"
                " ORDER BY d.document, a.ordinal",
                values,
            ).fetchall()
        return tuple(Acronym(*row) for row in rows)

    def search_words(
        self,
        match: str,
        limit: int,
        filters: Scope = EVERYTHING,
        *,
        weights: tuple[float, float, float] = (1.0, 1.0, 1.0),
    ) -> list[tuple[int, float]]:
        """Passage ids with their BM25 score, best (highest) first.

        `match` is an FTS5 expression, ready made: words between double quotes, joined by OR, AND
        or spaces. `weights` are those of the columns context, text, words (statements of rows and
        fields). Raises UsageError for an expression that FTS5 does not understand.
        """
        with self._database.snapshot() as connection:
            return searching.words(connection, match, limit, filters, weights)

    def search_vectors(
        self, vector: NDArray[np.float32], limit: int, filters: Scope = EVERYTHING
    ) -> list[tuple[int, float]]:
        """Passage ids with the cosine of their vector and `vector`, best first.

        Raises LibraryMismatch where the Library was rebuilt, since it was opened, for another
        model than the one that made `vector`.
        """
        with self._database.snapshot() as connection:
            refuse_another_model(connection, self.folder, self.shape)
            passages = searching.passage_count(connection, EVERYTHING)
            candidates = None
            if passages:
                candidates = self._index.nearest(
                    vector,
                    2 * limit + 32,  # spare ones: the index is approximate, the ranking is not
                    filters,
                    generation=int(meta(connection, "generation") or 0),
                    passages=passages,
                    indexed=lambda: int(self._database.fresh("indexed") or -1),
                )
            return searching.similar(connection, vector, limit, filters, candidates)

    def vectors(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """The passages' vectors, one a row in the order of `ids`; zeros for one that is no more."""
        import numpy as np

        with self._database.snapshot() as connection:
            found = searching.vectors_of(connection, ids)
        rows = np.zeros((len(ids), self.shape.dimensions or 0), dtype=np.float32)
        for place, i in enumerate(ids):
            if i in found:
                rows[place] = found[i]
        return rows

    def document_frequency(self, terms: Iterable[str], scope: Scope = EVERYTHING) -> dict[str, int]:
        """For each term, in how many passages it stands, stemmed and folded as the index does.

        A term of several words counts where they stand side by side.
        """
        with self._database.snapshot() as connection:
            return searching.frequencies(connection, terms, scope)

    def passage_count(self, scope: Scope = EVERYTHING) -> int:
        """How many passages there are."""
        with self._database.snapshot() as connection:
            return searching.passage_count(connection, scope)

    def _records(self, tail: str, values: Sequence[object]) -> tuple[DocumentRecord, ...]:
        with self._database.snapshot() as connection:
            cursor = connection.execute(f"{records.SELECT_DOCUMENTS} {tail}", values)
            return tuple(records.to_record(cursor, row) for row in cursor.fetchall())
