"""The Library: one folder that holds everything that was ingested, searchable."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ingest.library import searching, writing
from ingest.library.database import Database, explained, meta, set_meta
from ingest.library.lock import writer_lock
from ingest.library.opening import (
    Shape,
    make,
    make_folder,
    open_to_read,
    open_to_rebuild,
    open_to_write,
    refuse_a_file,
)
from ingest.library.reading import Reading
from ingest.library.vectors import VectorRow
from ingest.model import Passage, StructuredDocument

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def _silent(done: int, total: int) -> None:
    """Progress that nobody watches."""


class Library(Reading):
    """An open Library; use it as a context manager.

        with Library.open(folder, model=m, dimensions=d, write=False, lock_wait=0) as library:
            with library.snapshot():
                found = library.search_words('"hurdle"', 10)
                passages = library.passages(i for i, _ in found)

    `library.db` is the truth and each change to it is one transaction, so that a process killed
    at any moment leaves every document wholly old or wholly new. The vector index follows when
    the writer is done (`index_vectors`, at the end of the block at the latest); until then a
    vector search reads the vectors in `library.db`. Threads may share a Library; only one of
    them may write.
    """

    def __init__(self, folder: Path, database: Database, shape: Shape, held: ExitStack) -> None:
        super().__init__(folder, database, shape)
        self._held = held  # the writer's lock and the database
        self._replacing = ExitStack()  # the one transaction of a rebuild
        self._writes = False

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        model: str | None,
        dimensions: int | None,
        write: bool,
        lock_wait: float,
        passage_tokens: int | None = None,
        rebuild: bool = False,
    ) -> Self:
        """Open the Library in `folder`. None for model, dimensions, tokens: whatever is there.

        Reading never waits for a writer. Writing waits `lock_wait` seconds for another writer to
        end and makes what is not there yet. `rebuild` (only to write) starts from nothing: what
        is then put in replaces the old Library in one transaction, when the block ends without
        an error; until then, and after an error, the old one stays.

        Raises LibraryMissing (to read, and nothing there), LibraryMismatch (made with another
        model, passage size or schema), LibraryBusy (another writer), LibraryFull, UsageError (the
        folder is a file).
        """
        wanted = Shape(model, dimensions, passage_tokens)
        refuse_a_file(folder)
        with ExitStack() as held, explained(folder):
            if not write:
                database, found = open_to_read(folder, wanted)
                held.callback(database.close)
                return cls(folder, database, found, held.pop_all())
            make_folder(folder)
            held.enter_context(writer_lock(folder / "library.lock", lock_wait))
            (folder / "vectors.lock").touch()
            if rebuild:
                database, found = open_to_rebuild(folder), wanted
            else:
                database, found = open_to_write(folder, wanted)
            held.callback(database.close)
            library = cls(folder, database, found, held.pop_all())
        library._writes = True
        if rebuild:
            library._start_again()
        return library

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._replacing.__exit__(kind, error, trace)
            if kind is None and self._writes:
                self.index_vectors()
        finally:
            self._index.close()
            self._held.__exit__(kind, error, trace)

    def close(self) -> None:
        """Close for good, as the end of a block does."""
        self.__exit__(None, None, None)

    def put(
        self,
        document: StructuredDocument,
        passages: Sequence[Passage],
        vectors: NDArray[np.float32],
        *,
        acronyms: Sequence[tuple[str, str]] = (),
        root: str = "",
        origin: str = "",
    ) -> int:
        """Put a document in, in place of its older version if there is one. Returns its id.

        `vectors` has a row of unit length for each passage; passages are numbered from 0;
        `acronyms` are pairs (short, long). All of it becomes visible at once, or none.
        Raises ValueError where a passage is not its span of the text or the vectors do not fit,
        LibraryFull.
        """
        writing.check(document, passages, vectors, self.shape.dimensions or 0)
        with self._database.transaction() as connection:
            return writing.put(connection, document, passages, vectors, acronyms, root, origin)

    def remove(self, document: str) -> bool:
        """Take a document out with all that belongs to it. False if there is none."""
        with self._database.transaction() as connection:
            return writing.remove(connection, document)

    def adopt(self, document: str, *, root: str, origin: str) -> None:
        """Note that a document's file now stands elsewhere, and that it can be read."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE documents SET root = ?, origin = ?, failure = NULL WHERE document = ?",
                (root, origin, document),
            )

    def note_failure(self, document: str, reason: str) -> None:
        """Keep with a document why its file's newest version could not be read."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE documents SET failure = ? WHERE document = ?", (reason, document)
            )

    def roots(self) -> dict[str, str | None]:
        """The folders and files that were ingested, with the collection chosen for each."""
        with self._database.snapshot() as connection:
            return dict(connection.execute("SELECT root, collection FROM roots ORDER BY root"))

    def set_root(self, root: str, collection: str | None) -> None:
        """Remember a folder or file that was ingested, and the collection chosen for it."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO roots VALUES (?, ?)"
                " ON CONFLICT (root) DO UPDATE SET collection = excluded.collection",
                (root, collection),
            )

    def index_vectors(
        self, *, afresh: bool = False, on_progress: Callable[[int, int], None] = _silent
    ) -> bool:
        """Bring the vector index up to date; `on_progress` is told (done, of how many).

        Does nothing if it is, or while a rebuild is under way. `afresh` makes it again from the
        vectors in `library.db`. False where readers kept the index busy: searching goes on
        without it and the next writer tries again. Raises LibraryFull, LibraryError.
        """
        connection = self._database.connection()
        if connection.in_transaction:
            return False
        with self._database.snapshot():
            generation = int(meta(connection, "generation") or 0)
            indexed = int(meta(connection, "indexed") or -1)
            wanted = [i for (i,) in connection.execute("SELECT id FROM passages ORDER BY id")]
        broken = indexed < 0 or not self._index.path.is_dir()
        if indexed == generation and not afresh and not broken:
            return True
        if not wanted and indexed < 0 and not self._index.path.exists():
            return True  # nothing was ever ingested: no need to wake Chroma

        def rows(ids: Sequence[int]) -> Sequence[VectorRow]:
            return searching.index_rows(connection, ids)

        with explained(self.folder):
            self._note_indexed(-1)  # before waiting for readers: no more of them come
            done = self._index.replace_with(
                wanted, rows, afresh=afresh or broken, on_progress=on_progress
            )
            self._note_indexed(generation if done else indexed)
        return done

    def _note_indexed(self, generation: int) -> None:
        with self._database.transaction() as connection:
            set_meta(connection, indexed=generation)

    def _start_again(self) -> None:
        """Open the transaction that a rebuild ends with."""
        try:
            connection = self._replacing.enter_context(self._database.transaction())
            make(connection, self.shape, generation=_generation(connection) + 1)
        except BaseException:
            self._held.close()
            raise


def _generation(connection: sqlite3.Connection) -> int:
    return int(meta(connection, "generation") or 0)
