"""The audit log on disk: `audit.db` in the Library's folder, in the register's manner."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.audit.model import WAYMARK, AuditUnusable, Row, What, without_secrets
from assistant.audit.table import HEADINGS, line
from assistant.own_file import Kind, OwnFile
from assistant.people.clock import Clock, system_clock

FILE = "audit.db"
KIND = Kind("audit log", "assistant.audit", version=1, unusable=AuditUnusable)
MOST = 1000  # rows of one page
_CENTURY = 36525  # days
_FORMAT = "%Y-%m-%dT%H:%M:%SZ"


def _whole(row: Row) -> Row:
    return row


class AuditLog:
    """Who did what, in order. Safe to use from several threads and processes at once.

    It only grows, but for `forget`. Nothing is written to disk before the first row is added, and
    a Library made anew leaves it alone. Every method raises AuditUnusable.

        AuditLog(library).add(What.OPENED, person.name, {"document": "board/lamp.pdf", "page": 3})
    """

    def __init__(self, folder: Path, clock: Clock = system_clock) -> None:
        """Of the Library in `folder`, which need not exist yet."""
        self.path = folder / FILE
        self._file = OwnFile(self.path, KIND)
        self._clock = clock

    def add(self, what: What, who: str, detail: Mapping[str, object] | None = None) -> Row:
        """Put it on record, with the time of now, and give it back with its number.

        Raises ValueError for a detail that is called a secret, and TypeError for what JSON cannot
        hold.
        """
        kept = without_secrets(detail or {})
        with self._file.writing() as connection:
            # The time is taken in here, so that times are in the order of numbers.
            return _insert(connection, Row(what, who, self._now(), kept))

    def rows(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        who: str | None = None,
        what: What | None = None,
        limit: int = 100,
        before: int | None = None,
    ) -> tuple[Row, ...]:
        """The newest first, at most `limit` of them (1 to 1000).

        since, until   from this time, and before that one; with their time zone
        who            by this person, as the log writes the name
        before         only with smaller numbers: the last one of a page leads to the next
        """
        condition = _condition(since, until, who, what)
        if before is not None:
            condition["number < ?"] = before
        return self._rows(condition, "DESC", max(1, min(limit, MOST)))

    def people(self) -> tuple[str, ...]:
        """Everybody who is on record, by name."""
        with self._file.reading() as connection:
            if connection is None:
                return ()
            found = connection.execute("SELECT DISTINCT who FROM audit ORDER BY who")
            return tuple(who for (who,) in found)

    def export_csv(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        who: str | None = None,
        what: What | None = None,
        shown: Callable[[Row], Row] = _whole,
    ) -> Iterator[str]:
        """The rows as a table, the oldest first: lines with their ends, the headings before them.

        `shown` leaves out of each what is not for whoever reads it. Read in pages, so that a slow
        reader holds nobody up; ends with the last row that was there at the first page.
        """
        yield line(HEADINGS)
        last = next((row.number for row in self.rows(limit=1)), 0)
        condition = _condition(since, until, who, what) | {"number <= ?": last}
        seen = 0
        while page := self._rows(condition | {"number > ?": seen}, "ASC", MOST):
            for row in map(shown, page):
                detail = json.dumps(row.detail, ensure_ascii=False)
                yield line((str(row.number), _said(row.time), row.who, row.what.value, detail))
            seen = page[-1].number

    def forget(self, older_than_days: int) -> int:
        """Take out what is older, and put on record how much that was; 0 days keep everything.

        Gives back how many rows are gone. Their numbers are not used again.
        """
        if older_than_days <= 0 or not self.path.is_file():
            return 0
        now = self._now()
        before = _said(now - timedelta(days=min(older_than_days, _CENTURY)))
        with self._file.writing() as connection:
            found = connection.execute("SELECT count(*) FROM audit WHERE time < ?", (before,))
            gone = int(found.fetchone()[0])
            if gone:
                connection.execute("INSERT INTO forgotten VALUES (?, ?)", (_said(now), before))
                connection.execute("DELETE FROM audit WHERE time < ?", (before,))
                detail = {"before": before, "rows": gone}
                _insert(connection, Row(What.FORGOT, WAYMARK, now, detail))
        return gone

    def _rows(self, condition: Mapping[str, object], order: str, limit: int) -> tuple[Row, ...]:
        where = " AND ".join(("1", *condition))
        with self._file.reading() as connection:
            if connection is None:
                return ()
            found = connection.execute(
                f"SELECT number, time, who, what, detail FROM audit WHERE {where}"
                f" ORDER BY number {order} LIMIT ?",
                (*condition.values(), limit),
            )
            return tuple(_row(*one) for one in found)

    def _now(self) -> datetime:
        return datetime.fromtimestamp(int(self._clock()), UTC)


def _insert(connection: sqlite3.Connection, row: Row) -> Row:
    detail = json.dumps(row.detail, ensure_ascii=False)
    made = connection.execute(
        "INSERT INTO audit (time, who, what, detail) VALUES (?, ?, ?, ?)",
        (_said(row.time), row.who, row.what.value, detail),
    )
    return replace(row, number=made.lastrowid or 0)


def _condition(
    since: datetime | None, until: datetime | None, who: str | None, what: What | None
) -> dict[str, object]:
    """Parts of a condition, each with its value."""
    parts: dict[str, object] = {}
    if since is not None:
        parts["time >= ?"] = _said(since, up=True)
    if until is not None:
        parts["time < ?"] = _said(until, up=True)
    if who is not None:
        parts["who = ?"] = who
    if what is not None:
        parts["what = ?"] = what.value
    return parts


def _said(time: datetime, *, up: bool = False) -> str:
    if time.tzinfo is None:
        raise ValueError("a time without its zone")
    if up and time.microsecond:
        time = time.replace(microsecond=0) + timedelta(seconds=1)
    return time.astimezone(UTC).strftime(_FORMAT)


def _row(number: int, time: str, who: str, what: str, detail: str) -> Row:
    when = datetime.strptime(time, _FORMAT).replace(tzinfo=UTC)
    return Row(What(what), who, when, json.loads(detail), number)
