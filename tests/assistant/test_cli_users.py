"""`waymark users`, and that a page which others can open wants people."""

from __future__ import annotations

import json
import os
import pty
import stat
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from assistant.people import Act, PeopleFile, TokenExpired
from ingest.structure.dates import in_words
from tests.command_line import ROOT, Done, start_process, waymark
from tests.fakes_people import TurnedClock

WORDS = "seven quiet lamps"

OPEN = ("default", "redesign-approach", "briefings", "examples")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


def users(library: Path, *words: str, stdin: str = "", **settings: object) -> Done:
    return waymark("users", *words, "--library", library, stdin=stdin, **settings)


def add(library: Path, name: str, *words: str) -> Done:
    return users(library, "add", name, "--password-stdin", *words, stdin=WORDS + "\n")


def rows(library: Path) -> list[dict[str, object]]:
    done = users(library, "list", "--json")
    assert done.code == 0, done.err
    return list(json.loads(done.out))


def test_from_the_first_person_to_who_reads_what(library: Path) -> None:
    done = add(library, "Ada Bell", "--role", "lead", "--group", "stroke", "--group", "board")
    assert (done.code, done.out) == (0, "Ada Bell is added as lead in stroke, board.\n"), done.err
    path = library / "people.json"
    assert f"waymark serve --users {path}" in done.err
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    done = users(library, "add", "Ida", "--no-password", "--role", "admin")
    assert (done.code, done.out, done.err) == (0, "Ida is added as admin.\n", "")
    done = users(library, "collection", "part-2", "--group", "board", "--group", "staf")
    assert done.out == "part-2: read by board, staf\n"
    assert done.err == "waymark: nobody is in the group “staf” yet.\n"
    everybody = {f"{name}: read by everybody\n" for name in OPEN}
    assert set(users(library, "collection").out.splitlines(keepends=True)) == {
        *everybody,
        done.out,
    }
    assert users(library, "collection", "minutes").out == "minutes: read by nobody\n"
    ada = {
        "name": "Ada Bell",
        "role": "lead",
        "groups": ["stroke", "board"],
        "collections": sorted([*OPEN, "part-2"]),
        "password": True,
        "tokens": 0,
        "tokens_until": [],
    }
    ida = ada | {"name": "Ida", "role": "admin", "groups": [], "collections": sorted(OPEN)}
    assert rows(library) == [ada, ida | {"password": False}]
    shown = users(library, "list").out.splitlines()
    reads = ", ".join(sorted([*OPEN, "part-2"]))
    assert shown[0] == f"Ada Bell: lead in stroke, board; reads {reads}; has a password"
    assert users(library, "collection", "part-2", "--nobody").out == "part-2: read by nobody\n"
    assert rows(library)[0]["collections"] == sorted(OPEN)


def test_a_person_is_changed_and_taken_out(library: Path) -> None:
    add(library, "Ada Bell", "--group", "board")
    people = PeopleFile(library / "people.json")
    assert people.check("Ada Bell", WORDS) is not None
    done = users(library, "set", "ada bell", "--role", "librarian", "--group", "stroke")
    assert done.out == "Ada Bell is librarian in stroke now.\n"
    ada = people.person("Ada Bell")
    assert ada is not None
    assert ada.may(Act.KEEP)
    assert users(library, "set", "ada bell", "--no-groups").out == "Ada Bell is librarian now.\n"
    stdin = "eleven loud bells\r\n"
    done = users(library, "password", "ada bell", "--password-stdin", stdin=stdin)
    assert done.out == "Ada Bell has another password, and is signed out everywhere.\n"
    assert people.check("Ada Bell", WORDS) is None
    assert people.check("Ada Bell", stdin.strip()) is not None
    assert users(library, "remove", "ADA BELL").out == "Ada Bell is taken out.\n"
    assert people.person("Ada Bell") is None
    done = users(library, "list")
    assert (done.out, done.err) == ("", "Nobody is in the file.\n")


def test_a_token_is_shown_once(library: Path) -> None:
    add(library, "Ada Bell")
    done = users(library, "token", "ada bell")
    token = done.out.strip()
    assert token.startswith("wm_")
    assert done.out == f"{token}\n"
    people = PeopleFile(library / "people.json")
    person = people.by_token(token)
    assert person is not None
    assert person.name == "Ada Bell"
    until = date.today() + timedelta(days=90)
    said = f"1 token until {in_words(until.isoformat())}"
    assert in_words(until.isoformat()) in done.err
    assert users(library, "list").out.endswith(f"has a password, {said}\n")
    assert rows(library)[0]["tokens_until"] == [until.isoformat()]
    done = users(library, "token", "ada bell", "--revoke-all")
    assert done.out == "All tokens of Ada Bell are revoked: 1.\n"
    assert people.by_token(token) is None


