"""Rows of `conversations.db`: the conditions that name an owner, and values to rows and back."""

from __future__ import annotations

import json
import logging
import re
import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime

from assistant.conversation.kept.as_json import answer_from_json, scope_from_json
from assistant.conversation.kept.model import KeptTurn, Listed, is_log, storable
from assistant.model import Answer
from assistant.register import document_name

log = logging.getLogger(__name__)

MINE = "(SELECT number FROM conversations WHERE owner = ? AND id = ?)"
LAST = "(SELECT coalesce(max(place), 0) + 1 FROM conversations WHERE owner = ?)"
LISTED = (
    "SELECT c.id, c.title, c.created, c.updated,"
    " (SELECT count(*) FROM turns AS t WHERE t.conversation = c.number) AS count, c.place"
    " FROM conversations AS c WHERE c.owner = ? AND count > 0"
)
# One word of a search: it begins a word of a title, a question or an answer; to be closed by ")".
HOLDS = (
    " AND c.number IN (SELECT p.conversation FROM told JOIN pieces AS p ON p.id = told.rowid"
    " WHERE told MATCH ? AND p.conversation IN (SELECT number FROM conversations WHERE owner = ?)"
)
# Leaves out the answers that draw on something outside two lists, papers and their collections, and
# those with the name of a log in them of which the function `of_logs` says that they are not shown.
READABLE = (
    " AND NOT (p.part = 'answer' AND EXISTS (SELECT 1 FROM turns AS t"
    " WHERE t.conversation = p.conversation AND t.number = p.turn"
    " AND instr(t.answer, ?) AND NOT of_logs(t.answer, t.conversation, t.number)))"
    " AND NOT (p.part = 'answer' AND EXISTS (SELECT 1 FROM cited AS d"
    " WHERE d.conversation = p.conversation AND d.turn = p.turn"
    " AND (d.document NOT IN (SELECT value FROM json_each(?))"
    " OR d.collection IS NULL OR d.collection NOT IN (SELECT value FROM json_each(?)))))"
)
LOG = json.dumps(document_name(""))[1:-1]  # in the answer's JSON, where it cites a log
_ID = re.compile(r"[0-9a-f]{32}")


def checked(id: str) -> str:
    """`id`, or "" (which no conversation has) where it is no id at all."""
    return id if isinstance(id, str) and _ID.fullmatch(id) else ""


def put(
    connection: sqlite3.Connection, owner: str, id: str, number: int, part: str, text: str
) -> None:
    """Make `text` what a search looks at, in place of what was."""
    connection.execute(
        f"INSERT INTO pieces (conversation, turn, part, text) VALUES ({MINE}, ?, ?, ?)"
        " ON CONFLICT (conversation, turn, part) DO UPDATE SET text = excluded.text",
        (owner, id, number, part, text),
    )


def name(connection: sqlite3.Connection, owner: str, id: str, title: str, *, renamed: bool) -> bool:
    """Give a conversation its title. False if it is not there."""
    changed = connection.execute(
        "UPDATE conversations SET title = ?, renamed = ? WHERE owner = ? AND id = ?",
        (title, int(renamed), owner, id),
    ).rowcount
    if changed:
        put(connection, owner, id, 0, "title", title)
    return changed > 0


def cite(
    connection: sqlite3.Connection,
    owner: str,
    id: str,
    number: int,
    answer: Answer,
    collections: Mapping[str, str],
) -> None:
    """Note which papers an answer draws on; the register's logs are open to all and none of them.

    A paper that was taken out of the Library meanwhile is noted without a collection.
    """
    papers = {one.document for one in (*answer.citations, *answer.related)}
    logs = {one for one in papers if is_log(one, collections)}
    connection.executemany(
        f"INSERT INTO cited VALUES ({MINE}, ?, ?, ?)",
        [(owner, id, number, storable(one), collections.get(one)) for one in sorted(papers - logs)],
    )


def turns(connection: sqlite3.Connection, owner: str, id: str) -> tuple[KeptTurn, ...]:
    """All turns of one conversation, in order."""
    collections: dict[int, dict[str, str]] = {}
    for number, document, collection in connection.execute(
        f"SELECT turn, document, collection FROM cited WHERE conversation = {MINE}"
        " AND collection IS NOT NULL",
        (owner, id),
    ):
        collections.setdefault(number, {})[document] = collection
    found = connection.execute(
        f"SELECT number, question, filters, asked, answer, {_could_read(connection)} FROM turns"
        f" WHERE conversation = {MINE} ORDER BY number",
        (owner, id),
    )
    return tuple(
        KeptTurn(
            number,
            question,
            scope_from_json(filters),
            datetime.fromisoformat(asked),
            None if answer is None else answer_from_json(answer),
            collections.get(number, {}),
            None if could_read is None else frozenset(json.loads(could_read)),
        )
        for number, question, filters, asked, answer, could_read in found
    )


def _could_read(connection: sqlite3.Connection) -> str:
    """The column of that name, which a file of version 1 has not."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    return "could_read" if version >= 2 else "NULL"


def of_logs(told: Callable[[Answer], bool]) -> Callable[[str, int, int], bool]:
    """The function of that name, as `READABLE` calls it. What cannot be judged is not shown."""

    def shown(kept: str, conversation: int, number: int) -> bool:
        try:
            return told(answer_from_json(kept))
        except Exception:  # inside SQLite it would end the search of all other conversations
            log.exception("Left out of a search: turn %d of conversation %d", number, conversation)
            return False

    return shown


def listed(id: str, title: str, created: str, updated: str, count: int, place: int) -> Listed:
    """A row of `LISTED`."""
    began, changed = datetime.fromisoformat(created), datetime.fromisoformat(updated)
    return Listed(id, title, began, changed, count, place)
