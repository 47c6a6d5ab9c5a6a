"""The shapes of what `/api/v1` answers, for its OpenAPI description and for checking it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel


class Cited(BaseModel):
    """A citation: `quote` is `text[start:end]` of the document's canonical text."""

    marker: int
    document: str
    title: str
    page: int | None
    section: str
    start: int
    end: int
    quote: str


class AnswerBody(BaseModel):
    """An answer with markers [1] [2], its citations and a status.

    `understood` is the question as completed from the history, null where it was taken as typed;
    `related` are the nearest passages beside no answer; `note` is there only with a language model.
    """

    id: str | None
    status: Literal["answered", "no_evidence", "clarify", "error"]
    answer: str
    citations: list[Cited]
    engine: str
    timings_ms: dict[str, float]
    note: str | None = None
    understood: str | None
    related: list[Cited]


class PassageBody(BaseModel):
    """A passage that was found."""

    rank: int
    score: float
    document: str
    page: int | None
    section: str
    start: int
    end: int
    text: str


class PassagesBody(BaseModel):
    """Passages, best first."""

    id: str | None
    passages: list[PassageBody]


class Document(BaseModel):
    """What is known of a paper. `date` is ISO, or null where the paper has none."""

    id: int
    document: str
    title: str
    type: str
    date: str | None
    date_basis: str
    collection: str
    version: str | None
    pages: int | None
    passages: int


class DocumentText(BaseModel):
    """A paper's canonical text."""

    document: str
    text: str


class WorkstreamBody(BaseModel):
    """A workstream of the register; an example is one of those that ship with Waymark."""

    workstream: str
    example: bool


class Criterion(BaseModel):
    """What a gate tests, and what the register holds for it."""

    id: str
    text: str
    state: str
    evidence: list[str]


class Gate(BaseModel):
    """A gate with each of its criteria."""

    id: str
    approver: str
    criteria: list[Criterion]


class Ready(BaseModel):
    """A deliverable that can be begun."""

    id: str
    title: str
    why: str
    unblocks: list[str]


class InProgress(BaseModel):
    """A deliverable that is worked on."""

    id: str
    state: str


class Challenged(BaseModel):
    """A deliverable that was returned."""

    id: str
    reason: str


class Blocked(BaseModel):
    """A deliverable that waits for others."""

    id: str
    needs: list[str]


class NextBody(BaseModel):
    """What a workstream can do next."""

    workstream: str
    phase: str
    ready: list[Ready]
    in_progress: list[InProgress]
    challenged: list[Challenged]
    blocked: list[Blocked]
    gate: Gate | None
    citations: list[Cited]


class GateBody(BaseModel):
    """A gate of a workstream; null where every gate is passed."""

    workstream: str
    gate: Gate | None
    citations: list[Cited]
