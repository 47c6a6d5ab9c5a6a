"""Conversations on disk: `conversations.db` in the Library's folder, in the register's manner.

Unlike the register's and the feedback's, what is in this file is its owner's to change and delete.
The owner is a part of every condition: another person's conversation is not found, whoever asks.
"""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.conversation.kept import rows
from assistant.conversation.kept.as_json import answer_to_json, scope_to_json
from assistant.conversation.kept.model import (
    Conversation,
    ConversationsUnusable,
    Listed,
    NoSuchConversation,
    Readable,
    storable,
    title_of,
)
from assistant.conversation.kept.rows import LAST, MINE, checked
from assistant.model import Answer
from assistant.own_file import Kind, OwnFile
from ingest.library.scope import EVERYTHING, Scope

FILE = "conversations.db"
KIND = Kind(
    "file of conversations",
    "assistant.conversation.kept",
    version=2,
    unusable=ConversationsUnusable,
    changes=("schema-2.sql",),
)
WORDS = 12  # of a search text: more are not looked for
EMPTY_DAYS = 1  # how long a conversation without a question stays

_WORD = re.compile(r"[^\W_]+")


def _now() -> datetime:
    return datetime.now(UTC)


class ConversationStore:
    """Everybody's conversations. Safe to use from several threads and processes at once.

    Every call says whose they are. Nothing is written to disk before the first one begins.

        kept = ConversationStore(library)
        one = kept.begin("ada")
        number = kept.ask("ada", one.id, "Who chairs the Board?", person.scope())
        kept.answered("ada", one.id, number, answer, collections_of(answer, opened_library))
    """

    def __init__(self, folder: Path, now: Callable[[], datetime] = _now) -> None:
        """Of the Library in `folder`, which need not exist yet. `now` is the clock."""
        self.path = folder / FILE
        self._file = OwnFile(self.path, KIND)
        self._now = now

    def begin(self, owner: str) -> Conversation:
        """A new conversation, with no question yet. Raises ConversationsUnusable, as all do."""
        if not owner:
            raise ValueError("a conversation is somebody's")
        identity, now = secrets.token_hex(16), self._now()
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO conversations (id, owner, title, created, updated, place)"
                f" VALUES (?, ?, '', ?, ?, {LAST})",
                (identity, owner, now.isoformat(), now.isoformat(), owner),
            )
        return Conversation(identity, owner, "", now, now)

    def ask(
        self,
        owner: str,
        id: str,
        question: str,
        filters: Scope = EVERYTHING,
        *,
        could_read: frozenset[str] | None = None,
    ) -> int:
        """Keep a question at once, before it is answered. Returns its turn's number, from 1.

        `could_read` are the collections that the owner may read now, None for all.
        Raises NoSuchConversation, and ValueError for an empty question.
        """
        question, now = storable(question), self._now().isoformat()
        if not question.strip():
            raise ValueError("a turn without a question")
        known = None if could_read is None else json.dumps(sorted(could_read))
        with self._writing() as connection:
            found = self._find(connection, owner, id)
            number = found["last"] + 1
            connection.execute(
                "INSERT INTO turns (conversation, number, question, filters, asked, could_read)"
                f" VALUES ({MINE}, ?, ?, ?, ?, ?)",
                (owner, id, number, question, scope_to_json(filters), now, known),
            )
            rows.put(connection, owner, id, number, "question", question)
            connection.execute(
                f"UPDATE conversations SET updated = ?, place = {LAST} WHERE owner = ? AND id = ?",
                (now, owner, owner, id),
            )
            if number == 1 and not found["renamed"]:
                rows.name(connection, owner, id, title_of(question), renamed=False)
        return number

    def answered(
        self, owner: str, id: str, number: int, answer: Answer, collections: Mapping[str, str]
    ) -> bool:
        """Keep the answer to a question; `collections` as `collections_of` gives them.

        False, and nothing kept, where the conversation was deleted meanwhile or the turn has its
        answer already.
        """
        with self._writing() as connection:
            changed = connection.execute(
                "UPDATE turns SET answer = ?"
                f" WHERE conversation = {MINE} AND number = ? AND answer IS NULL",
                (answer_to_json(answer), owner, checked(id), number),
            ).rowcount
            if not changed:
                return False
            text = f"{answer.text}\n{answer.more}"
            rows.put(connection, owner, id, number, "answer", storable(text))
            rows.cite(connection, owner, id, number, answer, collections)
            return True

    def get(self, owner: str, id: str) -> Conversation | None:
        """One of the person's own with all turns, or None."""
        with self._file.reading() as connection:
            if connection is None:
                return None
            row = connection.execute(
                "SELECT id, owner, title, created, updated FROM conversations"
                " WHERE owner = ? AND id = ?",
                (owner, checked(id)),
            ).fetchone()
            if row is None:
                return None
            kept = rows.turns(connection, owner, id)
        return Conversation(
            row[0],
            row[1],
            row[2],
            datetime.fromisoformat(row[3]),
            datetime.fromisoformat(row[4]),
            kept,
        )

    def all(self, owner: str, limit: int = 50, before: int | None = None) -> tuple[Listed, ...]:
        """The person's conversations that hold a question, the last added to first.

        `before` is the `place` of the last one that was listed, to go on from there.
        """
        return self._listed(rows.LISTED, [owner], limit, before)

    def find(
        self,
        owner: str,
        text: str,
        *,
        within: Readable | None,
        limit: int = 50,
        before: int | None = None,
    ) -> tuple[Listed, ...]:
        """Those that hold words beginning with every word of `text`, the last added to first.

        Titles and questions are searched, and of the answers those that are shown: that draw on
        nothing outside `within`, as `readable` gives it (None for somebody who may read
        everything). Any text is safe; one without a word finds nothing.
        """
        words = list(dict.fromkeys(_WORD.findall(text)))[:WORDS]
        if not words:
            return ()
        condition, values = rows.LISTED, [owner]
        for word in words:
            condition, values = condition + rows.HOLDS, [*values, f'"{word}"*', owner]
            if within is not None:
                condition += rows.READABLE
                values += [rows.LOG, json.dumps(sorted(within.documents))]
                values += [json.dumps(sorted(within.collections))]
            condition += ")"
        return self._listed(condition, values, limit, before, within)

    def rename(self, owner: str, id: str, title: str) -> bool:
        """Give it a title; a blank one gives it the first question's again. False if not there."""
        with self._writing() as connection:
            row = connection.execute(
                f"SELECT question FROM turns WHERE conversation = {MINE} AND number = 1",
                (owner, checked(id)),
            ).fetchone()
            chosen = title_of(storable(title))
            return rows.name(
                connection,
                owner,
                checked(id),
                chosen or title_of(row[0] if row else ""),
                renamed=bool(chosen),
            )

    def delete(self, owner: str, id: str) -> bool:
        """Take it out for good, its words in the search index too. False if not there."""
        return self._delete("owner = ? AND id = ?", owner, checked(id)) > 0

    def delete_all(self, owner: str) -> int:
        """Take out all of the person's for good. Returns how many."""
        return self._delete("owner = ?", owner)

    def forget(self, days: int) -> int:
        """Take out, of everybody's, what nobody added to for `days`; 0 keeps all. How many.

        Conversations that were begun without a question go after a day in any case.
        """
        now = self._now()
        empty = (now - timedelta(days=EMPTY_DAYS)).isoformat()
        old = (now - timedelta(days=days)).isoformat() if days else ""
        return self._delete(
            "updated < ? OR (updated < ? AND number NOT IN (SELECT conversation FROM turns))",
            old,
            empty,
        )

    def _listed(
        self,
        select: str,
        values: list[str],
        limit: int,
        before: int | None,
        within: Readable | None = None,
    ) -> tuple[Listed, ...]:
        with self._file.reading() as connection:
            if connection is None:
                return ()
            if within is not None:
                connection.create_function("of_logs", 3, rows.of_logs(within.of_logs))
            found = connection.execute(
                f"{select} AND (? IS NULL OR c.place < ?) ORDER BY c.place DESC LIMIT ?",
                (*values, before, before, max(limit, 0)),
            )
            return tuple(rows.listed(*row) for row in found)

    def _find(self, connection: sqlite3.Connection, owner: str, id: str) -> dict[str, int]:
        row = connection.execute(
            "SELECT renamed, (SELECT coalesce(max(number), 0) FROM turns"
            " WHERE conversation = conversations.number)"
            " FROM conversations WHERE owner = ? AND id = ?",
            (owner, checked(id)),
        ).fetchone()
        if row is None:
            raise NoSuchConversation(
                "That conversation is not there any more. Begin a new one and ask again."
            )
        return {"renamed": row[0], "last": row[1]}

    def _delete(self, condition: str, *values: str) -> int:
        with self._file.reading() as connection:
            if connection is None:
                return 0
        with self._writing() as connection:
            gone = connection.execute(
                f"DELETE FROM conversations WHERE {condition}", values
            ).rowcount
            if gone:
                # Merges the index's parts into one, in which words that were taken out are no more.
                connection.execute("INSERT INTO told (told) VALUES ('optimize')")
        if gone:
            self._empty_log()
        return gone

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._file.writing() as connection:
            connection.execute("PRAGMA secure_delete = ON")
            yield connection

    def _empty_log(self) -> None:
        """Empty SQLite's log, which holds pages as they were.

        Who reads at this moment keeps it; then it is emptied when the last connection closes.
        """
        with (
            suppress(sqlite3.Error),
            closing(sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=rw", uri=True)) as other,
        ):
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
