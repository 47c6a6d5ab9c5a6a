"""The file of people: who may use Waymark, in what role, and who reads which collection."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import mkstemp

from assistant.people.clock import Clock, system_clock
from assistant.people.contents import Account, Contents, Token, parsed, written
from assistant.people.errors import PeopleError, PeopleMissing, PeopleUnusable, TokenExpired
from assistant.people.keys import digest, is_token
from assistant.people.model import Person
from assistant.people.passwords import Passwords
from ingest.library.lock import sole_lock
from ingest.structure.dates import in_words

FILE = "people.json"  # its name, where none is chosen, in the Library's folder
_LARGEST = 16 * 1024 * 1024
_WAIT_SECONDS = 10.0
_ByToken = dict[str, tuple[Account, Token]]  # by the digest


class PeopleFile:
    """The file as it is now: what was changed in it holds from the next call on.

    Safe to use from several threads and processes at once. Every method raises PeopleMissing where
    there is no file, PeopleBroken and PeopleUnusable; who asks for somebody's rights must then
    let nobody in.
    """

    def __init__(
        self, path: Path, passwords: Passwords | None = None, clock: Clock = system_clock
    ) -> None:
        """The file at `path`; `clock` tells whether a token's last day is over."""
        self.path = path
        self._clock = clock
        self._passwords = passwords or Passwords()
        self._guard = threading.Lock()
        self._seen: tuple[tuple[int, int, int], Contents, _ByToken] | None = None

    def contents(self) -> Contents:
        """All that it says."""
        return self._now()[0]

    def account(self, name: str) -> Account | None:
        """The account of that name, however it is spelt."""
        return self.contents().account(name)

    def person(self, name: str) -> Person | None:
        """The person of that name as of now; None where nobody has it."""
        contents = self.contents()
        account = contents.account(name)
        return None if account is None else contents.person(account)

    def check(self, name: str, password: str) -> Person | None:
        """The person who has both; None for anybody else. As `check_account`."""
        account = self.check_account(name, password)
        return None if account is None else self.person(account.name)

    def check_account(self, name: str, password: str) -> Account | None:
        """The account that has both, as it was when they were compared; None for any other.

        Takes as long for a name that is not there. Where the hash was made with other costs than
        today's it is made anew, as far as the file can be written.
        """
        account = self.account(name)
        kept = None if account is None else account.password
        fits = self._passwords.fits(kept, password)
        if not fits or account is None or kept is None:
            return None
        if self._passwords.old(kept):
            renewed = replace(account, password=self._passwords.hash(password, old=True))
            with suppress(PeopleError):
                self.change(partial(_instead, account, renewed))
                return renewed
        return account

    def by_token(self, token: str) -> Person | None:
        """The person to whom a token was given, unless it was revoked.

        Raises TokenExpired where its last day, by this machine's time zone, is over.
        """
        contents, by_token = self._now()
        known = by_token.get(digest(token)) if is_token(token) else None
        if known is None:
            return None
        account, found = known
        if found.until and not found.good(datetime.fromtimestamp(self._clock()).date()):
            raise TokenExpired(
                f"The last day of this token was {in_words(found.until.isoformat())}. Whoever "
                "looks after Waymark makes a new one: `waymark users token NAME`."
            )
        return contents.person(account)

    def change(
        self, made: Callable[[Contents], Contents], *, begin: Contents | None = None
    ) -> Contents:
        """Write what `made` makes of the file as it is, all of it or nothing.

        Only one process changes it at a time. `begin` is what to begin with where there is no
        file; without it that is an error. The file can be read by its owner alone.
        """
        path = self.path.resolve()  # a link stays one
        with _explained(path):
            if begin is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            elif not path.is_file():
                raise _missing(path)
            with sole_lock(path.with_name(f"{path.name}.lock"), _WAIT_SECONDS) as alone:
                if not alone:
                    raise PeopleUnusable(
                        f"Another program is changing {path}. Nothing was changed; try again."
                    )
                fresh = begin is not None and not path.exists()
                before = begin if fresh and begin is not None else self._read()[1]
                after = made(before)
                text = written(after)
                parsed(text.encode(), str(path))  # what could not be read back is not written
                if fresh or after != before:
                    _replace(path, text)
        return after

    def _now(self) -> tuple[Contents, _ByToken]:
        with _explained(self.path):
            found = os.stat(self.path)
            with self._guard:
                if self._seen is None or self._seen[0] != _mark(found):
                    mark, contents = self._read()
                    tokens = {
                        kept.digest: (one, kept)
                        for one in contents.accounts.values()
                        for kept in one.tokens
                    }
                    self._seen = mark, contents, tokens
                return self._seen[1], self._seen[2]

    def _read(self) -> tuple[tuple[int, int, int], Contents]:
        with self.path.open("rb") as file:
            mark = _mark(os.fstat(file.fileno()))
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise PeopleUnusable(f"{self.path} is too large to be a file of people.")
        return mark, parsed(data, str(self.path))


def _instead(old: Account, new: Account, contents: Contents) -> Contents:
    if contents.account(old.name) != old:
        return contents  # it was changed meanwhile
    return contents.with_account(new)


def _mark(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_mtime_ns, found.st_size, found.st_ino


def _replace(path: Path, text: str) -> None:
    """Put `text` in place of the file: at any moment the old one or the new one is there."""
    handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made with mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _missing(path: Path) -> PeopleMissing:
    return PeopleMissing(
        f"There is no file of people {path}. Make one by adding the first person: "
        f"`waymark users add NAME --role admin --users {path}`."
    )


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise _missing(path) from error
    except OSError as error:
        raise PeopleUnusable(
            f"The file of people {path} cannot be read or written ({error}). Check that it is a "
            "file, and that this user may read it and write in its folder."
        ) from error
