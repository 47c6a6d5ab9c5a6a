"""Cutting a document into passages: small enough to cite, with a context wide enough to find.

A passage stays inside one section; scraps of neighbouring sections go together inside the section
that holds them both. Prose is filled up to a token bound; a list or table stays whole with its
lead-in up to twice that, and its later parts carry the lead-in as context. The title and heading
path are searched with every passage. A transcript is filled turn by turn: see ingest.spoken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest import spoken
from ingest.model import Block, BlockKind, Passage, Section, StructuredDocument
from ingest.sentences import sentence_spans
from ingest.tokens import count_tokens

_LISTED = (BlockKind.ITEM, BlockKind.ROW, BlockKind.FIELD)
CONTEXT_CHARS = 240  # longest lead-in repeated as context
_WORDS = re.compile(r"\S{1,400}(?:\s+\S{1,20}){0,8}")
SHORT_TURN = 0.2  # a turn of fewer tokens than this share of the bound goes with what follows
SCRAP = 0.35  # a part of fewer tokens than this share of the bound seeks company


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block, or a run of sentences of a long one: the least that is moved between passages."""

    block: Block
    start: int
    end: int
    tokens: int


def cut(document: StructuredDocument, limit_tokens: int) -> tuple[Passage, ...]:
    """The passages of a document in order. Each character span lies within one section."""
    if document.turns:
        return tuple(_spoken(document, limit_tokens))
    parts = [
        part
        for section in _by_section(document.blocks)
        for part in _fill(_pieces(document.text, section, limit_tokens), limit_tokens)
    ]
    joined = _join_scraps(parts, document.sections, limit_tokens)
    return tuple(_passage(document, pieces, n) for n, pieces in enumerate(joined))


def _spoken(document: StructuredDocument, limit: int) -> Iterator[Passage]:
    """The passages of a transcript: turns in a row, each with who speaks and what is answered."""
    names = spoken.alone(document)
    ordinal = 0
    for stretch in spoken.stretches(document):
        pieces = list(_pieces(document.text, stretch, limit))
        whole = (p for p in pieces if (p.start, p.end) == (p.block.start, p.block.end))
        short = {p.block.index for p in whole if p.tokens <= SHORT_TURN * limit}
        for held in _fill(pieces, limit, names | short):
            first, last = held[0], held[-1]
            found_by = spoken.context(document, first.block, last.block, first.start, last.end)
            yield _passage(document, held, ordinal, found_by)
            ordinal += 1


def _join_scraps(
    parts: Sequence[list[_Piece]], sections: Sequence[Section], limit: int
) -> list[list[_Piece]]:
    """Neighbours go together where one of them is a scrap and both fit, on one page."""
    joined: list[list[_Piece]] = []
    sizes: list[int] = []
    for part in parts:
        size = sum(p.tokens for p in part)
        if joined and sizes[-1] + size <= limit and min(sizes[-1], size) <= SCRAP * limit:
            before = joined[-1]
            same_page = before[0].block.page == part[-1].block.page
            upwards = (
                sections[part[0].block.section].level < sections[before[0].block.section].level
            )
            if same_page and not upwards:
                joined[-1] = before + part
                sizes[-1] += size
                continue
        joined.append(part)
        sizes.append(size)
    return joined


def _common(sections: Sequence[Section], first: int, last: int) -> int:
    """The innermost section that holds both."""
    above = set()
    at: int | None = first
    while at is not None:
        above.add(at)
        at = sections[at].parent
    at = last
    while at not in above and at is not None:
        at = sections[at].parent
    return at or 0


