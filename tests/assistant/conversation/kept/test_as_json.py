"""Answers come back as they were kept, and rows of other versions can be read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from assistant.conversation.kept.as_json import (
    answer_from_json,
    answer_to_json,
    scope_from_json,
    scope_to_json,
)
from assistant.model import Answer, Citation, Status
from ingest.library.scope import Scope
from tests.assistant.conversation.kept.made import answers, scopes


@given(answers)
def test_an_answer_comes_back_as_it_was(answer: Answer) -> None:
    back = answer_from_json(answer_to_json(answer))
    assert back == answer
    assert repr(back) == repr(answer), "types too"


@given(scopes)
def test_filters_come_back_as_they_were(scope: Scope) -> None:
    assert scope_from_json(scope_to_json(scope)) == scope


def test_half_a_character_survives() -> None:
    answer = Answer(Status.ANSWERED, "a\ud800b")
    assert answer_from_json(answer_to_json(answer)) == answer


def test_what_a_later_version_adds_is_passed_over() -> None:
    told = json.loads(answer_to_json(Answer(Status.ANSWERED, "Yes. [1]")))
    told |= {"mood": "glad", "citations": [{"marker": 1, "document": "a.md", "colour": "red"}]}
    back = answer_from_json(json.dumps(told))
    assert back.text == "Yes. [1]"
    assert back.citations == (Citation(1, "a.md", "", None, "", 0, 0, ""),)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, Answer(Status.ERROR, "")),
        ({"status": "answered"}, Answer(Status.ANSWERED, "")),
        ({"status": "guessed", "text": "x"}, Answer(Status.ERROR, "x")),
        ({"status": ["answered"], "text": None}, Answer(Status.ERROR, "")),
        ({"status": "clarify", "text": "x", "more": 3, "related": {}, "confidence": "high"},
         Answer(Status.CLARIFY, "x")),
        ({"status": "clarify", "text": "x", "confidence": 1, "timings_ms": {"a": 2, "b": "c"}},
         Answer(Status.CLARIFY, "x", confidence=1, timings_ms={"a": 2})),
        ({"status": "clarify", "text": "x", "confidence": True, "citations": [3, None]},
         Answer(Status.CLARIFY, "x")),
    ],
)  # fmt: skip
def test_what_is_missing_or_odd_takes_its_default(
    told: dict[str, object], expected: Answer
) -> None:
    assert answer_from_json(json.dumps(told)) == expected


def test_filters_that_cannot_be_read_let_nothing_through() -> None:
    assert scope_from_json('{"collections": "board", "after": 3}') == Scope(frozenset())
    assert scope_from_json('{"types": ["a", 1]}') == Scope(types=frozenset())
    assert scope_from_json("{}") == Scope()


def test_what_is_no_object_is_refused() -> None:
    with pytest.raises(ValueError):
        answer_from_json("[]")
