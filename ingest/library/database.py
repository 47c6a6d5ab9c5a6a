"""Connections to one Library's `library.db`, and what its errors mean to a person."""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path

from ingest.errors import LibraryBusy, LibraryError, LibraryFull

_BUSY_SECONDS = 30.0  # only recovery after a crash and checkpoints ever make a reader wait


class Database:
    """One SQLite connection a thread, all on the same file.

    Reads are snapshots: inside `snapshot()` everything comes from one version of the Library,
    whatever is committed meanwhile by this or another process.
    """

    def __init__(self, path: Path, *, write: bool) -> None:
        self.path = path
        self._write = write
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._guard = threading.Lock()

    def connection(self) -> sqlite3.Connection:
        """This thread's connection, opened when first wanted."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self.connect()
            self._local.connection = connection
            with self._guard:
                self._opened.append(connection)
        return connection

    def connect(self) -> sqlite3.Connection:
        """A connection of its own, which the caller closes. Never creates a file to read from."""
        mode = "rwc" if self._write else "rw"
        if not self._write and _read_only(self.path):
            mode = "ro&immutable=1"
        connection = sqlite3.connect(
            f"{self.path.resolve().as_uri()}?mode={mode}",
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,  # so that `close` may close every thread's connection
        )
        connection.execute("PRAGMA foreign_keys = ON")
        if self._write:
            connection.execute("PRAGMA journal_mode = WAL")
        else:
            connection.execute("PRAGMA query_only = ON")
        return connection

    def close(self) -> None:
        """Close every thread's connection. What was not committed is undone."""
        with self._guard:
            opened, self._opened = self._opened, []
        for connection in opened:
            connection.close()
        self._local = threading.local()

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one version of the Library until the block ends."""
        connection = self.connection()
        with explained(self.path.parent):
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing. Inside another transaction: all or nothing of this part."""
        connection = self.connection()
        with explained(self.path.parent):
            inner = connection.in_transaction
            connection.execute("SAVEPOINT part" if inner else "BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("RELEASE part" if inner else "COMMIT")
            except BaseException:
                # A full disk makes SQLite roll back by itself: then there is nothing left to undo.
                with suppress(sqlite3.Error):
                    if inner:
                        connection.execute("ROLLBACK TO part")
                        connection.execute("RELEASE part")
                    elif connection.in_transaction:
                        connection.rollback()
                raise

    def fresh(self, key: str) -> str | None:
        """A meta value as last committed by anybody, also inside a `snapshot()`."""
        other: sqlite3.Connection | None = getattr(self._local, "other", None)
        if other is None:
            other = self.connect()
            self._local.other = other
            with self._guard:
                self._opened.append(other)
        return meta(other, key)


def _read_only(path: Path) -> bool:
    """Whether a Library stands on a disk mounted read-only, as in a container's image.

    SQLite needs a file of its own beside a database in WAL mode, unless it knows that nobody
    can write. A log that was not worked in yet (`-wal`) would be passed over, so then it is not.
    """
    read_only = bool(os.statvfs(path.parent).f_flag & os.ST_RDONLY)
    return read_only and not Path(f"{path}-wal").exists()


def meta(connection: sqlite3.Connection, key: str) -> str | None:
    """One value of the table `meta`; None where it or the table is missing."""
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return None
        raise
    return None if row is None else str(row[0])


def set_meta(connection: sqlite3.Connection, **values: str | int) -> None:
    """Set values of the table `meta`, within the caller's transaction."""
    connection.executemany(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [(key, str(value)) for key, value in values.items()],
    )


def create_schema(connection: sqlite3.Connection) -> None:
    """Make the tables anew, whatever was there, within the caller's transaction."""
    # Triggers before the word index that they write to; that, being virtual, before its shadow
    # tables, which go with it; and the tables that refer to others, made later, before those.
    found = connection.execute(
        "SELECT type, name FROM sqlite_master"
        " WHERE type IN ('table', 'trigger') AND name NOT LIKE 'sqlite_%'"
        " ORDER BY type = 'trigger' DESC, sql LIKE 'CREATE VIRTUAL%' DESC, rowid DESC"
    ).fetchall()
    for kind, name in found:
        connection.execute(f'DROP {kind} IF EXISTS "{name}"')
    run_script(connection, files("ingest.library").joinpath("schema.sql").read_text("utf-8"))


def run_script(connection: sqlite3.Connection, script: str) -> None:
    """Execute a script within the caller's transaction; `executescript` would commit it first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what the storage raises into a LibraryError that says what to do next."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        told = _told(error, str(error).lower(), folder)
        if told is None:
            raise
        raise told from error
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        raise full(folder) from error


def full(folder: Path) -> LibraryFull:
    """The error for a disk without room."""
    return LibraryFull(
        f"The disk that holds the Library in {folder} has no room left. Everything ingested so "
        "far is kept. Free some space and run the same `waymark ingest` again: it goes on where "
        "it stopped."
    )


def _told(error: sqlite3.DatabaseError, said: str, folder: Path) -> LibraryError | None:
    name = getattr(error, "sqlite_errorname", "")
    if name == "SQLITE_FULL" or "disk is full" in said:
        return full(folder)
    if name == "SQLITE_IOERR_WRITE":  # a quota or a limit on the size of files
        return full(folder)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LibraryBusy(
            f"The Library in {folder} is held by another program. Close it and try again."
        )
    if name in ("SQLITE_NOTADB", "SQLITE_CORRUPT") or name.startswith("SQLITE_CORRUPT_"):
        return LibraryError(
            f"The Library in {folder} is damaged ({error}). Make it again from the papers with "
            f"`waymark ingest PATH --library {folder} --rebuild`."
        )
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")):
        return LibraryError(
            f"The Library in {folder} cannot be opened ({error}). Check that this user may read "
            "and write the folder."
        )
    return None
