from __future__ import annotations

import threading
import time
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


def test_calls_are_made_in_a_few_threads_after_one_opening() -> None:
    seen: set[int] = set()
    opened: list[int] = []
    both = threading.Barrier(2, timeout=10)

    class Watching(ScriptedAnswerer):
        def ask(self, question: Question) -> Answer:
            seen.add(threading.get_ident())
            both.wait()  # passes only where two questions are in hand at once
            return super().ask(question)

    def make() -> Watching:
        opened.append(1)
        time.sleep(0.05)
        return Watching()

    later = OpenedLater(make, threads=2)
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda n: later.ask(Question(f"{n}")), range(12)))
    assert len(answers) == 12
    assert len(seen) == 2
    assert threading.get_ident() not in seen
    assert opened == [1]


def test_who_comes_first_is_served_first() -> None:
    order: list[str] = []
    begun, go = threading.Event(), threading.Event()

    class Slow(ScriptedAnswerer):
        def ask(self, question: Question) -> Answer:
            begun.set()
            assert go.wait(10)
            order.append(question.text)
            return super().ask(question)

    later = OpenedLater(Slow, threads=1)
    asking = [threading.Thread(target=later.ask, args=(Question(str(n)),)) for n in range(6)]
    asking[0].start()
    assert begun.wait(10)
    for place, thread in enumerate(asking[1:], 1):
        thread.start()
        while later._threads._work_queue.qsize() < place:  # before the next one comes
            time.sleep(0.001)
    go.set()
    for thread in asking:
        thread.join(10)
    assert order == [str(n) for n in range(6)]


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
