"""What is decided about feedback: the last word holds, older files learn to keep it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.feedback import Feedback, FeedbackStore, Triage, Verdict
from assistant.model import Status

DOWN = Feedback("Who tends the lamp?", Status.ANSWERED, Verdict.DOWN)


@pytest.fixture
def store(tmp_path: Path) -> FeedbackStore:
    return FeedbackStore(tmp_path)


def make_older(store: FeedbackStore) -> None:
    """The file as it was before there was triage."""
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("DROP TABLE triage")
        connection.execute("ALTER TABLE feedback DROP COLUMN collections")
        connection.execute("PRAGMA user_version = 1")


def test_the_last_word_holds(store: FeedbackStore) -> None:
    assert store.triaged() == {}
    number = store.add(DOWN).number
    assert store.triage(number, Triage.CANDIDATE, "Bo")
    assert store.triage(number, Triage.DONE, "Cy")
    found = store.triaged()[number]
    assert (found.state, found.who) == (Triage.DONE, "Cy")
    assert not store.triage(99, Triage.DONE, "Cy")


def test_an_older_file_is_read_and_then_brought_up(store: FeedbackStore) -> None:
    kept = store.add(DOWN)
    known = store.add(replace(DOWN, collections=frozenset({"board"})))
    older = replace(known, collections=None)
    make_older(store)
    assert store.triaged() == {}
    assert store.all() == (kept, older), "reading changes nothing"
    assert store.triage(kept.number, Triage.NO_PROBLEM, "Bo")
    assert store.all() == (kept, older)
    assert store.triaged()[kept.number].state is Triage.NO_PROBLEM


def test_a_new_and_an_older_file_end_alike(tmp_path: Path) -> None:
    def shape(store: FeedbackStore) -> list[str]:
        with closing(sqlite3.connect(store.path)) as connection:
            rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            return sorted([sql for (sql,) in rows] + [str(version)])

    new, older = FeedbackStore(tmp_path / "new"), FeedbackStore(tmp_path / "older")
    new.add(DOWN)
    older.add(DOWN)
    make_older(older)
    older.add(DOWN)
    assert shape(new) == shape(older)


@pytest.mark.parametrize("statement", ["UPDATE triage SET who = 'x'", "DELETE FROM triage"])
def test_nobody_can_change_it(store: FeedbackStore, statement: str) -> None:
    store.triage(store.add(DOWN).number, Triage.DONE, "Bo")
    with (
        closing(sqlite3.connect(store.path)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        connection.execute(statement)
