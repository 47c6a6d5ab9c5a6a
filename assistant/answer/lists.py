"""Lists as they stand in an answer: whole, in parts, or one member with what hangs under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer.chunk import Chunk
from assistant.answer.evidence import plain, shown
from assistant.shelf import OpenDocument
from ingest.model import Block, BlockKind
from ingest.sentences import sentence_spans

WHOLE_LIST = 900  # characters: a longer list is shown in parts
WHOLE_LEAD = 420  # characters: a lead-in of more is told by its last sentence
MOST_PARTS = 5  # of a list that is shown in parts


def in_short(
    document: OpenDocument, pages: Sequence[tuple[Sequence[Block], tuple[str, ...]]]
) -> Chunk | None:
    """A long list, its members by their first words; each page has a quote of its own."""
    parts = []
    for items, lines in pages:
        full = listed(document, items)
        parts.append(replace(full, lines=(*_led(full), *lines)))
    return replace(parts[0], then=tuple(parts[1:])) if parts else None


def _led(full: Chunk) -> tuple[str, ...]:
    return tuple(line for line in full.lines if not line.startswith("- "))


def whole_list(document: OpenDocument, items: Sequence[Block]) -> Chunk:
    """A list of any length: what stands on one page within WHOLE_LIST, and then the rest of it.

    Each part has a citation of its own, since a quote is of one page.
    """
    parts: list[list[Block]] = []
    for block in items:
        fits = parts and block.end - parts[-1][0].start <= WHOLE_LIST
        if fits and block.page == parts[-1][0].page:
            parts[-1].append(block)
        else:
            parts.append([block])
    first, *others = (listed(document, part) for part in parts[:MOST_PARTS])
    begun = _begun(document, items[0])
    return replace(begun, then=(first, *others)) if begun else replace(first, then=tuple(others))


def _begun(document: OpenDocument, first: Block) -> Chunk | None:
    """What a list's lead-in goes on from, where a page break parts its sentence; else None.

    "The Board is" ends one page, and "asked to:" begins the next.
    """
    lead = document.blocks[first.lead] if first.lead is not None else None
    before = document.blocks[lead.index - 1] if lead is not None and lead.index else None
    if lead is None or before is None or before.kind is not BlockKind.PARAGRAPH:
        return None
    words = document.quote(before)
    parted = document.quote(lead)[:1].islower() and words.rstrip()[-1:] not in '.!?:;”"'
    if before.page == lead.page or not parted:
        return None
    start = before.end - len(_last_sentence(words))
    said = f"{plain(document.text[start : before.end])} …"
    return Chunk(document, start, before.end, before.page, before.section, (said,))


def length(blocks: Sequence[Block]) -> int:
    """Characters from the first block to the end of the last; 0 for none."""
    return blocks[-1].end - blocks[0].start if blocks else 0


def around(group: Sequence[Block], block: Block) -> list[Block]:
    """The item with what hangs under it, where that is not too long."""
    at = group.index(block)
    first = last = at
    while last + 1 < len(group) and (group[last + 1].level or 1) > (block.level or 1):
        last += 1
    return (
        list(group[first : last + 1]) if length(group[first : last + 1]) < WHOLE_LIST else [block]
    )


def listed(document: OpenDocument, items: Sequence[Block]) -> Chunk:
    """A list with its lead-in where that stands right before it, else the items alone."""
    first = items[0]
    said = [b for b in items if b.statement] or items  # a row of column headings says nothing
    lines = [f"- {shown(b, document.quote(b))}" for b in said]
    start = first.start
    lead = document.blocks[first.lead] if first.lead is not None else None
    if lead is not None and lead.page == first.page:
        words = plain(document.quote(lead))
        words = f"… {words}" if _begun(document, first) else words
        adjacent = lead.index == first.index - 1
        if adjacent and len(words) < WHOLE_LEAD:
            start = lead.start
            lines.insert(0, words)
        elif adjacent:
            start = lead.end - len(_last_sentence(document.quote(lead)))
            lines.insert(0, plain(document.text[start : lead.end]))
    return Chunk(document, start, items[-1].end, first.page, first.section, tuple(lines))


def _last_sentence(text: str) -> str:
    start, _ = sentence_spans(text)[-1]
    return text[start:]
