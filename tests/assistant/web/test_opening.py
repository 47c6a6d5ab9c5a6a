from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.model import Answer, Question
from assistant.web.opening import OpenedLater
from ingest.errors import LibraryMissing
from tests.fakes_web import ANSWERED, ScriptedAnswerer


def test_nothing_is_opened_before_it_is_needed_and_then_once() -> None:
    opened: list[ScriptedAnswerer] = []

    def make() -> ScriptedAnswerer:
        opened.append(ScriptedAnswerer())
        return opened[-1]

    later = OpenedLater(make)
    assert opened == []
    assert later.summary().documents == 2
    assert later.examples()[0] == "What was the Board asked to do?"
    assert later.ask(Question("What was the Board asked?")) is ANSWERED
    assert len(opened) == 1


def test_opening_and_every_call_share_one_thread() -> None:
    seen: set[int] = set()

    class Watching(ScriptedAnswerer):
        def ask(self, question: Question) -> Answer:
            seen.add(threading.get_ident())
            return super().ask(question)

    def make() -> Watching:
        seen.add(threading.get_ident())
        return Watching()

    later = OpenedLater(make)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: later.ask(Question(f"{n}")), range(12)))
    assert len(seen) == 1
    assert threading.get_ident() not in seen


def test_an_opening_that_failed_is_tried_again() -> None:
    tries: list[int] = []

    def make() -> ScriptedAnswerer:
        tries.append(1)
        if len(tries) == 1:
            raise LibraryMissing("nothing there")
        return ScriptedAnswerer()

    later = OpenedLater(make)
    with pytest.raises(LibraryMissing, match="nothing there"):
        later.summary()
    assert later.summary().documents == 2
