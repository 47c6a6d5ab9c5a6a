"""An Answerer that is opened when it is first needed and answers in a few threads of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import TypeVar

from assistant.model import Answer, Question
from assistant.web.base import Answerer, LibrarySummary

T = TypeVar("T")


class OpenedLater:
    """Opens the real Answerer at the first call; calls are made in a few threads, in their order.

    On a first run there is no Library to open until the papers have been read. And the web server
    calls from whichever of its many worker threads is free: more questions in hand than there are
    cores make each of them late and none of them early, and every thread holds an SQLite
    connection of its own. Who comes first is served first. An opening that fails is tried again at
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

    def examples(self) -> Sequence[str]:
        """Questions that this Library can answer."""
        return self._call(lambda answerer: answerer.examples())

    def summary(self) -> LibrarySummary:
        """What the Library holds."""
        return self._call(lambda answerer: answerer.summary())

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
