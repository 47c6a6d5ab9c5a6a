"""An Answerer that is opened when it is first needed and answers in a few threads of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from assistant.model import Answer, Question
from assistant.web.base import Answerer, LibrarySummary
from ingest.library.scope import EVERYTHING, Scope

if TYPE_CHECKING:
    from assistant.register import Sight
    from assistant.shelf import OpenDocument
    from assistant.web.base import Citations, Hits, Lines
    from assistant.web.source.papers import SourceReading
    from ingest.library import Choices, DocumentRecord

T = TypeVar("T")


class OpenedLater:
    """Opens the real Answerer at the first call; answers in a few threads, in their order.

    On a first run there is no Library to open until the papers have been read. And the web server
    calls from whichever of its many worker threads is free: more questions in hand than there are
    cores make each of them late and none of them early, and every thread holds an SQLite
    connection of its own. Who comes first is served first; what only looks something up does not
    wait behind questions. An opening that fails is tried again at
    the next call, so that what the error message advised can be done without a restart.
    """

    def __init__(self, opened: Callable[[], Answerer], threads: int | None = None) -> None:
        """Keep `opened`, which makes the real Answerer or raises a WaymarkError.

        What it makes is called from `threads` threads, one for each core unless told otherwise.
        """
        self._open = opened
        self._answerer: Answerer | None = None
        self._opening = Lock()
        self._threads = ThreadPoolExecutor(threads or cores(), thread_name_prefix="answering")

    def ask(self, question: Question) -> Answer:
        """Answer one question."""
        return self._call(lambda answerer: answerer.ask(question))

    def stream(self, question: Question) -> Iterator[str | Answer]:
        """The answer's lines, then the answer; made in a thread of its own."""
        return self._opened().stream(question)

    def examples(self, scope: Scope = EVERYTHING) -> Sequence[str]:
        """Questions that the papers within `scope` answer."""
        return self._opened().examples(scope)

    def summary(self, scope: Scope = EVERYTHING) -> LibrarySummary:
        """What the Library holds within `scope`."""
        return self._opened().summary(scope)

    def documents(self, scope: Scope = EVERYTHING) -> tuple[DocumentRecord, ...]:
        """The documents within `scope`."""
        return self._opened().documents(scope)

    def document(self, name: str, scope: Scope = EVERYTHING) -> OpenDocument | None:
        """The document of that name, where it is within `scope`."""
        return self._opened().document(name, scope)

    def choices(self, scope: Scope = EVERYTHING) -> Choices:
        """What occurs within `scope`."""
        return self._opened().choices(scope)

    def search(self, question: Question, limit: int) -> Hits:
        """The best passages for a question."""
        return self._call(lambda answerer: answerer.search(question, limit))

    def citations(self, workstream: str, lines: Lines, scope: Scope = EVERYTHING) -> Citations:
        """What lines about a workstream stand on."""
        return self._opened().citations(workstream, lines, scope)

    def reading(self) -> SourceReading:
        """The open Library."""
        return self._opened().reading()

    def sight(self, scope: Scope = EVERYTHING) -> Sight:
        """What may be told of the papers that the register names."""
        return self._opened().sight(scope)

    def _call(self, what: Callable[[Answerer], T]) -> T:
        return self._threads.submit(lambda: what(self._opened())).result()

    def _opened(self) -> Answerer:
        with self._opening:
            if self._answerer is None:
                self._answerer = self._open()
            return self._answerer


def cores() -> int:
    """The processor cores that this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
