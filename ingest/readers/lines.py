"""What plain lines say about themselves: bullets, printed numbers, tabs, where they were broken.

Shared by the readers of formats that are lines and nothing else. The words of a line are never
changed, dropped or put in another order: a quote must be found in the file as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.model import BlockKind, RawBlock

# Glyphs that people and converters use for bullets; U+F0B7, U+F0A7 and U+F0D8 are Word's symbol
# fonts. A star, plus or dash is one only before a space: "*Note", "+44" and "-5" are words.
_GLYPHS = "•◦▪●■○‣⁃∙·➢➤\uf0b7\uf0a7\uf0d8"
_BULLET = re.compile(rf"^\s*(?:[{_GLYPHS}]|[*+–—-](?=\s)|o(?=\s{{2,}}|\t))\s*")
# "3.1", not "10.05" (no paragraph is numbered 05), nor a quantity: "2.5 million", "3.2 per cent".
_CLAUSE = re.compile(
    r"^(\d{1,3}(?:\.(?:0|[1-9]\d{0,2})){1,4})\.?\s+"
    r"(?=\S)(?!(?:million|billion|bn|m|k|per|percent|times|hours?|days?|weeks?|months?|years?|am|pm"
    r"|wte|fte|miles?|km|tonnes?|points?|and|to|or|of)\b|[%£$€×])",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^(\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+(?=\S)", re.IGNORECASE)
_SPACES = re.compile("[ \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\r\n\f\v]+")
# C0 and C1 controls, soft hyphen, zero-width and direction marks.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_STARRED = re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*")

WRAP_SHARE = 0.7  # of the page's width: a line that is shorter was ended on purpose
SHORTEST_WRAP = 45  # characters; the same where the width is not known


def fold(text: str) -> str:
    """One line of text with single spaces, tabs kept, nothing in it that cannot be seen."""
    return _SPACES.sub(" ", _UNSEEN.sub("", text)).strip(" ")


def printed_label(text: str) -> str | None:
    """The number or letter that a line begins with: "3.1", "a)", "iv."; None without one."""
    match = _CLAUSE.match(text) or _NUMBER.match(text)
    return match.group(1) if match else None


def is_clause(text: str) -> bool:
    """Whether the line begins with a number of several levels ("3.1 The Board…")."""
    return _CLAUSE.match(text) is not None


def without_stamps(text: str) -> str:
    """Caption text without its time stamps, for reading."""
    stamps = r"(?:^|(?<=\s))\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?\s+"
    return _SPACES.sub(" ", re.sub(stamps, "", text))


def split_bullet(line: str) -> tuple[int, str] | None:
    """(indent in columns, text without the bullet) of a bulleted line, or None."""
    match = _BULLET.match(line)
    if not match or match.end() == len(line.rstrip()):
        return None
    return indent_of(line), line[match.end() :].strip()


def indent_of(line: str) -> int:
    """Columns of white space before the first word; a tab reaches the next multiple of four."""
    seen = line.expandtabs(4)
    return len(seen) - len(seen.lstrip())


def line_block(line: str, page: int | None = None) -> RawBlock:
    """One whole line as a block: a row (tabs), an item, a numbered paragraph or a paragraph.

    A tab that only sets off a bullet or a number ("3.1→The Board…") makes no row.
    """
    cells = _cells(line)
    if len(cells) > 1:
        return RawBlock(BlockKind.ROW, "\t".join(cells), page, cells=cells)
    bullet = split_bullet(line)
    text = fold(_STARRED.sub(r"\1", bullet[1] if bullet else line).replace("\t", " "))
    label = printed_label(text)
    if is_clause(text) or not (bullet or label):
        return RawBlock(BlockKind.PARAGRAPH, text, page, label=label)
    return RawBlock(BlockKind.ITEM, text, page, level=1 + indent_of(line) // 2, label=label)


def _cells(line: str) -> tuple[str, ...]:
    """A tabbed line's cells, the empty ones included; () where its tabs are only white space."""
    line = line.strip("\r\n ")
    if "\t" not in line.lstrip("\t ") or split_bullet(line):
        return ()
    cells = tuple(fold(cell) for cell in line.split("\t"))
    filled = [cell for cell in cells if cell]
    label = printed_label(" ".join(filled)) if len(filled) == 2 else None
    if not filled or (label and filled[0] in (label, f"{label}.")):
        return ()
    return cells


def without_lone_rows(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """A tabbed line with no row beside it is no table where it has one filled cell.

    Nor is a number and a tab before words, as in a heading copied out of Word.
    """
    kinds = [BlockKind.PARAGRAPH, *(b.kind for b in blocks), BlockKind.PARAGRAPH]
    mended = []
    for block, before, after in zip(blocks, kinds, kinds[2:], strict=False):
        if block.kind is BlockKind.ROW and BlockKind.ROW not in (before, after):
            filled = [cell for cell in block.cells if cell]
            if len(filled) == 1 or (len(filled) == 2 and re.fullmatch(r"\d{1,2}", filled[0])):
                block = line_block(" ".join(filled), block.page)
        mended.append(block)
    return mended


def wrap_width(lines: Sequence[str]) -> int | None:
    """The column at which a file's lines were broken, None where each line is a paragraph."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if len(lengths) < 8:
        return None
    longest = lengths[int(len(lengths) * 0.98)]
    near = sum(longest - 16 <= n <= longest for n in lengths)
    return longest if 50 <= longest <= 130 and near > 0.3 * len(lengths) else None


def goes_on(before: str, line: str, width: int | None) -> bool:
    """Whether `line` goes on with the sentence of the line right before it in the file.

    A line that stops well short of the width was ended on purpose, unless the next one begins
    in lower case.
    """
    if line.lstrip()[:1].islower():
        return True
    least = SHORTEST_WRAP if width is None else max(SHORTEST_WRAP, int(WRAP_SHARE * width))
    return len(before.rstrip()) >= least


def joined(block: RawBlock, more: str) -> RawBlock:
    """The block with the next line's words behind its own; a hyphen at the break stays."""
    broken = re.search(r"[^\W\d_]-$", block.text) and re.match(r"(?!and\b|or\b|to\b)[a-z]", more)
    return replace(block, text=f"{block.text}{'' if broken else ' '}{more}")
