"""Questions to measure by, begun from thumbs-down feedback, for a person to complete.

Each question comes once, with what was last said of it, in the form that `waymark eval` reads: the
person fills in `answer`, and `document` where they know it. Left empty, a question is asked and
nothing but promises and time is scored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from assistant.feedback.model import Feedback, Verdict


def begun(feedback: Iterable[Feedback]) -> Iterator[dict[str, Any]]:
    """A row for each question whose last verdict is thumbs down, by the order of these."""
    last: dict[tuple[str, tuple[str, ...]], Feedback] = {}
    for one in feedback:
        key = (" ".join(one.question.split()).casefold(), one.history)
        last.pop(key, None)
        last[key] = one
    for one in last.values():
        if one.verdict is Verdict.DOWN:
            yield _row(one)


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
