"""Reading the papers in a background thread, with its progress where the page can see it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from assistant.web.base import IngestProgress, Unread
from ingest.errors import WaymarkError

log = logging.getLogger(__name__)


class Report(Protocol):
    """What the reading tells as it goes."""

    def reading(self, current: str, done: int, total: int, collection: str | None = None) -> None:
        """`current` is in hand and `done` files of `total` are behind it."""
        ...

    def failed(self, name: str, reason: str, collection: str | None = None) -> None:
        """One file could not be read; the rest goes on."""
        ...


class BackgroundIngestion:
    """Runs `work(report)` once, in a thread of its own, and keeps what it reports.

    It satisfies both `Ingestion` (towards the page) and `Report` (towards the work).

        ingestion = BackgroundIngestion(read_everything)
        ingestion.start()
        ingestion.progress().finished
    """

    def __init__(self, work: Callable[[Report], None]) -> None:
        """Keep `work` for `start`; it is told to report to this object."""
        self._work = work
        self._lock = threading.Lock()
        self._progress = IngestProgress()
        # A daemon, so that Ctrl-C ends the program at once: a Library is whole whenever its writer
        # stops, and the next start goes on with the files that are missing.
        self._thread = threading.Thread(target=self._run, name="reading-the-papers", daemon=True)

    def start(self) -> None:
        """Begin reading; returns at once."""
        self._thread.start()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the reading has ended, at most `seconds`."""
        self._thread.join(seconds)

    def progress(self) -> IngestProgress:
        """The state at this moment."""
        with self._lock:
            return self._progress

    def reading(self, current: str, done: int, total: int, collection: str | None = None) -> None:
        """`current` is in hand and `done` files of `total` are behind it."""
        with self._lock:
            self._progress = replace(
                self._progress, current=current, done=done, total=total, collection=collection
            )

    def failed(self, name: str, reason: str, collection: str | None = None) -> None:
        """One file could not be read."""
        with self._lock:
            failures = (*self._progress.failed, Unread(name, reason, collection))
            self._progress = replace(self._progress, failed=failures)

    def _run(self) -> None:
        problem = ""
        try:
            self._work(self)
        except WaymarkError as error:
            log.error("Reading the papers stopped: %s", error)
            problem = str(error)
        except Exception as error:  # The edge: a thread that dies silently leaves the page waiting.
            log.exception("Reading the papers stopped")
            problem = (
                f"It stopped with {type(error).__name__}: {error}. What was read before is kept. "
                "Run 'waymark ingest' in a terminal to see which file it was."
            )
        with self._lock:
            state = self._progress
            done = state.done if problem else state.total
            self._progress = replace(
                state, current="", collection=None, done=done, finished=True, problem=problem
            )
