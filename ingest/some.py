"""Single files into the Library and out of it, without a look at the rest of their folder.

For papers that people add one by one: each costs the same however many lie beside it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from ingest.batch import Batch
from ingest.embed.base import Embedder
from ingest.library import Library
from ingest.model import SourceFile
from ingest.report import IngestReport, Progress
from ingest.settings import Settings
from ingest.steps import Steps, default_steps
from ingest.walk import Root


def ingest_some(
    root: Path,
    files: Sequence[SourceFile],
    settings: Settings,
    embedder: Embedder,
    *,
    again: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    steps: Steps | None = None,
) -> IngestReport:
    """Bring in these files of the folder `root`, or of the file that was ingested by itself.

    A file may still lie elsewhere than where it is to be kept: `path` is read, `document` says
    what it is called below `root`. What is called "archive.zip/…" and is no longer in that archive
    is taken out; no other document is touched. `again` reads files that have not changed too.

    Raises LibraryError, ModelError. Anything else that goes wrong is in the report.
    """
    started = time.monotonic()
    base = root.parent if root.is_file() else root
    with Library.open(
        settings.library,
        model=embedder.name,
        dimensions=embedder.dimensions,
        passage_tokens=settings.passage_tokens,
        write=True,
        lock_wait=settings.lock_wait_seconds,
    ) as library:
        run = Batch(library, settings, embedder, steps or default_steps(), on_progress, again)
        run.total = len(files)
        found = Root(root, base, tuple(files), whole=False)
        run.bring_in(found, library.roots().get(str(root)))
        library.index_vectors(on_progress=lambda done, all_: run.tell("indexing", "", done, all_))
        passages = library.passage_count()
    return run.report(passages, time.monotonic() - started, (found,))


def take_out(documents: Sequence[str], settings: Settings) -> tuple[str, ...]:
    """Take documents out of the Library; gives back those that were there.

    Their files stay where they are, so that ingesting their folder brings them in again.
    Raises LibraryError.
    """
    with Library.open(
        settings.library,
        model=None,
        dimensions=None,
        write=True,
        lock_wait=settings.lock_wait_seconds,
    ) as library:
        return tuple(document for document in documents if library.remove(document))
