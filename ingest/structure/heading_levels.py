"""How deep each heading is: by what the file says, its printed number, the contents, its looks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.model import BlockKind, RawBlock
from ingest.structure.contents import Contents, key

PLAIN_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,5})\.?\s+(?=[A-Z‘“'\"(])")
CONTAINER = re.compile(r"^(?:part|section|appendix|annex|schedule|volume)\s+\w{1,5}\b", re.I)
_CHAPTER, _CAPITALS, _BOLD, _BARE, _COLON = range(5)  # looks, from the highest rank down


@dataclass(slots=True)
class _Depth:
    """Where we are while walking down a paper.

    said       level of the last heading whose level the file gives
    numbered   depth of the printed number we are under
    container  level of the "Part 2" whose numbers begin again at 1, 0 without one
    ranks      (rank of a heading's looks, its level) of the open headings without numbers
    """

    said: int = 0
    numbered: int = 0
    container: int = 0
    fresh: int = 0  # level of a container whose numbers have not begun
    ranks: list[tuple[int, int]] = field(default_factory=list)


def levelled(
    blocks: Sequence[RawBlock], contents: Contents, *, mended: bool = False
) -> list[RawBlock]:
    """The blocks with a level from 1 on each heading, and the printed number as its label."""
    chapters = _chapters(blocks, contents)
    ranks = _ranks(blocks, chapters, mended)
    depth = _Depth()
    done: list[RawBlock] = []
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            block = _placed(block, ranks.get(index, _BARE), depth)
        done.append(block)
    return done


def _placed(block: RawBlock, rank: int, depth: _Depth) -> RawBlock:
    match = PLAIN_NUMBER.match(block.text)
    if block.level is not None:
        depth.said, depth.numbered, depth.container, depth.ranks = block.level, 0, 0, []
        return block
    if match:
        number = match.group(1)
        if number == "1" and depth.fresh:
            depth.container = depth.fresh
        depth.fresh = 0
        depth.numbered, depth.ranks = number.count(".") + 1, []
        level = max(depth.said, depth.container) + depth.numbered
        return replace(block, level=level, label=number)
    if rank == _CHAPTER or CONTAINER.match(block.text):
        depth.numbered = depth.container = 0
    while depth.ranks and depth.ranks[-1][0] >= rank:
        depth.ranks.pop()
    base = max(depth.said, depth.container) + depth.numbered
    level = (depth.ranks[-1][1] if depth.ranks else base) + 1
    depth.ranks.append((rank, level))
    depth.fresh = level if CONTAINER.match(block.text) else 0
    return replace(block, level=level)


def _chapters(blocks: Sequence[RawBlock], contents: Contents) -> frozenset[int]:
    """The headings that the contents list means.

    A name that heads several stretches, as in an overview before the chapters themselves, means
    the longest one.
    """
    named = [
        index
        for index, block in enumerate(blocks)
        if block.kind is BlockKind.HEADING
        and block.level is None
        and index not in contents.blocks
        and key(block.text) in contents.keys
    ]
    best: dict[str, tuple[int, int]] = {}
    for index, after in zip(named, [*named, len(blocks)][1:], strict=True):
        words = key(blocks[index].text)
        best[words] = max(best.get(words, (0, 0)), (after - index, index))
    return frozenset(index for _, index in best.values())


def _ranks(blocks: Sequence[RawBlock], chapters: frozenset[int], mended: bool) -> dict[int, int]:
    """Rank of each guessed heading's looks; looks that occur once tell nothing."""
    ranks: dict[int, int] = {}
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and block.level is None:
            ranks[index] = _CHAPTER if index in chapters else _looks(block)
    for rank in (_CAPITALS, _BOLD):
        alike = [index for index, own in ranks.items() if own == rank]
        if len(alike) < 2 or mended:
            ranks.update(dict.fromkeys(alike, _BARE))
    return ranks


def _looks(block: RawBlock) -> int:
    if block.text.endswith(":"):
        return _COLON
    if block.text.isupper():
        return _CAPITALS
    return _BOLD if block.bold else _BARE
