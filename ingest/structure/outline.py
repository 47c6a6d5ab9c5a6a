"""The heading tree, and which block leads in which list: RawBlocks become Blocks in their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.model import Block, BlockKind, RawBlock, Section
from ingest.structure.clauses import clauses, returns

LONGEST_CAPTION = 240  # characters of a paragraph that introduces a table
TURN_LEVEL = 20  # of a turn's section: below any heading
_TIGHT = (BlockKind.ITEM, BlockKind.ROW, BlockKind.FIELD)  # on lines without a blank between


@dataclass(frozen=True, slots=True)
class Placed:
    """The canonical text with the blocks and sections that point into it."""

    text: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]


def place(
    raw: Sequence[RawBlock],
    title: str,
    names: Mapping[int, str] | None = None,
    speakers: Mapping[int, str] | None = None,
) -> Placed:
    """Lay the blocks out as one text: for every block `text[start:end] == block.text`.

    Items that have no printed label get a bullet before them, outside their span. Sections nest
    as their levels say, and end where a numbered paragraph goes on with the section above; the
    opening heading that repeats the title adds nothing to a path. `names` calls the section that
    a block opens otherwise than its text does: a form's row holds more than its title. A turn of a
    transcript is a section of its own, called by who speaks (`speakers`, by its first block).
    """
    text, spans = _lay_out(raw)
    turns = speakers or {}
    back = {} if turns else returns(raw)
    sections = _sections(raw, spans, back, title, {**(names or {}), **turns}, turns, len(text))
    section_of = _section_of(raw, back, turns)
    groups = _groups(raw, back)
    leads = _clause_leads(raw, section_of, back, _leads(raw, back))
    blocks = tuple(
        Block(
            index=i,
            kind=b.kind,
            start=spans[i][0],
            end=spans[i][1],
            section=section_of[i],
            page=b.page,
            level=b.level,
            label=b.label,
            lead=leads[i],
            group=groups[i],
        )
        for i, b in enumerate(raw)
    )
    return Placed(text, blocks, sections)


def _lay_out(raw: Sequence[RawBlock]) -> tuple[str, list[tuple[int, int]]]:
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for index, block in enumerate(raw):
        before = raw[index - 1] if index else None
        gap = "" if before is None else "\n\n"
        if before is not None and block.kind is before.kind and block.kind in _TIGHT:
            gap = "\n"
        if block.kind is BlockKind.ITEM and not block.label:
            gap += "• "
        parts += [gap, block.text]
        at += len(gap)
        spans.append((at, at + len(block.text)))
        at += len(block.text)
    return "".join(parts), spans


def _section_of(
    raw: Sequence[RawBlock], back: Mapping[int, int], turns: Mapping[int, str]
) -> list[int]:
    """Section index of each block; a heading belongs to the section it opens."""
    opened: dict[int, int] = {}
    current = 0
    result = []
    for index, block in enumerate(raw):
        if block.kind is BlockKind.HEADING or index in turns:
            current = opened[index] = len(opened) + 1
        elif index in back:
            current = opened[back[index]]
        result.append(current)
    return result


def _sections(
    raw: Sequence[RawBlock],
    spans: Sequence[tuple[int, int]],
    back: Mapping[int, int],
    title: str,
    names: Mapping[int, str],
    turns: Mapping[int, str],
    length: int,
) -> tuple[Section, ...]:
    """A section ends where the next one of its level or above begins, or numbers go back."""
    sections = [Section(0, None, 0, "", None, (), 0, length)]
    ends: dict[int, int] = {}
    stack = [sections[0]]
    for index, block in enumerate(raw):
        at = spans[index][0]
        if index in back:
            while stack[-1].start > spans[back[index]][0]:
                ends[stack.pop().index] = at
        if block.kind is not BlockKind.HEADING and index not in turns:
            continue
        level = TURN_LEVEL if index in turns else block.level or 1
        while stack[-1].level >= level:
            ends[stack.pop().index] = at
        parent = stack[-1]
        is_title = len(sections) == 1 and _same(block.text, title)
        heading = " ".join(names.get(index, block.text).split())  # a form's row has tabs
        path = parent.path if is_title else (*parent.path, heading)
        section = Section(
            index=len(sections),
            parent=parent.index,
            level=level,
            heading=heading,
            label=block.label,
            path=path,
            start=at,
            end=length,
            page=block.page,
        )
        sections.append(section)
        stack.append(section)
    return tuple(replace(s, end=ends.get(s.index, length)) for s in sections)


def _same(heading: str, title: str) -> bool:
    return heading.casefold().strip() == title.casefold().strip()


def _groups(raw: Sequence[RawBlock], back: Mapping[int, int]) -> list[int | None]:
    """One number for each run of list items or rows of one table; None for the rest."""
    groups: list[int | None] = []
    number = -1
    for index, block in enumerate(raw):
        before = raw[index - 1] if index else None
        if block.kind not in _TIGHT:
            groups.append(None)
            continue
        same = before is not None and before.kind is block.kind
        if not same or index in back or (before is not None and before.table != block.table):
            number += 1
        groups.append(number)
    return groups


def _leads(raw: Sequence[RawBlock], back: Mapping[int, int]) -> list[int | None]:
    """What introduces each item or row: the item it is indented under, or what precedes the list.

    That is a paragraph ("The purpose was to:", before a table only a short one) or, for a list
    straight under a heading, the heading itself. A form's fields need no introduction.
    """
    leads: list[int | None] = []
    lead: int | None = None
    above: list[tuple[int, int]] = []  # (level, index) of the items that this one may stand under
    for index, block in enumerate(raw):
        before = raw[index - 1] if index and index not in back else None
        if before is None or before.kind is not block.kind or before.table != block.table:
            lead, above = _introduction(before, index - 1, block.kind), []
        if block.kind is not BlockKind.ITEM:
            leads.append(lead)
            continue
        level = block.level or 1
        while above and above[-1][0] >= level:
            above.pop()
        leads.append(above[-1][1] if above else lead)
        above.append((level, index))
    return leads


def _clause_leads(
    raw: Sequence[RawBlock],
    section_of: Sequence[int],
    back: Mapping[int, int],
    leads: list[int | None],
) -> list[int | None]:
    """A numbered point has the lead of the one before it, whatever table stands between.

    Where that one stands in another section, the heading of its own leads it in.
    """
    for clause in clauses(raw):
        index, before = clause.index, clause.before
        if raw[index].kind is not BlockKind.ITEM or leads[index] is not None:
            continue
        if before is not None and section_of[before] == section_of[index]:
            leads[index] = leads[before] if raw[before].kind is BlockKind.ITEM else None
        elif index in back:
            leads[index] = back[index]
    return leads


def _introduction(before: RawBlock | None, index: int, kind: BlockKind) -> int | None:
    if before is None or kind not in (BlockKind.ITEM, BlockKind.ROW):
        return None
    if before.kind is BlockKind.PARAGRAPH:
        return index if kind is BlockKind.ITEM or len(before.text) < LONGEST_CAPTION else None
    return index if before.kind is BlockKind.HEADING and kind is BlockKind.ITEM else None
