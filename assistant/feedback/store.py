"""The feedback on disk: `feedback.db` in the Library's folder, in the register's manner."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from assistant.feedback.model import (
    Feedback,
    FeedbackUnusable,
    Place,
    Reason,
    Triage,
    Triaged,
    Verdict,
)
from assistant.model import Status
from assistant.own_file import Kind, OwnFile

FILE = "feedback.db"
KIND = Kind(
    "feedback",
    "assistant.feedback",
    version=3,
    unusable=FeedbackUnusable,
    changes=("schema-2.sql", "schema-3.sql"),
)
_COLUMNS = "time, question, history, status, citations, verdict, reason, comment, who"
_NEWEST = f"{_COLUMNS}, collections"  # the columns of a file of this version


class FeedbackStore:
    """What was said of answers, in order. Safe to use from several threads and processes at once.

    It only grows: what is decided about feedback is kept beside it, and the last word holds.
    Nothing is written to disk before the first word is kept, and a Library made anew leaves it
    alone.

        FeedbackStore(library).add(feedback_on(question, answer, Verdict.DOWN, Reason.INCOMPLETE))
    """

    def __init__(self, folder: Path) -> None:
        """Of the Library in `folder`, which need not exist yet."""
        self.path = folder / FILE
        self._file = OwnFile(self.path, KIND)

    def add(self, feedback: Feedback) -> Feedback:
        """Keep it, and give it back with its number. Raises FeedbackUnusable."""
        known = feedback.collections
        places = [(c.document, c.page, c.start, c.end) for c in feedback.citations]
        values = (
            feedback.when.isoformat(),
            feedback.question,
            json.dumps(feedback.history, ensure_ascii=False),
            feedback.status.value,
            json.dumps(places, ensure_ascii=False),
            feedback.verdict.value,
            feedback.reason.value if feedback.reason else None,
            feedback.comment,
            feedback.who,
            None if known is None else json.dumps(sorted(known), ensure_ascii=False),
        )
        marks = ", ".join("?" * len(values))
        with self._file.writing() as connection:
            made = connection.execute(f"INSERT INTO feedback ({_NEWEST}) VALUES ({marks})", values)
            return replace(feedback, number=made.lastrowid or 0)

    def triage(self, number: int, state: Triage, who: str) -> bool:
        """Decide about the feedback of that number; False where there is none.

        Raises FeedbackUnusable.
        """
        now = datetime.now(UTC).replace(microsecond=0).isoformat()
        with self._file.writing() as connection:
            known = connection.execute("SELECT 1 FROM feedback WHERE number = ?", (number,))
            if known.fetchone() is None:
                return False
            connection.execute(
                "INSERT INTO triage (feedback, state, who, time) VALUES (?, ?, ?, ?)",
                (number, state.value, who, now),
            )
        return True

    def triaged(self) -> dict[int, Triaged]:
        """What was decided last, by the feedback's number. Raises FeedbackUnusable."""
        with self._file.reading() as connection:
            if connection is None or _version(connection) < 2:
                return {}
            rows = connection.execute(
                "SELECT feedback, state, who, time FROM triage ORDER BY number"
            )
            return {
                number: Triaged(Triage(state), who, datetime.fromisoformat(time))
                for number, state, who, time in rows
            }

    def all(self) -> tuple[Feedback, ...]:
        """All of it, in order; () where nothing was kept yet. Raises FeedbackUnusable."""
        with self._file.reading() as connection:
            if connection is None:
                return ()
            columns = _NEWEST if _version(connection) >= 3 else f"{_COLUMNS}, NULL"
            rows = connection.execute(f"SELECT number, {columns} FROM feedback ORDER BY number")
            return tuple(_feedback(*row) for row in rows)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _feedback(
    number: int,
    time: str,
    question: str,
    history: str,
    status: str,
    citations: str,
    verdict: str,
    reason: str | None,
    comment: str,
    who: str | None,
    collections: str | None,
) -> Feedback:
    return Feedback(
        question=question,
        status=Status(status),
        verdict=Verdict(verdict),
        history=tuple(json.loads(history)),
        citations=tuple(Place(*one) for one in json.loads(citations)),
        reason=Reason(reason) if reason else None,
        comment=comment,
        who=who,
        when=datetime.fromisoformat(time),
        number=number,
        collections=None if collections is None else frozenset(json.loads(collections)),
    )
