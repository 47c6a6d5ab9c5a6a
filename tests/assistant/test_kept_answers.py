"""Answers that are kept: given again for the same, and never for anything else."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.kept_answers import AskedOf, KeptAnswers
from assistant.model import Answer, Question, Status
from assistant.question import understand
from ingest.library import Scope
from ingest.run import ingest
from ingest.settings import Settings
from tests.fakes import FakeEmbedder
from tests.fakes_llm import ScriptedModel

FERRY = "# Ferry\n\nThe ferry belongs to the Harbour Review Board (HRB), which met in May.\n"
PIER = "# Pier\n\nThe pier at Lynmouth was closed in May after the storm broke its piles.\n"
QUESTION = Question("What does HRB stand for?")  # is answered without a real model's vectors
LOOKED_UP = {"check", "contextualise", "route", "total"}


def put(settings: Settings, **papers: str) -> None:
    folder = settings.library.parent / "papers"
    folder.mkdir(exist_ok=True)
    for name, text in papers.items():
        (folder / f"{name}.md").write_text(text, encoding="utf8")
    assert not ingest([folder], settings, FakeEmbedder()).failed


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(library=tmp_path / "library")
    put(made, ferry=FERRY, pier=PIER)
    return made


@pytest.fixture
def assistant(settings: Settings) -> Iterator[Assistant]:
    with Assistant(settings, FakeEmbedder()) as opened:
        yield opened


def bare(answer: Answer) -> Answer:
    return replace(answer, timings_ms={})


def test_the_same_question_is_answered_from_what_is_kept_in_its_own_time(
    assistant: Assistant,
) -> None:
    first, again = assistant.ask(QUESTION), assistant.ask(replace(QUESTION, id="two"))
    assert bare(first) == bare(again)
    assert "retrieve" in first.timings_ms
    assert set(again.timings_ms) == LOOKED_UP
    assert again.timings_ms["total"] < first.timings_ms["total"]


@pytest.mark.parametrize(
    "other",
    [
        replace(QUESTION, text="What does HRB stand for"),
        replace(QUESTION, history=("What happened to the pier?",)),
        replace(QUESTION, filters=Scope(documents=frozenset({"pier.md"}))),
        replace(QUESTION, filters=Scope(collections=frozenset())),
    ],
)
def test_another_question_history_or_filter_is_another(
    assistant: Assistant, settings: Settings, other: Question
) -> None:
    assistant.ask(QUESTION)
    found = assistant.ask(other)
    assert set(found.timings_ms) != LOOKED_UP
    with Assistant(settings, FakeEmbedder()) as fresh:
        assert bare(found) == bare(fresh.ask(other))


def test_what_one_may_not_see_is_not_given_from_what_another_was_told(assistant: Assistant) -> None:
    assert any(c.document == "ferry.md" for c in assistant.ask(QUESTION).citations)
    kept_out = replace(QUESTION, filters=Scope(documents=frozenset({"pier.md"})))
    answer = assistant.ask(kept_out)
    assert {c.document for c in (*answer.citations, *answer.related)} <= {"pier.md"}


def test_a_changed_library_is_asked_anew(assistant: Assistant, settings: Settings) -> None:
    assert "Harbour Review Board" in assistant.ask(QUESTION).text
    put(settings, ferry=FERRY.replace("Review", "Rescue"))
    changed = assistant.ask(QUESTION)
    assert "Harbour Rescue Board" in changed.text
    assert "Review" not in changed.text


def test_a_language_model_is_asked_each_time(settings: Settings) -> None:
    model = ScriptedModel("HRB is the Harbour Review Board [S1].")
    with Assistant(settings, FakeEmbedder(), model) as assistant:
        assert "phrase" in assistant.ask(QUESTION).timings_ms
        assert "phrase" in assistant.ask(QUESTION).timings_ms


def test_many_at_once_get_each_their_own(assistant: Assistant, settings: Settings) -> None:
    questions = [
        Question(f"When does the {what} {end}?")
        for what in ("ferry to Lynmouth", "pier at Lynmouth", "old quay", "storm")
        for end in ("leave", "close", "open in May", "come")
    ]
    with Assistant(settings, FakeEmbedder()) as alone:
        expected = [bare(alone.ask(question)) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda q: bare(assistant.ask(q)), questions * 3))
    assert found == expected * 3


def key(text: str) -> AskedOf:
    return AskedOf(1, Question(text), understand(text, ()))


def test_only_the_last_few_are_kept_and_no_error() -> None:
    kept = KeptAnswers(most=2)
    answer = Answer(Status.ANSWERED, "Yes. [1]")
    for text in ("one", "two"):
        kept.keep(key(text), answer)
    assert kept.find(key("one")) is answer
    kept.keep(key("three"), answer)
    assert kept.find(key("two")) is None, "it was wanted the longest ago"
    assert kept.find(key("one")) is answer
    kept.keep(key("four"), Answer(Status.ERROR, "The papers changed meanwhile."))
    assert kept.find(key("four")) is None
