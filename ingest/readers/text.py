"""Plain text: one block a line or paragraph; tabs make rows, time stamps make captions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest import speakers
from ingest.errors import EmptyFile
from ingest.model import BlockKind, RawBlock, ReadFile, SourceFile
from ingest.readers import captions, ragged
from ingest.readers import lines as lines_of
from ingest.readers.sniff import decode_text
from ingest.settings import Settings

_RULE = re.compile(r"^[\s\-=_*#.~—–]+$")


class PlainTextReader:
    """Reads `.txt`, whatever its encoding."""

    suffixes = frozenset({".txt", ".text"})

    def read(self, source: SourceFile, settings: Settings) -> ReadFile:
        """Blocks of the file in order; a form feed begins a new page.

        Raises EmptyFile, and DamagedFile for bytes that are no text.
        """
        text, encoding = decode_text(source.path.read_bytes())
        lines = text.split("\n")
        furniture: Sequence[str] = ()
        broken = spoken = captions.is_captions(lines)
        if spoken:
            blocks, furniture = captions.caption_blocks(lines)
        else:
            blocks = _blocks(text)
            broken = ragged.is_ragged(blocks)
            if broken:
                blocks, furniture = ragged.mend(blocks)
        if not blocks:
            raise EmptyFile("The file holds no text.", "Save it again with its text in it.")
        pages = text.rstrip("\f\n ").count("\f") + 1 if "\f" in text else None
        return ReadFile(
            tuple(blocks), pages, {"encoding": encoding}, (), tuple(furniture), broken=broken
        )


def _blocks(text: str) -> list[RawBlock]:
    source = text.replace("\f", "\n").split("\n")
    width, spoken = lines_of.wrap_width(source), speakers.speaking(source)
    blocks: list[RawBlock] = []
    before: str | None = None  # the line right before, None after a blank one
    for line, page in _lines(text):
        if not lines_of.fold(line).strip("\t") or _RULE.match(line):
            before = None
            continue
        block = lines_of.line_block(line, page)
        turn = speakers.begins_turn(line, spoken)
        if before is not None and not turn and _wrapped(blocks[-1], before, line, block, width):
            blocks[-1] = lines_of.joined(blocks[-1], block.text)
        else:
            blocks.append(block)
        before = line
    return lines_of.without_lone_rows(blocks)


def _lines(text: str) -> Iterator[tuple[str, int | None]]:
    """Each line with its page; a form feed ends the line before it."""
    paged = "\f" in text
    for number, page in enumerate(text.split("\f"), start=1):
        for line in [*page.split("\n"), ""]:
            yield line, number if paged else None


def _wrapped(last: RawBlock, before: str, line: str, block: RawBlock, width: int | None) -> bool:
    """Whether `line` goes on with the paragraph or item that the line `before` it ended."""
    if block.kind is not BlockKind.PARAGRAPH or block.label or last.kind is BlockKind.ROW:
        return False
    hanging = lines_of.indent_of(line) > lines_of.indent_of(before)
    if last.kind is BlockKind.ITEM and hanging:
        return True
    return width is not None and lines_of.goes_on(before, line, width)
