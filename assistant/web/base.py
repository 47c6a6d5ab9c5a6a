"""The seams of the web application: who answers, and who is still reading the papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from assistant.model import Answer, Question
from ingest.library.scope import EVERYTHING, Scope

if TYPE_CHECKING:
    from assistant.model import Citation
    from assistant.register import Sight
    from assistant.retrieve.search import Found
    from assistant.route.method import Method
    from assistant.route.recorded import Recorded
    from assistant.route.saying import Said
    from assistant.shelf import OpenDocument
    from assistant.web.source.papers import SourceReading
    from ingest.library import Choices, DocumentRecord

    Hits = tuple[tuple[Found, OpenDocument], ...]
    Citations = tuple[Citation, ...]
    Lines = Callable[[Method, Recorded], Iterator[Said]]


@dataclass(frozen=True, slots=True)
class LibrarySummary:
    """What the Library holds, for the screen. `titles` are as many as are worth showing."""

    documents: int
    passages: int
    titles: tuple[str, ...] = ()


class Answerer(Protocol):
    """Answers questions from one Library.

    Each method raises a WaymarkError that can be shown to a person as it stands. The web server
    calls from several threads at once, so an implementation has to be safe for that;
    `assistant.web.opening.OpenedLater` around it bounds how many questions are in hand.
    """

    def ask(self, question: Question) -> Answer:
        """Answer one question; not knowing is an Answer, not an error."""
        ...

    def stream(self, question: Question) -> Iterator[str | Answer]:
        """The lines of the answer's text as they become certain, and then the Answer itself."""
        ...

    def examples(self, scope: Scope = EVERYTHING) -> Sequence[str]:
        """Questions that the papers within `scope` answer, the best first; may be empty."""
        ...

    def summary(self, scope: Scope = EVERYTHING) -> LibrarySummary:
        """What the Library holds within `scope` at this moment."""
        ...

    def documents(self, scope: Scope = EVERYTHING) -> tuple[DocumentRecord, ...]:
        """The documents within `scope`, by name."""
        ...

    def document(self, name: str, scope: Scope = EVERYTHING) -> OpenDocument | None:
        """The paper or log that a citation names; None for what is not there or not in `scope`."""
        ...

    def choices(self, scope: Scope = EVERYTHING) -> Choices:
        """The collections, types and dates that occur within `scope`, to filter by."""
        ...

    def search(self, question: Question, limit: int) -> Hits:
        """The `limit` best passages for a question, each with its document."""
        ...

    def citations(self, workstream: str, lines: Lines, scope: Scope = EVERYTHING) -> Citations:
        """What lines about a workstream stand on; () where `scope` lacks a page of the method."""
        ...

    def reading(self) -> SourceReading:
        """The open Library, to show papers from. Any thread may ask it; each within a scope."""
        ...

    def sight(self, scope: Scope = EVERYTHING) -> Sight:
        """What may be told, within `scope`, of the papers that the register's events name."""
        ...


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read, and why.

    `collection` is the one that its folder says; None where only the paper itself could tell.
    """

    name: str
    reason: str
    collection: str | None = None


@dataclass(frozen=True, slots=True)
class IngestProgress:
    """How far the reading of the papers has come.

    done, total   files; `total` is 0 while they are still being counted
    current       the file in hand, "" between files
    finished      nothing more will happen: the Library can be asked, unless `problem` says why not
    failed        files that could not be read
    problem       why the reading as a whole stopped, in words for a person; "" if it did not
    collection    of the file in hand, as in Unread
    unnamed       files that could not be read and are not for this person to be named
    """

    done: int = 0
    total: int = 0
    current: str = ""
    finished: bool = False
    failed: tuple[Unread, ...] = ()
    problem: str = ""
    collection: str | None = None
    unnamed: int = 0


class Ingestion(Protocol):
    """Reading that goes on in the background while the page is already open."""

    def progress(self) -> IngestProgress:
        """The state at this moment; cheap, called about once a second for each open page."""
        ...
