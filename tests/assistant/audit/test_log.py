"""The audit log: nobody can change it, only what is old goes, and no secret gets in."""

from __future__ import annotations

import csv
import io
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.audit import WAYMARK, AuditLog, AuditUnusable, Row, What, answered
from assistant.audit.log import MOST
from assistant.audit.table import HEADINGS, guarded, line
from assistant.keeping import Keeping
from assistant.model import Answer, Citation, Status
from assistant.people.keys import new_token
from tests.fakes_people import START, TurnedClock

BEGAN = datetime.fromtimestamp(START, UTC)


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def log(tmp_path: Path, clock: TurnedClock) -> AuditLog:
    return AuditLog(tmp_path / "library", clock)


def numbers(rows: tuple[Row, ...]) -> list[int]:
    return [row.number for row in rows]


def test_it_comes_back_as_it_was_put_on_record(log: AuditLog, clock: TurnedClock) -> None:
    assert log.rows() == ()
    assert [*log.export_csv()] == [line(HEADINGS)]
    assert log.forget(1) == 0
    assert not log.path.parent.exists(), "a look makes nothing"
    clock.turn(seconds=0.9)
    first = log.add(What.ASKED, "Ada Bell", {"question": "Wer hält die „Lampe“?"})
    clock.turn(seconds=2)
    second = log.add(What.SIGNED_OUT, "Ida")
    assert first == Row(What.ASKED, "Ada Bell", BEGAN, {"question": "Wer hält die „Lampe“?"}, 1)
    assert second == Row(What.SIGNED_OUT, "Ida", BEGAN + timedelta(seconds=2), {}, 2)
    assert AuditLog(log.path.parent).rows() == (second, first)


def test_an_answer_is_told_by_its_places_and_not_its_words() -> None:
    cited = Citation(1, "board/lamp.pdf", "The lamp", 3, "Care", 10, 15, "Ivy.")
    more = Citation(2, "notes.md", "Notes", None, "", 0, 7, "Secret.")
    answer = Answer(Status.ANSWERED, "Ivy. [1]", (cited, more))
    place = {"document": "board/lamp.pdf", "page": 3, "start": 10, "end": 15}
    assert answered(answer, [cited]) == {
        "status": "answered",
        "engine": "quotes",
        "citations": [place],
    }
    assert len(answered(answer)["citations"]) == 2  # type: ignore[arg-type]
    assert "Ivy" not in str(answered(answer))


