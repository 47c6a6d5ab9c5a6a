"""The exchanges of a meeting: one person has the floor, asks, and is answered, until the next does.

Whoever asks tells exchanges apart: an answer belongs to who is answered, and a few words that give
the floor, or interrupt, belong to what follows them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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
    floor = [_floor(document, turn) if by else None for turn, by in zip(turns, said, strict=True)]
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


def _floor(document: OpenDocument, turn: Sequence[Block]) -> str | None:
    """Who has the floor in a turn: who speaks, or is answered; None for a few words."""
    section = document.sections[turn[0].section]
    if section.end - section.start < FEW_WORDS:
        return None
    lead = turn[0].lead
    if lead is not None and lead < turn[0].index:
        return key(document.sections[document.blocks[lead].section].heading)
    return key(section.heading)
