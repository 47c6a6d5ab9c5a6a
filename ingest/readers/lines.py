"""What plain lines say about themselves: bullets, printed numbers, time stamps, broken lines.

Shared by the readers of formats that are lines and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.model import BlockKind, RawBlock

# Glyphs that people and converters use for bullets; U+F0B7 and U+F0A7 are Word's symbol fonts.
_BULLET = re.compile(r"^\s*(?:[•◦▪●■○‣⁃∙·➢➤\uf0b7\uf0a7\uf0d8*+]|[-–—](?=\s)|o(?=\s{2,}))\s*")
_CLAUSE = re.compile(r"^(\d{1,3}(?:\.\d{1,3}){1,4})\.?\s+(?=\S)")
_NUMBER = re.compile(r"^(\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+(?=\S)", re.IGNORECASE)
_STAMP = re.compile(r"^\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?\s+")
_SPACES = re.compile(r"[ \u00a0\u2000-\u200b\u202f\u3000\r\f\v]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\u00ad]")

RAGGED_LONGEST = 115  # characters; a longer line was not broken by a page's width
BLOCK_LONGEST = 700  # characters; where nothing else ends a mended paragraph
CAPTION_WORDS = 45  # words to a block of captions


def fold(text: str) -> str:
    """One line of text with single spaces, tabs kept, no control characters."""
    return _SPACES.sub(" ", _CONTROL.sub("", text).replace("\n", " ")).strip(" ")


def printed_label(text: str) -> str | None:
    """The number or letter that a line begins with: "3.1", "a)", "iv."; None without one."""
    match = _CLAUSE.match(text) or _NUMBER.match(text)
    return match.group(1) if match else None


def is_clause(text: str) -> bool:
    """Whether the line begins with a number of several levels ("3.1 The Board…")."""
    return _CLAUSE.match(text) is not None


def without_stamps(text: str) -> str:
    """Caption text without its time stamps, for reading."""
    return _SPACES.sub(" ", re.sub(r"(?:^|(?<=\s))\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?\s+", "", text))


def split_bullet(line: str) -> tuple[int, str] | None:
    """(indent in columns, text without the bullet) of a bulleted line, or None."""
    match = _BULLET.match(line)
    if not match or match.end() == len(line.rstrip()):
        return None
    return len(line) - len(line.lstrip()), line[match.end() :].strip()


def line_block(line: str, page: int | None = None) -> RawBlock:
    """One whole line as a block: a row (tabs), an item, a numbered paragraph or a paragraph."""
    if "\t" in line.strip(" "):
        cells = tuple(fold(cell) for cell in line.strip("\n ").split("\t"))
        if sum(map(bool, cells)) >= 1 and len(cells) > 1:
            return RawBlock(BlockKind.ROW, "\t".join(cells).strip(" "), page, cells=cells)
    bullet = split_bullet(line)
    if bullet:
        indent, text = bullet
        text = fold(text)
        label = printed_label(text)
        if is_clause(text):
            return RawBlock(BlockKind.PARAGRAPH, text, page, label=label)
        return RawBlock(BlockKind.ITEM, text, page, level=1 + indent // 2, label=label)
    text = fold(line)
    label = printed_label(text)
    if label and not is_clause(text):
        indent = len(line) - len(line.lstrip())
        return RawBlock(BlockKind.ITEM, text, page, level=1 + indent // 2, label=label)
    return RawBlock(BlockKind.PARAGRAPH, text, page, label=label)


def is_captions(lines: Sequence[str]) -> bool:
    """Whether most lines begin with a time stamp, as an automatic transcript's do."""
    spoken = [line for line in lines if line.strip() and not line.startswith("#")]
    return len(spoken) > 5 and sum(bool(_STAMP.match(s)) for s in spoken) > 0.5 * len(spoken)


def caption_blocks(lines: Sequence[str]) -> list[RawBlock]:
    """Captions as paragraphs of about CAPTION_WORDS words, stamps left in the text.

    A block ends where a caption ends in a full stop, or at twice the length where none does, so
    that a quote can name its moment.
    """
    blocks: list[RawBlock] = []
    held: list[str] = []
    words = 0

    def flush() -> None:
        nonlocal words
        if held:
            blocks.append(RawBlock(BlockKind.PARAGRAPH, fold(" ".join(held))))
        held.clear()
        words = 0

    for line in lines:
        text = fold(line)
        if not text or text.startswith("#"):
            continue
        held.append(text)
        words += len(text.split())
        ended = text.rstrip("\"'”’").endswith((".", "?", "!"))
        if (words >= CAPTION_WORDS and ended) or words >= 2 * CAPTION_WORDS:
            flush()
    flush()
    return blocks


def is_ragged(blocks: Sequence[RawBlock]) -> bool:
    """Whether the file's paragraphs are really the lines of printed pages.

    Texts taken out of PDFs often put a blank line between any two lines. Then most "paragraphs"
    are short and stop in mid-sentence.
    """
    prose = [b for b in blocks if b.kind is BlockKind.PARAGRAPH and not b.bold]
    if len(prose) < 60:
        return False
    broken = [b for b in prose if len(b.text) < RAGGED_LONGEST and b.text[-1:] not in ".:;?!"]
    return len(broken) > 0.5 * len(prose)


def mend(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """Join the lines of a ragged file into paragraphs, in the order of the file.

    A paragraph ends where a line ends in a full stop and the next does not go on in lower case,
    at a heading, list item or row, and at BLOCK_LONGEST characters. Lines of other columns that
    a converter put in between stay where they are: the text is kept exactly, not guessed at.
    """
    mended: list[RawBlock] = []
    for block in _without_bold_scraps(blocks):
        last = mended[-1] if mended else None
        if last is not None and _continues(last, block):
            mended[-1] = replace(last, text=f"{last.text} {block.text}")
        else:
            mended.append(block)
    return mended


def _without_bold_scraps(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """Bold lines in a row, or bold figures, are cells of a table: they lose their weight."""
    plain = []
    for index, block in enumerate(blocks):
        beside = (index and blocks[index - 1].bold) or (
            index + 1 < len(blocks) and blocks[index + 1].bold
        )
        wordless = not any(len(word) > 2 and word.isalpha() for word in block.text.split())
        plain.append(replace(block, bold=False) if block.bold and (beside or wordless) else block)
    return plain


def _continues(last: RawBlock, block: RawBlock) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or block.bold or last.bold:
        return False
    if last.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or block.label:
        return False
    if len(last.text) + len(block.text) > BLOCK_LONGEST or last.page != block.page:
        return False
    ended = last.text.rstrip("\"'”’)").endswith((".", "?", "!", ":"))
    return block.text[:1].islower() or not ended
