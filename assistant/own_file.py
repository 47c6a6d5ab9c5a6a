"""What people record, in a SQLite file of its own beside the Library's, and what its errors mean.

The register and the feedback are kept so: neither can be made anew from the papers, and both must
take what is recorded at any time.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from ingest.errors import WaymarkError
from ingest.library.database import run_script

_BUSY_SECONDS = 30.0
_AGAIN_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of file it is.

    name       what people call it: "register"
    package    where its `schema.sql` is
    version    goes up with every change to the schema; kept as the file's `user_version`
    unusable   raised where the file is busy, full, damaged, newer or out of reach
    remedy     what else to do about a damaged one, besides putting back a backup
    changes    scripts beside `schema.sql`, which is version 1 where there are any: the first makes
               version 2 of it, and so on. A new file goes through all of them; an older one is
               brought up to date by the first writing, and until then it is read as it is
    """

    name: str
    package: str
    version: int
    unusable: type[WaymarkError]
    remedy: str = ""
    changes: tuple[str, ...] = ()


class OwnFile:
    """One SQLite file, opened anew for each reading and each writing.

    So every thread and process may use it at any time, and nothing is left open between: it is
    written a few times a day and must survive whatever happens to a program. Writers take turns;
    a reader sees what was recorded when it began.
    """

    def __init__(self, path: Path, kind: Kind) -> None:
        self.path = path
        self.kind = kind

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """A snapshot; None where nothing was ever recorded, which is no error."""
        with self._explained():
            if not self.path.is_file():
                yield None
                return
            with closing(self._begun("BEGIN", _mode(self.path))) as connection:
                connection.execute("PRAGMA query_only = ON")
                yield connection if self._version(connection) else None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, one writer at a time. Makes the folder and the file if need be."""
        with self._explained():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._begun("BEGIN IMMEDIATE", "rwc")) as connection:
                try:
                    version = self._version(connection)
                    if not version:
                        self._create(connection)
                    elif version < self.kind.version:
                        self._bring_up(connection, version)
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    with suppress(sqlite3.Error):  # a full disk makes SQLite roll back by itself
                        connection.rollback()
                    raise

    def _begun(self, begin: str, mode: str) -> sqlite3.Connection:
        """A connection inside a transaction.

        SQLite's own waiting does not cover the moment in which somebody else makes the file or
        closes it as the last; those refusals are waited out here.
        """
        until = time.monotonic() + _BUSY_SECONDS
        while True:
            connection = sqlite3.connect(
                f"{self.path.resolve().as_uri()}?mode={mode}",
                uri=True,
                timeout=_BUSY_SECONDS,
                isolation_level=None,
            )
            try:
                connection.execute("PRAGMA foreign_keys = ON")
                if mode == "rwc":
                    connection.execute("PRAGMA journal_mode = WAL")
                connection.execute(begin)
                connection.execute("PRAGMA user_version")  # a snapshot begins with the first look
            except sqlite3.OperationalError as error:
                connection.close()
                if not _busy(error) or time.monotonic() > until:
                    raise
                time.sleep(_AGAIN_SECONDS)
            except BaseException:
                connection.close()
                raise
            else:
                return connection

    def _version(self, connection: sqlite3.Connection) -> int:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > self.kind.version:
            raise self.kind.unusable(
                f"The {self.kind.name} in {self.path} was written by a newer Waymark. Install that "
                "one; nothing was changed."
            )
        return version

    def _create(self, connection: sqlite3.Connection) -> None:
        """Make the tables, within the caller's transaction."""
        self._run(connection, "schema.sql")
        self._bring_up(connection, 1)

    def _bring_up(self, connection: sqlite3.Connection, version: int) -> None:
        """Make the newest version of an older one, within the caller's transaction."""
        for name in self.kind.changes[version - 1 :]:
            self._run(connection, name)

    def _run(self, connection: sqlite3.Connection, name: str) -> None:
        run_script(connection, files(self.kind.package).joinpath(name).read_text("utf-8"))
        connection.execute(f"PRAGMA user_version = {self.kind.version}")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what the storage raises into an error that says what to do next."""
        try:
            yield
        except (sqlite3.DatabaseError, OSError) as error:
            told = self._told(error)
            if told is None:
                raise
            raise self.kind.unusable(told) from error

    def _told(self, error: sqlite3.DatabaseError | OSError) -> str | None:
        what = f"{self.kind.name} {self.path}"
        name = getattr(error, "sqlite_errorname", "")
        code = error.errno if isinstance(error, OSError) else None
        if name in ("SQLITE_FULL", "SQLITE_IOERR_WRITE") or code in (errno.ENOSPC, errno.EDQUOT):
            return (
                f"The disk that holds the {what} has no room left. What was recorded before is "
                "kept; this was not recorded. Free some space and record it again."
            )
        if _busy(error):
            return (
                f"The {what} is held by another program. Nothing was recorded. Close that program "
                "and try again."
            )
        if name == "SQLITE_NOTADB" or name.startswith("SQLITE_CORRUPT"):
            return (
                f"The {what} is damaged ({error}). Leave it where it is, make a copy of it, and "
                f"put back a backup{self.kind.remedy}."
            )
        if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")) or code is not None:
            return (
                f"The {what} cannot be opened ({error}). Check that the folder is a "
                "folder and that this user may read and write there."
            )
        return None


def _busy(error: Exception) -> bool:
    name = getattr(error, "sqlite_errorname", "")
    return str(name).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def _mode(path: Path) -> str:
    """How to open the file for a look.

    SQLite needs files of its own beside a database in WAL mode, unless it knows that nobody can
    write. A log that was not worked in yet (`-wal`) would be passed over, so then it is not told.
    """
    if os.access(path.parent, os.W_OK) or Path(f"{path}-wal").exists():
        return "rw"
    return "ro&immutable=1"
