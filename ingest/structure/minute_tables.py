"""Tables of minutes: action logs with owner and due date, and minutes kept in columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model import BlockKind, RawBlock, Role
from ingest.structure.minute_actions import action_line, due_in, owner_of
from ingest.structure.minute_rules import is_decision
from ingest.structure.people import is_initials

Mark = tuple[Role, str | None, str | None]

_ACTION = re.compile(
    r"(?:agreed |key )?(?:actions?|tasks?)(?: (?:points?|items?|agreed|required|description))?"
)
_OWNER = re.compile(
    r"(?:action )?(?:owners?|leads?|who|responsible|responsibility|by whom|assigned to|action by|"
    r"assignee|person responsible|lead officer|responsible (?:officer|person|lead)|action lead)"
)
_DUE = re.compile(
    r"(?:due|due date|due by|deadline|by when|when|date due|target date|timescales?|"
    r"completion date|"
    r"target|timeframe|target completion(?: date)?|date for completion|action due(?: date)?)"
)
_DECISION = re.compile(r"(?:decisions?|resolutions?)(?: (?:made|taken))?")


def table_marks(blocks: Sequence[RawBlock], is_minutes: bool) -> dict[int, Mark]:
    """Index of a row → its mark, for rows under column headings for actions or decisions."""
    marks: dict[int, Mark] = {}
    head: tuple[str, ...] = ()
    table: int | None = None
    for index, block in enumerate(blocks):
        if block.kind is not BlockKind.ROW:
            head = ()
            continue
        if block.table != table:
            head, table = (), block.table
        if _is_head(block.cells):
            head = block.cells
            continue
        heads = block.header if _is_head(block.header) else head
        mark = _row_mark(block, heads, is_minutes)
        if mark:
            marks[index] = mark
    return marks


def _is_head(cells: Sequence[str]) -> bool:
    """Whether a row heads an action log: a column for actions or decisions, and one more known."""
    kinds = {_column(cell) for cell in cells} - {None}
    return (
        bool(kinds & {"action", "decision"})
        and len([c for c in cells if c.strip()]) > 1
        and (
            len(kinds) > 1
            or any(
                re.fullmatch(r"(?i)(?:item|discussion|minute|no\.?|ref\.?|topic|notes?)", c.strip())
                for c in cells
            )
        )
    )


def _column(cell: str) -> str | None:
    words = re.sub(r"[^a-z ]+", " ", cell.lower()).strip()
    for name, pattern in (
        ("owner", _OWNER),
        ("due", _DUE),
        ("action", _ACTION),
        ("decision", _DECISION),
    ):
        if pattern.fullmatch(words):
            return name
    return None


def _row_mark(block: RawBlock, head: Sequence[str], is_minutes: bool) -> Mark | None:
    kinds = [_column(cell) for cell in head]
    value = {k: c.strip() for k, c in zip(kinds, block.cells, strict=False) if k and c.strip()}
    if "owner" in kinds or "due" in kinds:
        if "action" in value:
            return Role.ACTION, value.get("owner"), value.get("due") or due_in(value["action"])
        if "decision" in value:
            return Role.DECISION, value.get("owner"), None
        return None
    if not is_minutes:
        return None
    if "action" in value:
        return Role.ACTION, _owner(value["action"]), due_in(value["action"])
    if "decision" in value:
        return Role.DECISION, None, None
    last = block.cells[-1].strip() if block.cells else ""
    if len(block.cells) > 1 and is_initials(last) and len(block.cells[0].split()) > 5:
        role = Role.DECISION if is_decision(block.cells[0]) else Role.ACTION
        return role, last, due_in(block.text)
    return None


def _owner(text: str) -> str | None:
    line = action_line(text)
    return line[0] if line else text if is_initials(text) else owner_of(text)
