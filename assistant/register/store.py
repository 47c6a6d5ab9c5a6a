"""The register on disk: workstreams and the append-only log of what was recorded for them."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date as Date
from pathlib import Path

from assistant.register.database import Database
from assistant.register.errors import Duplicate, EventRefused, NoFolder, UnknownWorkstream
from assistant.register.model import Event, EventKind, Outcome, Workstream, folded, key_of
from assistant.register.names import either, nearest

FILE = "register.db"
_COLUMNS = "kind, person, role, date, deliverable, gate, reason, outcome, citation"
_CLEAR = "First take the examples out with `waymark register examples --clear`."
_SELECT = f"SELECT w.name, e.number, {_COLUMNS} FROM events e JOIN workstreams w"


@dataclass(frozen=True, slots=True)
class Added:
    """What came of several events. `created` are the workstreams that were not there before."""

    added: tuple[Event, ...]
    skipped: tuple[Event, ...]
    created: tuple[str, ...]


class Register:
    """What each workstream has done. Safe to use from several threads and processes at once.

    It lives in a file of its own beside the Library's: a Library can be made anew from the papers
    at any time and is locked while that happens; a register can never be made anew, and must take
    an event at any time. Nothing is written to disk before the first event is recorded.
    """

    def __init__(self, folder: Path, *, write: bool) -> None:
        self.path = folder / FILE
        self._database = Database(self.path)
        self._write = write

    @classmethod
    def open(cls, folder: Path, write: bool) -> Register:
        """The register of the Library in `folder`, which need not exist yet.

        Raises NoFolder where `folder` is a file.
        """
        if folder.exists() and not folder.is_dir():
            raise NoFolder(
                f"{folder} is a file, and a Library is a folder. Name the folder of your Library, "
                "or a new one, with `--library`."
            )
        return cls(folder, write=write)

    def __enter__(self) -> Register:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is held open between two calls, so there is nothing to close."""

    def workstreams(self) -> tuple[Workstream, ...]:
        """All workstreams, by name."""
        with self._database.reading() as connection:
            return () if connection is None else _workstreams(connection)

    def workstream(self, name: str) -> Workstream:
        """The workstream that `name` spells, however. Raises UnknownWorkstream."""
        return _named(name, self.workstreams())

    def events(self, workstream: str | None = None) -> tuple[Event, ...]:
        """All events, or those of one workstream, in the order in which they were recorded.

        Raises UnknownWorkstream for a workstream that has none.
        """
        with self._database.reading() as connection:
            if workstream is not None:
                _named(workstream, () if connection is None else _workstreams(connection))
            return () if connection is None else _events(connection, workstream)

    def add(
        self,
        event: Event,
        check: Callable[[tuple[Event, ...]], object],
        *,
        new: bool = False,
    ) -> Event:
        """Record one event, and give it back with its number.

        `check` gets the workstream's events as they are at that moment, with every other writer
        held back, and raises where `event` may not follow them: of two people who do the same at
        once, the second is told so. With `new` a workstream is made, which must not be there.
        Raises EventRefused, UnknownWorkstream, RegisterUnusable and whatever `check` raises.
        """
        with self._writing() as connection:
            known = _workstreams(connection)
            if new:
                _not_there(event.workstream, known)
            else:
                event = replace(event, workstream=_named(event.workstream, known).name)
            check(_events(connection, event.workstream))
            return _insert(connection, event, example=False)

    def add_all(
        self,
        events: Sequence[Event],
        check: Callable[[Event, tuple[Event, ...]], object],
        *,
        examples: Collection[str] = (),
        leave: bool = False,
    ) -> Added:
        """Record several events, all of them or none; workstreams are made as need be.

        Skipped is what the register held before (as often as it did) and what `check` finds to be
        a Duplicate. A workstream with its `key_of` in `examples` is made as an example. Events of
        workstreams that are there already are skipped where `leave` says so, whosever they are;
        else an example that is there takes in nothing that it does not hold.
        Raises EventRefused, which names the event by its place from 1, and RegisterUnusable.
        """
        added: list[Event] = []
        skipped: list[Event] = []
        with self._writing() as connection:
            before = {key_of(one.name): one for one in _workstreams(connection)}
            names = {key: one.name for key, one in before.items()}
            logs: dict[str, list[Event]] = defaultdict(list)
            for event in _events(connection, None):
                logs[key_of(event.workstream)].append(event)
            there = Counter(event.identity for log in logs.values() for event in log)
            for place, event in enumerate(events, 1):
                key = key_of(event.workstream)
                if there[event.identity] or (leave and key in before):
                    there[event.identity] -= 1
                    skipped.append(event)
                    continue
                event = replace(event, workstream=names.setdefault(key, event.workstream))
                try:
                    if key in before and before[key].example:
                        _only_what_it_holds(event, logs[key])
                    check(event, tuple(logs[key]))
                except Duplicate:
                    skipped.append(event)
                    continue
                except EventRefused as error:
                    what = " ".join(filter(None, (event.workstream, event.kind, event.subject)))
                    raise EventRefused(f"Event {place} ({what}): {error}") from error
                added.append(_insert(connection, event, example=key in examples))
                logs[key].append(added[-1])
        created = tuple(name for key, name in names.items() if key not in before)
        return Added(tuple(added), tuple(skipped), created)

    def clear_examples(self) -> tuple[Workstream, ...]:
        """Take out the example workstreams with their events; gives back which they were."""
        with self._writing() as connection:
            gone = tuple(one for one in _workstreams(connection) if one.example)
            connection.execute(
                "DELETE FROM events WHERE workstream IN (SELECT id FROM workstreams WHERE example)"
            )
            connection.execute("DELETE FROM workstreams WHERE example")
            return gone

    def kept_approach(self) -> Mapping[str, str] | None:
        """The pages that `keep_approach` was last given, by path; None before the first time."""
        with self._database.reading() as connection:
            return None if connection is None else (_pages(connection) or None)

    def keep_approach(self, pages: Mapping[str, str]) -> None:
        """Keep the pages of an approach that is in order, to fall back on when an edit breaks it.

        Writes only where they differ from those kept, so it may be called at every start.
        """
        if self.kept_approach() == dict(pages):
            return
        with self._writing() as connection:
            connection.execute("DELETE FROM approach_pages")
            connection.executemany("INSERT INTO approach_pages VALUES (?, ?)", pages.items())

    def _writing(self) -> AbstractContextManager[sqlite3.Connection]:
        if not self._write:
            raise ValueError("this register was opened to read")
        return self._database.writing()


