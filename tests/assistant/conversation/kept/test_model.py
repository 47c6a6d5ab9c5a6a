"""Titles, and turns that nobody will answer any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation.kept import KeptTurn, interrupted, title_of
from ingest.library.scope import EVERYTHING
from tests.assistant.conversation.kept.made import NOON, answer, conversation

PENDING = KeptTurn(1, "Who?", EVERYTHING, NOON)
HOUR = timedelta(hours=1)


def test_a_turn_without_an_answer_is_told_as_interrupted() -> None:
    soon = NOON + timedelta(seconds=20)
    assert not interrupted(PENDING, soon)
    assert not interrupted(PENDING, soon, began=NOON - HOUR)
    assert interrupted(PENDING, soon, began=NOON + timedelta(seconds=1)), "another server asked it"
    assert interrupted(PENDING, NOON + HOUR)
    assert not interrupted(replace(PENDING, answer=answer("Ivy.")), NOON + HOUR, NOON + HOUR)


@pytest.mark.parametrize(
    ("text", "most", "title"),
    [
        ("Who tends\n the  lamp?", 80, "Who tends the lamp?"),
        ("Who tends the lamp?", 19, "Who tends the lamp?"),
        ("Who tends the lamp?", 14, "Who tends the…"),
        ("Who tends, the lamp?", 12, "Who tends…"),
        ("Whotendsthelamp?", 5, "Whot…"),
        (" \n ", 80, ""),
    ],
)
def test_a_title_is_cut_at_a_word(text: str, most: int, title: str) -> None:
    assert title_of(text, most) == title


@given(st.text(), st.integers(2, 100))
def test_a_title_is_one_line_that_fits(text: str, most: int) -> None:
    made = title_of(text, most)
    assert len(made) <= most
    assert len(made.splitlines()) <= 1
    assert bool(made) == bool(text.strip())


def test_the_history_is_the_questions() -> None:
    kept = conversation(PENDING, replace(PENDING, number=2, question="And when?"))
    assert kept.history == ("Who?", "And when?")
