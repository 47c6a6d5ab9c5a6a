"""Plain text: one block a line or paragraph; tabs make rows, time stamps make captions."""

from __future__ import annotations

import re

from ingest.errors import EmptyFile
from ingest.model import BlockKind, RawBlock, ReadFile, SourceFile
from ingest.readers import lines as lines_of
from ingest.readers.sniff import decode_text
from ingest.settings import Settings

_RULE = re.compile(r"^[\s\-=_*#.~—–\t]+$")


class PlainTextReader:
    """Reads `.txt`, whatever its encoding."""

    suffixes = frozenset({".txt", ".text"})

    def read(self, source: SourceFile, settings: Settings) -> ReadFile:
        """Blocks of the file in order; a form feed begins a new page."""
        text, encoding = decode_text(source.path.read_bytes())
        lines = text.split("\n")
        captions = lines_of.is_captions(lines)
        blocks = lines_of.caption_blocks(lines) if captions else _blocks(text)
        broken = not captions and lines_of.is_ragged(blocks)
        if broken:
            blocks = lines_of.mend(blocks)
        if not blocks:
            raise EmptyFile("The file holds no text.", "Save it again with its text in it.")
        pages = text.count("\f") + 1 if "\f" in text else None
        return ReadFile(
            tuple(blocks), pages, {"encoding": encoding}, broken=broken or captions
        )


def _blocks(text: str) -> list[RawBlock]:
    width = _wrap_width(text)
    blocks: list[RawBlock] = []
    paged = "\f" in text
    for number, page_text in enumerate(text.split("\f"), start=1):
        page = number if paged else None
        fresh = True  # the line before was blank
        for line in page_text.split("\n"):
            if not line.strip() or _RULE.match(line):
                fresh = True
                continue
            block = lines_of.line_block(line, page)
            if not fresh and blocks and _wrapped(blocks[-1], line, block, width):
                last = blocks[-1]
                blocks[-1] = RawBlock(
                    last.kind, f"{last.text} {block.text}", page, last.level, last.label
                )
            else:
                blocks.append(block)
            fresh = False
    return [b for b in blocks if b.text.strip()]


def _wrap_width(text: str) -> int | None:
    """The column at which the file's lines were broken, None where each line is a paragraph."""
    lengths = sorted(len(line) for line in text.split("\n") if line.strip())
    if len(lengths) < 8:
        return None
    longest = lengths[int(len(lengths) * 0.98)]
    near = sum(longest - 16 <= n <= longest for n in lengths)
    return longest if 50 <= longest <= 130 and near > 0.3 * len(lengths) else None


def _wrapped(last: RawBlock, line: str, block: RawBlock, width: int | None) -> bool:
    """Whether `line` goes on with the paragraph or item before it."""
    if width is None or block.kind is BlockKind.ROW or last.kind is BlockKind.ROW:
        return False
    if block.label or block.kind is BlockKind.ITEM:
        return False
    return len(last.text) > width - 25 or line.startswith(("  ", "\t")) or line[:1].islower()
