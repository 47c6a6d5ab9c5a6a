"""Who is asking: the one place in which a request becomes a Person, or nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from assistant.people.asking import Asking, Network, among, client_address, networks
from assistant.people.attempts import Attempts
from assistant.people.clock import Clock, system_clock
from assistant.people.file import PeopleFile
from assistant.people.model import LOCAL, Person
from assistant.people.sessions import Sessions
from ingest.settings import Settings

COOKIE = "waymark_session"


class Door(Protocol):
    """Decides at each request who asks. Nothing else may."""

    def person(self, request: Asking) -> Person | None:
        """Who asks; None for nobody that may. Raises PeopleError, and then nobody may."""


class OpenDoor:
    """Nobody signs in: whoever can reach the server, which is this machine alone, is LOCAL."""

    def person(self, request: Asking) -> Person | None:
        """LOCAL, always."""
        return LOCAL


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What came of a try to sign in.

    person    None where it failed; what is shown must not tell more than that
    session   the key for the cookie, "" where it failed
    wait      seconds before the next try is looked at, where this one came too soon; else 0
    name      for the log alone: the person's name, "" where nobody has the one that was typed
              (people type passwords into the wrong field)
    """

    person: Person | None = None
    session: str = ""
    wait: int = 0
    name: str = ""


class SignInDoor:
    """People sign in with name and password and get a cookie; programs show a token."""

    def __init__(
        self,
        people: PeopleFile,
        sessions: Sessions,
        attempts: Attempts,
        trusted: Iterable[Network] = (),
    ) -> None:
        """`trusted` are proxies whose word on a client's address is taken."""
        self._people = people
        self._sessions = sessions
        self._attempts = attempts
        self._trusted = tuple(trusted)

    def person(self, request: Asking) -> Person | None:
        """Who has the token that is shown or, where none is, the session of the cookie.

        Raises TokenExpired for a token whose last day is over.
        """
        shown = request.headers.get("authorization", "")
        kind, _, token = shown.partition(" ")
        if kind.lower() == "bearer":
            return self._people.by_token(token.strip())
        key = request.cookies.get(COOKIE, "")
        return self._of_session(key) if key else None

    def sign_in(self, name: str, password: str, request: Asking) -> SignedIn:
        """Try it. A session that the browser had before ends: it must not be carried over."""
        address = client_address(request, self._trusted)
        named = self._people.account(name)
        known = named.name if named else ""
        wait = self._attempts.begin(name, address)
        if wait:
            return SignedIn(wait=wait, name=known)
        account = self._people.check_account(name, password)
        person = None if account is None else self._people.person(account.name)
        if account is None or person is None:
            return SignedIn(name=known)
        self._attempts.succeeded(name, address)
        self.sign_out(request)
        return SignedIn(person, self._sessions.begin(person.name, account.stamp), name=known)

    def sign_out(self, request: Asking) -> None:
        """End the session of the cookie, if there is one."""
        key = request.cookies.get(COOKIE, "")
        if key:
            self._sessions.end(key)

    def address(self, request: Asking) -> str:
        """Where a request comes from, for the log."""
        return client_address(request, self._trusted)

    def _of_session(self, key: str) -> Person | None:
        session = self._sessions.use(key)
        if session is None:
            return None
        account = self._people.account(session.name)
        if account is None or account.stamp != session.stamp:
            self._sessions.end(key)
            return None
        return self._people.person(account.name)


class ProxyDoor:
    """A proxy has asked who it is, and says so in a header.

    The header counts only from an address of `trusted`, and only for people who are in the file:
    a proxy tells who somebody is, the file what they may do. A name with a comma cannot come so.
    """

    def __init__(self, people: PeopleFile, header: str, trusted: Iterable[Network]) -> None:
        self._people = people
        self._header = header.lower()
        self._trusted = tuple(trusted)

    def person(self, request: Asking) -> Person | None:
        """The person whom the header names."""
        named = request.headers.get(self._header, "").strip()
        # A comma is the mark of a header that came twice, once perhaps not from the proxy.
        if not named or "," in named or not among(request.address, self._trusted):
            return None
        return self._people.person(named)


def door_for(settings: Settings, clock: Clock = system_clock) -> Door:
    """The door that `settings` ask for.

    Raises PeopleMissing and PeopleBroken at once, rather than at somebody's first request.
    """
    if settings.users is None:
        return OpenDoor()
    people = PeopleFile(settings.users, clock=clock)
    people.contents()
    trusted = networks(settings.trusted_proxies)
    if settings.trusted_header:
        return ProxyDoor(people, settings.trusted_header, trusted)
    sessions = Sessions(
        settings.library,
        timedelta(minutes=settings.session_idle_minutes),
        timedelta(hours=settings.session_hours),
        clock,
    )
    return SignInDoor(people, sessions, Attempts(clock), trusted)
