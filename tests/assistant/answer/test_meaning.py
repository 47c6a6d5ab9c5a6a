"""What letters stand for and what words mean."""

from __future__ import annotations

import pytest

from assistant.answer.evidence import Unit
from assistant.answer.meaning import asks_of_letters, defining, spelling_out, told_first
from assistant.question import understand
from assistant.retrieve.search import Expansion
from tests.assistant.answer.made import evidence, paper, units_of

NOTES = paper(
    "# Notes\n\nThe harbour group reports to the Coast Lights Upkeep Board (CLB) every quarter.\n\n"
    "Tide pay was raised again in the spring, after a long talk with the crews.\n\n"
    "Tide pay is what a pilot earns for hours after dark, whatever the weather.\n\n"
    "The QVX met twice and sent its thanks to the keeper and to both of his sons.\n"
)


def found(question: str) -> tuple[Unit, ...]:
    asked = understand(question)
    given = evidence(*units_of(NOTES))
    told = spelling_out(given, asked, Expansion()) or defining(given, asked)
    return tuple(one.unit for one in told)


def test_a_name_with_a_word_that_the_letters_leave_out() -> None:
    (told,) = found("What does CLB mean?")
    assert "Coast Lights Upkeep Board" in told.said


def test_letters_that_nothing_spells_out() -> None:
    assert found("What does QVX mean?") == ()


@pytest.mark.parametrize("word", ["QVX", "qvx"])
def test_letters_are_known_from_how_the_papers_write_them(word: str) -> None:
    given = evidence(*units_of(NOTES))
    assert asks_of_letters(understand(f"what does {word} mean"), given)
    assert not asks_of_letters(understand("what does pilot mean"), given)


def test_what_defines_comes_before_what_only_speaks_of_it() -> None:
    given = evidence(*units_of(NOTES))
    first = told_first(given, understand("What is tide pay?"))[0]
    assert first.unit.said.startswith("Tide pay is what")
    assert told_first(given, understand("Who raised tide pay?")) == given
