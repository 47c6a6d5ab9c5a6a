"""The vector index: a Chroma collection derived from `library.db`, never more than a copy.

Chroma keeps its graph in memory and on disk, one process does not see what another writes, and a
process killed while it saves leaves half a graph. So the index is only trusted when the Library
says that it holds exactly the generation that is being read; whoever reads otherwise scans the
vectors in SQLite instead: slower, and right.
"""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import LibraryError, LibraryFull
from ingest.library.database import full
from ingest.library.lock import shared_lock, sole_lock
from ingest.library.scope import Scope, chroma_condition

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api.models.Collection import Collection
    from numpy.typing import NDArray

logger = logging.getLogger(__name__)

_COLLECTION = "passages"
_BATCH = 2000  # records written at a time; Chroma takes 5461 at most
_LOCK_SECONDS = 10.0  # readers hold the lock for one query, so longer means that one is stuck
# A wide graph and search: libraries are small, and a near miss would be a wrong "nearest".
# One thread: the same vectors in the same order give the same graph. A low threshold: what is
# not saved to the graph's own file is added again, slowly, by everybody who opens it.
_CONFIGURATION: Any = {
    "hnsw": {
        "space": "cosine",
        "ef_construction": 100,
        "ef_search": 400,
        "max_neighbors": 24,
        "num_threads": 1,
        "batch_size": 50,
        "sync_threshold": 100,
    }
}
_opening = threading.Lock()


@dataclass(frozen=True, slots=True)
class VectorRow:
    """One passage's vector with what filters need, and nothing else that somebody wrote."""

    id: int
    vector: NDArray[np.float32]
    filters: dict[str, str | int]


class VectorIndex:
    """The Chroma collection in `folder`/vectors, opened when first wanted."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "vectors"
        self._lock_path = folder / "vectors.lock"
        self._collection: Collection | None = None
        self._generation = -1
        self._refused = -1  # a generation at which the index could not be read: not tried again

    def nearest(
        self,
        vector: NDArray[np.float32],
        count: int,
        scope: Scope,
        *,
        generation: int,
        passages: int,
        indexed: Callable[[], int],
    ) -> list[int] | None:
        """Up to `count` passages near `vector` within `scope`, in no promised order.

        `generation` is the one being read, with `passages` in it; `indexed` says which one the
        index holds at this moment. None where the index cannot be used for that generation now.
        """
        where = chroma_condition(scope)
        with shared_lock(self._lock_path) as held:
            if not held or generation == self._refused or indexed() != generation:
                return None
            try:
                collection = self._opened(generation, passages)
                if collection is None:
                    return None
                found = collection.query(
                    query_embeddings=[vector.tolist()],
                    n_results=min(count, passages),
                    where=where,
                    include=[],
                )
            except BaseException as error:  # an edge: native code, whose panics are no Exceptions
                if isinstance(error, KeyboardInterrupt | SystemExit):
                    raise
                self._refused = generation
                logger.warning("The vector index in %s cannot be read: %s", self.path, error)
                self.close()
                return None
        return [int(name) for name in found["ids"][0]]

    def replace_with(
        self,
        wanted: Sequence[int],
        rows: Callable[[Sequence[int]], Sequence[VectorRow]],
        *,
        afresh: bool,
        on_progress: Callable[[int, int], None],
    ) -> bool:
        """Make the index hold exactly `wanted`; `rows` fetches what is missing.

        The caller has noted that the index changes, so that readers leave it. `afresh` throws
        away what is there, for an index that may be broken. False if readers did not let go in
        time: then nothing was changed. Raises LibraryFull, LibraryError.
        """
        with sole_lock(self._lock_path, _LOCK_SECONDS) as held:
            if not held:
                return False
            for again in (afresh, True):  # an index that cannot be changed can be made anew
                try:
                    self._write(wanted, rows, again, on_progress)
                    break
                except Exception as error:  # an edge: Chroma's errors are of many kinds
                    self.close()
                    told = self._told(error)
                    if again or isinstance(told, LibraryFull):
                        raise told from error
                    logger.warning("The vector index in %s is made again: %s", self.path, error)
        return True

    def _write(
        self,
        wanted: Sequence[int],
        rows: Callable[[Sequence[int]], Sequence[VectorRow]],
        afresh: bool,
        on_progress: Callable[[int, int], None],
    ) -> None:
        import numpy as np

        present: set[int] = set()
        if not afresh:
            self.close()
            present = {int(name) for name in _collection(self.path).get(include=[])["ids"]}
        stale = sorted(present.difference(wanted))
        # Chroma marks what is deleted and keeps it in the graph: past half, start again.
        if afresh or 2 * len(stale) > len(present):
            self.close()
            shutil.rmtree(self.path, ignore_errors=True)
            present, stale = set(), []
        collection = _collection(self.path)
        for some in _batches(stale):
            collection.delete(ids=[str(i) for i in some])
        missing = [i for i in wanted if i not in present]
        done = 0
        for some in _batches(missing):
            batch = rows(some)
            collection.add(
                ids=[str(row.id) for row in batch],
                embeddings=np.stack([row.vector for row in batch]),
                metadatas=[row.filters for row in batch],
            )
            done += len(some)
            on_progress(done, len(missing))
        if collection.count() != len(wanted):
            raise RuntimeError(f"holds {collection.count()} vectors instead of {len(wanted)}")

    def close(self) -> None:
        """Let go of Chroma's files and memory."""
        self._collection = None
        self._generation = -1

    def _opened(self, generation: int, passages: int) -> Collection | None:
        """The collection at `generation`; None if it does not hold what it should."""
        with _opening:
            if self._collection is None or self._generation != generation:
                collection = _collection(self.path)
                if collection.count() != passages:
                    return None
                self._collection, self._generation = collection, generation
            return self._collection

    def _told(self, error: Exception) -> LibraryError:
        said = str(error).lower()
        if any(word in said for word in ("disk is full", "no space left", "file too large")):
            return full(self.path.parent)
        return LibraryError(
            f"The vector index in {self.path} could not be written ({error}). The Library itself "
            "is whole and searching goes on without the index, slower. The next `waymark ingest` "
            "makes the index again."
        )


def _collection(path: Path) -> Collection:
    """The collection at `path`, as it is on disk now.

    Chroma hands out one cached system a path, with the graph that it once read. A system that
    nobody else finds is always the present one, and is freed with the last reference to it.
    """
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings

    SharedSystemClient.clear_system_cache()
    try:
        client = chromadb.PersistentClient(
            path=str(path), settings=Settings(anonymized_telemetry=False)
        )
        return client.get_or_create_collection(
            _COLLECTION, configuration=_CONFIGURATION, embedding_function=None
        )
    finally:
        SharedSystemClient.clear_system_cache()


def _batches(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH)]
