"""Stand-ins for what people take time over: a clock that is turned, hashes that cost nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from argon2 import PasswordHasher

from assistant.people import EVERYBODY, Account, Contents, Passwords, PeopleFile, Role

START = 1_800_000_000.0  # January 2027
WORDS = "seven quiet lamps"


class TurnedClock:
    """A Clock that stands still until it is turned."""

    def __init__(self, now: float = START) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def turn(self, *, seconds: float = 0, minutes: float = 0, hours: float = 0) -> None:
        self.now += seconds + 60 * minutes + 3600 * hours


def cheap(time_cost: int = 1) -> Passwords:
    """Real hashes of the least cost."""
    return Passwords(PasswordHasher(time_cost=time_cost, memory_cost=8, parallelism=1))


def people_file(
    path: Path,
    groups: Mapping[str, Sequence[str]] | None = None,
    collections: Mapping[str, tuple[str, ...]] | None = None,
    role: Role = Role.READER,
) -> PeopleFile:
    """A file of people by name, each with their groups, all with the password WORDS."""
    people, passwords = PeopleFile(path, cheap()), cheap()
    accounts = {
        name.casefold(): Account(name, role, tuple(held), passwords.hash(WORDS))
        for name, held in (groups if groups is not None else {"Ada Bell": ()}).items()
    }
    made = Contents(accounts, {"default": (EVERYBODY,)} if collections is None else collections)
    people.change(lambda _: made, begin=made)
    return people
