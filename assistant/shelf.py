"""Documents as the answering steps read them: loaded once from the Library, then at hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from assistant.lately import Lately
from assistant.retrieve import terms
from assistant.retrieve.exchanges import exchanges
from ingest.model import Role, SourceFile
from ingest.structure.dates import in_words
from ingest.structure.titles import name_without_date

if TYPE_CHECKING:
    from ingest.library import DocumentRecord, Library, Scope
    from ingest.model import Block, Section

_NAME = re.compile(r"\b[A-Z][a-zà-ÿ]+(?:[ -](?:[A-Z]\.? )?[A-Z][A-Za-zà-ÿ’'-]+){1,2}\b")
KEPT = 32  # of each of 16 sets of filters in use: its papers, and which of them are replaced
T = TypeVar("T")


def about(record: DocumentRecord) -> str:
    """Title, type, meeting and date as people say them: "the March 2024 board paper".

    What its file is called besides goes with it: often the only place of an organisation's short
    name ("LYPFT-Annual-Report.md"), and so of what people call the paper.
    """
    facts = record.facts
    when = in_words(facts.date) if facts.date else ""
    called = name_without_date(SourceFile(record.document, Path(record.document)), facts.title)
    parts = (facts.title, facts.type, facts.meeting, when, called)
    return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document's record with the stems of what people call it."""

    record: DocumentRecord
    called: frozenset[str]


@dataclass(frozen=True)
class OpenDocument:
    """One document's record, canonical text, blocks and sections."""

    record: DocumentRecord
    text: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]

    @cached_property
    def about(self) -> str:
        """What people call it; see the function of that name."""
        return about(self.record)

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """The words that the document writes in lower case somewhere."""
        return frozenset(re.findall(r"\b[a-z][a-z’'-]+", self.text))

    @cached_property
    def initials(self) -> frozenset[str]:
        """The initials of the people whom minutes name: "JKM" of Jacob Kaplan-Moss.

        None of a paper that lists nobody as present: in a long one any letters are somebody's.
        """
        lists = any(block.role is Role.ATTENDANCE for block in self.blocks)
        if self.record.facts.type != "minutes" and not lists:
            return frozenset()
        return frozenset(
            "".join(part[0] for part in re.split(r"[\s-]+", name) if part[:1].isupper())
            for name in _NAME.findall(self.text)
        )

    @cached_property
    def _capitals(self) -> Counter[str]:
        return Counter(re.findall(r"\b[A-ZÀ-Þ][\w’'-]+", self.text))

    def times(self, name: str) -> int:
        """How often the document gives a name of one word, its genitive counted."""
        bare = re.sub(r"['’]s$", "", name)
        return sum(self._capitals[bare + ending] for ending in ("", "'s", "’s"))

    @cached_property
    def exchanges(self) -> tuple[int, ...]:
        """Of a transcript: the number of each block's exchange."""
        return exchanges(self)

    def quote(self, block: Block) -> str:
        """The block's own text."""
        return self.text[block.start : block.end]

    def path(self, block: Block) -> tuple[str, ...]:
        """The headings the block stands under, outermost first."""
        return self.sections[block.section].path


class Shelf:
    """Keeps the last documents that were used open. Safe to use from several threads.

    A document is kept by id and revision, so a newer version is never mixed with an older one.
    """

    def __init__(self, library: Library, keep: int = 64) -> None:
        self._library = library
        self._open: Lately[tuple[int, int], OpenDocument] = Lately(keep)
        self._made: Lately[tuple[int, Scope, object], object] = Lately(KEPT)

    def ordinary(self, document: str) -> frozenset[str]:
        """The words that a document, by its path, writes in lower case; none if it is not there."""
        record = self._library.find(document)
        return self.open(record.id).ordinary if record else frozenset()

    def record(self, document_id: int) -> DocumentRecord:
        """What the Library knows of a document, without opening it."""
        return self._library.record(document_id)

    def open(self, document_id: int) -> OpenDocument:
        """The document as it is in the Library now."""
        record = self._library.record(document_id)
        key = (record.id, record.revision)
        known = self._open.get(key)
        if known is not None:
            return known
        document = OpenDocument(
            record,
            self._library.text(record.document),
            self._library.blocks(document_id),
            self._library.sections(document_id),
        )
        self._open.keep(key, document)
        return document

    def papers(self, scope: Scope) -> tuple[Paper, ...]:
        """The documents within `scope` by name, each with the stems of what people call it."""
        return self._of(scope, _papers)

    def of_records(self, scope: Scope, made: Callable[[Sequence[DocumentRecord]], T]) -> T:
        """What `made` makes of the documents within `scope`, once for each state of the Library.

        `made` has to be a function with a name, not one that is made anew for each call.
        """
        return self._of(scope, made)

    def _of(self, scope: Scope, made: Callable[[Sequence[DocumentRecord]], T]) -> T:
        key = (self._library.generation(), scope, made)
        known = self._made.get(key)
        if known is not None:
            return cast("T", known)
        found = made(self._library.documents(scope))
        self._made.keep(key, found)
        return found


def _papers(records: Sequence[DocumentRecord]) -> tuple[Paper, ...]:
    return tuple(Paper(record, frozenset(terms.stems(about(record)))) for record in records)
