"""The file of people: read strictly, written whole, and in force as soon as it is changed."""

from __future__ import annotations

import json
import os
import stat
import threading
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.people import (
    EVERYBODY,
    Account,
    Contents,
    PeopleBroken,
    PeopleError,
    PeopleFile,
    PeopleMissing,
    PeopleRefused,
    PeopleUnusable,
    Person,
    Role,
    UnknownPerson,
    changes,
)
from assistant.people.contents import parsed, written
from assistant.people.keys import digest, new_token
from ingest.library import Scope
from tests.fakes_people import WORDS, cheap, people_file

OPEN = ("default", "redesign-approach", "briefings", "examples")  # and no Part 2


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library" / "people.json"


def test_the_first_file_lets_each_person_read_papers_of_no_special_collection(path: Path) -> None:
    people = PeopleFile(path)
    add = partial(changes.add, name=" Ada  Bell ", role=Role.LEAD, groups=["Stroke", "stroke"])
    people.change(add, begin=changes.FIRST)
    expected = Person("Ada Bell", Role.LEAD, frozenset({"stroke", EVERYBODY}), frozenset(OPEN))
    assert people.person("ADA BELL") == expected
    assert people.person("Ida") is None
    assert json.loads(path.read_text()) == {
        "people": {
            "Ada Bell": {"role": "lead", "groups": ["Stroke"], "password": None, "tokens": []}
        },
        "collections": {name: ["everybody"] for name in OPEN},
    }
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_collection_is_read_by_its_groups_alone(path: Path) -> None:
    people = people_file(
        path,
        {"Ada": ("board",), "Ida": ("Board", "stroke"), "Una": ()},
        {"part-2": ("BOARD",), "stroke": ("stroke",), "all": (EVERYBODY,), "closed": ()},
    )

    def reads(name: str) -> frozenset[str] | None:
        person = people.person(name)
        assert person is not None
        return person.collections

    assert reads("Ada") == {"part-2", "all"}
    assert reads("Ida") == {"part-2", "stroke", "all"}
    assert reads("Una") == {"all"}


_groups = st.sampled_from(["board", "Board", "stroke", "staff", EVERYBODY])
_collections = st.sampled_from(["default", "part-2", "stroke", "unnamed", "Part-2"])


@given(
    held=st.lists(_groups, max_size=4),
    shared=st.dictionaries(_collections, st.lists(_groups, max_size=3).map(tuple)),
    role=st.sampled_from(Role),
    wanted=st.none() | st.frozensets(_collections),
)
def test_a_scope_is_never_wider_than_the_groups_allow(
    held: list[str],
    shared: dict[str, tuple[str, ...]],
    role: Role,
    wanted: frozenset[str] | None,
) -> None:
    contents = changes.add(Contents(collections=shared), "Ada", role, held)
    person = contents.person(changes.known(contents, "ada"))
    allowed = {
        name
        for name, groups in shared.items()
        if {one.lower() for one in groups} & {*map(str.lower, held), EVERYBODY}
    }
    assert person.collections == allowed
    scope = person.scope(Scope(collections=wanted))
    assert scope.collections is not None, "nobody's scope is without bounds"
    assert scope.collections == (allowed if wanted is None else allowed & wanted)
    assert parsed(written(contents).encode(), "there") == contents


def test_name_and_password_together_let_in(path: Path) -> None:
    people = people_file(path)
    person = people.check("ada bell", WORDS)
    assert person is not None
    assert person.name == "Ada Bell"
    for name, words in (("ada bell", "seven quiet lamp"), ("ida", WORDS), ("", ""), ("a\0", "\0")):
        assert people.check(name, words) is None


def test_who_has_no_password_cannot_sign_in(path: Path) -> None:
    people = PeopleFile(path, cheap())
    people.change(partial(changes.add, name="Ada", role=Role.ADMIN), begin=changes.FIRST)
    assert people.check("Ada", "") is None
    assert people.check("Ada", WORDS) is None


