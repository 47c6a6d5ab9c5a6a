"""What a person may still see of a kept conversation, and how its sources stand today.

Papers move between collections and people between groups, while a kept answer quotes what stood
in a paper on its day. So each time that a conversation is shown, its answers are held against what
the person may read now. A question is the person's own and is always shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from assistant.conversation.kept.model import Conversation, KeptTurn, Readable, is_log
from assistant.model import Answer, Citation
from ingest.library.records import DocumentRecord
from ingest.library.scope import EVERYTHING, Scope, narrowed


class Papers(Protocol):
    """What is asked of the Library."""

    def snapshot(self) -> AbstractContextManager[None]:
        """All that is asked inside it comes from one version."""

    def documents(self, scope: Scope = EVERYTHING) -> Sequence[DocumentRecord]:
        """All documents within `scope`."""

    def text(self, document: str) -> str:
        """A document's canonical text."""


class Mark(StrEnum):
    """How a citation stands to the paper as it is now."""

    TRUE = "true"  # the quote stands where it stood
    CHANGED = "changed"  # the paper says something else there
    GONE = "gone"  # the Library has the paper no more


@dataclass(frozen=True, slots=True)
class SeenTurn:
    """A turn as a person may see it.

    answer     as it was given; None while there is none, and where it is `withheld`
    withheld   the answer draws on papers that the person cannot open now
    citations  a mark for each of the answer's citations, in their order; `related` likewise
    could_read as `KeptTurn` has it: what words of the question may tell of
    """

    number: int
    question: str
    filters: Scope
    asked_at: datetime
    answer: Answer | None = None
    withheld: bool = False
    citations: tuple[Mark, ...] = ()
    related: tuple[Mark, ...] = ()
    could_read: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class SeenConversation:
    """A conversation as a person may see it."""

    id: str
    title: str
    created: datetime
    updated: datetime
    turns: tuple[SeenTurn, ...] = ()


def collections_of(answer: Answer, papers: Papers) -> dict[str, str]:
    """The collection of each paper that an answer draws on, to be kept with it."""
    named = frozenset(one.document for one in _cited(answer))
    found = papers.documents(Scope(documents=named)) if named else ()
    return {one.document: one.facts.collection for one in found}


def readable(scope: Scope, papers: Papers) -> Readable | None:
    """What a search of conversations may look into; None where `scope` limits no collection."""
    if scope.collections is None:
        return None
    names = frozenset(one.document for one in papers.documents(scope))
    return Readable(names, scope.collections)


def seen(conversation: Conversation, scope: Scope, papers: Papers) -> SeenConversation:
    """The conversation as somebody may see it who may read what is within `scope`, now.

    `scope` is the person's own (`Person.scope()`), not what a question was limited to. An answer
    is withheld whole where one of the papers that it cites or offers as related

    - is outside `scope`,
    - is gone, or says something else now, and was of a collection outside `scope` (or of none that
      is known) when the answer was given: only then was it read by right,

    since its text may quote any of them. Filters keep only the papers that are within `scope`.
    """
    with papers.snapshot():
        library = _Now(conversation, scope, papers)
        turns = tuple(_seen(turn, scope, library) for turn in conversation.turns)
    return SeenConversation(
        conversation.id, conversation.title, conversation.created, conversation.updated, turns
    )


def _seen(turn: KeptTurn, scope: Scope, library: _Now) -> SeenTurn:
    limited = turn.filters
    if limited.documents is not None:
        limited = replace(limited, documents=limited.documents & library.within)
    if scope.collections is not None and limited.collections is not None:
        limited = replace(limited, collections=limited.collections & scope.collections)
    shown = SeenTurn(turn.number, turn.question, limited, turn.asked_at, could_read=turn.could_read)
    answer = turn.answer
    if answer is None:
        return shown
    if not all(library.open_to_see(one, turn.collections) for one in _cited(answer)):
        return replace(shown, withheld=True)
    return replace(
        shown,
        answer=answer,
        citations=tuple(library.mark(one, turn.collections) for one in answer.citations),
        related=tuple(library.mark(one, turn.collections) for one in answer.related),
    )


def _cited(answer: Answer) -> tuple[Citation, ...]:
    return (*answer.citations, *answer.related)


class _Now:
    """The papers that a conversation names, as the Library has them."""

    def __init__(self, conversation: Conversation, scope: Scope, papers: Papers) -> None:
        named = _named(conversation)
        chosen = Scope(documents=named)
        self.within = _names(papers, narrowed(scope, chosen)) if named else frozenset()
        self._held = _names(papers, chosen) if named else frozenset()
        self._collections = scope.collections
        self._papers = papers
        self._texts: dict[str, str] = {}

    def open_to_see(self, citation: Citation, kept: Mapping[str, str]) -> bool:
        """Whether what an answer says of a place may be shown."""
        if is_log(citation.document, kept) and citation.document not in self._held:
            return True
        if citation.document in self._held and citation.document not in self.within:
            return False
        if self._collections is None or self._stands(citation, whole=True):
            return True
        return kept.get(citation.document) in self._collections

    def mark(self, citation: Citation, kept: Mapping[str, str]) -> Mark:
        """How a citation that may be shown stands."""
        if citation.document not in self._held:
            return Mark.TRUE if is_log(citation.document, kept) else Mark.GONE
        return Mark.TRUE if self._stands(citation) else Mark.CHANGED

    def _stands(self, citation: Citation, *, whole: bool = False) -> bool:
        """Whether the paper, within scope, has the quote in its place; `whole`: the passage too."""
        if citation.document not in self.within:
            return False
        if citation.document not in self._texts:
            self._texts[citation.document] = self._papers.text(citation.document)
        text = self._texts[citation.document]
        if text[citation.start : citation.end] != citation.quote:
            return False
        return not whole or text.startswith(citation.passage, citation.passage_start)


def _named(conversation: Conversation) -> frozenset[str]:
    cited = {
        one.document for turn in conversation.turns if turn.answer for one in _cited(turn.answer)
    }
    chosen = (turn.filters.documents or frozenset() for turn in conversation.turns)
    return frozenset(cited.union(*chosen))


def _names(papers: Papers, scope: Scope) -> frozenset[str]:
    return frozenset(one.document for one in papers.documents(scope))
