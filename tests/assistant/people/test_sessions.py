"""Sessions: how they end, and that a restart ends none."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.people import Sessions, SessionsUnusable
from assistant.people.sessions import Session
from tests.fakes_people import TurnedClock

ADA = Session("Ada Bell", "stamp")


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


def opened(folder: Path, clock: TurnedClock) -> Sessions:
    return Sessions(folder / "library", timedelta(minutes=60), timedelta(hours=12), clock)


@pytest.fixture
def sessions(tmp_path: Path, clock: TurnedClock) -> Sessions:
    return opened(tmp_path, clock)


def test_a_look_makes_nothing(sessions: Sessions) -> None:
    assert sessions.use("anything") is None
    assert sessions.open() == 0
    sessions.end("anything")
    sessions.end_all("Ada")
    assert not sessions.path.parent.exists()


def test_a_session_outlives_a_restart(
    sessions: Sessions, tmp_path: Path, clock: TurnedClock
) -> None:
    key = sessions.begin("Ada Bell", "stamp")
    assert opened(tmp_path, clock).use(key) == ADA
    assert len(key) == 43
    assert key not in sessions.path.read_bytes().decode("latin-1")
    assert sessions.use(key + "x") is None
    assert sessions.use("") is None
    assert sessions.begin("Ada Bell", "stamp") != key


def test_it_ends_without_use(sessions: Sessions, clock: TurnedClock) -> None:
    key = sessions.begin("Ada Bell", "stamp")
    for _ in range(5):
        clock.turn(minutes=59)
        assert sessions.use(key) == ADA
    clock.turn(minutes=60)
    assert sessions.use(key) is None
    clock.turn(minutes=-30)
    assert sessions.use(key) == ADA, "it is the time that closes it"


def test_uses_within_a_minute_end_it_a_minute_early_at_most(
    sessions: Sessions, clock: TurnedClock
) -> None:
    key = sessions.begin("Ada Bell", "stamp")
    clock.turn(seconds=59)
    assert sessions.use(key) == ADA
    clock.turn(minutes=59)
    assert sessions.use(key) == ADA


def test_it_ends_however_much_it_is_used(sessions: Sessions, clock: TurnedClock) -> None:
    key = sessions.begin("Ada Bell", "stamp")
    for _ in range(23):
        clock.turn(minutes=30)
        assert sessions.use(key) == ADA
    clock.turn(minutes=30)
    assert sessions.use(key) is None


def test_a_clock_put_back_lengthens_nothing(sessions: Sessions, clock: TurnedClock) -> None:
    key = sessions.begin("Ada Bell", "stamp")
    clock.turn(hours=-1)
    assert sessions.use(key) is None


def test_signing_out_ends_one_and_all(sessions: Sessions) -> None:
    first, second = sessions.begin("Ada Bell", "stamp"), sessions.begin("Ada Bell", "stamp")
    other = sessions.begin("Ida", "stamp")
    sessions.end(first)
    assert (sessions.use(first), sessions.use(second)) == (None, ADA)
    sessions.end_all("ADA  bell")
    assert sessions.use(second) is None
    assert sessions.use(other) is not None
    assert sessions.open() == 1


def test_what_has_ended_is_cleared_out(sessions: Sessions, clock: TurnedClock) -> None:
    for _ in range(3):
        sessions.begin("Ada Bell", "stamp")
    clock.turn(hours=2)
    sessions.begin("Ada Bell", "stamp")
    with closing(sqlite3.connect(sessions.path)) as connection:
        assert connection.execute("SELECT count(*) FROM sessions").fetchone() == (1,)


def test_many_at_once(sessions: Sessions, clock: TurnedClock) -> None:
    keys: list[str] = []

    def stay() -> None:
        for _ in range(5):
            key = sessions.begin("Ada Bell", "stamp")
            assert sessions.use(key) == ADA
            keys.append(key)

    threads = [threading.Thread(target=stay) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({*keys}) == sessions.open() == 20


def test_a_damaged_file_is_told(sessions: Sessions) -> None:
    key = sessions.begin("Ada Bell", "stamp")
    sessions.path.write_bytes(b"no database, " * 100)
    for use in (lambda: sessions.use(key), lambda: sessions.begin("Ada Bell", "stamp")):
        with pytest.raises(SessionsUnusable, match="delete it: then everybody signs in again"):
            use()
