"""Whose eyes a word on an answer is for: of all that could be read when it was asked, or is now."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.conversation.kept import SeenTurn
from assistant.feedback import Verdict
from assistant.model import Answer, Status
from assistant.people import Person
from assistant.web.ask.verdicts import about
from ingest.library import EVERYTHING

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
NOTHING = Answer(Status.NO_EVIDENCE, "The papers do not say.")
STROKE, OPEN, BOTH = frozenset({"stroke"}), frozenset({"open"}), frozenset({"stroke", "open"})


def turn(number: int, could_read: frozenset[str] | None) -> SeenTurn:
    question = f"Question {number}?"
    return SeenTurn(number, question, EVERYTHING, NOON, NOTHING, could_read=could_read)


@pytest.mark.parametrize(
    ("then", "now", "noted"),
    [
        ((BOTH,), OPEN, BOTH),  # a group was taken away
        ((OPEN,), STROKE, BOTH),  # another was given
        ((BOTH, OPEN), OPEN, BOTH),  # an earlier question is told with it
        ((None,), OPEN, None),  # it was not noted
        ((None, OPEN), OPEN, None),
        ((OPEN,), None, None),
    ],
)
def test_it_is_for_those_who_read_all_of_it(
    then: tuple[frozenset[str] | None, ...],
    now: frozenset[str] | None,
    noted: frozenset[str] | None,
) -> None:
    turns = [turn(number, known) for number, known in enumerate(then, 1)]
    said = about(turns, turns[-1], Verdict.DOWN, None, "", Person("Leo", collections=now))
    assert said.collections == noted
