"""Markdown, as people and converters write it, by its lines.

A full Markdown parser gives a tree of HTML and loses where things stood; converters' Markdown
breaks its rules anyway. So the few marks that carry structure are read line by line: headings,
lists, tables, bold lines, front matter. Emphasis marks and escapes go; a link keeps its address.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest import speakers
from ingest.errors import EmptyFile
from ingest.model import BlockKind, RawBlock, ReadFile, SourceFile
from ingest.readers import lines as lines_of
from ingest.readers import ragged
from ingest.readers.front_matter import front_matter
from ingest.readers.markdown_inline import inline
from ingest.readers.sniff import decode_text
from ingest.settings import Settings

_ATX = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")
_ATX_TIGHT = re.compile(r"^ {0,3}(#{2,6})([^#\s].*?)(?:\s+#+)?\s*$")
_SETEXT = re.compile(r"^ {0,3}(=+|-{2,})\s*$")
_RULE = re.compile(r"^ {0,3}([-*_=])(?:\s*\1){2,}\s*$")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_BOLD = re.compile(r"(\*\*|__)(?=\S).+?\1")
_BOLD_BULLET = re.compile(r"^(\s*)(\*\*|__)\s*([•●▪■◦○])\s*\2\s*")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BREAK = re.compile(r"<(?:br|/p|/div)\s*/?>[ \t]*(?=\S)", re.IGNORECASE)


class MarkdownReader:
    """Reads `.md`; front matter becomes metadata."""

    suffixes = frozenset({".md", ".markdown"})

    def read(self, source: SourceFile, settings: Settings) -> ReadFile:
        """Blocks of the file in order. Raises EmptyFile when only front matter is there."""
        text, _ = decode_text(source.path.read_bytes())
        metadata, body = front_matter(text)
        blocks = _Lines(_COMMENT.sub("", body)).blocks()
        furniture: Sequence[str] = ()
        broken = ragged.is_ragged(blocks)
        if broken:
            blocks, furniture = ragged.mend(blocks)
        if not blocks:
            raise EmptyFile("The file holds no text.", "Save it again with its text in it.")
        return ReadFile(tuple(blocks), None, metadata, (), tuple(furniture), broken=broken)


class _Lines:
    """One pass over a file's lines; `held` are those of the paragraph in hand."""

    def __init__(self, body: str) -> None:
        self._source = body.split("\n")
        self._spoken = speakers.speaking(self._source)
        self._width = lines_of.wrap_width([s for s in self._source if "|" not in s])
        self._done: list[RawBlock] = []
        self._held: list[str] = []
        self._table = -1
        self._header: tuple[str, ...] | None = None  # None outside a table
        self._fence = ""

    def blocks(self) -> list[RawBlock]:
        """The whole file's blocks."""
        for number, line in enumerate(self._source):
            following = self._source[number + 1] if number + 1 < len(self._source) else ""
            self._line(line, following)
        self._flush()
        return self._done

    def _line(self, line: str, following: str) -> None:
        if self._fenced(line):
            return
        if not re.match(r"^\s*>+\s*$", line):
            line = re.sub(r"^ {0,3}(?:> ?)+", "", line)
        if self._row(line, following):
            return
        self._header = None
        if self._heading(line):
            return
        line = _BOLD_BULLET.sub(r"\1\3 ", line)
        if not line.strip(" \t>") or _RULE.match(line):
            self._flush()
            return
        if self._begins_anew(line):
            self._flush()
        self._held.append(line)
        if _is_bold(line) or "\t" in line.strip():
            self._flush()

    def _fenced(self, line: str) -> bool:
        """Inside ``` a line is a line: no marks are read."""
        match = _FENCE.match(line)
        if self._fence:
            if match and match.group(1).startswith(self._fence):
                self._fence = ""
            elif lines_of.fold(line).strip("\t"):
                self._add(RawBlock(BlockKind.PARAGRAPH, lines_of.fold(line.replace("\t", " "))))
            return True
        if match and line.count("`") == len(match.group(1).replace("~", "")):
            self._flush()
            self._fence = match.group(1)
            return True
        return False

    def _row(self, line: str, following: str) -> bool:
        """Take the line as a table's, if it is one."""
        framed = (
            line.strip().startswith("|") and line.strip().endswith("|") and len(line.strip()) > 2
        )
        if "|" not in line or not (framed or self._header is not None or _heads(line, following)):
            return False
        self._flush()
        if self._header is None:
            self._table += 1
            self._header = _cells(line) if _heads(line, following) else ()
            self._add_row(_cells(line), ())
        elif not _TABLE_RULE.match(line):
            self._add_row(_cells(line), self._header)
        return True

    def _heading(self, line: str) -> bool:
        """Take the line as a heading, or as the rule under one, if it is."""
        match = _ATX.match(line) or _ATX_TIGHT.match(line)
        if match:
            self._flush()
            self._add_heading(match.group(2), len(match.group(1)))
            return True
        setext = _SETEXT.match(line)
        if not setext or len(self._held) != 1 or len(self._held[0]) >= 120:
            return False
        if self._held[0].lstrip()[:1] in "|" or lines_of.split_bullet(self._held[0]):
            return False
        self._add_heading(self._held.pop(), 1 if "=" in line else 2)
        return True

    def _add_heading(self, source: str, level: int) -> None:
        words = inline(source.replace("\t", " "))
        if words:
            label = lines_of.printed_label(words)
            self._add(RawBlock(BlockKind.HEADING, words, level=level, label=label))

    def _add_row(self, cells: tuple[str, ...], header: tuple[str, ...]) -> None:
        if not any(cells):
            return
        wide = max(len(cells), len(header))
        cells = cells + ("",) * (wide - len(cells))
        header = header + ("",) * (wide - len(header)) if any(header) else ()
        text = "\t".join(cells)
        self._add(RawBlock(BlockKind.ROW, text, cells=cells, header=header, table=self._table))

    def _begins_anew(self, line: str) -> bool:
        """Whether the line does not go on with those held."""
        if not self._held:
            return False
        if lines_of.split_bullet(line) or lines_of.printed_label(line.strip()) or _is_bold(line):
            return True
        if speakers.begins_turn(line, self._spoken):
            return True
        last = self._held[-1]
        if last.endswith("\\") or "\t" in line.strip():
            return True
        hanging = lines_of.indent_of(line) > lines_of.indent_of(self._held[0])
        return not (hanging or lines_of.goes_on(last, line, self._width))

    def _flush(self) -> None:
        held, self._held = self._held, []
        for lines in _parted(held):
            block = _paragraph(lines)
            if block:
                self._add(block)

    def _add(self, block: RawBlock) -> None:
        self._done.append(block)


