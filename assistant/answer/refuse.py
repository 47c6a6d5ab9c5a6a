"""Saying that the papers do not say: what was looked for, and what came nearest."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.choose import Evidence
from assistant.answer.compose import looked_for, missing, related
from assistant.model import Answer, Status
from assistant.question import Understood
from assistant.words import words


def refusal(question: Understood, evidence: Sequence[Evidence], confidence: float | None) -> Answer:
    """No answer, or a question back where there was nothing to look for."""
    subject, kind = looked_for(question), missing(question)
    if not subject:
        return Answer(Status.CLARIFY, words()["no_subject"])
    said = words()["not_said_kind" if kind else "not_said"]
    return Answer(
        Status.NO_EVIDENCE,
        said.format(subject=subject, kind=kind),
        related=related(evidence),
        confidence=confidence,
    )
