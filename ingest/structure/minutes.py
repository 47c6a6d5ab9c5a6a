"""What the blocks of minutes do: who was there, what was decided, who is to do what by when.

The verb stays with the text: this marks where a decision stands, and never says that what was
noted was approved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import BlockKind, RawBlock, Role
from ingest.structure.meeting import MeetingFacts, meeting_facts
from ingest.structure.minute_actions import (
    NUMBERED,
    action_line,
    action_sentence,
    asks,
    due_in,
    owner_said,
)
from ingest.structure.minute_bodies import MeetingBody
from ingest.structure.minute_decisions import is_decision, meeting_of, opens_list
from ingest.structure.minute_rules import is_attendance_line, part_role, said_role
from ingest.structure.minute_tables import table_marks
from ingest.structure.people import is_initials, looks_like_name, named_people

__all__ = ["MeetingFacts", "MinuteMark", "meeting_facts", "recognise"]

MOST_ABOVE = 10  # blocks that one "ACTION: JS" may close
_COLUMN = re.compile(
    r"(?i)(?:(?:full |members?['’]? )?names?|posts?|(?:job )?titles?|roles?|positions?|initials|"
    r"organi[sz]ations?|representing|designations?|present|apologies|attendance|(?:agenda )?items?|"
    r"(?:nature of )?interests?|member|deputy|absent|)"
)
_ACTION_WORD = re.compile(rf"^\W*actions?\b\s*(?:{NUMBERED})?[\s\d.]*[:;.\-–—]?", re.IGNORECASE)
_OPEN = (BlockKind.ITEM, BlockKind.ROW, BlockKind.FIELD)


@dataclass(frozen=True, slots=True)
class MinuteMark:
    """The role of one block. `owner` and `due` are as printed, None where they are not.

    A decision that names who carries it out stays a decision and has an owner.
    """

    role: Role
    owner: str | None = None
    due: str | None = None


def recognise(
    blocks: Sequence[RawBlock],
    is_minutes: bool,
    meeting: str | None = None,
    leads: Sequence[int | None] = (),
) -> dict[int, MinuteMark]:
    """Index of a block → what it does.

    `meeting` is the body that met, where it is known: what another body did is no decision of
    these minutes. `leads` says for each block which one introduces it, and so which items stand
    under a decision.

    In papers that are not minutes only unmistakable forms count: a table with columns for action
    and owner, a line "Action: JS to …", a sentence with RESOLVED.
    """
    body = meeting_of(meeting, [b.text for b in blocks]) if is_minutes else MeetingBody()
    marks = {i: MinuteMark(*m) for i, m in table_marks(blocks, is_minutes, body).items()}
    if is_minutes:
        _mark_parts(blocks, marks)
        people = named_people(
            blocks[i].text for i, m in marks.items() if m.role in (Role.ATTENDANCE, Role.APOLOGIES)
        )
    else:
        people = frozenset[str]()
    for index, block in enumerate(blocks):
        if block.kind is not BlockKind.HEADING or action_line(block.text):
            _mark_said(blocks, index, is_minutes, people, body, marks)
    _mark_led(blocks, leads, body, marks)
    return dict(sorted(marks.items()))


def _mark_parts(blocks: Sequence[RawBlock], marks: dict[int, MinuteMark]) -> None:
    """Roles that a heading or lead-in gives to what stands under it."""
    role: Role | None = None
    shape: BlockKind | None = None  # of the first block under the heading
    for index, block in enumerate(blocks):
        said = part_role(block)
        if said is not None:
            role, shape = said, None
            if block.kind is not BlockKind.HEADING and role in (Role.ATTENDANCE, Role.APOLOGIES):
                marks.setdefault(index, MinuteMark(role))
            continue
        inline = said_role(block.text)
        if inline is not None:
            role, shape = inline, block.kind
            marks.setdefault(index, MinuteMark(inline))
            continue
        if block.kind is BlockKind.HEADING:
            role = None
        if role is None or _heads_table(blocks, index):
            continue
        if not _belongs(block, role, shape):
            role = None
            continue
        shape = shape or block.kind
        marks.setdefault(index, _under(block, role))


def _heads_table(blocks: Sequence[RawBlock], index: int) -> bool:
    """Whether a row holds the column headings of the rows below it."""
    cells = blocks[index].cells
    if blocks[index].kind is not BlockKind.ROW or len([c for c in cells if c.strip()]) < 2:
        return False
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    first = index == 0 or blocks[index - 1].kind is not BlockKind.ROW
    given = below is not None and below.header == cells
    return given or (first and all(_COLUMN.fullmatch(c.strip()) for c in cells))


def _belongs(block: RawBlock, role: Role, shape: BlockKind | None) -> bool:
    """Whether a block still stands in the part that gave `role`."""
    text = block.text
    if role in (Role.ATTENDANCE, Role.APOLOGIES):
        if block.kind in _OPEN:
            return True
        return len(text.split()) <= 60 and _lists_names(text)
    if role is Role.INTERESTS:
        return block.kind in _OPEN or len(text.split()) > 3
    if block.kind in _OPEN:
        return True
    if shape in _OPEN:
        return False  # a list has ended
    return len(text.split()) > 3


def _lists_names(text: str) -> bool:
    """Whether it reads as "Jane Smith (JS), Chair" does, not as "Adopting standards"."""
    if text.endswith((".", "?")) and len(text.split()) > 12:
        return False
    return looks_like_name(text) and bool(
        re.search(r"\([A-Z][A-Za-z]{1,5}\)|,|\s[-–—]\s|\t|;", text)
        or re.fullmatch(r"(?:[^\W\d_a-z][\w'’.-]*\s?){2,4}", text)
    )


def _under(block: RawBlock, role: Role) -> MinuteMark:
    if role is not Role.ACTION:
        return MinuteMark(role)
    owner, due = action_line(block.text) or action_sentence(block.text, frozenset(), listed=True)
    return MinuteMark(role, owner, due)


def _mark_said(
    blocks: Sequence[RawBlock],
    index: int,
    is_minutes: bool,
    people: frozenset[str],
    body: MeetingBody,
    marks: dict[int, MinuteMark],
) -> None:
    """Roles that a block's own words give it."""
    block = blocks[index]
    before = marks.get(index)
    if before and before.role is not Role.DECISION:
        if before.role is Role.ACTION and before.owner is None and is_minutes:
            owner, due = action_sentence(block.text, people, listed=True)
            marks[index] = MinuteMark(Role.ACTION, owner, before.due or due)
        return
    line = action_line(block.text)
    decided = bool(before) or is_decision(block.text, body, strict=not is_minutes)
    if line is not None and (is_minutes or line[0]):
        role = Role.DECISION if decided else Role.ACTION
        marks[index] = MinuteMark(role, *line)
        if is_minutes and _bare_action(block.text):
            _mark_above(blocks, index, line, body, marks)
        return
    if decided:
        marks[index] = MinuteMark(Role.DECISION, before.owner if before else None)
        return
    if not is_minutes:
        return
    if is_initials(block.text) and block.bold:
        marks[index] = MinuteMark(Role.ACTION, block.text.strip(" []()*"))
        _mark_above(blocks, index, (block.text.strip(" []()*"), None), body, marks)
        return
    if is_attendance_line(block.text):
        marks[index] = MinuteMark(Role.ATTENDANCE)
        return
    owner, due = action_sentence(block.text, people, listed=False)
    if owner:
        marks[index] = MinuteMark(Role.ACTION, owner, due)


