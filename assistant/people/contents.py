"""What stands in the file of people, and how it is read: strictly, or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictStr, StringConstraints, ValidationError

from assistant.people.errors import PeopleBroken, PeopleRefused
from assistant.people.keys import DIGEST, digest
from assistant.people.model import EVERYBODY, Person, Role
from assistant.people.names import checked, key_of
from assistant.people.passwords import KIND


@dataclass(frozen=True, slots=True)
class Token:
    """A program's key as the file has it: its SHA-256, and the last day on which it is good.

    `until` is None for one from before tokens had a last day.
    """

    digest: str
    until: date | None = None

    def good(self, day: date) -> bool:
        """Whether it opens anything on that day."""
        return self.until is None or day <= self.until


@dataclass(frozen=True, slots=True)
class Account:
    """One person as the file has it.

    groups      as written; EVERYBODY holds each person and is not among them
    password    the hash; None for somebody who comes through a proxy or with a token
    tokens      those that were given to programs of the person's, expired ones among them
    """

    name: str
    role: Role = Role.READER
    groups: tuple[str, ...] = ()
    password: str | None = None
    tokens: tuple[Token, ...] = ()

    @property
    def stamp(self) -> str:
        """Another one as soon as the password is: sessions that were begun before then end."""
        return digest(f"{key_of(self.name)}\n{self.password or ''}")


@dataclass(frozen=True, slots=True)
class Contents:
    """The whole file. `accounts` go by `key_of` the name, `collections` by name."""

    accounts: Mapping[str, Account] = field(default_factory=dict)
    collections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def account(self, name: str) -> Account | None:
        """The account of that name, however it is spelt."""
        return self.accounts.get(key_of(name))

    def person(self, account: Account) -> Person:
        """What follows for an account: its groups, and the collections that one of them may read.

        A collection that the file does not name, or gives to no group, is read by nobody.
        """
        groups = frozenset({*map(key_of, account.groups), EVERYBODY})
        readable = frozenset(
            collection
            for collection, may_read in self.collections.items()
            if not groups.isdisjoint(map(key_of, may_read))
        )
        return Person(account.name, account.role, groups, readable)

    def with_account(self, account: Account) -> Contents:
        """With `account` put in, or put in place of the one of the same name."""
        return replace(self, accounts={**self.accounts, key_of(account.name): account})

    def without_account(self, name: str) -> Contents:
        """Without the account of that name."""
        left = {key: one for key, one in self.accounts.items() if key != key_of(name)}
        return replace(self, accounts=left)

    def with_collection(self, collection: str, groups: tuple[str, ...]) -> Contents:
        """With `groups`, and no others, reading `collection`."""
        return replace(self, collections={**self.collections, collection: groups})


_Words = list[StrictStr]
_Digest = Annotated[str, StringConstraints(pattern=f"^{DIGEST.pattern}$")]


class _Token(BaseModel):
    model_config = ConfigDict(extra="forbid")

    digest: _Digest
    until: date


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    role: Role
    groups: _Words = []
    password: Annotated[str, StringConstraints(pattern=rf"^{KIND.replace('$', '[$]')}")] | None = (
        None
    )
    tokens: list[_Digest | _Token] = []


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    people: dict[StrictStr, _Entry] = Field(default_factory=dict)
    collections: dict[StrictStr, _Words] = Field(default_factory=dict)


def parsed(data: bytes, place: str) -> Contents:
    """What `data`, in UTF-8, says. Raises PeopleBroken, which names `place` and what is wrong."""
    try:
        text = data.decode("utf-8-sig")  # some editors put a mark before it
        read = _File.model_validate(json.loads(text, object_pairs_hook=_once))
        accounts = {}
        for name, entry in read.people.items():
            if key_of(name) in accounts:
                raise ValueError(f"people: {name!r} stands there twice")
            accounts[key_of(name)] = Account(
                _same(name, "name"),
                entry.role,
                tuple(_same(group, "group") for group in entry.groups),
                entry.password,
                tuple(map(_token, entry.tokens)),
            )
        collections = {
            collection: tuple(_same(group, "group") for group in groups)
            for collection, groups in read.collections.items()
        }
    except ValidationError as error:
        raise PeopleBroken(_told(place, _first(error))) from error
    except (ValueError, RecursionError, PeopleRefused) as error:
        raise PeopleBroken(_told(place, str(error))) from error
    return Contents(accounts, collections)


def written(contents: Contents) -> str:
    """The file's text: JSON, people and collections in the order of their names."""
    people = {
        one.name: {
            "role": one.role.value,
            "groups": list(one.groups),
            "password": one.password,
            "tokens": [_written_token(token) for token in one.tokens],
        }
        for _, one in sorted(contents.accounts.items())
    }
    collections = {name: list(groups) for name, groups in sorted(contents.collections.items())}
    return (
        json.dumps({"people": people, "collections": collections}, ensure_ascii=False, indent=2)
        + "\n"
    )


def _token(read: str | _Token) -> Token:
    return Token(read) if isinstance(read, str) else Token(read.digest, read.until)


def _written_token(token: Token) -> str | dict[str, str]:
    if token.until is None:
        return token.digest
    return {"digest": token.digest, "until": token.until.isoformat()}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object, in which nothing may stand twice: the last would win unseen."""
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise ValueError(f"{key!r} stands there twice")
        made[key] = value
    return made


def _same(name: str, what: str) -> str:
    if checked(name, what) != name:
        raise ValueError(f"the {what} {name!r} has spaces around it or several in a row")
    return name


def _first(error: ValidationError) -> str:
    """The first thing that is wrong, and where; never what stands there, which may be a secret."""
    wrong = error.errors(include_input=False, include_url=False)[0]
    where = ": ".join(map(str, wrong["loc"])) or "the file"
    if wrong["type"] == "extra_forbidden":
        return f"{where} is not known here"
    if wrong["type"] == "string_pattern_mismatch":
        return f"{where} is not the hash that `waymark users` writes there"
    return f"{where}: {wrong['msg']}"


def _told(place: str, wrong: str) -> str:
    return (
        f"The file of people {place} cannot be used: {wrong}. Until that is mended nobody is let "
        "in. Mend it by hand, or put back a backup."
    )