def test_a_token_has_a_last_day(library: Path) -> None:
    add(library, "Ada Bell")
    one = users(library, "token", "Ada Bell", "--days", "1").out.strip()
    other = users(library, "token", "Ada Bell", token_days=2).out.strip()
    day = datetime.combine(date.today(), time(12)).timestamp()
    now, later = (
        PeopleFile(library / "people.json", clock=TurnedClock(day + n)) for n in (0, 2 * 86400)
    )
    assert all(now.by_token(token) for token in (one, other))
    with pytest.raises(
        TokenExpired, match=r"last day of this token was .* `waymark users token NAME`"
    ):
        later.by_token(one)
    assert later.by_token(other)

    path = library / "people.json"
    held = json.loads(path.read_text())
    tokens = held["people"]["Ada Bell"]["tokens"]
    tokens[0]["until"] = "2026-01-02"
    tokens[1] = tokens[1]["digest"]  # as it was before tokens had a last day
    path.write_text(json.dumps(held))
    said = users(library, "list").out
    assert said.endswith("1 token that ended on 2 January 2026, 1 token without a last day\n")
    assert PeopleFile(path).by_token(other)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "ADA bell", "--no-password"), "There is somebody called 'Ada Bell' already"),
        (("add", "Una"), "--password-stdin"),
        (("add", "Una", "--role", "owner", "--no-password"), "owner"),
        (("add", "U\u202ena", "--no-password"), "cannot be seen"),
        (("add", "Una", "--no-password", "--group", "a\tb"), "cannot be seen"),
        (("add", "Una", "--password-stdin"), "at least 12 characters"),
        (("password", "Una", "--password-stdin"), "Nobody in the file of people is called 'Una'"),
        (("password", "Ada Bell", "--password-stdin"), "at least 12 characters"),
        (("set", "Ada Bell"), "Nothing to change"),
        (("set", "Ada Bell", "--group", "a", "--no-groups"), "opposite"),
        (("set", "Una", "--role", "lead"), "Una"),
        (("remove", "Una"), "Una"),
        (("token", "Una"), "Una"),
        (("token", "Ada Bell", "--days", "0"), "--days"),
        (("token", "Ada Bell", "--revoke-all", "--days", "9"), "--days means nothing"),
        (("collection", "--group", "board"), "Name the collection"),
        (("collection", "x", "--group", "board", "--nobody"), "opposite"),
        (("collection", " ", "--nobody"), "A collection has a name"),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(
    library: Path, words: tuple[str, ...], told: str
) -> None:
    add(library, "Ada Bell", "--group", "board")
    before = (library / "people.json").read_bytes()
    done = users(library, *words, stdin="too short\n")
    assert done.code == 2
    assert told in done.err
    assert (library / "people.json").read_bytes() == before


def test_without_a_file_there_is_nothing_to_change(library: Path) -> None:
    for words in (("list",), ("remove", "Ada"), ("token", "Ada"), ("collection",)):
        done = users(library, *words)
        assert done.code == 1
        assert "Make one by adding the first person" in done.err
    assert not library.exists()


def test_a_broken_file_is_told_and_left(library: Path) -> None:
    add(library, "Ada Bell")
    path = library / "people.json"
    path.write_text('{"people": {"Ada": {"role": "owner"}}}')
    for words in (("list",), ("add", "Una", "--no-password")):
        done = users(library, *words)
        assert done.code == 1
        assert "people: Ada: role" in done.err
    assert "owner" in path.read_text()


def test_the_file_can_be_elsewhere(library: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert users(library, "add", "Ada", "--no-password", "--users", str(first)).code == 0
    assert users(library, "add", "Ida", "--no-password", users=second).code == 0
    assert [PeopleFile(one).person("Ada") is None for one in (first, second)] == [False, True]
    assert not library.exists()


def test_the_first_person_is_not_refused_for_the_host(library: Path) -> None:
    assert users(library, "add", "Ada", "--no-password", host="0.0.0.0").code == 0


def test_the_password_is_asked_for_twice_and_not_shown(library: Path) -> None:
    """In a terminal, as far as there is one to be had."""
    asked, typed = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "users", "add", "Ada", "--library", os.fspath(library)],
        cwd=ROOT,
        stdin=typed,
        stdout=subprocess.PIPE,
        stderr=typed,
        start_new_session=True,  # else the terminal that the tests run in would be asked
    )
    os.close(typed)
    shown = b""
    for prompt in (b"Password: ", b"The same again: "):
        while prompt not in shown:
            shown += os.read(asked, 1000)
        os.write(asked, f"{WORDS}\n".encode())
    out, _ = process.communicate(timeout=60)
    os.close(asked)
    assert (process.returncode, out) == (0, b"Ada is added as reader.\n")
    assert WORDS.encode() not in shown
    assert PeopleFile(library / "people.json").check("Ada", WORDS) is not None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.0.2.1", "waymark.example"])
def test_a_page_that_others_can_open_wants_people(library: Path, host: str) -> None:
    done = waymark("serve", "--library", library, "--host", host)
    assert done.code == 2
    assert "waymark users add" in done.err


def test_a_trusted_header_wants_people_too(library: Path) -> None:
    done = waymark("serve", "--library", library, trusted_header="X-Forwarded-User")
    assert done.code == 2
    assert "WAYMARK_USERS" in done.err


def test_a_password_is_never_an_argument() -> None:
    process = start_process("users", "add", "Ada", "--password", WORDS)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "No such option" in err
