"""Who is let in: by a cookie, by a token, by a proxy that is trusted, and nobody else."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from assistant.people import (
    COOKIE,
    LOCAL,
    Asking,
    Attempts,
    Door,
    OpenDoor,
    PeopleBroken,
    PeopleFile,
    PeopleMissing,
    ProxyDoor,
    Role,
    Sessions,
    SignedIn,
    SignInDoor,
    changes,
    door_for,
)
from assistant.people.asking import client_address, networks
from assistant.people.attempts import OF_A_NAME
from assistant.people.keys import new_token
from ingest.settings import Settings
from tests.fakes_people import WORDS, TurnedClock, cheap, people_file

HERE = "127.0.0.1"
NOBODY = Asking(address=HERE)


def asking(address: str = HERE, session: str = "", **headers: str) -> Asking:
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    if session:
        pairs.append((b"Cookie", f"theme=dark; {COOKIE}={session}".encode()))
    return Asking.of(pairs, address)


@pytest.fixture
def people(tmp_path: Path) -> PeopleFile:
    return people_file(tmp_path / "people.json", {"Ada Bell": ("board",), "Ida": ()})


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def door(people: PeopleFile, tmp_path: Path, clock: TurnedClock) -> SignInDoor:
    sessions = Sessions(tmp_path, timedelta(minutes=60), timedelta(hours=12), clock)
    return SignInDoor(people, sessions, Attempts(clock), networks(HERE))


def test_an_open_door_knows_one_person() -> None:
    assert OpenDoor().person(asking(X_Forwarded_User="Ada Bell", session="x")) == LOCAL


def test_signing_in_and_out(door: SignInDoor) -> None:
    done = door.sign_in("ada bell", WORDS, NOBODY)
    assert done.person is not None
    assert (done.person.name, done.name, done.wait) == ("Ada Bell", "Ada Bell", 0)
    browser = asking(session=done.session)
    assert door.person(browser) == done.person
    assert door.person(asking("10.9.8.7", session=done.session)) == done.person
    assert door.person(NOBODY) is None
    door.sign_out(browser)
    assert door.person(browser) is None


def test_what_fails_tells_only_the_log_whether_there_is_such_a_person(door: SignInDoor) -> None:
    wrong = door.sign_in("Ada Bell", "not the words at all", NOBODY)
    unknown = door.sign_in("Una", "not the words at all", NOBODY)
    assert wrong == SignedIn(name="Ada Bell")
    assert unknown == SignedIn()
    for name, log in (("Ada Bell", "Ada Bell"), ("Una", "")):
        for _ in range(OF_A_NAME - 1):
            door.sign_in(name, "wrong", NOBODY)
        assert door.sign_in(name, WORDS, NOBODY) == SignedIn(wait=15, name=log)


def test_waiting_holds_for_the_right_password_too_and_then_ends(
    door: SignInDoor, clock: TurnedClock
) -> None:
    for _ in range(OF_A_NAME):
        door.sign_in("Ada Bell", "wrong", NOBODY)
    assert door.sign_in("Ada Bell", WORDS, NOBODY).person is None
    clock.turn(seconds=15)
    assert door.sign_in("Ada Bell", WORDS, NOBODY).person is not None


def test_a_sign_in_ends_the_session_that_the_browser_had(door: SignInDoor) -> None:
    first = door.sign_in("Ada Bell", WORDS, NOBODY).session
    again = door.sign_in("Ida", WORDS, asking(session=first)).session
    assert first != again
    assert door.person(asking(session=first)) is None
    person = door.person(asking(session=again))
    assert person is not None
    assert person.name == "Ida"


def test_a_new_password_ends_the_old_sessions_alone(door: SignInDoor, people: PeopleFile) -> None:
    old = door.sign_in("Ada Bell", WORDS, NOBODY).session
    other = door.sign_in("Ida", WORDS, NOBODY).session
    kept = cheap().hash("eleven loud bells")
    people.change(partial(changes.with_password, name="Ada Bell", password=kept))
    new = door.sign_in("Ada Bell", "eleven loud bells", NOBODY).session
    assert door.person(asking(session=old)) is None
    assert door.person(asking(session=new)) is not None
    assert door.person(asking(session=other)) is not None


def test_who_is_taken_out_is_out_even_when_put_in_again(
    door: SignInDoor, people: PeopleFile
) -> None:
    browser = asking(session=door.sign_in("Ada Bell", WORDS, NOBODY).session)
    people.change(partial(changes.removed, name="Ada Bell"))
    kept = cheap().hash(WORDS)
    people.change(partial(changes.add, name="Ada Bell", role=Role.READER, password=kept))
    assert door.person(browser) is None


def test_changed_rights_hold_at_the_next_request(door: SignInDoor, people: PeopleFile) -> None:
    browser = asking(session=door.sign_in("Ada Bell", WORDS, NOBODY).session)
    people.change(partial(changes.shared, collection="part-2", groups=["board"]))
    people.change(partial(changes.changed, name="Ada Bell", role=Role.LIBRARIAN))
    ada = door.person(browser)
    assert ada is not None
    assert (ada.role, ada.collections) == (Role.LIBRARIAN, {"default", "part-2"})
    people.change(partial(changes.changed, name="Ada Bell", groups=[]))
    ada = door.person(browser)
    assert ada is not None
    assert ada.collections == {"default"}


def test_a_broken_file_is_an_error_and_not_a_person(door: SignInDoor, people: PeopleFile) -> None:
    browser = asking(session=door.sign_in("Ada Bell", WORDS, NOBODY).session)
    people.path.write_text("{")
    with pytest.raises(PeopleBroken):
        door.person(browser)


def test_a_program_shows_a_token(door: SignInDoor, people: PeopleFile) -> None:
    token = new_token()
    people.change(partial(changes.with_token, name="Ida", token=token, until=date.max))
    for shown in (f"Bearer {token}", f"bearer  {token} "):
        person = door.person(asking(Authorization=shown))
        assert person is not None
        assert person.name == "Ida"
    for shown in (token, f"Basic {token}", f"Bearer {new_token()}", "Bearer", f"Bearer x, {token}"):
        assert door.person(asking(Authorization=shown)) is None
    session = door.sign_in("Ada Bell", WORDS, NOBODY).session
    wrong = asking(session=session, Authorization=f"Bearer {new_token()}")
    assert door.person(wrong) is None, "a token that is wrong is not made good by a cookie"


@pytest.fixture
def proxied(people: PeopleFile) -> ProxyDoor:
    return ProxyDoor(people, "X-Forwarded-User", networks("127.0.0.1, ::1, 10.1.0.0/16"))


@pytest.mark.parametrize("address", [HERE, "::1", "10.1.200.3", "::ffff:127.0.0.1"])
def test_a_trusted_proxy_says_who_it_is(proxied: ProxyDoor, address: str) -> None:
    person = proxied.person(asking(address, X_Forwarded_User="ada bell"))
    assert person is not None
    assert (person.name, person.collections) == ("Ada Bell", {"default"})


@pytest.mark.parametrize("address", ["10.2.0.1", "192.168.0.1", "2001:db8::1", "", "localhost"])
def test_nobody_else_is_believed(proxied: ProxyDoor, address: str) -> None:
    assert proxied.person(asking(address, X_Forwarded_User="ada bell")) is None
    forwarded = asking(address, X_Forwarded_User="ada bell", X_Forwarded_For=HERE)
    assert proxied.person(forwarded) is None


@pytest.mark.parametrize("named", ["", "Una", "Ida, Ada Bell", "Ida,", "local"])
def test_whom_the_file_does_not_know_the_proxy_cannot_bring(proxied: ProxyDoor, named: str) -> None:
    assert proxied.person(asking(X_Forwarded_User=named)) is None


def test_a_header_that_comes_twice_names_nobody(proxied: ProxyDoor) -> None:
    pairs = [(b"X-Forwarded-User", b"Ada Bell"), (b"x-forwarded-user", b"Ida")]
    assert proxied.person(Asking.of(pairs, HERE)) is None


def test_a_proxys_word_on_where_somebody_is_is_for_counting_alone() -> None:
    trusted = networks("127.0.0.1, 10.1.0.0/16")
    cases = {
        ("127.0.0.1", "192.0.2.7"): "192.0.2.7",
        ("127.0.0.1", "203.0.113.1, 192.0.2.7, 10.1.0.9"): "192.0.2.7",
        ("192.0.2.8", "203.0.113.1"): "192.0.2.8",
        ("127.0.0.1", ""): "127.0.0.1",
        ("127.0.0.1", "192.0.2.7, nonsense"): "127.0.0.1",
    }
    for (address, told), found in cases.items():
        assert client_address(asking(address, X_Forwarded_For=told), trusted) == found


def test_the_door_that_the_settings_ask_for(tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    library = tmp_path / "library"
    assert isinstance(door_for(Settings(library=library)), OpenDoor)
    settings = Settings(library=library, users=path)
    with pytest.raises(PeopleMissing):
        door_for(settings)
    people_file(path)
    doors: list[Door] = [
        door_for(settings),
        door_for(Settings(library=library, users=path, trusted_header="X-Forwarded-User")),
    ]
    assert [type(door) for door in doors] == [SignInDoor, ProxyDoor]
    header = asking(X_Forwarded_User="Ada Bell")
    assert [door.person(header) is not None for door in doors] == [False, True]
    path.write_text("{")
    with pytest.raises(PeopleBroken):
        door_for(settings)


def test_two_headers_do_not_make_one_name(tmp_path: Path) -> None:
    people = people_file(tmp_path / "people.json", {"Bell, Ada": ()})
    proxied = ProxyDoor(people, "X-Forwarded-User", networks(HERE))
    pairs = [(b"X-Forwarded-User", b"Bell"), (b"X-Forwarded-User", b"Ada")]
    assert proxied.person(Asking.of(pairs, HERE)) is None
