"""Kept conversations for tests, with an invented harbour's papers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st

from assistant.conversation.kept import Conversation, KeptTurn
from assistant.model import Answer, Citation, Status
from ingest.library.scope import EVERYTHING, Scope

ROOT = Path(__file__).resolve().parents[4]
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time

    def go_on(self, **by: float) -> datetime:
        """Move by so many days, minutes, …"""
        self.time += timedelta(**by)
        return self.time


def cite(document: str, quote: str, start: int = 0, **facts: object) -> Citation:
    """A citation of `quote` at `start`."""
    values: dict[str, object] = {
        "marker": 1, "document": document, "title": f"Title of {document}", "page": None,
        "section": "", "start": start, "end": start + len(quote), "quote": quote,
        "passage": quote, "passage_start": start,
    }  # fmt: skip
    return Citation(**{**values, **facts})  # type: ignore[arg-type]


def answer(text: str, *citations: Citation, **parts: object) -> Answer:
    """An answered answer."""
    return Answer(Status.ANSWERED, text, citations, **parts)  # type: ignore[arg-type]


def conversation(*turns: KeptTurn, title: str = "The ferry") -> Conversation:
    """Somebody's, of these turns."""
    return Conversation("0" * 32, "ada", title, NOON, NOON, turns)


_numbers = st.integers(-10, 10**9)
_words = st.text(max_size=30)
_maybe = st.none() | _words
citations = st.builds(
    Citation, _numbers, _words, _words, st.none() | _numbers, _words, _numbers, _numbers, _words,
    _maybe, _words, _words, _numbers, _maybe,
)  # fmt: skip
_several = st.lists(citations, max_size=3).map(tuple)
answers = st.builds(
    Answer, st.sampled_from(Status), _words, _several, _several, _words, _maybe, _words, _words,
    st.none() | st.floats(0, 1),
    st.dictionaries(_words, st.floats(allow_nan=False, allow_infinity=False), max_size=3),
)  # fmt: skip
_chosen = st.none() | st.frozensets(_words, max_size=3)
scopes = st.just(EVERYTHING) | st.builds(Scope, _chosen, _chosen, _chosen, _maybe, _maybe)
