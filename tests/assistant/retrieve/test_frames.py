"""What only asks is left out of a question."""

from __future__ import annotations

import pytest

from assistant.question import understand
from assistant.retrieve.frames import unframed


@pytest.mark.parametrize(
    ("asked", "subject"),
    [
        ("Summarise the discussion about the lock gates.", "the lock gates."),
        ("What was the debate over landing fees?", "landing fees?"),
        ("What did the committee discuss about the ferry?", "the ferry?"),
        ("What did Dr. Quist think of the lock when talking about fees?",
         "Dr. Quist, the lock fees?"),
        ("How did the Harbour Master respond to the county?", "the Harbour Master, the county?"),
        ("What was Amara Quist's opinion of the timetable?", "Amara Quist, the timetable?"),
    ],
)  # fmt: skip
def test_the_subject_is_left(asked: str, subject: str) -> None:
    short = unframed(understand(asked))
    assert short.text == subject
    assert "discuss" not in short.stems and "think" not in short.stems


@pytest.mark.parametrize(
    "asked",
    [
        "What is the budget for dredging?",
        "Who chairs the committee?",
        "When did the Board meet?",
        "What did they say?",
        "Which committee approved the plan, and why?",
    ],
)
def test_other_questions_stay_as_they_are(asked: str) -> None:
    question = understand(asked)
    assert unframed(question) == question


def test_what_was_asked_for_stays() -> None:
    question = understand("Who did the members talk about when discussing the lock?")
    assert unframed(question).wants == question.wants
