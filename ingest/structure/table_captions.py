"""Captions: the lines that name a table, a chart or a picture.

A caption heads no section: it leads in the rows of its table, and what comes after them belongs
to the section that the table stands in. It reads "Table 2: Costs", "Figure 3.1 – Beds" or "Map B",
or the file itself says that it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ingest.model import BlockKind, RawBlock

LONGEST_CAPTION = 240  # characters
_NUMBERED = re.compile(
    r"(?:table|figure|fig|chart|graph|diagram|map|photo(?:graph)?|picture|image|infographic)\.?\s+"
    r"(?:[A-Z]?\d{1,3}(?:[.-]\d{1,3})*[A-Z]?|[A-Z]|[ivx]{1,5}|one|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve)(?P<rest>$|\s*[:–—|]|[.)]?(?:$|\s).*)",
    re.IGNORECASE,
)
_PARTED = re.compile(r"\s*(?:[:–—|]|[.)](?:\s|$)|-\s)")


def is_caption(block: RawBlock) -> bool:
    """Whether a block names a table or picture; "Table 3 shows what each model costs." is prose."""
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
        return False
    text = block.text.strip()
    if block.caption:
        return True
    match = _NUMBERED.match(text) if len(text) <= LONGEST_CAPTION else None
    if match is None:
        return False
    rest = text[match.start("rest") :]
    if not rest or _PARTED.match(rest):
        return True
    return not rest.strip()[0].islower() and not text.endswith((".", ";", ","))


def without_caption_headings(blocks: Iterable[RawBlock]) -> list[RawBlock]:
    """The blocks, captions that are set or marked as headings among them as paragraphs."""
    return [
        replace(block, kind=BlockKind.PARAGRAPH, level=None)
        if block.kind is BlockKind.HEADING and is_caption(block)
        else block
        for block in blocks
    ]
