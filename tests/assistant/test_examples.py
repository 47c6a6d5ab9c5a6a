"""Example questions are questions, fit any paper, and are answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.examples import MOST, _subject, examples
from assistant.model import Question, Status
from ingest.settings import Settings


@pytest.mark.parametrize(
    ("heading", "subject"),
    [
        ("Population health management", "population health management"),
        ("3.1 Population health management", None),
        ("Eight clinical priorities for 2019/20", "the eight clinical priorities for 2019/20"),
        ("Transforming Care in Hospitals: three elements", "Transforming Care in Hospitals"),
        ("ICS priorities", "ICS priorities"),
        ("Topic 2: efficient services", None),
        ("What the paper does not say", None),
        ("The clinical strategy shifts care", None),
        ("Who does what", None),
        ("Summary of the report", None),
        ("Apologies for absence", None),
        ("Budget", None),
        ("Why change? The case", None),
        ("", None),
    ],
)
def test_which_headings_name_a_subject(heading: str, subject: str | None) -> None:
    assert _subject(heading) == subject


def test_each_rule(small_library: Path) -> None:
    with Assistant(Settings(library=small_library)) as assistant:
        asked = examples(assistant.library)
    assert asked[0] == "What does HSC stand for?"
    assert "What is the purpose of the strategy?" in asked


def test_briefings_answer_their_examples(briefings_library: Path) -> None:
    with Assistant(Settings(library=briefings_library)) as assistant:
        asked = assistant.examples()
        assert len(asked) == MOST
        assert len(set(asked)) == MOST
        assert all(question.endswith("?") for question in asked)
        ends = [assistant.ask(Question(question)).status for question in asked]
    assert ends.count(Status.ANSWERED) >= MOST - 1, dict(zip(asked, ends, strict=True))


def test_the_same_library_has_the_same_examples(small_library: Path) -> None:
    with Assistant(Settings(library=small_library)) as assistant:
        assert assistant.examples() == assistant.examples()
