"""Tables of minutes: action logs with owner and due date, and minutes kept in columns."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.model import BlockKind, RawBlock, Role
from ingest.structure.log_columns import column, heads_log
from ingest.structure.minute_actions import action_line, due_in, owner_of
from ingest.structure.minute_bodies import MeetingBody
from ingest.structure.minute_decisions import is_decision
from ingest.structure.people import is_initials

Mark = tuple[Role, str | None, str | None]


def table_marks(blocks: Sequence[RawBlock], is_minutes: bool, body: MeetingBody) -> dict[int, Mark]:
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
        if heads_log(block.cells):
            head = block.cells
            continue
        heads = block.header if heads_log(block.header) else head
        mark = _row_mark(block, heads, is_minutes, body)
        if mark:
            marks[index] = mark
    return marks


def _row_mark(
    block: RawBlock, head: Sequence[str], is_minutes: bool, body: MeetingBody
) -> Mark | None:
    kinds = [column(cell) for cell in head]
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
        role = Role.DECISION if is_decision(block.cells[0], body) else Role.ACTION
        return role, last, due_in(block.text)
    return None


def _owner(text: str) -> str | None:
    line = action_line(text)
    return line[0] if line else text if is_initials(text) else owner_of(text)
