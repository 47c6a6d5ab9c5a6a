"""Tables of two columns that were saved as lines, one cell a line, paired again.

A web page saved as text loses its tables: two column headings on lines of their own, then a
short line and a longer one in turn. Where that goes on for four pairs or more, each pair becomes
one row under the two headings; the words stay as they stand and where they stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from statistics import median

from ingest.model import BlockKind, RawBlock

FEWEST_PAIRS = 4
LONGEST_HEAD = 40  # characters of a column's heading
LONGEST_SHORT = 90  # characters of a cell of the first column
LONGEST_LONG = 500  # characters of a cell of the second
OUTLIER = 3  # times the usual length, from which a "cell" is a paragraph under a heading
_STOPS = (".", ":", ";", ",", "?", "!", ">>")


def paired(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """The blocks, flattened tables of two columns as rows with their column headings."""
    done: list[RawBlock] = []
    index = 0
    table = max((b.table for b in blocks if b.table is not None), default=-1) + 1
    while index < len(blocks):
        pairs = _pairs(blocks, index)
        if pairs < FEWEST_PAIRS:
            done.append(blocks[index])
            index += 1
            continue
        head = _row(blocks[index], blocks[index + 1], (), table)
        done.append(head)
        for at in range(index + 2, index + 2 + 2 * pairs, 2):
            done.append(_row(blocks[at], blocks[at + 1], head.cells, table))
        index += 2 + 2 * pairs
        table += 1
    return done


def _row(first: RawBlock, second: RawBlock, header: tuple[str, ...], table: int) -> RawBlock:
    cells = (first.text.strip(), second.text.strip())
    return RawBlock(
        BlockKind.ROW, "\t".join(cells), first.page, cells=cells, header=header, table=table
    )


def _pairs(blocks: Sequence[RawBlock], index: int) -> int:
    """How many pairs follow two column headings at `index`; 0 where there are no such headings."""
    if (
        index == 0
        or index + 2 >= len(blocks)
        or not all(_is_short(block, LONGEST_HEAD) for block in blocks[index : index + 2])
    ):
        return 0
    longs: list[int] = []
    for at in count(index + 2, 2):
        if at + 1 >= len(blocks) or not _is_pair(blocks[at], blocks[at + 1]):
            break
        following = blocks[at + 2] if at + 2 < len(blocks) else None
        goes_on = following is None or following.kind is not BlockKind.PARAGRAPH
        if not goes_on and following and not _is_short(following, LONGEST_SHORT):
            break  # a second paragraph follows: that was a heading over prose
        length = len(blocks[at + 1].text)
        if len(longs) >= FEWEST_PAIRS and length > OUTLIER * median(longs):
            break
        longs.append(length)
    return len(longs)


def _is_pair(short: RawBlock, long: RawBlock) -> bool:
    return (
        _is_short(short, LONGEST_SHORT)
        and long.kind is BlockKind.PARAGRAPH
        and not long.bold
        and long.label is None
        and len(long.text) <= LONGEST_LONG
        and (long.text.rstrip().endswith(".") or len(long.text) > LONGEST_SHORT)
        and short.page == long.page
    )


def _is_short(block: RawBlock, longest: int) -> bool:
    text = block.text.strip()
    return (
        block.kind is BlockKind.PARAGRAPH
        and not block.bold
        and block.label is None
        and len(text) <= longest
        and "\t" not in text
        and not text.endswith(_STOPS)
        and text[:1].isupper()
    )