def _mark_led(
    blocks: Sequence[RawBlock],
    leads: Sequence[int | None],
    body: MeetingBody,
    marks: dict[int, MinuteMark],
) -> None:
    """Give the points of a list that a decision opens ("… on two conditions:") its role.

    A point that asks somebody to act stays an action; one that names its owner keeps the name.
    """
    led: set[int] = set()
    for index, lead in enumerate(leads):
        if lead is None or blocks[index].kind is not BlockKind.ITEM or index in marks:
            continue
        above = marks.get(lead)
        if above is None or above.role is not Role.DECISION:
            continue
        if lead in led or opens_list(blocks[lead].text, body):
            led.add(index)
            owner = owner_said(blocks[index].text)
            due = due_in(blocks[index].text) if owner else None
            marks[index] = MinuteMark(Role.DECISION, owner, due)


def _bare_action(text: str) -> bool:
    """Whether an action line holds only names: then what is to be done stands above it."""
    rest = _ACTION_WORD.sub("", text)
    return len(rest.split()) <= 4 and not re.search(r"\bto\b", rest)


def _mark_above(
    blocks: Sequence[RawBlock],
    index: int,
    line: tuple[str | None, str | None],
    body: MeetingBody,
    marks: dict[int, MinuteMark],
) -> None:
    """Give what a bare "ACTION: JS" is about its owner; a decision stays a decision.

    The line closes an item of the minutes: of the paragraphs since the heading, or since the last
    such line, those that ask for something are meant, or the nearest where none does.
    """
    first = index
    while first > 0 and index - first < MOST_ABOVE and _under_same_item(blocks[first - 1]):
        first -= 1
    asking = [i for i in range(first, index) if asks(blocks[i].text)]
    for i in asking or range(max(first, index - 1), index):
        above = marks.get(i)
        if above is not None and above.role not in (Role.DECISION, Role.ACTION):
            continue
        decided = above.role is Role.DECISION if above else is_decision(blocks[i].text, body)
        due = (above.due if above else None) or line[1] or due_in(blocks[i].text)
        role = Role.DECISION if decided else Role.ACTION
        marks[i] = MinuteMark(role, line[0] or (above.owner if above else None), due)


def _under_same_item(block: RawBlock) -> bool:
    return block.kind is not BlockKind.HEADING and action_line(block.text) is None
