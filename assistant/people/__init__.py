"""Who uses Waymark, what each may do, and which papers each may read."""

from __future__ import annotations

from assistant.people.asking import Asking
from assistant.people.attempts import Attempts
from assistant.people.clock import Clock, system_clock
from assistant.people.contents import Account, Contents, Token
from assistant.people.door import (
    COOKIE,
    Door,
    OpenDoor,
    ProxyDoor,
    SignedIn,
    SignInDoor,
    door_for,
)
from assistant.people.errors import (
    PeopleBroken,
    PeopleError,
    PeopleMissing,
    PeopleRefused,
    PeopleUnusable,
    SessionsUnusable,
    TokenExpired,
    UnknownPerson,
)
from assistant.people.file import PeopleFile
from assistant.people.model import EVERYBODY, LOCAL, Act, Person, Role
from assistant.people.passwords import Passwords
from assistant.people.sessions import Sessions

__all__ = [
    "COOKIE",
    "EVERYBODY",
    "LOCAL",
    "Account",
    "Act",
    "Asking",
    "Attempts",
    "Clock",
    "Contents",
    "Door",
    "OpenDoor",
    "Passwords",
    "PeopleBroken",
    "PeopleError",
    "PeopleFile",
    "PeopleMissing",
    "PeopleRefused",
    "PeopleUnusable",
    "Person",
    "ProxyDoor",
    "Role",
    "Sessions",
    "SessionsUnusable",
    "SignInDoor",
    "SignedIn",
    "Token",
    "TokenExpired",
    "UnknownPerson",
    "door_for",
    "system_clock",
]
