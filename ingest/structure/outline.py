"""The heading tree, and which block leads in which list: RawBlocks become Blocks in their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.model import Block, BlockKind, RawBlock, Section


@dataclass(frozen=True, slots=True)
class Placed:
    """The canonical text with the blocks and sections that point into it."""

    text: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]


def place(raw: Sequence[RawBlock], title: str) -> Placed:
    """Lay the blocks out as one text. The opening heading that repeats the title has no path."""
    text, spans = _lay_out(raw)
    sections = _sections(raw, spans, title, len(text))
    section_of = _section_of(raw)
    groups = _groups(raw)
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
            lead=_lead(raw, section_of, i),
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


_TIGHT = (BlockKind.ITEM, BlockKind.ROW, BlockKind.FIELD)


def _section_of(raw: Sequence[RawBlock]) -> list[int]:
    """Section index of each block; a heading belongs to the section it opens."""
    current = 0
    result = []
    for block in raw:
        current += block.kind is BlockKind.HEADING
        result.append(current)
    return result


def _sections(
    raw: Sequence[RawBlock], spans: Sequence[tuple[int, int]], title: str, length: int
) -> tuple[Section, ...]:
    sections = [Section(0, None, 0, "", None, (), 0, length)]
    stack = [sections[0]]
    for index, block in enumerate(raw):
        if block.kind is not BlockKind.HEADING:
            continue
        level = block.level or 1
        while stack[-1].level >= level:
            stack.pop()
        parent = stack[-1]
        is_title = len(sections) == 1 and _same(block.text, title)
        path = parent.path if is_title else (*parent.path, block.text)
        section = Section(
            index=len(sections),
            parent=parent.index,
            level=level,
            heading=block.text,
            label=block.label,
            path=path,
            start=spans[index][0],
            end=length,
            page=block.page,
        )
        sections.append(section)
        stack.append(section)
    return tuple(_ended(sections, length))


def _ended(sections: list[Section], length: int) -> list[Section]:
    """A section ends where the next one of its level or above begins."""
    ended = [sections[0]]
    for i, section in enumerate(sections[1:], start=1):
        later = (s.start for s in sections[i + 1 :] if s.level <= section.level)
        ended.append(replace(section, end=next(later, length)))
    return ended


def _same(heading: str, title: str) -> bool:
    return heading.casefold().strip() == title.casefold().strip()


def _groups(raw: Sequence[RawBlock]) -> list[int | None]:
    """One number for each run of list items or rows of one table; None for the rest."""
    groups: list[int | None] = []
    number = -1
    for index, block in enumerate(raw):
        before = raw[index - 1] if index else None
        if block.kind not in _TIGHT:
            groups.append(None)
            continue
        same = before is not None and before.kind is block.kind
        if not same or (before is not None and before.table != block.table):
            number += 1
        groups.append(number)
    return groups


def _lead(raw: Sequence[RawBlock], section_of: Sequence[int], index: int) -> int | None:
    """What introduces an item or row: the item it is indented under, or what stands before the list.

    That is a paragraph ("The purpose was to:") or, straight under a heading, the heading itself.
    """
    block = raw[index]
    if block.kind not in _TIGHT:
        return None
    for earlier in range(index - 1, max(-1, index - 80), -1):
        other = raw[earlier]
        if section_of[earlier] != section_of[index]:
            return None
        if other.kind is BlockKind.PARAGRAPH:
            return earlier if block.kind is not BlockKind.ROW or len(other.text) < 240 else None
        if other.kind is BlockKind.HEADING:
            return earlier if block.kind is BlockKind.ITEM else None
        indented = (other.level or 1) < (block.level or 1)
        if other.kind is BlockKind.ITEM and block.kind is BlockKind.ITEM and indented:
            return earlier
    return None
