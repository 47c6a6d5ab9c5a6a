from __future__ import annotations

import logging
from itertools import pairwise

import pytest

from assistant.model import Answer, Status
from assistant.web.conversation import STREAM_SECONDS, Screen, pace, problem_with, screens
from assistant.web.turns import Turn
from assistant.web.words import Words
from ingest.settings import Settings
from tests.fakes_web import ANSWERED, REFUSED, ScriptedAnswerer


def _screens(text: str, earlier: tuple[Turn, ...], words: Words) -> list[Screen]:
    return list(screens(text, earlier, ScriptedAnswerer(), words, wait=lambda _: None))


def test_looking_then_line_by_line_then_complete(words: Words) -> None:
    shown = _screens(" What was the Board asked? ", (), words)
    assert [screen.complete for screen in shown] == [False] * 4 + [True]
    assert "Looking in the papers" in shown[0].live
    assert [screen.live for screen in shown[1:4]] == [""] * 3
    assert shown[-1].turns == (Turn(1, "What was the Board asked?", ANSWERED),)
    assert all(screen.turns == () for screen in shown[:-1])
    for earlier, later in pairwise(shown[1:]):
        assert len(earlier.current) < len(later.current)


def test_earlier_turns_are_the_history_of_the_next_question(words: Words) -> None:
    earlier = (Turn(1, "What does parking cost?", REFUSED),)
    answerer = ScriptedAnswerer()
    last = list(screens("And a scan?", earlier, answerer, words, wait=lambda _: None))[-1]
    assert answerer.asked[0].history == ("What does parking cost?",)
    assert "What does parking cost?" in last.history
    assert [turn.number for turn in last.turns] == [1, 2]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("break", "The library is not readable. Run 'waymark doctor'."),
        ("crash", "Something went wrong on this computer"),
    ],
)
def test_what_goes_wrong_is_an_answer_and_the_details_stay_in_the_log(
    question: str, said: str, words: Words, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        (turn,) = _screens(question, (), words)[-1].turns
    assert isinstance(turn.answer, Answer)
    assert turn.answer.status is Status.ERROR
    assert turn.answer.text.startswith(said)
    assert "secret detail" not in turn.answer.text
    assert ("secret detail" in caplog.text) == (question == "crash")


@pytest.mark.parametrize("lines", [0, 1, 5, 500])
def test_an_answer_never_takes_long_to_appear(lines: int) -> None:
    assert pace(lines) * lines <= STREAM_SECONDS


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Type a question first"),
        (" \n", "Type a question first"),
        ("w" * 101, "101 characters and the most is 100"),
        ("w" * 100, ""),
    ],
)
def test_what_cannot_be_asked(text: str, said: str, words: Words) -> None:
    problem = problem_with(text, Settings(max_question_chars=100), words)
    assert said in problem
    assert bool(problem) == bool(said)
