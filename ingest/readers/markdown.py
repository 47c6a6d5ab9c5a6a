"""Markdown, as people and converters write it, by its lines.

A full Markdown parser gives a tree of HTML and loses where things stood; converters' Markdown
breaks its rules anyway. So the few marks that carry structure are read line by line: headings,
lists, tables, bold lines, front matter. Emphasis marks and escapes go; a link keeps its address.
"""

from __future__ import annotations

import re

from ingest.errors import EmptyFile
from ingest.model import BlockKind, RawBlock, ReadFile, SourceFile
from ingest.readers import lines as lines_of
from ingest.readers.sniff import decode_text
from ingest.settings import Settings

_ATX = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_ATX_TIGHT = re.compile(r"^ {0,3}(#{2,6})([^#\s].*?)\s*#*\s*$")
_SETEXT = re.compile(r"^ {0,3}(=+|-+)\s*$")
_RULE = re.compile(r"^ {0,3}([-*_])(\s*\1){2,}\s*$")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_BOLD_LINE = re.compile(r"^\s*(?:\*\*|__)(?=\S)(.+?)(?:\*\*|__)\s*:?\s*$")
_LINK = re.compile(r"!?\[([^\]]*)\]\(\s*<?([^)\s>]*)>?(?:\s+[\"'][^)]*)?\)")
_EMPHASIS = re.compile(r"(?<![\\\w])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~&$%^=:;,<?@/\"'])")
_TAG = re.compile(r"</?(?:br|p|div|span|b|i|em|strong|u|sup|sub|center|font|a)\b[^>]*>", re.I)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class MarkdownReader:
    """Reads `.md`; front matter becomes metadata."""

    suffixes = frozenset({".md", ".markdown"})

    def read(self, source: SourceFile, settings: Settings) -> ReadFile:
        """Blocks of the file in order. Raises EmptyFile when only front matter is there."""
        text, _ = decode_text(source.path.read_bytes())
        metadata, body = front_matter(text)
        blocks = _blocks(_COMMENT.sub("", body))
        broken = lines_of.is_ragged(blocks)
        if broken:
            blocks = lines_of.mend(blocks)
        if not blocks:
            raise EmptyFile("The file holds no text.", "Save it again with its text in it.")
        return ReadFile(tuple(blocks), metadata=metadata, broken=broken)


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """(facts, body) of a file that may begin with `---` YAML or `+++` TOML front matter.

    Front matter that does not parse is left in the body: it is text that somebody wrote.
    """
    match = re.match(r"^\s*(---|\+\+\+)[ \t]*\n(.*?\n?)\1[ \t]*(?:\n|$)", text, re.DOTALL)
    if not match:
        return {}, text
    try:
        loaded = _parse(match.group(1), match.group(2))
    except ValueError:
        return {}, text
    return {str(k).lower(): _said(v) for k, v in loaded.items()}, text[match.end() :]


def _parse(fence: str, source: str) -> dict[str, object]:
    if fence == "+++":
        import tomllib

        return tomllib.loads(source)
    import yaml

    try:
        loaded = yaml.safe_load(source)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise ValueError("front matter is not a mapping")
    return loaded


def _said(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def inline(text: str) -> str:
    """Text without emphasis marks and escapes; `[words](address)` as "words (address)"."""

    def link(match: re.Match[str]) -> str:
        words, address = match.groups()
        return f"{words} ({address})" if re.search(r"[a-z0-9]", address, re.I) else words

    text = _LINK.sub(link, text).replace("**", "")
    for _ in range(2):
        text = _EMPHASIS.sub(r"\2", text)
    return lines_of.fold(_TAG.sub(" ", _ESCAPE.sub(r"\1", text)).replace("`", ""))


def _blocks(body: str) -> list[RawBlock]:
    blocks: list[RawBlock] = []
    held: list[str] = []  # lines of the paragraph in hand
    table = -1
    header: tuple[str, ...] = ()
    in_table = False
    source = body.split("\n")

    def flush() -> None:
        if held:
            block = _paragraph(held)
            if block:
                blocks.append(block)
        held.clear()

    for number, line in enumerate(source):
        following = source[number + 1] if number + 1 < len(source) else ""
        if line.count("|") >= 2 or (in_table and "|" in line):
            if not in_table and not _TABLE_RULE.match(following):
                held.append(line)
                continue
            flush()
            if not in_table:
                in_table, table = True, table + 1
                header = _cells(line)
                if any(header):
                    blocks.append(_row(header, (), table))
            elif not _TABLE_RULE.match(line):
                blocks.append(_row(_cells(line), header, table))
            continue
        in_table = False
        heading = _ATX.match(line) or _ATX_TIGHT.match(line)
        if heading:
            flush()
            if inline(heading.group(2)):
                level = len(heading.group(1))
                words = inline(heading.group(2))
                label = lines_of.printed_label(words)
                blocks.append(RawBlock(BlockKind.HEADING, words, level=level, label=label))
        elif len(held) == 1 and _SETEXT.match(line) and len(held[0]) < 120:
            level = 1 if "=" in line else 2
            blocks.append(RawBlock(BlockKind.HEADING, inline(held.pop()), level=level))
        elif not line.strip() or _RULE.match(line):
            flush()
        elif lines_of.split_bullet(line) or _numbered(line):
            flush()
            held.append(line)
        elif _BOLD_LINE.match(line) and not held:
            held.append(line)
            flush()
        else:
            held.append(line.lstrip("> ") if line.startswith(">") else line)
    flush()
    return blocks


def _numbered(line: str) -> bool:
    return lines_of.printed_label(line.strip()) is not None


def _paragraph(lines: list[str]) -> RawBlock | None:
    """The block that some consecutive lines make: an item, a bold line or a paragraph."""
    first = lines[0]
    bold = len(lines) == 1 and _BOLD_LINE.match(first) is not None
    indent = len(first) - len(first.lstrip())
    bullet = lines_of.split_bullet(first) if not bold else None
    text = inline(" ".join([bullet[1] if bullet else first, *lines[1:]]))
    if not text:
        return None
    label = lines_of.printed_label(text)
    if lines_of.is_clause(text):
        return RawBlock(BlockKind.PARAGRAPH, text, label=label, bold=bold)
    if bullet or (label and not bold):
        return RawBlock(BlockKind.ITEM, text, level=1 + indent // 2, label=label)
    return RawBlock(BlockKind.PARAGRAPH, text, label=label, bold=bold)


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return tuple(inline(cell) for cell in re.split(r"(?<!\\)\|", inner))


def _row(cells: tuple[str, ...], header: tuple[str, ...], table: int) -> RawBlock:
    if header and len(cells) < len(header):
        cells = cells + ("",) * (len(header) - len(cells))
    return RawBlock(BlockKind.ROW, "\t".join(cells), cells=cells, header=header, table=table)
