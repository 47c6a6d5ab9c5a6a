"""Files that hold the lines of printed pages instead of paragraphs, put together again.

Texts taken out of PDFs often have a blank line between any two lines, page numbers and running
headers among them, and chapter numbers on lines of their own. Whatever is joined here stands
next to each other in the file: nothing within a paragraph is dropped or moved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.model import BlockKind, RawBlock
from ingest.readers.lines import is_clause, joined, printed_label
from ingest.readers.page_marks import printed_pages

RAGGED_LONGEST = 115  # characters; a longer line was not broken by a page's width
BLOCK_LONGEST = 700  # characters; where nothing else ends a mended paragraph
FEWEST = 60  # paragraphs; fewer tell too little
_LONE_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){1,5}|\d{1,2}(?=\*))\.?\*?$")
_DECIMAL = re.compile(r"^\d+\.\d+\.?$")
_PAGE = re.compile(r"^\d{1,3}$")
_ENDS_IN_PAGE = re.compile(r"(?<=[a-z)?’'\"])[\s.…]+\d{1,3}$", re.IGNORECASE)
_TITLE_LONGEST = 110
ENTRIES_TOGETHER = 5  # lines with page numbers near each other that are a contents list


def is_ragged(blocks: Sequence[RawBlock]) -> bool:
    """Whether the file's paragraphs are really the lines of printed pages.

    Then most "paragraphs" are short and stop in mid-sentence, and many begin in one.
    """
    prose = [b.text for b in blocks if b.kind is BlockKind.PARAGRAPH and not b.bold]
    if len(prose) < FEWEST:
        return False
    broken = sum(len(text) < RAGGED_LONGEST and text[-1:] not in ".:;?!" for text in prose)
    going_on = sum(text[:1].islower() for text in prose)
    return broken > 0.5 * len(prose) and going_on > 0.08 * len(prose)


def mend(blocks: Sequence[RawBlock]) -> tuple[list[RawBlock], list[str]]:
    """(paragraphs in the order of the file, page numbers and running headers left out).

    A paragraph ends where a line ends in a full stop and the next does not go on in lower case,
    at a heading, list item, row or page's edge, and at BLOCK_LONGEST characters. Lines of another
    column that a converter put in between stay where they are: the text is not guessed at.
    """
    pages, furniture = printed_pages(blocks)
    pages = [_with_titles(page) for page in pages]
    mended: list[RawBlock] = []
    for page in _weighted(pages):
        mended += _paragraphs(_without_bold_scraps(page))
    return mended, furniture


def _with_titles(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """A chapter number alone on its line goes together with the title on the next."""
    titled: list[RawBlock] = []
    for block, following in zip(blocks, [*blocks, None][1:], strict=True):
        last = titled[-1] if titled else None
        if last is not None and _is_number_of(last, block) and not _is_figure(last, following):
            text = f"{last.text} {block.text}"
            titled[-1] = replace(block, text=text, label=last.text.rstrip("."))
        else:
            titled.append(block)
    return titled


def _is_number_of(number: RawBlock, title: RawBlock) -> bool:
    if number.kind is not BlockKind.PARAGRAPH or title.kind is not BlockKind.PARAGRAPH:
        return False
    if title.label or not title.text[:1].isupper() or number.bold != title.bold:
        return False
    return bool(_LONE_NUMBER.match(number.text + ("*" if number.bold else "")))


def _is_figure(number: RawBlock, following: RawBlock | None) -> bool:
    """Whether a "number" with a number two lines on is rather a column's figure: 1.9, 1.0, 0.6."""
    if following is None or not _DECIMAL.match(number.text) or not _DECIMAL.match(following.text):
        return False
    (first, last), (other, after) = (b.text.rstrip(".").split(".") for b in (number, following))
    return (int(other), int(after)) not in ((int(first), int(last) + 1), (int(first) + 1, 1))


def _contents_entries(blocks: Sequence[RawBlock]) -> list[bool]:
    """Which blocks are entries of a contents list: a title with a page number, among others."""
    entries = [
        _is_entry(block, following)
        for block, following in zip(blocks, [*blocks, None][1:], strict=True)
    ]
    near = [sum(entries[max(0, i - 12) : i + 13]) for i in range(len(entries))]
    return [own and count > ENTRIES_TOGETHER for own, count in zip(entries, near, strict=True)]


def _is_entry(block: RawBlock, following: RawBlock | None) -> bool:
    if block.kind is BlockKind.ROW or len(block.text) > _TITLE_LONGEST:
        return False
    if _ENDS_IN_PAGE.search(block.text):
        return True
    return following is not None and bool(_PAGE.match(following.text)) and block.text[-1:] != "."


def _key(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def _weighted(pages: Sequence[Sequence[RawBlock]]) -> list[list[RawBlock]]:
    """Titles named in the contents list are bold where they head their chapter, not in the list."""
    entries = iter(_contents_entries([block for page in pages for block in page]))
    flagged = [[(block, next(entries)) for block in page] for page in pages]
    listed = {
        _key(_ENDS_IN_PAGE.sub("", block.text))
        for page in flagged
        for block, entry in page
        if entry
    }

    def weight(block: RawBlock, entry: bool) -> RawBlock:
        title = not entry and block.kind is BlockKind.PARAGRAPH and _key(block.text) in listed
        heads = title and len(_key(block.text)) > 3 and not block.text[:1].islower()
        return replace(block, bold=not entry and (block.bold or heads))

    return [[weight(block, entry) for block, entry in page] for page in flagged]


def _numbered(block: RawBlock) -> bool:
    return block.text[:1].isdigit() and block.label is not None


def _without_bold_scraps(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """Bold lines in a row, or bold figures, are cells of a table: they lose their weight."""
    heavy = [False, *(b.bold and not _numbered(b) for b in blocks), False]
    plain = []
    for block, before, own, after in zip(blocks, heavy, heavy[1:], heavy[2:], strict=False):
        wordless = not any(len(word) > 2 and word.isalpha() for word in block.text.split())
        if block.bold and (wordless or (own and (before or after))):
            block = replace(block, bold=False)
        plain.append(block)
    return plain


def _paragraphs(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    mended: list[RawBlock] = []
    for block in blocks:
        if mended and _continues(mended[-1], block):
            mended[-1] = joined(mended[-1], block.text)
        else:
            mended.append(block)
    return [_relabelled(block) for block in mended]


def _continues(last: RawBlock, block: RawBlock) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or block.bold or last.bold:
        return False
    if last.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or block.label:
        return False
    if len(last.text) + len(block.text) > BLOCK_LONGEST or last.page != block.page:
        return False
    ended = last.text.rstrip("\"'”’)").endswith((".", "?", "!", ":"))
    return block.text[:1].islower() or not ended


def _relabelled(block: RawBlock) -> RawBlock:
    """A number that found its words only now is its paragraph's label."""
    if block.label is None and is_clause(block.text):
        return replace(block, label=printed_label(block.text))
    return block
