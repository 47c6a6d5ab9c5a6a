"""The contents list of a paper: it names the chapters, and is no chapter itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import BlockKind, RawBlock

NEAR_START = 120  # blocks before which a contents list begins
LONGEST_ENTRY = 110  # characters
MOST_ENTRIES = 80
_TITLES = ("contents", "table of contents", "content", "list of contents")
_NUMBER = re.compile(r"^\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+|^[\d.]+\s+", re.IGNORECASE)
_PAGE = re.compile(r"[\s.…]+\d{1,3}$")


@dataclass(frozen=True, slots=True)
class Contents:
    """The entries' words, folded by `key`, and the blocks that the list takes up."""

    keys: frozenset[str] = frozenset()
    blocks: range = range(0)


def key(text: str) -> str:
    """A heading's words alone: no number before it, no page number behind it, no capitals."""
    text = _PAGE.sub("", _NUMBER.sub("", text.strip()))
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def contents(blocks: Sequence[RawBlock]) -> Contents:
    """The paper's contents list, empty without one.

    A list is believed where it has two entries or more and at least two, and a third of all,
    stand again further on.
    """
    for index, block in enumerate(blocks[:NEAR_START]):
        if key(block.text) in _TITLES:
            entries = _entries(blocks, index + 1)
            keys = frozenset(key(blocks[i].text) for i in entries) - {""}
            later = {key(b.text) for b in blocks[entries.stop :] if len(b.text) <= LONGEST_ENTRY}
            again = len(keys & later)
            if again >= 2 and again >= len(keys) / 3:
                return Contents(keys, entries)
    return Contents()


def _entries(blocks: Sequence[RawBlock], start: int) -> range:
    """Short blocks of one kind, up to where the first entry comes again as a chapter's heading."""
    kind = blocks[start].kind if start < len(blocks) else None
    stop = start
    while stop < min(len(blocks), start + MOST_ENTRIES):
        block = blocks[stop]
        again = stop > start and key(block.text) == key(blocks[start].text)
        if block.kind is not kind or kind is BlockKind.HEADING or again:
            break
        if len(block.text) > LONGEST_ENTRY:
            break
        stop += 1
    return range(start, stop)
