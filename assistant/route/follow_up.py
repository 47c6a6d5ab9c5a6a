"""A follow-up that means something of the approach: "who approves it?" after "what is S05?"."""

from __future__ import annotations

from dataclasses import replace

from assistant.conversation import with_name
from assistant.model import Answer, Question, Status
from assistant.route.answering import Beside, Route


def followed(route: Route, question: Question, whole: str) -> tuple[str, Answer | Beside] | None:
    """How the follow-up was read, with its answer; None where it belongs to the papers.

    `whole` is the question made whole from the earlier ones. Where they name no deliverable or
    gate but the answer to the last one does ("which deliverable comes next?"), the first is meant.
    """
    if whole != question.text:
        found = route.answer(replace(question, text=whole))
        if found is not None:
            return whole, found
    *before, last = question.history
    if route.named(last):
        return None
    said = route.answer(replace(question, text=last, history=tuple(before)))
    if not isinstance(said, Answer) or said.status is not Status.ANSWERED:
        return None
    text = next((with_name(question.text, name) for name in route.named(said.text)), None)
    found = route.answer(replace(question, text=text)) if text else None
    return (text, found) if text and found is not None else None
