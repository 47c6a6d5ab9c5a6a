"""The librarians' desk: jobs are done one after the other, in the background.

What was asked for is on disk until it is done, so that a restart goes on with it.
"""

from __future__ import annotations

import logging
import shutil
import threading
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from queue import Queue
from time import sleep

from assistant.audit import AuditLog
from assistant.web.library.folder import Papers
from assistant.web.library.job import Job, Phase, State, job_from
from assistant.web.library.working import Embedding, failed, work
from assistant.web.words import Words
from ingest.errors import LibraryBusy, WaymarkError
from ingest.settings import Settings

log = logging.getLogger(__name__)

KEPT = 200  # jobs that are done and still shown
_AGAIN_SECONDS = 1.0


class Desk:
    """Takes jobs and works them off in a thread of its own. Safe to use from several threads."""

    def __init__(
        self, settings: Settings, audit: AuditLog, words: Words, embedder: Embedding | None = None
    ) -> None:
        """Go on with what an earlier program left undone. `embedder` is that of `settings`."""
        self.papers = Papers(settings.library)
        self._settings = settings
        self._audit = audit
        self._words = words
        self._embedder = embedder or _embedding(settings)
        self._lock = threading.Lock()
        self._states: OrderedDict[str, State] = OrderedDict()
        self._queue: Queue[Job] = Queue()
        self._thread: threading.Thread | None = None
        for job in sorted(self._left_over(), key=lambda one: one.asked):
            self._begin(job)

    def add(self, job: Job) -> State:
        """Take a job; its file, if it has one, lies in `papers.incoming / job.id`."""
        self.papers.incoming.mkdir(parents=True, exist_ok=True)
        part = self.papers.incoming / f".{job.id}.part"
        part.write_text(job.as_json(), "utf8")
        part.replace(self.papers.incoming / f"{job.id}.json")
        return self._begin(job)

    def states(self, collections: frozenset[str] | None) -> tuple[State, ...]:
        """The jobs of those collections, None for all: those undone first come, then the latest."""
        with self._lock:
            states = list(self._states.values())
        seen = [s for s in states if collections is None or s.job.collection in collections]
        undone = [s for s in seen if s.phase is not Phase.DONE]
        return (*undone, *reversed([s for s in seen if s.phase is Phase.DONE]))

    def waits_for(self, document: str) -> bool:
        """Whether a job for that document is still to be done."""
        with self._lock:
            return any(
                s.phase is not Phase.DONE and document in (s.job.document, s.job.retires)
                for s in self._states.values()
            )

    def has(self, id_: str) -> bool:
        """Whether there is a job of that id, done or not."""
        with self._lock:
            return id_ in self._states

    def wait(self) -> None:
        """Until everything that was asked for is done."""
        self._queue.join()

    def _begin(self, job: Job) -> State:
        state = State(job)
        with self._lock:
            self._states[job.id] = state
            done = [i for i, s in self._states.items() if s.phase is Phase.DONE]
            for i in done[: max(0, len(done) - KEPT)]:
                del self._states[i]
            self._queue.put(job)
            if self._thread is None:
                # A daemon, so that Ctrl-C ends the program at once: the Library is whole whenever
                # its writer stops, and the next start goes on with the job.
                self._thread = threading.Thread(target=self._run, name="desk", daemon=True)
                self._thread.start()
        return state

    def _left_over(self) -> Iterable[Job]:
        for path in self.papers.incoming.glob("[0-9a-f]*.json"):
            try:
                yield job_from(path.read_text("utf8"))
            except (OSError, ValueError, KeyError, TypeError):
                log.exception("A job that was left over cannot be read: %s", path)

    def _run(self) -> None:
        while True:
            job = self._queue.get()
            try:
                self._told(self._done(job))
            finally:
                self._queue.task_done()

    def _done(self, job: Job) -> State:
        while True:
            try:
                gone = self._words("library.gone")
                return work(job, self._settings, self._embedder, self._told, gone)
            except LibraryBusy:
                self._told(State(job, Phase.HELD_UP))
                sleep(_AGAIN_SECONDS)
            except WaymarkError as error:
                return failed(State(job), str(error))
            except Exception:  # The edge: a thread that dies silently leaves everybody waiting.
                log.exception("A job could not be done: %s %s", job.task, job.document)
                return failed(State(job), self._words("library.unexpected"))

    def _told(self, state: State) -> None:
        job = state.job
        outcome = state.outcome
        if outcome is not None:
            state = replace(state, ended=datetime.now(UTC))
            with suppress(OSError):
                shutil.rmtree(self.papers.incoming / job.id, ignore_errors=True)
                (self.papers.incoming / f"{job.id}.json").unlink(missing_ok=True)
            detail = {"document": job.document, "collection": job.collection}
            try:
                self._audit.add(job.task.what, job.who, {**detail, "outcome": outcome.value})
            except WaymarkError:
                log.exception("What came of a job is not on record")
        with self._lock:
            self._states[job.id] = state


def _embedding(settings: Settings) -> Embedding:
    """The settings' model, loaded once and when it is first wanted."""
    from functools import cache

    @cache
    def made() -> object:
        from ingest.embed.minilm import SentenceTransformerEmbedder

        return SentenceTransformerEmbedder(settings.embedding_model, settings.embedding_batch)

    return made  # type: ignore[return-value]