def test_a_hash_of_other_costs_is_made_anew_at_the_next_sign_in(path: Path) -> None:
    people_file(path)
    dearer = PeopleFile(path, cheap(time_cost=2))
    before = dearer.account("Ada Bell")
    assert dearer.check("Ada Bell", "wrong words here") is None
    assert dearer.account("Ada Bell") == before
    assert dearer.check("Ada Bell", WORDS) is not None
    after = dearer.account("Ada Bell")
    assert before and after and after.password and before.password
    assert "t=1" in before.password
    assert "t=2" in after.password
    assert replace(after, password=before.password) == before
    assert dearer.check("Ada Bell", WORDS) is not None
    assert dearer.account("Ada Bell") == after, "once is enough"


def test_a_token_is_its_persons_until_it_is_revoked(path: Path) -> None:
    people = people_file(path, {"Ada": (), "Ida": ()})
    token, other = new_token(), new_token()
    people.change(partial(changes.with_token, name="ada", token=token, until=date.max))
    people.change(partial(changes.with_token, name="ada", token=other, until=date.max))
    assert token not in path.read_text()
    for shown in (token, other):
        person = people.by_token(shown)
        assert person is not None
        assert person.name == "Ada"
    for shown in ("", "wm_", token[:-1], token.upper(), new_token(), digest(token), f"{token}\n"):
        assert people.by_token(shown) is None
    people.change(partial(changes.without_tokens, name="Ada"))
    assert people.by_token(token) is None


def test_what_is_taken_from_somebody_holds_at_once(path: Path) -> None:
    people, elsewhere = people_file(path, {"Ada": ("board",)}), PeopleFile(path)
    elsewhere.change(partial(changes.shared, collection="part-2", groups=["board"]))
    ada = people.person("Ada")
    assert ada is not None
    assert ada.collections == {"default", "part-2"}
    elsewhere.change(partial(changes.changed, name="Ada", role=Role.LEAD, groups=[]))
    ada = people.person("Ada")
    assert ada is not None
    assert (ada.role, ada.collections) == (Role.LEAD, {"default"})
    elsewhere.change(partial(changes.removed, name="Ada"))
    assert people.person("Ada") is None


def test_an_edit_by_hand_counts_too(path: Path) -> None:
    people = people_file(path)
    assert people.person("Ada Bell")
    text = path.read_text().replace('"reader"', '"admin"')
    path.write_text(text)
    os.utime(path, ns=(1, 1))
    ada = people.person("Ada Bell")
    assert ada is not None
    assert ada.role is Role.ADMIN
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert people.person("Ada Bell"), "with the mark that some editors put before it"


