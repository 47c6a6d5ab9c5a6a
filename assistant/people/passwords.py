"""Passwords: what may be one, and the slow hash that is kept of it (Argon2id, RFC 9106)."""

from __future__ import annotations

import threading
import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.people.errors import PeopleRefused

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 12  # long rather than odd: NIST SP 800-63B asks for length and against rules of signs
LONGEST = 1024  # nobody types more, and a server should not be made to hash a book
KIND = "$argon2id$"
_AT_ONCE = 4  # each hash takes 64 MiB while it is made: many sign-ins at once must not fill memory


class Passwords:
    """Makes and checks hashes. `hasher` is argon2-cffi's with its own costs unless one is given.

    Tests give a cheap one; everybody else leaves it alone.
    """

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._given = hasher
        self._room = threading.BoundedSemaphore(_AT_ONCE)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        if self._given is not None:
            return self._given
        from argon2 import PasswordHasher

        return PasswordHasher()

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash("")

    def hash(self, password: str, *, old: bool = False) -> str:
        """The hash to keep. Raises PeopleRefused for a password that is too short or too long.

        One that is `old` was good enough when it was chosen, and stays so.
        """
        normal = _normal(password)
        if not old and not SHORTEST <= len(normal) <= LONGEST:
            raise PeopleRefused(
                f"A password has at least {SHORTEST} characters, and at most {LONGEST}. A few "
                "words in a row that nobody else would put together are easy to keep in mind."
            )
        with self._room:
            return self._hasher.hash(normal)

    def fits(self, kept: str | None, password: str) -> bool:
        """Whether `password` is the one that `kept` is the hash of.

        Takes as long where there is none to compare with (`kept` is None), so that the time does
        not tell who has one.
        """
        from argon2.exceptions import InvalidHashError, VerificationError

        normal, nobodys = _normal(password), self._nobodys
        if len(normal) > LONGEST:
            kept, normal = None, ""
        try:
            with self._room:
                right = self._hasher.verify(nobodys if kept is None else kept, normal)
        except (VerificationError, InvalidHashError):
            return False
        return right and kept is not None

    def old(self, kept: str) -> bool:
        """Whether `kept` was made with other costs than those in use now."""
        return self._hasher.check_needs_rehash(kept)


def _normal(password: str) -> str:
    """One form for what keyboards write in several: "é" as one character or as two."""
    return unicodedata.normalize("NFKC", password.encode("utf-8", "replace").decode())