def test_rows_are_chosen_and_read_in_pages(log: AuditLog, clock: TurnedClock) -> None:
    for n in range(10):
        log.add(What.OPENED if n % 2 else What.ASKED, "Ada" if n < 6 else "Ida")
        clock.turn(minutes=1)
    assert numbers(log.rows()) == [*range(10, 0, -1)]
    assert numbers(log.rows(limit=4)) == [10, 9, 8, 7]
    assert numbers(log.rows(limit=4, before=7)) == [6, 5, 4, 3]
    assert numbers(log.rows(limit=4, before=1)) == []
    assert numbers(log.rows(limit=0)) == [10]
    assert numbers(log.rows(who="Ida")) == [10, 9, 8, 7]
    assert numbers(log.rows(who="Ada", what=What.OPENED)) == [6, 4, 2]
    assert numbers(log.rows(who="ada' OR '1'='1")) == []
    since, until = BEGAN + timedelta(minutes=2), BEGAN + timedelta(minutes=4)
    assert numbers(log.rows(since, until)) == [4, 3]
    elsewhere = since.astimezone(timezone(timedelta(hours=5)))
    assert numbers(log.rows(elsewhere, until)) == [4, 3]
    assert numbers(log.rows(since + timedelta(microseconds=1), until)) == [4]
    with pytest.raises(ValueError, match="zone"):
        log.rows(datetime(2026, 1, 1))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET who = 'somebody else'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT number, time, 'other', what, detail FROM audit",
        "UPDATE forgotten SET before = '9999'",
        "DELETE FROM forgotten",
    ],
)
def test_nobody_can_change_it(log: AuditLog, clock: TurnedClock, statement: str) -> None:
    log.add(What.SIGNED_IN, "Ada")
    clock.turn(hours=48)
    log.add(What.SIGNED_OUT, "Ada")
    assert log.forget(1) == 1
    before = log.rows()
    with (
        closing(sqlite3.connect(log.path)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        connection.execute(statement)
    assert log.rows() == before


def test_only_what_is_older_is_forgotten_and_that_is_told(
    log: AuditLog, clock: TurnedClock
) -> None:
    for _ in range(4):
        log.add(What.ASKED, "Ada")
        clock.turn(hours=24)
    assert log.forget(0) == 0
    assert log.forget(10**12) == 0
    assert log.forget(2) == 2, "to the second: the third is just two days old"
    told, *left = log.rows()
    assert numbers(tuple(left)) == [4, 3]
    assert (told.number, told.what, told.who) == (5, What.FORGOT, WAYMARK)
    assert told.detail["rows"] == 2
    assert log.forget(2) == 0
    assert len(log.rows()) == 3, "nothing was to be forgotten, so there is nothing to tell"


def test_it_is_forgotten_at_the_start_and_again_later(log: AuditLog, clock: TurnedClock) -> None:
    log.add(What.ASKED, "Ada")
    clock.turn(hours=48)
    with Keeping(log, 0):
        assert len(log.rows()) == 1
    again = threading.Event()
    asked: list[int] = []

    class Watched(AuditLog):
        def forget(self, older_than_days: int) -> int:
            asked.append(older_than_days)
            if len(asked) > 2:
                again.set()
            return super().forget(older_than_days)

    with Keeping(Watched(log.path.parent, clock), 1, every=0.01):
        assert [row.what for row in log.rows()] == [What.FORGOT]
        assert again.wait(10)
    assert {*asked} == {1}


def test_a_log_that_cannot_be_read_does_not_stop_the_server(
    log: AuditLog, capsys: pytest.CaptureFixture[str]
) -> None:
    log.path.parent.mkdir()
    log.path.write_bytes(b"no database, " * 100)
    with Keeping(log, 1):
        pass
    assert "waymark: The audit log" in capsys.readouterr().err


@pytest.mark.parametrize("called", ["password", "Session", "cookie", "TOKEN"])
def test_a_secret_is_refused_wherever_it_is(log: AuditLog, called: str) -> None:
    for detail in ({called: "x"}, {"a": {called: "x"}}, {"a": [{called: "x"}]}):
        with pytest.raises(ValueError, match="keeps no"):
            log.add(What.SIGNED_IN, "Ada", detail)
    assert log.rows() == ()


def test_a_token_in_a_question_is_blotted_out(log: AuditLog) -> None:
    token = new_token()
    row = log.add(What.ASKED, "Ada", {"question": f"why not {token}?", "history": [token]})
    assert row.detail == {"question": "why not wm_…?", "history": ["wm_…"]}
    assert token.encode() not in log.path.read_bytes()


def test_a_row_needs_somebody_and_a_detail_that_json_can_hold(log: AuditLog) -> None:
    with pytest.raises(ValueError, match="without who"):
        log.add(What.ASKED, "")
    with pytest.raises(TypeError):
        log.add(What.ASKED, "Ada", {"when": BEGAN})
    with pytest.raises(ValueError, match="UTC"):
        Row(What.ASKED, "Ada", datetime(2026, 1, 1))
    assert log.rows() == ()


def test_the_table_has_every_row_once_and_in_order(log: AuditLog) -> None:
    count = MOST + 5
    log.add(What.ASKED, "=cmd|' /C calc'!A0", {"question": 'a "b",\nc'})
    with closing(sqlite3.connect(log.path)) as connection, connection:
        connection.executemany(
            "INSERT INTO audit (time, who, what, detail) VALUES (?, 'Ada', 'asked', '{}')",
            [("2027-01-15T08:00:01Z",)] * (count - 1),
        )
    lines = log.export_csv()
    first = next(lines)
    log_rows = [*lines]
    assert len(log_rows) == count
    headings, *rows = csv.reader(io.StringIO(first + "".join(log_rows), newline=""))
    assert tuple(headings) == HEADINGS
    assert [row[0] for row in rows] == [str(n + 1) for n in range(count)]
    assert rows[0][1:] == [
        "2027-01-15T08:00:00Z", "'=cmd|' /C calc'!A0", "asked", '{"question": "a \\"b\\",\\nc"}',
    ]  # fmt: skip
    assert len([*log.export_csv(what=What.SIGNED_IN)]) == 1


def test_what_is_added_while_the_table_is_read_comes_in_the_next_one(log: AuditLog) -> None:
    log.add(What.ASKED, "Ada")
    lines = log.export_csv()
    table = [next(lines), next(lines)]
    log.add(What.EXPORTED, "Ida")
    table.extend(lines)
    assert len(table) == 2
    assert len([*log.export_csv()]) == 3


_cells = st.text() | st.builds(
    "".join, st.lists(st.sampled_from([*"=+-@\t\r\n '\"＝＋－＠x,"]), max_size=5)
)


@given(st.lists(_cells, min_size=1, max_size=5))
def test_no_cell_begins_a_formula_and_none_is_lost(cells: list[str]) -> None:
    cells = [cell.replace("\0", "") for cell in cells]
    try:
        "".join(cells).encode()
    except UnicodeEncodeError:
        return
    (read,) = csv.reader(io.StringIO(line(cells), newline=""))
    for cell, shown in zip(cells, read, strict=True):
        assert not shown.lstrip(" ").startswith((*"=+-@\t\r\n＝＋－＠",))
        assert shown in (cell, f"'{cell}")
        assert guarded(cell) == shown


def test_many_at_once_lose_nothing(log: AuditLog) -> None:
    def work(name: str) -> None:
        for _ in range(5):
            AuditLog(log.path.parent).add(What.ASKED, name)

    threads = [threading.Thread(target=work, args=(str(n),)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = log.rows()
    assert numbers(rows) == [*range(20, 0, -1)]
    assert sorted(row.who for row in rows) == sorted("0123" * 5)


def test_a_damaged_or_newer_file_is_told_and_left_alone(log: AuditLog) -> None:
    log.add(What.ASKED, "Ada")
    with closing(sqlite3.connect(log.path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(AuditUnusable, match=r"audit log in .* newer Waymark"):
        log.rows()
    log.path.write_bytes(b"no database, " * 100)
    for use in (log.rows, lambda: log.add(What.ASKED, "Ada"), lambda: log.forget(1)):
        with pytest.raises(AuditUnusable, match=r"audit log .* damaged"):
            use()