BROKEN = {
    "no JSON": "{",
    "nothing": "",
    "a list": "[]",
    "no UTF-8": b'{"people": {"Ada\xff": {"role": "reader"}}}',
    "an unknown key": '{"peoples": {}}',
    "an unknown key of a person": '{"people": {"Ada": {"role": "reader", "group": ["board"]}}}',
    "an unknown role": '{"people": {"Ada": {"role": "owner"}}}',
    "no role": '{"people": {"Ada": {}}}',
    "a password as typed": '{"people": {"Ada": {"role": "reader", "password": "opensesame"}}}',
    "a token as shown": '{"people": {"Ada": {"role": "reader", "tokens": ["wm_abc"]}}}',
    "groups that are a word": '{"people": {"Ada": {"role": "reader", "groups": "board"}}}',
    "a group that is a number": '{"collections": {"default": [1]}}',
    "somebody twice": '{"people": {"Ada": {"role": "reader"}, "Ada": {"role": "admin"}}}',
    "one name twice": '{"people": {"Ada": {"role": "reader"}, "ADA": {"role": "admin"}}}',
    "a name of spaces": '{"people": {" Ada": {"role": "reader"}}}',
    "an invisible name": '{"people": {"Ada\\u202e": {"role": "reader"}}}',
    "a collection twice": '{"collections": {"a": [], "a": ["everybody"]}}',
    "depth without end": "[" * 100_000,
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_what_is_wrong_in_it_lets_nobody_in(path: Path, text: str | bytes) -> None:
    people = people_file(path)
    assert people.person("Ada Bell")
    data = text if isinstance(text, bytes) else text.encode()
    path.write_bytes(data)
    for use in (
        lambda: people.person("Ada Bell"),
        lambda: people.check("Ada Bell", WORDS),
        lambda: people.by_token(new_token()),
        lambda: people.change(lambda contents: contents),
    ):
        with pytest.raises(PeopleBroken, match=r"cannot be used: .*nobody is let in") as told:
            use()
        assert str(path) in str(told.value)
        assert "opensesame" not in str(told.value)
    assert path.read_bytes() == data, "it is left for a person to mend"


def test_the_message_says_where_it_is_wrong() -> None:
    with pytest.raises(PeopleBroken, match="people: Ada: role: Input should be 'reader'"):
        parsed(b'{"people": {"Ada": {"role": "owner"}}}', "there")
    with pytest.raises(PeopleBroken, match="people: Ada: group is not known here"):
        parsed(b'{"people": {"Ada": {"role": "reader", "group": []}}}', "there")


def test_no_file_is_told_with_what_to_do(path: Path) -> None:
    for use in (PeopleFile(path).contents, lambda: PeopleFile(path).change(lambda now: now)):
        with pytest.raises(PeopleMissing, match="waymark users add NAME"):
            use()
    assert not path.parent.exists()
    path.mkdir(parents=True)
    with pytest.raises(PeopleUnusable, match="cannot be read or written"):
        PeopleFile(path).contents()


def test_a_change_that_is_refused_changes_nothing(path: Path) -> None:
    people = people_file(path, {"Ada": ("board",)})
    before = path.read_bytes()
    for change in (
        partial(changes.add, name="ADA", role=Role.READER),
        partial(changes.add, name="\u202e", role=Role.READER),
        partial(changes.changed, name="Ada", groups=["a\nb"]),
        partial(changes.shared, collection=" ", groups=[]),
    ):
        with pytest.raises(PeopleRefused):
            people.change(change)
    for unknown in (changes.removed, changes.changed, changes.without_tokens):
        with pytest.raises(UnknownPerson, match="waymark users list"):
            people.change(partial(unknown, name="Ida"))
    assert path.read_bytes() == before
    assert {one.name for one in path.parent.iterdir()} == {"people.json", "people.json.lock"}


def test_a_write_that_fails_leaves_the_old_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = people_file(path)
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(PeopleUnusable, match="No space"):
        people.change(partial(changes.removed, name="Ada Bell"))
    assert path.read_bytes() == before
    assert {one.name for one in path.parent.iterdir()} == {"people.json", "people.json.lock"}
    assert PeopleFile(path, cheap(time_cost=2)).check("Ada Bell", WORDS), "without a new hash"


def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    people_file(path)
    link = tmp_path / "link.json"
    link.symlink_to(path)
    PeopleFile(link).change(partial(changes.removed, name="Ada Bell"))
    assert link.is_symlink()
    assert PeopleFile(path).person("Ada Bell") is None


def test_changes_at_once_are_all_kept_and_a_reader_sees_whole_files(path: Path) -> None:
    people_file(path, {})
    wrong: list[PeopleError] = []
    done = threading.Event()

    def read() -> None:
        reader = PeopleFile(path)
        while not done.is_set():
            try:
                reader.contents()
            except PeopleError as error:
                wrong.append(error)

    def write(n: int) -> None:
        for name in (f"a{n}", f"b{n}", f"c{n}"):
            PeopleFile(path).change(partial(changes.add, name=name, role=Role.READER))

    reader = threading.Thread(target=read)
    writers = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    reader.join()
    assert wrong == []
    assert len(PeopleFile(path).contents().accounts) == 12


def test_a_new_password_is_a_new_stamp() -> None:
    ada = Account("Ada", password="one hash")
    assert ada.stamp == replace(ada, name="ADA", role=Role.ADMIN, groups=("board",)).stamp
    assert (
        len({ada.stamp, replace(ada, password="other").stamp, replace(ada, name="Ida").stamp}) == 3
    )