def _by_section(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The blocks of each section that holds more than its heading, or nothing but headings."""
    current: list[Block] = []
    for block in blocks:
        if current and block.section != current[0].section:
            yield current
            current = []
        current.append(block)
    if current:
        yield current


def _pieces(text: str, blocks: Iterable[Block], limit: int) -> Iterator[_Piece]:
    """Each block, or its runs of sentences where it is well over the limit."""
    for block in blocks:
        tokens = count_tokens(text[block.start : block.end])
        if tokens <= 1.5 * limit:
            yield _Piece(block, block.start, block.end, tokens)
            continue
        start, held = block.start, 0
        for first, last in _breakable(text[block.start : block.end], limit):
            size = count_tokens(text[block.start + first : block.start + last])
            if held and held + size > limit:
                end = block.start + first
                yield _Piece(block, start, _rstrip(text, start, end), held)
                start, held = end, 0
            held += size
        if held:
            yield _Piece(block, start, block.end, held)


def _breakable(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Spans of sentences; of words, where a sentence alone is well over the limit."""
    for first, last in sentence_spans(text):
        if count_tokens(text[first:last]) <= 1.5 * limit:
            yield first, last
        else:
            yield from (
                (first + m.start(), first + m.end()) for m in _WORDS.finditer(text[first:last])
            )


def _rstrip(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _fill(
    pieces: Iterable[_Piece], limit: int, opening: frozenset[int] = frozenset()
) -> Iterator[list[_Piece]]:
    held: list[_Piece] = []
    size = 0
    for unit in _units(pieces, limit, opening):
        extra = sum(p.tokens for p in unit)
        turned = held and held[-1].block.page != unit[0].block.page and size > 0.4 * limit
        if held and not _only_heading(held) and (size + extra > limit or turned):
            yield held
            held, size = [], 0
        held = held + unit
        size += extra
    if held:
        yield held


def _only_heading(pieces: Sequence[_Piece]) -> bool:
    return all(p.block.kind is BlockKind.HEADING for p in pieces)


def _units(pieces: Iterable[_Piece], limit: int, opening: frozenset[int]) -> Iterator[list[_Piece]]:
    """What must not be parted: a lead-in with its list or table, up to twice the limit.

    Nor, from what follows, one of the blocks of `opening`: a name over what somebody says, or a
    few words that give another the floor.
    """
    unit: list[_Piece] = []
    size = 0
    for piece in pieces:
        opens = bool(unit) and unit[-1].block.index in opening
        grows = bool(unit) and (opens or _belongs(unit, piece)) and size + piece.tokens <= 2 * limit
        if not grows and unit:
            yield unit
            unit, size = [], 0
        unit.append(piece)
        size += piece.tokens
    if unit:
        yield unit


def _belongs(unit: Sequence[_Piece], piece: _Piece) -> bool:
    block, before = piece.block, unit[-1].block
    if block.kind not in _LISTED:
        return False
    return before.kind is block.kind or block.lead == before.index


def _passage(
    document: StructuredDocument,
    pieces: Sequence[_Piece],
    ordinal: int,
    context: str | None = None,
) -> Passage:
    first, last = pieces[0].block, pieces[-1].block
    start, end = pieces[0].start, pieces[-1].end
    text = document.text[start:end]
    section = _common(document.sections, first.section, last.section)
    context = _context(document, first, section) if context is None else context
    words = _words(document, pieces)
    return Passage(
        ordinal=ordinal,
        section=section,
        first=first.index,
        last=last.index,
        start=start,
        end=end,
        page=first.page,
        text=text,
        context=context,
        words=words,
        tokens=count_tokens(f"{context}\n{words or text}"),
    )


def _context(document: StructuredDocument, first: Block, section: int) -> str:
    """Title and heading path, and the lead-in of a list whose beginning is in another passage."""
    path = document.sections[section].path
    if first.kind is BlockKind.HEADING and section == first.section:
        path = path[:-1]
    parts = [document.facts.title, *path]
    lead = document.blocks[first.lead] if first.lead is not None else None
    if lead is not None and lead.kind is not BlockKind.HEADING:
        parts.append(document.text[lead.start : lead.end][-CONTEXT_CHARS:])
    return " › ".join(part for part in parts if part)


def _words(document: StructuredDocument, pieces: Sequence[_Piece]) -> str:
    """The passage with statements in place of rows and fields; "" where nothing has one."""
    if not any(p.block.statement for p in pieces):
        return ""
    said = (_said(p) or document.text[p.start : p.end] for p in pieces)
    return "\n".join(said)


def _said(piece: _Piece) -> str | None:
    """The statement of a block that is whole in the passage."""
    block = piece.block
    return block.statement if (piece.start, piece.end) == (block.start, block.end) else None
