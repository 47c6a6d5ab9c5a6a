"""Follow-ups that mean a deliverable or gate of the approach."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from assistant.model import Question


@pytest.mark.parametrize(
    ("history", "text", "read"),
    [
        (("what is S05?",), "who approves it?", "who approves S05?"),
        (("what is the options gate?",), "and who decides it?", "who decides the options gate?"),
    ],
)
def test_a_pronoun_means_what_the_earlier_question_named(
    assistant: Assistant, history: tuple[str, ...], text: str, read: str
) -> None:
    answer = assistant.ask(Question(text, history))
    assert answer.understood == read
    assert answer.text == assistant.ask(Question(read)).text
    assert answer.engine == "approach"


def test_or_what_its_answer_named(assistant: Assistant) -> None:
    first = "Which deliverable do I need next for Urology?"
    deliverable = assistant.room.route.named(assistant.ask(Question(first)).text)[0]
    answer = assistant.ask(Question("who approves it?", (first,)))
    assert answer.understood == f"who approves {deliverable}?"
    assert answer.engine == "approach"


def test_a_follow_up_about_the_papers_stays_with_them(assistant: Assistant) -> None:
    answer = assistant.ask(Question("who painted it?", ("what is S05?",)))
    assert answer.engine != "approach"
