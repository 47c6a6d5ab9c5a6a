"""A role says what somebody may do, groups say what somebody may read."""

from __future__ import annotations

import pytest

from assistant.people import LOCAL, Act, Person, Role
from ingest.library import EVERYTHING, Scope


@pytest.mark.parametrize(
    ("role", "acts"),
    [
        (Role.READER, {Act.READ}),
        (Role.LEAD, {Act.READ, Act.RECORD}),
        (Role.LIBRARIAN, {Act.READ, Act.RECORD, Act.KEEP}),
        (Role.ADMIN, set(Act)),
    ],
)
def test_each_role_may_what_those_before_it_may(role: Role, acts: set[Act]) -> None:
    person = Person("ada", role)
    assert {act for act in Act if person.may(act)} == acts


@pytest.mark.parametrize("role", Role)
def test_no_role_opens_a_collection(role: Role) -> None:
    assert Person("ada", role).scope().collections == frozenset()


def test_filters_only_ever_narrow_what_may_be_read() -> None:
    ada = Person("ada", collections=frozenset({"board", "stroke"}))
    assert ada.scope(EVERYTHING) == ada.scope()
    chosen = Scope(collections=frozenset({"stroke", "private"}), types=frozenset({"minutes"}))
    narrowed = Scope(collections=frozenset({"stroke"}), types=frozenset({"minutes"}))
    assert ada.scope(chosen) == narrowed


def test_where_nobody_signs_in_everything_may_be_read_and_done() -> None:
    assert LOCAL.scope() == EVERYTHING
    assert all(LOCAL.may(act) for act in Act)