def _heads(line: str, following: str) -> bool:
    """Whether a table's head is followed by the rule under it."""
    return "|" in following and bool(_TABLE_RULE.match(following)) and "|" in line


def _is_bold(line: str) -> bool:
    """Whether all words of a line are bold: "**Aims**", "**Aims** **92**"."""
    return bool(_BOLD.match(line.strip())) and not _BOLD.sub("", line).strip(" \t:")


def _parted(held: list[str]) -> list[list[str]]:
    """Lines of a paragraph, parted where a tag ends a line."""
    if not held:
        return []
    parts: list[list[str]] = [[]]
    for line in held:
        first, *rest = _BREAK.split(line)
        parts[-1].append(first)
        parts += [[piece] for piece in rest]
    return parts


def _paragraph(lines: list[str]) -> RawBlock | None:
    """The block that some consecutive lines make: an item, a row, a bold line or a paragraph."""
    first = lines[0]
    bold = len(lines) == 1 and _is_bold(first)
    if len(lines) == 1 and not bold:
        row = lines_of.line_block(inline(first) if "\t" in first.strip() else "")
        if row.kind is BlockKind.ROW:
            return row
    bullet = lines_of.split_bullet(first) if not bold else None
    text = inline(" ".join(line.strip() for line in [bullet[1] if bullet else first, *lines[1:]]))
    text = text.replace("\t", " ")
    if not any(c.isalnum() for c in text) and not text.strip("\\|>#*_=- "):
        return None
    label = lines_of.printed_label(text)
    if lines_of.is_clause(text):
        return RawBlock(BlockKind.PARAGRAPH, text, label=label, bold=bold)
    if bullet or (label and not bold):
        level = 1 + lines_of.indent_of(first) // 2
        return RawBlock(BlockKind.ITEM, text, level=level, label=label)
    return RawBlock(BlockKind.PARAGRAPH, text, label=label, bold=bold)


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|")
    inner = inner if inner.endswith("\\|") else inner.removesuffix("|")
    return tuple(inline(cell).replace("\t", " ") for cell in re.split(r"(?<!\\)\|", inner))
