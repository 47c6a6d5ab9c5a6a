"""The librarians' desk: jobs are done one after the other, in the background.

What was asked for is on disk until it is done, so that a restart goes on with it; `claims` has it
that one server does, where there are two.
"""

from __future__ import annotations

import logging
import shutil
import threading
from collections import OrderedDict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from queue import Empty, Queue
from time import sleep

from assistant.audit import AuditLog
from assistant.web.library.claims import Claims
from assistant.web.library.folder import Papers
from assistant.web.library.job import Job, Phase, State
from assistant.web.library.working import Embedding, failed, work
from assistant.web.words import Words
from ingest.errors import LibraryBusy, WaymarkError
from ingest.settings import Settings

log = logging.getLogger(__name__)

KEPT = 200  # jobs that are done and still shown
_AGAIN_SECONDS = 1.0
_FORGOTTEN = timedelta(days=1)  # after which a file that came half is not coming any more
_LOOK_SECONDS = 5.0  # between looks at whether a job was left over by a server that is gone


class Desk:
    """Takes jobs and works them off in a thread of its own. Safe to use from several threads."""

    def __init__(
        self, settings: Settings, audit: AuditLog, words: Words, embedder: Embedding | None = None
    ) -> None:
        """Go on with what an earlier program left undone. `embedder` is that of `settings`."""
        self.papers = Papers(settings.library)
        self._claims = Claims(self.papers.incoming)
        self._settings = settings
        self._audit = audit
        self._words = words
        self._embedder = embedder or _embedding(settings)
        self._lock = threading.Lock()
        self._states: OrderedDict[str, State] = OrderedDict()
        self._queue: Queue[Job] = Queue()
        self._trouble = ""  # with what was left over, as it was last said
        self._thread: threading.Thread | None = None
        before = datetime.now(UTC) - _FORGOTTEN
        self.papers.clear_forgotten(before)
        self._claims.clear_forgotten(before)
        self._go_on()
        self._start()

    def add(self, job: Job) -> State | None:
        """Take a job; its file, if it has one, lies in `papers.incoming / job.id`.

        None where one for the same paper is still to be done: it is not taken then.
        """
        names = {job.document, job.retires} - {""}
        with self._lock:
            if self._waits(names):
                return None
            self._states[job.id] = State(job)
        put = taken = False
        try:
            self._claims.put(job)
            put = True
            # Once it can be seen: of two servers at least one then sees the other's.
            taken = not self._waits_elsewhere(names)
        finally:
            if not taken:
                with self._lock:
                    del self._states[job.id]
                if put:
                    self._claims.done(job.id)
        return self._begin(job) if taken else None

    def states(self, collections: frozenset[str] | None) -> tuple[State, ...]:
        """The jobs of those collections, None for all: those undone first come, then the latest."""
        with self._lock:
            states = list(self._states.values())
        seen = [s for s in states if collections is None or s.job.collection in collections]
        undone = [s for s in seen if s.phase is not Phase.DONE]
        return (*undone, *reversed([s for s in seen if s.phase is Phase.DONE]))

    def waits_for(self, document: str) -> bool:
        """Whether a job for that document is still to be done, by this server or another."""
        with self._lock:
            here = self._waits({document})
        return here or self._waits_elsewhere({document})

    def has(self, id_: str) -> bool:
        """Whether there is a job of that id, done or not."""
        with self._lock:
            return id_ in self._states

    def wait(self) -> None:
        """Until everything that was asked for is done."""
        self._queue.join()

    def _waits(self, names: set[str]) -> bool:
        return any(
            s.phase is not Phase.DONE and names & {s.job.document, s.job.retires}
            for s in self._states.values()
        )

    def _waits_elsewhere(self, names: set[str]) -> bool:
        with self._lock:
            known = set(self._states)
        return any(names & {job.document, job.retires} for job in self._claims.others(known))

    def _begin(self, job: Job) -> State:
        state = State(job)
        with self._lock:
            self._states[job.id] = state
            done = [i for i, s in self._states.items() if s.phase is Phase.DONE]
            for i in done[: max(0, len(done) - KEPT)]:
                del self._states[i]
            self._queue.put(job)
        self._start()
        return state

    def _start(self) -> None:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                # A daemon, so that Ctrl-C ends the program at once: the Library is whole whenever
                # its writer stops, and the next start goes on with the job.
                self._thread = threading.Thread(target=self._run, name="desk", daemon=True)
                self._thread.start()

    def _go_on(self) -> None:
        """Take over what nobody does any more; what another server does is looked at later."""
        try:
            for job in self._claims.take_free():
                self._begin(job)
            self._trouble = ""
        except Exception as error:  # The edge: the next look may go well.
            if str(error) != self._trouble:
                log.exception("What was left over could not be looked at")
            self._trouble = str(error)

    def _run(self) -> None:
        while True:
            try:
                job = self._queue.get(timeout=_LOOK_SECONDS)
            except Empty:
                self._go_on()
                continue
            try:
                self._told(self._done(job))
            except Exception:  # The edge: without this thread nothing is done any more.
                log.exception("How a job ended could not be told: %s %s", job.task, job.document)
                self._told(failed(State(job), self._words("library.unexpected")))
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
            try:
                shutil.rmtree(self.papers.incoming / job.id, ignore_errors=True)
                self._claims.done(job.id)
            except Exception:  # The edge: what came of it must be told all the same.
                log.exception("A job that is done could not be put away: %s", job.id)
            detail = {"document": job.document, "collection": job.collection}
            try:
                self._audit.add(job.task.what, job.who, {**detail, "outcome": outcome.value})
            except Exception:  # as above
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
