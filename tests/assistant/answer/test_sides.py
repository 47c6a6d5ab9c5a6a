"""What stands against each other in an answer."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from assistant.answer.chunk import Chunk
from assistant.answer.sides import set_against, sided
from assistant.model import Citation


def _chunk(paper: int, *lines: str) -> Chunk:
    document: Any = SimpleNamespace(record=SimpleNamespace(id=paper))
    return Chunk(document, 0, 1, None, 0, lines)


def _sides(shown: list[Chunk], asked: tuple[frozenset[int], ...] = (), **more: Any) -> list[Any]:
    cited = [Citation(n, "d", "t", None, "", 0, 1, "q") for n in range(1, len(shown) + 2)]
    older, question = more.get("older", {}), more.get("question", "What does it say?")
    return [one.side for one in sided(cited, shown, asked, older, question)]


def test_papers_that_the_question_sets_against_each_other() -> None:
    shown = [_chunk(1, "Harbour Lane closes."), _chunk(2, "It opens."), _chunk(3, "Other.")]
    assert _sides(shown, (frozenset({2}), frozenset({1}))) == [2, 1, None, None]
    assert _sides(shown[:1], (frozenset({2}), frozenset({1}))) == [None, None]


def test_what_a_version_said_and_what_the_newest_says() -> None:
    shown = [_chunk(1, "Decision 4: closes."), _chunk(2, "Decision 4: stays.")]
    older = {1: SimpleNamespace(id=2)}
    asked = "How did decision 4 change?"
    assert _sides(shown, older=older, question=asked) == [1, 2, None]
    assert _sides(shown, older=older) == [None, None, None]


@pytest.mark.parametrize(
    ("one", "other", "stand_against"),
    [
        (
            "The temporary ward at Harbour Lane has 18 beds.",
            "The temporary ward at Harbour Lane has 24 beds.",
            True,
        ),
        (
            "The temporary ward at Harbour Lane has 18 beds.",
            "The temporary ward at Harbour Lane has 18 beds.",
            False,
        ),
        (
            "The temporary ward at Harbour Lane has 18 beds.",
            "Mill Road kept 24 staff through the winter.",
            False,
        ),
        ("There were 18.", "There were 24.", False),
    ],
)
def test_two_papers_that_say_one_thing_with_other_figures(
    one: str, other: str, stand_against: bool
) -> None:
    found = _sides([_chunk(1, one), _chunk(2, other)])
    assert found == ([1, 2, None] if stand_against else [None] * 3)
    assert _sides([_chunk(1, one), _chunk(1, other)]) == [None] * 3


@pytest.mark.parametrize(
    ("question", "against"),
    [
        ("How do the harbour and the ferry reports count boats?", True),
        ("boats in the harbour report v the ferry report", True),
        ("harbour report, ferry report: how many boats?", True),
        ("What did the harbour report say of ferry safety?", False),
    ],
)
def test_a_question_of_one_thing_sets_nothing_against_another(question: str, against: bool) -> None:
    assert set_against(question) is against
