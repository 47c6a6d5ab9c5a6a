"""The nouns of answering, in the order in which a question passes through them.

Question → Retrieved passages → Evidence → Answer with Citations
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ingest.library.scope import EVERYTHING, Scope


class Status(StrEnum):
    """How a question ended. Not knowing is an answer, not an error."""

    ANSWERED = "answered"
    NO_EVIDENCE = "no_evidence"
    CLARIFY = "clarify"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked. `history` holds their earlier questions, oldest first."""

    text: str
    history: tuple[str, ...] = ()
    id: str | None = None
    filters: Scope = EVERYTHING


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a paper: `quote == text[start:end]` of the document's canonical text, always.

    `section` is the heading path joined by " › ", "" for what stands before any heading. `page` is
    the file's own page from 1, None where the format has none. `date` is ISO or None (undated).
    `provenance` is a word for what the paper is where it is not an organisation's own:
    "illustrative", "example". `passage`, the wider text around the quote, begins at
    `passage_start`: so the quote stands at
    `passage[start - passage_start : end - passage_start]`. `side` is set where an answer's papers
    stand against each other: which of them, from 1, this one speaks for.
    """

    marker: int
    document: str
    title: str
    page: int | None
    section: str
    start: int
    end: int
    quote: str
    date: str | None = None
    date_basis: str = ""
    passage: str = ""
    passage_start: int = 0
    provenance: str | None = None
    side: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Text with markers [1] [2], its citations and a status.

    text        plain text; lines beginning with "- " are list items, a blank line ends a paragraph.
                Every line of an answered text ends in its marker or introduces items that do.
    more        further evidence that did not fit, same form as `text`, markers going on; "" if none
    related     for `no_evidence`: the nearest passages, "related, not an answer"
    understood  the question as completed from the history, None where it was taken as typed
    engine      what composed it: "quotes"; "approach", by rule, from the approach's pages and the
                register; or "model:NAME" where a language model wrote of it
    note        what a reader should know of how it was made; "" without a language model
    confidence  the probability that the papers hold an answer, by which it was decided; None where
                nothing was weighed (a routed answer, an empty question)
    timings_ms  step name → milliseconds, and "total"
    """

    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    related: tuple[Citation, ...] = ()
    more: str = ""
    understood: str | None = None
    engine: str = "quotes"
    note: str = ""
    confidence: float | None = None
    timings_ms: dict[str, float] = field(default_factory=dict)


def composed_by(answer: Answer) -> tuple[str, str]:
    """How to say what composed an answer: the entry of the words for it, and a model's name or "".

    The page and the exports have words of their own under the same entries.
    """
    if answer.engine == "quotes":
        return "quoted", ""
    if answer.engine == "approach":
        return "approach", ""
    return "engine", answer.engine.removeprefix("model:")
