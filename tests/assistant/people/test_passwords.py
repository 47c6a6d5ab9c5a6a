"""Hashes of passwords: which are taken, and that nobody learns who has one."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from assistant.people import PeopleRefused
from assistant.people.passwords import LONGEST, SHORTEST, Passwords
from tests.fakes_people import WORDS, cheap


def test_only_the_same_words_fit() -> None:
    passwords = cheap()
    kept = passwords.hash(WORDS)
    assert kept.startswith("$argon2id$")
    assert WORDS not in kept
    assert passwords.hash(WORDS) != kept, "each has a salt of its own"
    assert passwords.fits(kept, WORDS)
    for other in ("", WORDS + " ", WORDS.upper(), WORDS * 100):
        assert not passwords.fits(kept, other)


def test_a_keyboard_may_write_a_letter_in_two_ways() -> None:
    passwords = cheap()
    assert passwords.fits(passwords.hash("Zoe\u0308's twelve"), "Zo\u00eb's twelve")


@pytest.mark.parametrize("length", [0, SHORTEST - 1, LONGEST + 1])
def test_too_short_or_too_long(length: int) -> None:
    with pytest.raises(PeopleRefused, match="at least 12 characters"):
        cheap().hash("x" * length)


def test_nobody_has_a_password_even_an_empty_one() -> None:
    passwords = cheap()
    assert not passwords.fits(None, "")
    assert not passwords.fits(None, WORDS)
    assert not passwords.fits("no hash at all", WORDS)


def test_an_unknown_name_costs_a_hash_too() -> None:
    compared: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]
            compared.append(str(hash))
            return super().verify(hash, password)  # type: ignore[return-value]

    passwords = Passwords(Counting(time_cost=1, memory_cost=8, parallelism=1))
    kept = passwords.hash(WORDS)
    compared.clear()
    passwords.fits(kept, "wrong words here")
    passwords.fits(None, "wrong words here")
    passwords.fits(None, "x" * (LONGEST + 1))
    assert len(compared) == 3
    assert compared[0] == kept
    costs = {hash.rsplit("$", 2)[0] for hash in compared}
    assert len(costs) == 1, "of the same cost"


def test_other_costs_are_seen() -> None:
    kept = cheap(time_cost=1).hash(WORDS)
    assert not cheap(time_cost=1).old(kept)
    assert cheap(time_cost=2).old(kept)


def test_the_costs_are_the_librarys_own() -> None:
    kept = Passwords().hash(WORDS)
    assert not PasswordHasher().check_needs_rehash(kept)
    assert Passwords().fits(kept, WORDS)
