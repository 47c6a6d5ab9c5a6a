"""Feedback on disk: all of it is kept, nobody can change it, and it needs no name."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.feedback import (
    Feedback,
    FeedbackStore,
    FeedbackUnusable,
    Place,
    Reason,
    Verdict,
    feedback_on,
)
from assistant.feedback.store import FILE
from assistant.model import Answer, Citation, Question, Status

DOWN = Feedback(
    question="Who tends the “lamp”?",
    status=Status.ANSWERED,
    verdict=Verdict.DOWN,
    history=("What is the lamp?", "Where\nis it?"),
    citations=(Place("board/lamp.pdf", 3, 10, 42), Place("notes.md", None, 0, 7)),
    reason=Reason.OUT_OF_DATE,
    comment="Changed in spring; <b>ask</b> Ivy.",
    who="A. Reader",
    when=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    collections=frozenset({"Board papers", "default"}),
)
UP = Feedback("Who tends the bell?", Status.NO_EVIDENCE, Verdict.UP)


@pytest.fixture
def store(tmp_path: Path) -> FeedbackStore:
    return FeedbackStore(tmp_path / "library")


def test_it_comes_back_as_it_was_said(store: FeedbackStore) -> None:
    assert store.all() == ()
    assert not store.path.parent.exists(), "a look makes nothing"
    first, second = store.add(DOWN), store.add(UP)
    assert (first, second) == (replace(DOWN, number=1), replace(UP, number=2))
    assert FeedbackStore(store.path.parent).all() == (first, second)
    assert store.path.name == FILE


def test_it_is_taken_from_an_answer_as_shown() -> None:
    cited = Citation(1, "lamp.pdf", "The lamp", 3, "Care", 10, 15, "Ivy.")
    under_more = replace(cited, marker=2, start=90, end=99)
    answer = Answer(Status.ANSWERED, "Ivy. [1]", (cited, under_more))
    question = Question("Who?", ("What?",))
    made = feedback_on(
        question, answer, Verdict.DOWN, Reason.WRONG_SOURCE, " no ", citations=[cited]
    )
    assert made.citations == (Place("lamp.pdf", 3, 10, 15),)
    assert (made.history, made.comment, made.who) == (("What?",), "no", None)
    assert made.collections is None
    assert made.when.tzinfo is UTC
    assert len(feedback_on(question, answer, Verdict.UP).citations) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"question": "  "},
        {"when": datetime(2026, 3, 2, 9, 30)},
        {"verdict": Verdict.UP},
    ],
    ids=["no question", "no time zone", "praise with a reason"],
)
def test_what_makes_no_sense_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        replace(DOWN, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE feedback SET verdict = 'up', reason = NULL",
        "DELETE FROM feedback",
        "INSERT OR REPLACE INTO feedback SELECT number, time, 'other', history, status, citations,"
        " verdict, reason, comment, who, collections FROM feedback",
    ],
)
def test_nobody_can_change_it(store: FeedbackStore, statement: str) -> None:
    store.add(DOWN)
    with (
        closing(sqlite3.connect(store.path)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        connection.execute(statement)
    assert store.all() == (replace(DOWN, number=1),)


def test_many_at_once_lose_nothing(store: FeedbackStore) -> None:
    def say(name: str) -> None:
        for _ in range(5):
            FeedbackStore(store.path.parent).add(replace(UP, who=name))

    threads = [threading.Thread(target=say, args=(str(n),)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = store.all()
    assert [one.number for one in kept] == list(range(1, 21))
    assert sorted(one.who or "" for one in kept) == sorted("0123" * 5)


def test_a_damaged_or_newer_file_is_told_and_left_alone(store: FeedbackStore) -> None:
    store.add(UP)
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(FeedbackUnusable, match=r"feedback in .* newer Waymark"):
        store.all()
    store.path.write_bytes(b"no database, " * 100)
    for use in (store.all, lambda: store.add(UP)):
        with pytest.raises(FeedbackUnusable, match=r"feedback .* damaged .* back a backup\.$"):
            use()
    assert store.path.read_bytes() == b"no database, " * 100
