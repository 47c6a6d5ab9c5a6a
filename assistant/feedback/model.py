"""One person's word on one answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from assistant.model import Answer, Citation, Question, Status
from ingest.errors import WaymarkError


class FeedbackUnusable(WaymarkError):
    """The feedback's file is busy, full, damaged or out of reach."""


class Verdict(StrEnum):
    """Thumbs up or down."""

    UP = "up"
    DOWN = "down"


class Reason(StrEnum):
    """What was wrong with an answer."""

    WRONG_SOURCE = "wrong source"
    NOT_IN_THE_PAPERS = "not in the papers"
    OUT_OF_DATE = "out of date"
    INCOMPLETE = "incomplete"


class Triage(StrEnum):
    """What was decided about feedback."""

    OPEN = "open"
    DONE = "done"
    NO_PROBLEM = "no problem"
    CANDIDATE = "candidate"  # a question to measure by


@dataclass(frozen=True, slots=True)
class Triaged:
    """A decision, by whom and when (to the second, with its time zone)."""

    state: Triage
    who: str
    when: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer pointed: the characters `start` to `end` of a document's canonical text."""

    document: str
    page: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody said of an answer. Nothing in it needs to tell who.

    question, history   as they were asked
    status, citations   how it ended and what it pointed to, as shown
    reason              only for thumbs down, and not even then needed
    when                to the second, with its time zone
    collections         those that who asked could read, then or when judging: the words of a
                        question may tell what is in them; None for all of them, and where it was
                        not noted
    number              its place in the file, from 1; 0 for one that is not kept yet
    """

    question: str
    status: Status
    verdict: Verdict
    history: tuple[str, ...] = ()
    citations: tuple[Place, ...] = ()
    reason: Reason | None = None
    comment: str = ""
    who: str | None = None
    when: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))
    number: int = 0
    collections: frozenset[str] | None = None

    def __post_init__(self) -> None:
        """Raises ValueError where there is no question, no time zone, or praise has a reason."""
        if not self.question.strip():
            raise ValueError("feedback on no question")
        if self.when.tzinfo is None:
            raise ValueError("a time without its zone")
        if self.reason is not None and self.verdict is Verdict.UP:
            raise ValueError("a reason is what was wrong: only thumbs down has one")


def feedback_on(
    question: Question,
    answer: Answer,
    verdict: Verdict,
    reason: Reason | None = None,
    comment: str = "",
    who: str | None = None,
    *,
    citations: Sequence[Citation] | None = None,
    collections: frozenset[str] | None = None,
) -> Feedback:
    """Feedback on an answer as it was given. `citations` are those shown, if not all of them.

    `collections` are those that `who` could read when asking and may read now, None for all.
    """
    cited = answer.citations if citations is None else citations
    return Feedback(
        question=question.text,
        status=answer.status,
        verdict=verdict,
        history=question.history,
        citations=tuple(Place(c.document, c.page, c.start, c.end) for c in cited),
        reason=reason,
        comment=comment.strip(),
        who=who,
        collections=collections,
    )
