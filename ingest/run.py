"""An ingest run: files in, Library out.

    find → (unpack) → read → structure → cut → embed → put

One file's failure never stops the rest, and a file that can no longer be read keeps the version
that could.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from ingest.batch import Batch
from ingest.embed.base import Embedder
from ingest.errors import LibraryError
from ingest.library import Library
from ingest.report import Failure, IngestReport, Progress
from ingest.settings import Settings
from ingest.steps import Steps, default_steps
from ingest.walk import find

__all__ = ["Failure", "IngestReport", "Progress", "Steps", "default_steps", "ingest"]


def ingest(
    paths: Sequence[Path],
    settings: Settings,
    embedder: Embedder,
    *,
    rebuild: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    collection: str | None = None,
    steps: Steps | None = None,
) -> IngestReport:
    """Bring the Library in `settings.library` up to date with the files below `paths`.

    A document is called by its file's path below the folder that was given. New and changed files
    (by SHA-256) are read, unchanged ones passed over, and documents whose file is gone from a
    folder given now are taken out; other folders' documents stay. `collection` is remembered for
    the paths: leaving it out another time does not move their documents to another one.
    `rebuild` makes the Library anew from `paths` and from every folder that it holds.

    Raises UsageError for a path that does not exist, LibraryError, ModelError. Anything else that
    goes wrong with a file is in the report.
    """
    started = time.monotonic()
    remembered, held = _remembered(settings.library) if rebuild else ({}, set[str]())
    again = [path for path in map(Path, remembered) if path.exists()]
    roots = find([*paths, *again], settings.library)
    with Library.open(
        settings.library,
        model=embedder.name,
        dimensions=embedder.dimensions,
        passage_tokens=settings.passage_tokens,
        write=True,
        lock_wait=settings.lock_wait_seconds,
        rebuild=rebuild,
    ) as library:
        remembered |= library.roots()
        run = Batch(library, settings, embedder, steps or default_steps(), on_progress)
        run.total = sum(len(root.files) for root in roots)
        given = {path.resolve() for path in paths}
        for root in roots:
            chosen = collection if root.path in given else None
            run.bring_in(root, chosen or remembered.get(str(root.path)))
        if not rebuild:
            library.index_vectors(
                on_progress=lambda done, total: run.tell("indexing", "", done, total)
            )
        else:
            run.settle(held)
        passages = library.passage_count()
    return run.report(passages, time.monotonic() - started, roots)


def _remembered(folder: Path) -> tuple[dict[str, str | None], set[str]]:
    """Roots and documents of a Library about to be made anew, as far as it can still be read."""
    try:
        with Library.open(folder, model=None, dimensions=None, write=False, lock_wait=0) as old:
            return old.roots(), {record.document for record in old.documents()}
    except LibraryError:
        return {}, set()
