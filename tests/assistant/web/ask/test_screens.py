"""A question on its way to the screen: looked for, revealed line by line, complete."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from assistant.feedback import FeedbackStore
from assistant.people import LOCAL
from assistant.web.ask.screens import STREAM_SECONDS, Screen, follow, pace, problem_with
from assistant.web.ask.shown import Shown, shown
from assistant.web.site import Site
from assistant.web.words import Words
from ingest.settings import Settings
from tests.fakes_web import ScriptedAnswerer


@pytest.fixture
def site(tmp_path: Path, words: Words) -> Site:
    settings = Settings(library=tmp_path)
    return Site(ScriptedAnswerer(), settings, words, FeedbackStore(tmp_path))


def _screens(site: Site, text: str, conversation: str = "") -> tuple[str, list[Screen]]:
    job = site.asking.ask(LOCAL, conversation, text)

    def look() -> Shown | None:
        return shown(site, LOCAL, job.conversation)

    return job.conversation, list(follow(look, job, site.words, wait=lambda _: None))


def test_looking_then_line_by_line_then_complete(site: Site) -> None:
    _, seen = _screens(site, "What was the Board asked?")
    assert [screen.complete for screen in seen[-4:]] == [False] * 3 + [True]
    assert "Looking in the papers" in seen[0].live
    assert seen[-1].live.endswith("3 sources.")
    for earlier, later in pairwise(seen[-4:]):
        assert len(earlier.current) < len(later.current)


def test_what_was_asked_before_stands_above(site: Site) -> None:
    conversation, _ = _screens(site, "What does parking cost?")
    _, seen = _screens(site, "And a scan?", conversation)
    assert "What does parking cost?" in (seen[0].history or "")
    assert "What does parking cost?" in (seen[-1].history or "")
    assert "And a scan?" not in (seen[-1].history or "")


def test_a_conversation_that_was_deleted_meanwhile_is_gone(site: Site) -> None:
    job = site.asking.ask(LOCAL, "", "What was the Board asked?")
    site.asking.kept.delete(LOCAL.name, job.conversation)
    seen = list(follow(lambda: shown(site, LOCAL, job.conversation), job, site.words))
    assert seen[-1].gone


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
