"""Who is signed in: `sessions.db` in the Library's folder, so that a restart throws nobody out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from assistant.own_file import Kind, OwnFile
from assistant.people.clock import Clock, system_clock
from assistant.people.errors import SessionsUnusable
from assistant.people.keys import digest, new_session_key
from assistant.people.names import key_of

FILE = "sessions.db"
KIND = Kind(
    "file of sessions",
    "assistant.people",
    version=1,
    unusable=SessionsUnusable,
    remedy=", or delete it: then everybody signs in again",
)
_NOTED = 60.0  # seconds: uses within a minute of one that was noted are not written down


@dataclass(frozen=True, slots=True)
class Session:
    """One person's stay. `stamp` is the Account's when it began."""

    name: str
    stamp: str


class Sessions:
    """Sessions end after `idle` without use, `whole` in all, at sign-out, or with `end_all`.

    Safe to use from several threads and processes at once. A use is written down at most once a
    minute, so that a session may end up to a minute (or a tenth of `idle`) early, never late.
    Every method raises SessionsUnusable.
    """

    def __init__(
        self, folder: Path, idle: timedelta, whole: timedelta, clock: Clock = system_clock
    ) -> None:
        """Those kept in `folder`, which need not exist yet."""
        self.path = folder / FILE
        self._file = OwnFile(self.path, KIND)
        self._idle = idle.total_seconds()
        self._whole = whole.total_seconds()
        self._clock = clock

    def begin(self, name: str, stamp: str) -> str:
        """A new session; gives back its key, for the cookie. Clears out those that have ended."""
        key, now = new_session_key(), int(self._clock())
        with self._file.writing() as connection:
            connection.execute(f"DELETE FROM sessions WHERE NOT {_LIVE}", self._live())
            connection.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?)",
                (digest(key), key_of(name), name, stamp, now, now),
            )
        return key

    def use(self, key: str) -> Session | None:
        """The session of that key, if it is still open; it counts as used now."""
        now = self._clock()
        with self._file.reading() as connection:
            if connection is None:
                return None
            row = connection.execute(
                f"SELECT name, stamp, used FROM sessions WHERE digest = :digest AND {_LIVE}",
                {"digest": digest(key)} | self._live(),
            ).fetchone()
        if row is None:
            return None
        if now - row[2] >= min(_NOTED, self._idle / 10):
            with self._file.writing() as connection:
                connection.execute(
                    "UPDATE sessions SET used = ? WHERE digest = ?", (int(now), digest(key))
                )
        return Session(row[0], row[1])

    def end(self, key: str) -> None:
        """Sign out. A key that opens nothing ends nothing."""
        self._delete("digest", digest(key))

    def end_all(self, name: str) -> None:
        """End every session of that person."""
        self._delete("person", key_of(name))

    def open(self) -> int:
        """How many are open now."""
        with self._file.reading() as connection:
            if connection is None:
                return 0
            found = connection.execute(
                f"SELECT count(*) FROM sessions WHERE {_LIVE}", self._live()
            ).fetchone()
            return int(found[0])

    def _delete(self, column: str, value: str) -> None:
        if self.path.is_file():
            with self._file.writing() as connection:
                connection.execute(f"DELETE FROM sessions WHERE {column} = ?", (value,))

    def _live(self) -> dict[str, float]:
        now = self._clock()
        return {"now": now, "since": now - self._whole, "idle_since": now - self._idle}


# A clock that was put back must not lengthen a stay: what begins in the future is not open.
_LIVE = "(begun > :since AND used > :idle_since AND begun <= :now)"
