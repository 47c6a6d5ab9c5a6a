"""A conversation that is kept: questions as they were asked, answers as they were given."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from assistant.model import Answer
from assistant.register import document_name
from ingest.errors import WaymarkError
from ingest.library.scope import Scope

TITLE = 80  # most characters of a title
PATIENCE = timedelta(minutes=15)  # longer than any answer takes, a slow language model's included
_SURROGATES = re.compile("[\ud800-\udfff]")


class ConversationsUnusable(WaymarkError):
    """The conversations' file is busy, full, damaged or out of reach."""


class NoSuchConversation(WaymarkError):
    """The person has no conversation of that id; whether somebody else has is not told."""


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """One question and, once it is there, its answer.

    number       from 1
    filters      what the question was limited to
    answer       None while it is not there: see `interrupted`
    collections  the collection of each paper that the answer draws on, as it was at that time
    could_read   the collections that the asker could read when asking; None for all of them, and
                 where it was not noted
    """

    number: int
    question: str
    filters: Scope
    asked_at: datetime
    answer: Answer | None = None
    collections: Mapping[str, str] = field(default_factory=dict)
    could_read: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """One person's, in the order in which it was held. `id` cannot be guessed."""

    id: str
    owner: str
    title: str
    created: datetime
    updated: datetime
    turns: tuple[KeptTurn, ...] = ()

    @property
    def history(self) -> tuple[str, ...]:
        """The questions, oldest first, as `Question.history` takes them."""
        return tuple(turn.question for turn in self.turns)


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation in a list. `place` is where the list goes on: those before it come next."""

    id: str
    title: str
    created: datetime
    updated: datetime
    turns: int
    place: int


@dataclass(frozen=True, slots=True)
class Readable:
    """What somebody who may not read everything may read: papers by name, and collections.

    `of_logs` says whether an answer that cites a log of the register may be shown: a log is open to
    all, but for the names of papers in it.
    """

    documents: frozenset[str]
    collections: frozenset[str]
    of_logs: Callable[[Answer], bool] = lambda answer: True


def interrupted(
    turn: KeptTurn,
    now: datetime,
    began: datetime | None = None,
    patience: timedelta = PATIENCE,
) -> bool:
    """Whether no answer to `turn` will come: the server that had it stopped before it was done.

    That is so where it was asked before this server `began`, or longer ago than an answer takes.
    """
    if turn.answer is not None:
        return False
    return now - turn.asked_at > patience or (began is not None and turn.asked_at < began)


def title_of(text: str, most: int = TITLE) -> str:
    """One line of at most `most` characters, cut at a word.

    >>> title_of("What did the Board decide about the ferry?", 24)
    'What did the Board…'
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    if not line[most - 1].isspace() and " " in cut:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" ,;:–-") + "…"


def storable(text: str) -> str:
    """`text` as UTF-8 can hold it: halves of characters, which a request may bring, are marked."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def is_log(document: str, collections: Mapping[str, str]) -> bool:
    """Whether an answer cites a log of the register by that name: it was no paper of the Library.

    `collections` holds each of the answer's papers. A log only grows and is no collection's.
    """
    return document.startswith(document_name("")) and document not in collections
