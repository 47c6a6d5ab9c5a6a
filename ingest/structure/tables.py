"""Rows that came without column headings get them, where the first row plainly holds them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.model import BlockKind, RawBlock

_NUMERIC = re.compile(r"^[\s£$€%()+\-–.,\d/mkbn]*\d[\s£$€%()+\-–.,\d/mkbn]*$", re.IGNORECASE)


def number_tables(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """Adjacent rows without a table number share a new one."""
    highest = max((b.table for b in blocks if b.table is not None), default=-1)
    numbered: list[RawBlock] = []
    open_table = False
    for block in blocks:
        if block.kind is BlockKind.ROW and block.table is None:
            if not open_table:
                highest, open_table = highest + 1, True
            block = replace(block, table=highest)
        else:
            open_table = False
        numbered.append(block)
    return numbered


def with_headers(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """Rows of a table whose first row is words over columns of numbers carry it as `header`."""
    done = list(blocks)
    tables: dict[int, list[int]] = {}
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.ROW and block.table is not None:
            tables.setdefault(block.table, []).append(index)
    for rows in tables.values():
        if len(rows) < 2 or any(done[i].header for i in rows):
            continue
        first, rest = done[rows[0]].cells, [done[i].cells for i in rows[1:]]
        if _is_header(first, rest):
            for i in rows[1:]:
                if len(done[i].cells) == len(first):
                    done[i] = replace(done[i], header=first)
    return done


def _is_header(first: tuple[str, ...], rest: Sequence[tuple[str, ...]]) -> bool:
    filled = [c for c in first if c]
    if len(filled) < 2 or any(len(c) > 60 or _NUMERIC.match(c) for c in filled[1:]):
        return False
    cells = [c for row in rest for c in row[1:] if c]
    numeric = sum(bool(_NUMERIC.match(c)) for c in cells)
    longer = sum(len(c) > 60 for c in cells)
    return bool(cells) and (numeric > 0.4 * len(cells) or longer > 0.3 * len(cells))