def _workstreams(connection: sqlite3.Connection) -> tuple[Workstream, ...]:
    rows = connection.execute("SELECT name, example FROM workstreams ORDER BY key").fetchall()
    return tuple(Workstream(name, bool(example)) for name, example in rows)


def _named(name: str, known: Sequence[Workstream]) -> Workstream:
    found = [one for one in known if key_of(one.name) == key_of(name)]
    if found:
        return found[0]
    names = tuple(one.name for one in known)
    like = nearest(name, names)
    if like:
        hint = f"Did you mean {either(like)}?"
    else:
        hint = f"It has {', '.join(names)}." if names else "Nothing was recorded in it yet."
    message = f"The register has no workstream “{folded(name)}”. {hint}"
    raise UnknownWorkstream(message, like or names)


def _not_there(name: str, known: Sequence[Workstream]) -> None:
    found = next((one for one in known if key_of(one.name) == key_of(name)), None)
    if found and found.example:
        raise EventRefused(f"There is an example workstream “{found.name}” already. {_CLEAR}")
    if found:
        raise EventRefused(
            f"The workstream “{found.name}” exists already. To add to it, leave out “new”; for "
            "another, choose another name."
        )


def _only_what_it_holds(event: Event, log: Sequence[Event]) -> None:
    if event.identity in {one.identity for one in log}:
        raise Duplicate("The example holds it already.")
    raise EventRefused(
        f"“{event.workstream}” is an example here, and this event is not part of it. {_CLEAR}"
    )


def _events(connection: sqlite3.Connection, workstream: str | None) -> tuple[Event, ...]:
    on = f"{_SELECT} ON w.id = e.workstream"
    if workstream is None:
        rows = connection.execute(f"{on} ORDER BY e.number").fetchall()
    else:
        key = (key_of(workstream),)
        rows = connection.execute(f"{on} WHERE w.key = ? ORDER BY e.number", key).fetchall()
    return tuple(_event(*row) for row in rows)


def _event(
    workstream: str,
    number: int,
    kind: str,
    person: str,
    role: str,
    date: str,
    deliverable: str | None,
    gate: str | None,
    reason: str | None,
    outcome: str | None,
    citation: str | None,
) -> Event:
    return Event(
        workstream, EventKind(kind), person, role, Date.fromisoformat(date), deliverable, gate,
        reason, Outcome(outcome) if outcome else None, citation, number,
    )  # fmt: skip


def _insert(connection: sqlite3.Connection, event: Event, *, example: bool) -> Event:
    key = key_of(event.workstream)
    row = connection.execute("SELECT id FROM workstreams WHERE key = ?", (key,)).fetchone()
    if row is None:
        made = connection.execute(
            "INSERT INTO workstreams (name, key, example) VALUES (?, ?, ?)",
            (event.workstream, key, int(example)),
        )
        row = (made.lastrowid,)
    values = (
        row[0], event.kind, event.person, event.role, event.date.isoformat(), event.deliverable,
        event.gate, event.reason, event.outcome, event.citation,
    )  # fmt: skip
    marks = ", ".join("?" * len(values))
    made = connection.execute(
        f"INSERT INTO events (workstream, {_COLUMNS}) VALUES ({marks})", values
    )
    return replace(event, number=made.lastrowid)


def _pages(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT path, text FROM approach_pages ORDER BY path"))
