"""Questions to measure by, begun from thumbs-down feedback, for a person to complete.

Each question comes once, with what was last said of it, in the form that `waymark eval` reads: the
person fills in `answer`, and `document` where they know it. Left empty, a question is asked and
nothing but promises and time is scored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assistant.feedback.model import Feedback, Triage, Triaged, Verdict

_SETTLED = (Triage.DONE, Triage.NO_PROBLEM)


def begun(feedback: Iterable[Feedback]) -> Iterator[dict[str, Any]]:
    """A row for each question whose last verdict is thumbs down, by the order of these."""
    last: dict[tuple[str, tuple[str, ...]], Feedback] = {}
    for one in feedback:
        key = _asked(one)
        last.pop(key, None)
        last[key] = one
    for one in last.values():
        if one.verdict is Verdict.DOWN:
            yield _row(one)


def wanted(
    feedback: Iterable[Feedback], triaged: Mapping[int, Triaged]
) -> tuple[tuple[Feedback, ...], int]:
    """What is left to begin questions from once people have decided, and how much was left out.

    Thumbs down that were settled otherwise (done, or no problem) are left out. What was made a
    candidate stays one, whatever is said of that question later. What nobody decided about is in.
    """
    states = {number: one.state for number, one in triaged.items()}
    said = [(one, states.get(one.number, Triage.OPEN)) for one in feedback]
    chosen = {_asked(one) for one, state in said if state is Triage.CANDIDATE}
    kept = tuple(
        one
        for one, state in said
        if state is Triage.CANDIDATE
        or (state is Triage.OPEN and not (one.verdict is Verdict.UP and _asked(one) in chosen))
    )
    return kept, sum(one.verdict is Verdict.DOWN and state in _SETTLED for one, state in said)


def _asked(one: Feedback) -> tuple[str, tuple[str, ...]]:
    """A question as it is counted: once, however it is spaced and whoever asks."""
    return " ".join(one.question.split()).casefold(), one.history


def _row(one: Feedback) -> dict[str, Any]:
    row: dict[str, Any] = {"id": f"feedback-{one.number}", "question": one.question}
    if one.history:
        row["history"] = list(one.history)
    if one.reason:
        row["kind"] = one.reason.value
    return {**row, "answer": "", "document": "", "note": _note(one)}


def _note(one: Feedback) -> str:
    """What a person needs to complete the line."""
    said = [f"Thumbs down on {one.when.date().isoformat()}"]
    if one.reason:
        said[0] += f": {one.reason.value}"
    if one.comment:
        said.append(f"“{one.comment}”")
    places = dict.fromkeys(
        c.document + ("" if c.page is None else f", page {c.page}") for c in one.citations
    )
    said.append(f"It cited {'; '.join(places)}" if places else f"It ended as {one.status.value}")
    return ". ".join(said)
