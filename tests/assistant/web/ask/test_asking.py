"""Questions are kept first and answered whoever looks on."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest

from assistant.conversation.kept import ConversationStore, NoSuchConversation
from assistant.model import Answer, Question, Status
from assistant.people import LOCAL, Person
from assistant.web.ask.asking import STOPPED, Asking, Job
from assistant.web.words import Words
from ingest.library import Scope
from tests.fakes_web import ANSWERED, ScriptedAnswerer

BOB = Person("bob", collections=frozenset({"Board papers"}))
SECONDS = 10.0


@dataclass
class SlowAnswerer(ScriptedAnswerer):
    """Tells its first line, then waits until it may go on."""

    go: Event = field(default_factory=Event)

    def stream(self, question: Question) -> Iterator[str | Answer]:
        """The first line, a pause, the answer."""
        answer = self.ask(question)
        yield answer.text.split("\n")[0]
        self.go.wait(SECONDS)
        yield answer


def _asking(answerer: ScriptedAnswerer, folder: Path, words: Words) -> Asking:
    return Asking(answerer, ConversationStore(folder), words)


def _done(job: Job) -> Answer:
    job.wait(10_000, SECONDS)
    assert job.answer is not None
    return job.answer


def test_the_question_is_kept_before_it_is_answered(tmp_path: Path, words: Words) -> None:
    answerer = SlowAnswerer()
    asking = _asking(answerer, tmp_path, words)
    job = asking.ask(LOCAL, "", "What was the Board asked?")
    kept = asking.kept.get("local", job.conversation)
    assert kept is not None
    assert [(turn.question, turn.answer) for turn in kept.turns] == [
        ("What was the Board asked?", None)
    ]
    job.wait(0, SECONDS)
    assert job.lines == (ANSWERED.text.split("\n")[0],)
    assert asking.job("local", job.conversation, 1) is job
    assert asking.job("bob", job.conversation, 1) is None
    answerer.go.set()
    assert _done(job) == ANSWERED
    kept = asking.kept.get("local", job.conversation)
    assert kept is not None
    assert kept.turns[0].answer == ANSWERED
    assert kept.turns[0].collections == {
        "papers/board-march.pdf": "Board papers",
        "papers/strategy.docx": "Strategies",
    }
    assert asking.job("local", job.conversation, 1) is None


def test_sent_twice_by_one_page_it_is_asked_once(tmp_path: Path, words: Words) -> None:
    answerer = SlowAnswerer()
    asking = _asking(answerer, tmp_path, words)
    first = asking.ask(LOCAL, "", "What was the Board asked?", page="a")
    assert asking.ask(LOCAL, "", "What was the Board asked?", page="a") is first
    other = asking.ask(LOCAL, first.conversation, "What was the Board asked?", page="b")
    assert (other.conversation, other.number) == (first.conversation, 2)
    answerer.go.set()
    _done(first)
    _done(other)
    assert len(answerer.asked) == 2


def test_earlier_questions_go_with_it_unless_it_is_to_be_taken_as_typed(
    tmp_path: Path, words: Words
) -> None:
    asking = _asking(ScriptedAnswerer(), tmp_path, words)
    one = asking.ask(LOCAL, "", "What does parking cost?")
    two = asking.ask(LOCAL, one.conversation, "And a scan?")
    three = asking.ask(LOCAL, one.conversation, "And a scan?", as_typed=True)
    assert two.question.history == ("What does parking cost?",)
    assert three.question.history == ()


def test_a_question_reaches_no_further_than_its_asker(tmp_path: Path, words: Words) -> None:
    answerer = ScriptedAnswerer()
    asking = _asking(answerer, tmp_path, words)
    wanted = Scope(collections=frozenset({"Board papers", "Strategies"}), types=frozenset({"x"}))
    _done(asking.ask(BOB, "", "What was the Board asked?", wanted))
    assert answerer.asked[0].filters == Scope(
        collections=frozenset({"Board papers"}), types=frozenset({"x"})
    )


def test_another_persons_conversation_is_not_there(tmp_path: Path, words: Words) -> None:
    asking = _asking(ScriptedAnswerer(), tmp_path, words)
    job = asking.ask(LOCAL, "", "What was the Board asked?")
    with pytest.raises(NoSuchConversation):
        asking.ask(BOB, job.conversation, "And then?")
    assert not asking.stop("bob", job.conversation, 1)


def test_a_stopped_question_stays_stopped(tmp_path: Path, words: Words) -> None:
    answerer = SlowAnswerer()
    asking = _asking(answerer, tmp_path, words)
    job = asking.ask(LOCAL, "", "What was the Board asked?")
    assert asking.stop("local", job.conversation, 1)
    answerer.go.set()
    assert _done(job).engine == STOPPED
    kept = asking.kept.get("local", job.conversation)
    assert kept is not None
    assert kept.turns[0].answer == job.answer
    assert not asking.stop("local", job.conversation, 1)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("break", "The library is not readable. Run 'waymark doctor'."),
        ("crash", "Something went wrong on this computer"),
    ],
)
def test_what_goes_wrong_is_an_answer_and_the_details_stay_in_the_log(
    question: str, said: str, tmp_path: Path, words: Words, caplog: pytest.LogCaptureFixture
) -> None:
    asking = _asking(ScriptedAnswerer(), tmp_path, words)
    with caplog.at_level(logging.ERROR):
        answer = _done(asking.ask(LOCAL, "", question))
    assert answer.status is Status.ERROR
    assert answer.text.startswith(said)
    assert "secret detail" not in answer.text
    assert ("secret detail" in caplog.text) == (question == "crash")


def test_what_happened_is_noted(tmp_path: Path, words: Words) -> None:
    told: list[tuple[str, str]] = []

    def note(person: Person, what: str, **detail: object) -> None:
        told.append((person.name, what))

    asking = Asking(ScriptedAnswerer(), ConversationStore(tmp_path), words, note, workers=1)
    _done(asking.ask(BOB, "", "What was the Board asked?"))
    _done(asking.ask(BOB, "", "What does parking cost?"))  # one thread: the first is done with
    assert told[:2] == [("bob", "asked"), ("bob", "answered")] or told[2] == ("bob", "answered")
