"""An Answerer that is opened when it is first needed and lives in one thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
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
    """Opens the real Answerer at the first call and makes every call in the same thread.

    Two reasons. On a first run there is no Library to open until the papers have been read. And
    the web server calls from whichever worker thread is free, whereas an SQLite connection belongs
    to the thread that opened it. An opening that fails is tried again at the next call, so that
    what the error message advised can be done without a restart.
    """

    def __init__(self, opened: Callable[[], Answerer]) -> None:
        """Keep `opened`, which makes the real Answerer or raises a WaymarkError."""
        self._open = opened
        self._answerer: Answerer | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="answering")

    def ask(self, question: Question) -> Answer:
        """Answer one question."""
        return self._call(lambda answerer: answerer.ask(question))

    def stream(self, question: Question) -> Iterator[str | Answer]:
        """The answer's lines, then the answer; made in a thread of its own."""
        return self._call(lambda answerer: answerer.stream(question))

    def examples(self, scope: Scope = EVERYTHING) -> Sequence[str]:
        """Questions that the papers within `scope` answer."""
        return self._call(lambda answerer: answerer.examples(scope))

    def summary(self, scope: Scope = EVERYTHING) -> LibrarySummary:
        """What the Library holds within `scope`."""
        return self._call(lambda answerer: answerer.summary(scope))

    def documents(self, scope: Scope = EVERYTHING) -> tuple[DocumentRecord, ...]:
        """The documents within `scope`."""
        return self._call(lambda answerer: answerer.documents(scope))

    def document(self, name: str, scope: Scope = EVERYTHING) -> OpenDocument | None:
        """The document of that name, where it is within `scope`."""
        return self._call(lambda answerer: answerer.document(name, scope))

    def choices(self, scope: Scope = EVERYTHING) -> Choices:
        """What occurs within `scope`."""
        return self._call(lambda answerer: answerer.choices(scope))

    def search(self, question: Question, limit: int) -> Hits:
        """The best passages for a question."""
        return self._call(lambda answerer: answerer.search(question, limit))

    def citations(self, workstream: str, lines: Lines, scope: Scope = EVERYTHING) -> Citations:
        """What lines about a workstream stand on."""
        return self._call(lambda answerer: answerer.citations(workstream, lines, scope))

    def reading(self) -> SourceReading:
        """The open Library."""
        return self._call(lambda answerer: answerer.reading())

    def sight(self, scope: Scope = EVERYTHING) -> Sight:
        """What may be told of the papers that the register names."""
        return self._call(lambda answerer: answerer.sight(scope))

    def _call(self, what: Callable[[Answerer], T]) -> T:
        return self._thread.submit(self._called, what).result()

    def _called(self, what: Callable[[Answerer], T]) -> T:
        if self._answerer is None:
            self._answerer = self._open()
        return what(self._answerer)
