"""The Assistant: a Library and its model opened together, ready for questions and searches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import TYPE_CHECKING, Self

from assistant import answering, searching
from assistant.answer.decide import fitted
from assistant.examples import MOST, examples
from assistant.llm.configured import configured
from assistant.model import Answer, Question
from assistant.retrieve.cross_encoder import CrossEncoderReranker
from assistant.retrieve.search import Found
from assistant.room import Room
from assistant.route import Route
from assistant.shelf import OpenDocument, Shelf
from assistant.streaming import streamed
from assistant.web.base import LibrarySummary
from ingest.embed.kept import KeptVectors
from ingest.embed.minilm import SentenceTransformerEmbedder
from ingest.errors import WaymarkError
from ingest.library import EVERYTHING, Choices, DocumentRecord, Library, Scope
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.llm import LanguageModel
    from assistant.model import Citation
    from assistant.register import Sight
    from assistant.route.method import Method
    from assistant.route.recorded import Recorded
    from assistant.route.saying import Said
    from ingest.embed.base import Embedder


class Assistant:
    """Answers questions from one Library. A context manager; safe to use from several threads.

    Raises LibraryMissing where nothing was ingested yet, LibraryMismatch for another model's.

        with Assistant(settings) as assistant:
            print(assistant.ask(Question("Who presented the paper?")).text)
    """

    def __init__(
        self,
        settings: Settings,
        embedder: Embedder | None = None,
        language_model: LanguageModel | None = None,
    ) -> None:
        """Open the Library named in `settings`; the model's weights load at the first question.

        `language_model` takes the place of the server that `settings` may name.
        """
        model = embedder or SentenceTransformerEmbedder(
            settings.embedding_model, settings.embedding_batch
        )
        self._held = ExitStack()
        self.library = self._held.enter_context(
            Library.open(
                settings.library,
                model=model.name,
                dimensions=model.dimensions,
                write=False,
                lock_wait=0.0,
            )
        )
        shelf = Shelf(self.library)
        route = Route(settings, self.library, shelf)
        reranker = CrossEncoderReranker(settings.reranker) if settings.reranker else None
        writer = language_model or configured(settings)
        kept = KeptVectors(model, settings.vector_cache_mb * 1_000_000)
        self.room = Room(self.library, kept, settings, shelf, fitted(), route, reranker, writer)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._held.__exit__(kind, error, trace)

    def warm(self) -> None:
        """Load the model's weights now. What is wrong with them is told at the first question."""
        with suppress(WaymarkError):
            self.room.embedder.embed(["ready"])

    def ask(self, question: Question) -> Answer:
        """Answer one question; not knowing is an Answer too."""
        return answering.answer(question, self.room)

    def stream(self, question: Question) -> Iterator[str | Answer]:
        """The lines of the answer's text as they become certain, and then the Answer itself.

        Each line was checked before it is given, and the lines joined are the Answer's text; where
        that came out another, as an error's does, all its lines follow those given. The work is
        done in a thread of its own, so the iterator may be read from any, or left.
        """
        return streamed(lambda tell: answering.answer(question, self.room, tell))

    def search(self, question: Question, limit: int) -> tuple[tuple[Found, OpenDocument], ...]:
        """The `limit` best passages for a question, each with its document."""
        with self.library.snapshot():
            found = searching.search(question, self.room, limit)
            return tuple((hit, self.room.shelf.open(hit.passage.document_id)) for hit in found)

    def examples(self, scope: Scope = EVERYTHING) -> Sequence[str]:
        """A few questions that the papers within `scope` can answer."""
        return (*self.room.route.examples(scope), *examples(self.library, scope))[:MOST]

    def summary(self, scope: Scope = EVERYTHING) -> LibrarySummary:
        """What the Library holds within `scope`."""
        with self.library.snapshot():
            documents = self.library.documents(scope)
            titles = tuple(d.facts.title for d in documents)
            return LibrarySummary(len(documents), self.library.passage_count(scope), titles)

    def documents(self, scope: Scope = EVERYTHING) -> tuple[DocumentRecord, ...]:
        """The documents within `scope`, by name."""
        return self.library.documents(scope)

    def document(self, name: str, scope: Scope = EVERYTHING) -> OpenDocument | None:
        """The document that a citation names: a paper, or the log of a workstream.

        None both for what is not there and for what is not within `scope`.
        """
        with self.library.snapshot():
            record = self.library.find(name, scope)
            if record is not None:
                return self.room.shelf.open(record.id)
        return self.room.route.log(name, scope)

    def choices(self, scope: Scope = EVERYTHING) -> Choices:
        """The collections, types and dates that occur within `scope`, to filter by."""
        return self.library.choices(scope)

    def citations(
        self,
        workstream: str,
        lines: Callable[[Method, Recorded], Iterator[Said]],
        scope: Scope = EVERYTHING,
    ) -> tuple[Citation, ...]:
        """What lines about a workstream stand on; () where `scope` lacks a page of the method."""
        with self.library.snapshot():
            return self.room.route.citations(workstream, lines, scope)

    def reading(self) -> Library:
        """The Library, to show papers from."""
        return self.library

    def sight(self, scope: Scope = EVERYTHING) -> Sight:
        """What may be told, within `scope`, of the papers that the register's events name."""
        return self.room.route.sight(scope)
