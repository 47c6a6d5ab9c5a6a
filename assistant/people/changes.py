"""What may be changed in the file of people: each a function from its contents to new ones.

    people.change(partial(add, name="Ada Bell", role=Role.LEAD, groups=("stroke",)), begin=FIRST)

All but `add` and `shared` raise UnknownPerson; all raise PeopleRefused for a name that is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from assistant.people.contents import Account, Contents, Token
from assistant.people.errors import PeopleRefused, UnknownPerson
from assistant.people.keys import digest
from assistant.people.model import EVERYBODY, Role
from assistant.people.names import checked, key_of

_OPEN = ("default", "redesign-approach", "briefings", "examples")
FIRST = Contents(collections=dict.fromkeys(_OPEN, (EVERYBODY,)))
"""What a new file begins with: papers of which nobody said otherwise are for each person in it.

And so are the method and the examples that ship with Waymark, but for those of a Part 2 (a meeting
without the public), which are there to be closed.
"""


def known(contents: Contents, name: str) -> Account:
    """The account of that name, however it is spelt."""
    account = contents.account(name)
    if account is None:
        raise UnknownPerson(
            f"Nobody in the file of people is called {name!r}. `waymark users list` shows who is."
        )
    return account


def add(
    contents: Contents,
    name: str,
    role: Role,
    groups: Iterable[str] = (),
    password: str | None = None,
) -> Contents:
    """With a new person. `password` is the hash; None for one who comes through a proxy."""
    there = contents.account(name)
    if there is not None:
        raise PeopleRefused(
            f"There is somebody called {there.name!r} already. `waymark users set` changes the "
            "role and the groups, `waymark users password` the password."
        )
    account = Account(checked(name), role, _groups(groups, {EVERYBODY}), password)
    return contents.with_account(account)


def changed(
    contents: Contents, name: str, role: Role | None = None, groups: Iterable[str] | None = None
) -> Contents:
    """With another role, or with `groups` and no others; None leaves it as it is."""
    account = known(contents, name)
    if role is not None:
        account = replace(account, role=role)
    if groups is not None:
        account = replace(account, groups=_groups(groups, {EVERYBODY}))
    return contents.with_account(account)


def with_password(contents: Contents, name: str, password: str) -> Contents:
    """With another password, of which `password` is the hash; the person's sessions end."""
    return contents.with_account(replace(known(contents, name), password=password))


def with_token(contents: Contents, name: str, token: str, until: date) -> Contents:
    """With one more token, good up to and on the day `until`; only its SHA-256 is kept."""
    account = known(contents, name)
    tokens = (*account.tokens, Token(digest(token), until))
    return contents.with_account(replace(account, tokens=tokens))


def without_tokens(contents: Contents, name: str) -> Contents:
    """With all of the person's tokens revoked."""
    return contents.with_account(replace(known(contents, name), tokens=()))


def removed(contents: Contents, name: str) -> Contents:
    """Without the person, and so without the person's sessions and tokens."""
    return contents.without_account(known(contents, name).name)


def shared(contents: Contents, collection: str, groups: Iterable[str]) -> Contents:
    """With `groups`, and no others, reading `collection`; with none, nobody reads it."""
    if not collection.strip():
        raise PeopleRefused("A collection has a name. `waymark users collection` lists them.")
    return contents.with_collection(collection, _groups(groups, set()))


def _groups(groups: Iterable[str], implied: set[str]) -> tuple[str, ...]:
    """Each once, in the order given, as it was first spelt; without those that are implied."""
    made: dict[str, str] = {}
    for group in groups:
        made.setdefault(key_of(group), checked(group, "group"))
    return tuple(group for key, group in made.items() if key not in implied)
