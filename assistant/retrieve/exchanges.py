"""The exchanges of a meeting: one person has the floor, asks, and is answered, until the next does.

Whoever asks tells exchanges apart: what is said soon after a question belongs to who asked it, and
a few words that follow none, as they give somebody the floor, to what comes after them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.speakers import is_name, key
from ingest.spoken import FEW_WORDS

if TYPE_CHECKING:
    from assistant.shelf import OpenDocument
    from ingest.model import Block, Passage


def exchanges(document: OpenDocument) -> tuple[int, ...]:
    """For each block of a transcript, the number of its exchange; they count up from 0.

    A block in nobody's turn is an exchange of its own.
    """
    turns = [list(held) for _, held in groupby(document.blocks, key=lambda block: block.section)]
    said = [is_name(document.sections[turn[0].section].heading) for turn in turns]
    leads = {block.lead for block in document.blocks}
    floor = [_floor(document, t, leads) if by else None for t, by in zip(turns, said, strict=True)]
    for at in range(len(turns) - 2, -1, -1):
        if said[at] and said[at + 1]:
            floor[at] = floor[at] or floor[at + 1]
    numbers: list[int] = []
    for at, turn in enumerate(turns):
        goes_on = at > 0 and said[at] and said[at - 1] and floor[at] == floor[at - 1]
        now = numbers[-1] if numbers else -1
        if said[at]:
            numbers += [now + (not goes_on)] * len(turn)
        else:
            numbers += range(now + 1, now + 1 + len(turn))
    return tuple(numbers)


def exchange(passage: Passage, document: OpenDocument) -> int:
    """The exchange in which most of a passage stands; the earlier one where two have as much."""
    held: Counter[int] = Counter()
    for block in document.blocks[passage.first : passage.last + 1]:
        within = min(block.end, passage.end) - max(block.start, passage.start)
        held[document.exchanges[block.index]] += max(0, within)
    return max(sorted(held), key=lambda number: held[number])


def _floor(
    document: OpenDocument, turn: Sequence[Block], leads: Container[int | None]
) -> str | None:
    """Who has the floor in a turn: who asks, is answered or speaks; None for a few words."""
    first = turn[0]
    section = document.sections[first.section]
    if first.lead is not None and first.lead < first.index:
        return key(document.sections[document.blocks[first.lead].section].heading)
    if section.end - section.start < FEW_WORDS and first.index not in leads:
        return None
    return key(section.heading)
