"""Finding a Library fit for use, or making one."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import LibraryError, LibraryMismatch, LibraryMissing, UsageError
from ingest.library.database import Database, create_schema, meta, set_meta

SCHEMA = 2  # goes up with every change to schema.sql


@dataclass(frozen=True, slots=True)
class Shape:
    """What a Library was made with. None, when asking: whatever is there."""

    model: str | None
    dimensions: int | None
    passage_tokens: int | None = None


def refuse_a_file(folder: Path) -> None:
    """Raise UsageError where the name of a Library is that of a file."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(
            f"{folder} is a file, and a Library is a folder. Name the folder of your Library, or "
            "a new one, with `--library`."
        )


def make_folder(folder: Path) -> None:
    """Make the folder of a Library, if need be. Raises LibraryError where that is not allowed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (PermissionError, NotADirectoryError, FileExistsError) as error:
        raise LibraryError(
            f"The folder {folder} for the Library cannot be made ({error.strerror}). Name another "
            "one with `--library`, or ask for the right to write there."
        ) from error


def open_to_read(folder: Path, wanted: Shape) -> tuple[Database, Shape]:
    """A Library that exists and was made with `wanted`. Raises LibraryMissing, LibraryMismatch."""
    missing = LibraryMissing(
        f"There is no Library in {folder} yet. Make one from your papers with "
        f"`waymark ingest PATH --library {folder}`."
    )
    path = folder / "library.db"
    if not path.is_file():
        raise missing
    database = Database(path, write=False)
    try:
        with database.snapshot() as connection:
            if meta(connection, "schema") is None:  # killed while it was being made
                raise missing
            found = _checked(connection, folder, wanted)
    except BaseException:
        database.close()
        raise
    return database, found


def open_to_write(folder: Path, wanted: Shape) -> tuple[Database, Shape]:
    """The Library of `folder`, made if need be. Raises LibraryMismatch."""
    database = Database(folder / "library.db", write=True)
    try:
        with database.transaction() as connection:
            if meta(connection, "schema") is None:
                make(connection, wanted, generation=0)
            found = _checked(connection, folder, wanted)
    except BaseException:
        database.close()
        raise
    return database, found


def open_to_rebuild(folder: Path) -> Database:
    """A database to make anew in one transaction, whatever is in it.

    A damaged one is thrown away first: dropping its tables could fail.
    """
    path = folder / "library.db"
    database = Database(path, write=True)
    try:
        (said,) = database.connection().execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        if not error.sqlite_errorname.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
            database.close()
            raise
        said = str(error)
    if said == "ok":
        return database
    database.close()
    for name in ("library.db", "library.db-wal", "library.db-shm"):
        (folder / name).unlink(missing_ok=True)
    return Database(path, write=True)


def make(connection: sqlite3.Connection, shape: Shape, *, generation: int) -> None:
    """Fresh tables, within the caller's transaction. The vector index counts as broken."""
    if shape.model is None or shape.dimensions is None:
        raise ValueError("a new Library needs a model and its dimensions")
    create_schema(connection)
    set_meta(
        connection,
        schema=SCHEMA,
        model=shape.model,
        dimensions=shape.dimensions,
        generation=generation,
        indexed=-1,
    )
    if shape.passage_tokens is not None:
        set_meta(connection, passage_tokens=shape.passage_tokens)


def refuse_another_model(connection: sqlite3.Connection, folder: Path, opened: Shape) -> None:
    """Raise LibraryMismatch where a rebuild changed the model under an open Library."""
    now = (meta(connection, "model"), meta(connection, "dimensions"))
    if now != (opened.model, str(opened.dimensions)):
        raise LibraryMismatch(
            f"The Library in {folder} was made again with the embedding model {now[0]}, not "
            f"{opened.model}. Restart this program with that model's settings."
        )


def _checked(connection: sqlite3.Connection, folder: Path, wanted: Shape) -> Shape:
    def number(key: str) -> int | None:
        value = meta(connection, key)
        return None if value is None else int(value)

    found = Shape(meta(connection, "model"), number("dimensions"), number("passage_tokens"))
    differences = [
        f"{words} {was}, not {wants}"
        for words, was, wants in (
            ("with schema", number("schema"), SCHEMA),
            ("with the embedding model", found.model, wanted.model),
            ("with vectors of length", found.dimensions, wanted.dimensions),
            ("with passages of at most (tokens)", found.passage_tokens, wanted.passage_tokens),
        )
        if wants is not None and was is not None and was != wants
    ]
    if differences:
        raise LibraryMismatch(
            f"The Library in {folder} was made {'; '.join(differences)}. Use the settings that it "
            "was made with, or make it again with "
            f"`waymark ingest PATH --library {folder} --rebuild`."
        )
    return found
