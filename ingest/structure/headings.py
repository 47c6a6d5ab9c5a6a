"""Which lines are headings, where the file does not say so itself.

Evidence, strongest first: the format's own heading styles; printed numbers ("3.1") over short
lines; short bold lines; lines in capitals; entries of the contents list; and, in web pages saved
as text, short bare lines that stand before a paragraph. How deep they are: see heading_levels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.model import BlockKind, RawBlock
from ingest.structure.clauses import nested
from ingest.structure.contents import Contents, contents, key
from ingest.structure.heading_levels import PLAIN_NUMBER, levelled
from ingest.structure.table_captions import is_caption, without_caption_headings

LONGEST_HEADING = 90  # characters
LONGEST_NAMED = 130  # characters of one that names itself: "Session 1: …", "3.2 …"
MOST_WORDS = 13
MOST_WORDS_NAMED = 20
PROSE = 60  # characters from which a line is prose even without a full stop
_ENDS_LIKE_PROSE = (".", ";", ",", "!", "…", ">>")
_NOT_HEADING = re.compile(
    r"^(?:(?:usd|gbp|eur)\b)?[\d\s£$€%.,()/:-]+(?:k|m|bn|million|billion)?$|@|https?://|\bwww\.|^(?:actions?|decision|resolved|agreed|owner|due)\s*:\s*\S|\]\(|^(?:page|p\.?)\s*\d|^\[\d+\]|"
    r"\.(?:png|jpe?g|gif|svg|pdf|docx?|xlsx?|pptx?)$",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?\s+"
    r"(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+\d{4}",
    re.IGNORECASE,
)
_NAMED_PART = re.compile(
    r"^(?:part|section|chapter|appendix|annex|schedule|session|topic|theme|option|phase|stage|"
    r"principle|priority|objective|step|goal|pillar|question|item)\s+"
    r"(?:\d+|[a-z]|[ivx]+|one|two|three|four|five|six)\b\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_ASKS = re.compile(r"^(?:what|why|how|who|when|where|which|is|are|do|does|can|will|should)\b", re.I)
_OPENS = re.compile(
    r"[‘“'\"]?(?:[^\W_a-zà-ÿ]|[a-z]-?[A-Z])"
)  # "Aims", "2024 plan", "e-Prescribing"
_PAGE_BEHIND = re.compile(r"[a-z)?’'\"]\s+\d{1,3}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Paper:
    """The blocks as they came, and what is known of the whole.

    bare    short lines without any mark may be headings
    mended  the file's lines were rejoined: a short line is a scrap of a page more often
    """

    blocks: Sequence[RawBlock]
    contents: Contents
    bare: bool
    mended: bool


def promote(blocks: Sequence[RawBlock], *, mended: bool = False) -> list[RawBlock]:
    """The same blocks, with headings recognised and every heading given a level from 1.

    `mended` says that the file's lines were rejoined (see ingest.readers.ragged). Some bare lines
    become list items: a run of them is a list that lost its bullets. Captions of tables and
    pictures are no headings. Texts stay as they are.
    """
    blocks = without_caption_headings(blocks)
    said = sum(b.kind is BlockKind.HEADING and b.level is not None for b in blocks)
    paper = _Paper(
        blocks,
        contents(blocks),
        bare=not mended and said < 3 + len(blocks) // 60,
        mended=mended,
    )
    marked = list(blocks)
    for index in range(len(blocks) - 2, -1, -1):
        if blocks[index].kind is not BlockKind.HEADING and _is_heading(paper, index, marked):
            marked[index] = replace(blocks[index], kind=BlockKind.HEADING, level=None)
    _continue_numbers(marked)
    marked = _without_runs(_without_clauses(marked, blocks), blocks)
    return nested(levelled(marked, paper.contents, mended=mended))


def _is_heading(paper: _Paper, index: int, marked: Sequence[RawBlock]) -> bool:
    block, following = paper.blocks[index], marked[index + 1]
    text = block.text.strip()
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or index in paper.contents.blocks:
        return False
    if is_caption(block) or not _short(text) or (paper.mended and _PAGE_BEHIND.search(text)):
        return False
    if block.kind is BlockKind.ITEM:
        return _numbered_item(paper, index)
    if PLAIN_NUMBER.match(text):
        tabled = following.kind is BlockKind.ROW or text.endswith(":")
        return not tabled and (block.bold or not paper.mended)
    if block.bold and not paper.bare and following.kind is BlockKind.ROW:
        return False  # where headings are marked, this only names the table
    if block.bold:
        return not paper.mended or _stands_alone(paper.blocks, index)
    if text.isupper() and len(text) > 3:
        return not text.endswith((":", "?")) and (not paper.mended or _is_prose(following))
    if key(text) in paper.contents.keys and following.kind is not BlockKind.ITEM:
        return True
    before = paper.blocks[index - 1] if index else None
    return paper.bare and _bare_heading(text, before, following)


def _short(text: str) -> bool:
    named = PLAIN_NUMBER.match(text) or _named(text)
    return (
        0 < len(text) <= (LONGEST_NAMED if named else LONGEST_HEADING)
        and len(text.split()) <= (MOST_WORDS_NAMED if named else MOST_WORDS)
        and not text.endswith(_ENDS_LIKE_PROSE)
        and not _NOT_HEADING.search(text)
        and not _DATE.match(text)
        and any(c.isalpha() for c in text)
    )


def _named(text: str) -> bool:
    """Whether it reads "Session 1: …" or "Appendix B", and not "Section 5 describes how"."""
    match = _NAMED_PART.match(text)
    return match is not None and not match["rest"][:1].islower()


def _stands_alone(blocks: Sequence[RawBlock], index: int) -> bool:
    """A bold line over prose; bold lines beside bold lines are the cells of a lost table."""
    if index and blocks[index - 1].bold:
        return False
    text, following = blocks[index].text, blocks[index + 1]
    return len(text) > 3 and not text[0].islower() and not following.bold and _is_prose(following)


def _is_prose(block: RawBlock) -> bool:
    if is_caption(block):
        return True
    if block.kind is not BlockKind.PARAGRAPH:
        return block.kind in (BlockKind.HEADING, BlockKind.ITEM)
    return len(block.text) > PROSE or block.text.rstrip("\"'”’)").endswith((".", "?", "!", ":"))


def _numbered_item(paper: _Paper, index: int) -> bool:
    """A point such as "1. Introduction" that stands over prose or "1.1 …", not in a list."""
    block, following = paper.blocks[index], paper.blocks[index + 1]
    label = (block.label or "").rstrip(".)")
    if not label.isdigit() or not block.text[len(block.label or "") :].strip()[:1].isupper():
        return False
    if following.kind is BlockKind.ITEM or block.text.endswith(":"):
        return False
    before = paper.blocks[index - 1] if index else None
    in_list = before is not None and before.kind is BlockKind.ITEM and before.label is not None
    clause = (following.label or "").startswith(f"{label}.")
    return clause or (not in_list and following.kind is BlockKind.PARAGRAPH)


def _bare_heading(text: str, before: RawBlock | None, following: RawBlock) -> bool:
    if not _OPENS.match(text):
        return False
    if before is not None and before.text.rstrip().endswith(("’", "”", '"')) and "," in text:
        return False  # who said the words quoted above
    if _named(text):
        return True
    if text.endswith("?"):
        return bool(_ASKS.match(text)) and _is_prose(following)
    if text.endswith(":"):
        kinds = (BlockKind.PARAGRAPH, BlockKind.HEADING)
        return len(text.split()) <= 8 and following.kind in kinds
    if following.kind is BlockKind.HEADING:
        return before is None or not PLAIN_NUMBER.match(following.text)
    return following.kind is BlockKind.ROW or _is_prose(following)


def _continue_numbers(marked: list[RawBlock]) -> None:
    """Mark points that go on with the numbers of headings: "3." with nothing under it, "4."

    No list begins at 3; where the heading before is 2, these are headings too.
    """
    expected = 0
    for index, block in enumerate(marked):
        number = (block.label or "").rstrip(".")
        if not number.isdigit():
            continue
        if block.kind is BlockKind.HEADING:
            expected = int(number) + 1
        elif block.kind is BlockKind.ITEM and int(number) == expected > 1:
            before = marked[index - 1]
            title = block.text[len(block.label or "") :].strip()
            listed = before.kind is BlockKind.ITEM and before.label is not None
            if not listed and title[:1].isupper() and _short(block.text):
                marked[index] = replace(block, kind=BlockKind.HEADING, level=None)
                expected += 1


def _without_clauses(marked: list[RawBlock], original: Sequence[RawBlock]) -> list[RawBlock]:
    """Short numbered clauses with nothing under them ("5.1 Approve the plan") are no headings.

    Clauses under one number are judged together: where at least half of them head something,
    one that heads nothing has lost its picture or table, and stays.
    """
    families: dict[str, list[int]] = {}
    for index, block in enumerate(marked):
        if block.kind is BlockKind.HEADING and original[index].kind is not BlockKind.HEADING:
            match = PLAIN_NUMBER.match(block.text)
            if match and "." in match.group(1):
                families.setdefault(match.group(1).rpartition(".")[0], []).append(index)
    for family in families.values():
        bodies = sum(marked[i + 1].kind is not BlockKind.HEADING for i in family)
        if len(family) > 1 and bodies < len(family) / 2:
            for i in family:
                marked[i] = original[i]
    return marked


def _without_runs(marked: list[RawBlock], original: Sequence[RawBlock]) -> list[RawBlock]:
    """A run of four or more bare headings is a list written without bullets, all but the last.

    At the very start of a paper it is what stands on its title page.
    """
    start = 0
    while start < len(marked):
        stop = start
        while stop < len(marked) and marked[stop].kind is BlockKind.HEADING:
            stop += 1
        run = [i for i in range(start, stop) if _is_bare(original[i])]
        opening = start <= 1
        if len(run) >= (3 if opening else 4):
            led = not opening and start > 0 and original[start - 1].text.endswith(":")
            if original[run[0]].text.endswith(":") and not opening:
                led = True
                marked[run[0]] = original[run[0]]  # "They are:"
                run = run[1:]
            for i in run[0 if opening or led else 1 : -1]:
                kind = BlockKind.PARAGRAPH if opening else BlockKind.ITEM
                marked[i] = replace(original[i], kind=kind, level=None if opening else 1)
        start = max(stop, start) + 1
    return marked


def _is_bare(block: RawBlock) -> bool:
    plain = block.kind is BlockKind.PARAGRAPH and not block.bold and block.label is None
    return plain and not _named(block.text)
