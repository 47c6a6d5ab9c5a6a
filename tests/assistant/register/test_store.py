"""The register on disk keeps every event, whoever writes at once, and lets nobody change one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.register import (
    Duplicate,
    Event,
    EventRefused,
    NoFolder,
    Register,
    RegisterUnusable,
    UnknownWorkstream,
)
from assistant.register.store import FILE
from tests.assistant.register.made import event


def yes(*_: object) -> None:
    """A check that lets everything pass."""


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register.open(tmp_path, write=True)


def test_an_event_comes_back_as_it_was_recorded(register: Register) -> None:
    whole = event("decide", "K1", outcome="endorse", reason="a\nb; “c”", citation="Minute 3")
    recorded = register.add(whole, yes, new=True)
    assert recorded == replace(whole, number=1)
    assert register.add(event("note", None, reason="x"), yes).number == 2
    assert register.events() == (recorded, replace(event("note", None, reason="x"), number=2))
    with Register.open(register.path.parent, write=False) as again:
        assert again.events("Island ferry") == register.events()


def test_a_name_is_kept_as_first_written(register: Register) -> None:
    register.add(event("start", "F1", workstream="Head and  Neck"), yes, new=True)
    register.add(event("start", "F2", workstream="HEAD AND NECK"), yes)
    register.add(event("start", "F3", workstream="head and neck"), yes)
    assert [one.name for one in register.workstreams()] == ["Head and Neck"]
    assert [one.workstream for one in register.events("head AND neck")] == ["Head and Neck"] * 3
    assert register.workstream(" head and neck ").name == "Head and Neck"


def test_the_check_sees_the_workstreams_own_events_and_may_refuse(register: Register) -> None:
    register.add(event("start", "F1", workstream="Other"), yes, new=True)
    first = register.add(event("start", "F1"), yes, new=True)
    seen: list[tuple[Event, ...]] = []

    def check(so_far: tuple[Event, ...]) -> None:
        seen.append(so_far)
        raise EventRefused("not today")

    with pytest.raises(EventRefused, match="not today"):
        register.add(event("submit", "F1"), check)
    with pytest.raises(EventRefused):
        register.add(event("submit", "F1", workstream="Third"), check, new=True)
    assert seen == [(first,), ()]
    assert len(register.events()) == 2
    assert [one.name for one in register.workstreams()] == ["Island ferry", "Other"]


def test_an_unknown_workstream_is_made_only_where_told(register: Register) -> None:
    with pytest.raises(UnknownWorkstream, match="Nothing was recorded in it yet"):
        register.add(event("start", "F1"), yes)
    register.add(event("start", "F1"), yes, new=True)
    with pytest.raises(UnknownWorkstream, match="Did you mean Island ferry") as caught:
        register.add(event("start", "F1", workstream="Iland Fery"), yes)
    assert caught.value.nearest == ("Island ferry",)
    assert caught.value.exit_code == 2
    with pytest.raises(UnknownWorkstream, match="It has Island ferry"):
        register.events("zzz")


def test_nothing_is_on_disk_before_the_first_event(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "library"
    for write in (False, True):
        register = Register.open(folder, write)
        assert (register.events(), register.workstreams()) == ((), ())
        assert register.kept_approach() is None
        with pytest.raises(UnknownWorkstream):
            register.workstream("Island ferry")
    assert not (tmp_path / "new").exists()
    register.add(event("start", "F1"), yes, new=True)
    assert {one.name for one in folder.iterdir()} == {FILE}
    with pytest.raises(ValueError, match="opened to read"):
        Register.open(folder, write=False).add(event("start", "F2"), yes)


def test_a_reader_sees_what_another_wrote_since(tmp_path: Path) -> None:
    reader = Register.open(tmp_path, write=False)
    assert reader.events() == ()
    Register.open(tmp_path, write=True).add(event("start", "F1"), yes, new=True)
    assert len(reader.events()) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET person = 'Somebody else'",
        "DELETE FROM events",
        "REPLACE INTO events SELECT * FROM events",
        "INSERT INTO events SELECT number - 1, workstream, kind, 'X', role, date, deliverable,"
        " gate, reason, outcome, citation FROM events WHERE number = 2",
        "UPDATE workstreams SET example = 1",
        "DELETE FROM workstreams",
        "REPLACE INTO workstreams SELECT id, name, key, 1 FROM workstreams",
        "REPLACE INTO workstreams SELECT 99, name, key, 1 FROM workstreams",
        "INSERT INTO events (workstream, kind, person, role, date) VALUES (99, 'note', 'x', 'x',"
        " '2026-01-01')",
        "INSERT INTO events (workstream, kind, person, role, date) VALUES (1, 'note', '', 'x',"
        " '2026-01-01')",
        "INSERT INTO events (workstream, kind, person, role, date) VALUES (1, 'note', 'x', 'x',"
        " '1 May 2026')",
    ],
)
def test_the_file_itself_refuses_to_forget(register: Register, statement: str) -> None:
    for number in (1, 2):
        register.add(event("note", None, reason=str(number)), yes, new=number == 1)
    before = register.events()
    with closing(sqlite3.connect(register.path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)
            connection.commit()
    assert register.events() == before


def test_only_examples_can_be_cleared_and_no_number_comes_again(register: Register) -> None:
    own = register.add(event("start", "F1"), yes, new=True)
    made = [event("start", "F1", workstream=name) for name in ("Stroke", "Urology")]
    names = ("stroke", "urology")
    assert register.add_all(made, yes, examples=names).created == ("Stroke", "Urology")
    register.add(event("submit", "F1", workstream="Stroke"), yes)  # somebody practises
    assert [one.name for one in register.clear_examples()] == ["Stroke", "Urology"]
    assert register.events() == (own,)
    assert register.clear_examples() == ()
    assert register.add(event("submit", "F1"), yes).number == 5


def test_several_are_added_all_or_none(register: Register) -> None:
    def no_third(one: Event, so_far: tuple[Event, ...]) -> None:
        if len(so_far) == 2:
            raise EventRefused("too many")

    three = [event("note", "F1", reason=str(n)) for n in range(3)]
    with pytest.raises(EventRefused, match=r"Event 3 \(Island ferry note F1\): too many"):
        register.add_all(three, no_third)
    assert register.workstreams() == ()
    assert len(register.add_all(three, yes).added) == 3


def test_what_is_there_is_skipped_as_often_as_it_is_there(register: Register) -> None:
    twice = [event("start", "F1"), event("withdraw", "F1"), event("start", "F1")]
    first = register.add_all(twice, yes)
    assert (len(first.added), first.skipped) == (3, ())
    again = register.add_all([*twice, event("start", "F1")], yes)
    assert (len(again.added), len(again.skipped)) == (1, 3)


def test_a_duplicate_within_is_skipped(register: Register) -> None:
    def once(one: Event, so_far: tuple[Event, ...]) -> None:
        if one.identity in {other.identity for other in so_far}:
            raise Duplicate("again")

    done = register.add_all([event("start", "F1"), event("start", "F1")], once)
    assert (len(done.added), len(done.skipped)) == (1, 1)


def test_examples_leave_alone_what_is_there(register: Register) -> None:
    register.add(event("start", "F1", workstream="stroke"), yes, new=True)
    made = [event("submit", "F1", workstream=name) for name in ("Stroke", "Urology", "Urology")]
    done = register.add_all(made, yes, examples=("stroke", "urology"), leave=True)
    assert [one.workstream for one in done.added] == ["Urology", "Urology"]
    assert [(one.name, one.example) for one in register.workstreams()] == [
        ("stroke", False),
        ("Urology", True),
    ]


def test_the_last_good_approach_is_kept(register: Register) -> None:
    register.keep_approach({"a.md": "one", "b/c.md": "two"})
    assert register.kept_approach() == {"a.md": "one", "b/c.md": "two"}
    register.keep_approach({"a.md": "three"})
    assert register.kept_approach() == {"a.md": "three"}
    assert register.events() == ()
    Register.open(register.path.parent, write=False).keep_approach({"a.md": "three"})


def test_a_damaged_file_is_told_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database, " * 100)
    register = Register.open(tmp_path, write=True)
    for use in (register.events, lambda: register.add(event("start", "F1"), yes, new=True)):
        with pytest.raises(RegisterUnusable, match=r"damaged.*backup"):
            use()
    assert (tmp_path / FILE).read_bytes() == b"no database, " * 100


def test_a_newer_file_is_told_and_left_alone(register: Register) -> None:
    register.add(event("start", "F1"), yes, new=True)
    with closing(sqlite3.connect(register.path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(RegisterUnusable, match="newer Waymark"):
        register.events()


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("x")
    with pytest.raises(NoFolder, match="is a file"):
        Register.open(tmp_path / "library", write=True)
    with pytest.raises(RegisterUnusable, match="cannot be opened"):
        Register.open(tmp_path / "library" / "below", write=True).add(
            event("start", "F1"), yes, new=True
        )


def test_a_file_that_holds_nothing_yet_is_an_empty_register(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()  # as after a kill between making the file and its tables
    register = Register.open(tmp_path, write=True)
    assert register.events() == ()
    assert register.add(event("start", "F1"), yes, new=True).number == 1


def test_a_register_on_a_disk_that_cannot_be_written_is_read(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.add(event("start", "F1"), yes, new=True)
    monkeypatch.setattr("os.access", lambda *_: False)
    with Register.open(register.path.parent, write=False) as reader:
        assert len(reader.events()) == 1
    assert {one.name for one in register.path.parent.iterdir()} == {FILE}
