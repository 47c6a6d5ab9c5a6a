"""Which lines are headings, and how deep, where the file does not say so itself.

Evidence, strongest first: the format's own heading styles; printed numbers ("3.1") over short
lines; short bold lines; lines in capitals; and, in web pages saved as text, short bare lines
that stand before a paragraph. A contents list tells which of them are chapters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.model import BlockKind, RawBlock

LONGEST_HEADING = 90  # characters
MOST_WORDS = 13
_ENDS_LIKE_PROSE = (".", ";", ",", "?", "!", "…", ">>")
_PLAIN_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?=[A-Z])")
_NOT_HEADING = re.compile(r"^[\d\s£$€%.,()/:-]+$|@|https?://|^(?:page|p\.?)\s*\d", re.IGNORECASE)
_NAMED_PART = re.compile(
    r"^(?:part|section|chapter|appendix|annex|schedule|session|topic|option|phase|stage)\s+"
    r"(?:\d+|[a-z]|[ivx]+|one|two|three|four|five|six)\b",
    re.IGNORECASE,
)


def promote(blocks: Sequence[RawBlock], *, mended: bool = False) -> list[RawBlock]:
    """The same blocks, with headings recognised and every heading given a level from 1.

    `mended` says that the file's lines were rejoined (see ingest.readers.lines): then a short
    bare line is a scrap of a page more often than a heading, and is left alone.
    """
    said = sum(b.kind is BlockKind.HEADING for b in blocks)
    bare = not mended and said < 3 + len(blocks) // 60
    chapters = contents(blocks)
    marked = list(blocks)
    for index, block in enumerate(blocks):
        if block.kind is not BlockKind.HEADING and _is_heading(blocks, index, bare, mended, chapters):
            marked[index] = replace(block, kind=BlockKind.HEADING, level=None)
    return _levelled(_without_runs(marked, blocks), chapters)


def contents(blocks: Sequence[RawBlock]) -> frozenset[str]:
    """The entries of a contents list, folded for comparison; empty without one."""
    for index, block in enumerate(blocks[:120]):
        if _key(block.text) in ("contents", "table of contents", "content"):
            entries = []
            for entry in blocks[index + 1 : index + 60]:
                if entry.kind is BlockKind.HEADING or len(entry.text) > LONGEST_HEADING + 10:
                    break
                if entry.kind is not BlockKind.ITEM and entries:
                    break
                entries.append(_key(entry.text))
            return frozenset(entries) - {""}
    return frozenset()


def _key(text: str) -> str:
    """A heading's words alone: no number before it, no page number behind it."""
    text = re.sub(r"^\(?[\divxa-z]{1,5}[.)]\s+|^[\d.]+\s+", "", text.strip(), flags=re.IGNORECASE)
    text = re.sub(r"[\s.…]*\d{1,3}$", "", text)
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def _is_heading(
    blocks: Sequence[RawBlock], index: int, bare: bool, mended: bool, chapters: frozenset[str]
) -> bool:
    block = blocks[index]
    text = block.text.strip()
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or not _short(text):
        return False
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if following is None:
        return False
    if block.kind is BlockKind.ITEM:
        return _numbered_heading(blocks, index)
    if _PLAIN_NUMBER.match(text) and following.kind is not BlockKind.ROW:
        return not text.endswith(":")
    if block.bold:
        return not mended or _stands_alone(blocks, index)
    if text.isupper() and len(text) > 3 and len(text.split()) <= MOST_WORDS:
        return not text.endswith(":")
    if _key(text) in chapters and following.kind is not BlockKind.ITEM:
        return True
    return bare and _bare_heading(text, following)


def _stands_alone(blocks: Sequence[RawBlock], index: int) -> bool:
    """A bold line over prose; bold lines beside bold lines are the cells of a lost table."""
    if index and blocks[index - 1].bold:
        return False
    following = blocks[index + 1]
    return not following.bold and len(following.text) > 60 and len(blocks[index].text) > 3


def _short(text: str) -> bool:
    return (
        0 < len(text) <= LONGEST_HEADING
        and len(text.split()) <= MOST_WORDS
        and not text.endswith(_ENDS_LIKE_PROSE)
        and not _NOT_HEADING.search(text)
        and any(c.isalpha() for c in text)
    )


def _numbered_heading(blocks: Sequence[RawBlock], index: int) -> bool:
    """ "1. Introduction" over prose or over "1.1 …", but not the first point of a list."""
    block, following = blocks[index], blocks[index + 1]
    label = (block.label or "").rstrip(".)")
    if not label.isdigit() or not block.text[len(block.label or "") :].strip()[:1].isupper():
        return False
    if following.kind is BlockKind.ITEM or block.text.endswith(":"):
        return False
    before = blocks[index - 1] if index else None
    in_list = before is not None and before.kind is BlockKind.ITEM and before.label is not None
    clause = (following.label or "").startswith(f"{label}.")
    return clause or (not in_list and following.kind is BlockKind.PARAGRAPH)


def _bare_heading(text: str, following: RawBlock) -> bool:
    if not text[0].isupper() and not text[0].isdigit():
        return False
    if text.endswith(":"):
        return len(text.split()) <= 8 and following.kind is BlockKind.PARAGRAPH
    if following.kind is BlockKind.ROW:
        return True
    if _NAMED_PART.match(text):
        return True
    if following.kind is BlockKind.ITEM:
        return len(text) <= LONGEST_HEADING
    return following.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)


def _without_runs(marked: list[RawBlock], original: Sequence[RawBlock]) -> list[RawBlock]:
    """A run of four or more bare headings is a list written without bullets, all but the last."""
    start = 0
    while start < len(marked):
        stop = start
        while stop < len(marked) and marked[stop].kind is BlockKind.HEADING:
            stop += 1
        run = [i for i in range(start, stop) if _is_bare(original[i])]
        if len(run) >= 4:
            for i in run[1:-1]:
                marked[i] = replace(original[i], kind=BlockKind.ITEM, level=1)
        start = max(stop, start) + 1
    return marked


def _is_bare(block: RawBlock) -> bool:
    return block.kind is BlockKind.PARAGRAPH and not block.bold and block.label is None


def _levelled(blocks: list[RawBlock], chapters: frozenset[str]) -> list[RawBlock]:
    levelled: list[RawBlock] = []
    numbered = 0  # depth of the printed number we are under
    said = 0  # depth of the last heading whose level the file gives
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            match = _PLAIN_NUMBER.match(block.text)
            if block.level is not None:
                level = said = block.level
                numbered = 0
            elif match:
                numbered = match.group(1).count(".") + 1
                level = said + numbered
                block = replace(block, label=match.group(1))
            elif _key(block.text) in chapters:
                numbered, level = 0, said + 1
            else:
                level = said + numbered + (2 if chapters and not numbered else 1)
            block = replace(block, level=level)
        levelled.append(block)
    return levelled
