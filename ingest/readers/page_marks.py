"""Page numbers and running headers among the lines of printed pages.

A lone number is a page number where it belongs to a long chain of them, rising by one or a few
from page to page; lines that stand beside those numbers again and again are running headers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.model import BlockKind, RawBlock

FEWEST_PAGES = 5
LEAST_LINES = 3  # from one page number to the next
MOST_LINES = 260
LARGEST_STEP = 3  # pages that may lack their number
TIMES = 4  # pages beside whose number a line stands before it is a running header
HEADER_LONGEST = 90
_REACH = 3  # lines on either side of the number
_NUMBER = re.compile(r"^(?:page\s+)?(\d{1,4})(?:\s+of\s+\d{1,4})?$", re.IGNORECASE)


def printed_pages(blocks: Sequence[RawBlock]) -> tuple[list[list[RawBlock]], list[str]]:
    """(the blocks of each printed page, furniture left out; one page where none can be told)."""
    chain = _chain(blocks)
    if len(chain) < FEWEST_PAGES or chain[-1] - chain[0] < 0.3 * len(blocks):
        return [list(blocks)], []
    marks = set(chain) | _running(blocks, chain)
    pages: list[list[RawBlock]] = [[]]
    for index, block in enumerate(blocks):
        if index not in marks:
            pages[-1].append(block)
        elif pages[-1]:
            pages.append([])
    furniture = dict.fromkeys(blocks[index].text for index in sorted(marks))
    return [page for page in pages if page], list(furniture)


def _chain(blocks: Sequence[RawBlock]) -> list[int]:
    """Indices of the longest chain of lone numbers that rise as page numbers do."""
    ends: dict[int, list[tuple[int, int]]] = {}  # number → (length of the chain, index) so far
    before: dict[int, int] = {}
    best = (0, -1)
    for index, number in _numbers(blocks):
        length, previous = max(_reachable(ends, index, number), default=(0, -1))
        before[index] = previous
        ends.setdefault(number, []).append((length + 1, index))
        best = max(best, (length + 1, index))
    chain = []
    at = best[1]
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]


def _numbers(blocks: Sequence[RawBlock]) -> Iterator[tuple[int, int]]:
    for index, block in enumerate(blocks):
        match = _NUMBER.match(block.text)
        if match and block.kind is BlockKind.PARAGRAPH and not block.bold:
            yield index, int(match.group(1))


def _reachable(
    ends: dict[int, list[tuple[int, int]]], index: int, number: int
) -> Iterator[tuple[int, int]]:
    for step in range(1, LARGEST_STEP + 1):
        for length, earlier in reversed(ends.get(number - step, [])):
            if index - earlier > MOST_LINES * step:
                break
            if index - earlier >= LEAST_LINES * step:
                yield length, earlier


def _running(blocks: Sequence[RawBlock], chain: Sequence[int]) -> set[int]:
    """Indices of the lines beside page numbers that stand there page after page."""
    beside = [_beside(blocks, index) for index in chain]
    times: dict[str, int] = {}
    for around in beside:
        for text in {blocks[i].text for side in around for i in side}:
            times[text] = times.get(text, 0) + 1
    running = set()
    for around in beside:
        for side in around:
            for index in side:
                if times[blocks[index].text] < TIMES:
                    break
                running.add(index)
    return running


def _beside(blocks: Sequence[RawBlock], index: int) -> tuple[list[int], list[int]]:
    """Indices of the short lines before and after a page number, nearest first."""
    before = range(index - 1, max(-1, index - 1 - _REACH), -1)
    after = range(index + 1, min(len(blocks), index + 1 + _REACH))

    def short(side: range) -> list[int]:
        return [i for i in side if len(blocks[i].text) <= HEADER_LONGEST]

    return short(before), short(after)
