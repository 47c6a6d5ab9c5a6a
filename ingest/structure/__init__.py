"""From blocks to a Document: headings, tables, forms, minutes and facts recognised."""

from __future__ import annotations

from dataclasses import replace

from ingest.model import BlockKind, RawBlock, ReadFile, SourceFile, StructuredDocument
from ingest.structure import coversheet, headings, minutes, outline, pairs, tables, turns
from ingest.structure.facts import facts

__all__ = ["structure"]

OPENING_BLOCKS = 40  # how far into a paper its own facts are looked for


def structure(read: ReadFile, source: SourceFile, digest: str) -> StructuredDocument:
    """Put one file's blocks in their places.

    The order matters: a cover sheet is read before headings are guessed, since its labels look
    like headings; minutes are read after, since their headings say what the items are.
    """
    spoken = turns.recognise(read.blocks)
    whole = read.broken or bool(spoken)  # a name over a speech is no table's row
    raw = tables.number_tables(read.blocks if whole else pairs.paired(read.blocks))
    sheet = coversheet.recognise(raw)
    raw = _as_form(raw, sheet)
    raw = turns.unpromoted(headings.promote(raw, mended=read.broken), raw, spoken)
    raw = tables.with_headers(raw)
    front = replace(read, blocks=read.blocks[: spoken.first]) if spoken else read
    opening = raw[: min(OPENING_BLOCKS, spoken.first) if spoken else OPENING_BLOCKS]
    about = facts(front, source, sheet.fields, opening, spoken=bool(spoken))
    placed = outline.place(raw, about.title, sheet.headings, spoken.speakers)
    leads = [block.lead for block in placed.blocks]
    marks = minutes.recognise(raw, about.type == "minutes", about.meeting, leads)
    blocks = []
    for block, original in zip(placed.blocks, raw, strict=True):
        statement = sheet.statements.get(block.index) or _said(original)
        mark = marks.get(block.index)
        if mark is not None:
            block = replace(block, role=mark.role, owner=mark.owner, due=mark.due)
        lead = spoken.answers.get(block.index, block.lead)
        blocks.append(replace(block, statement=statement, lead=lead))
    return StructuredDocument(
        document=source.document,
        digest=digest,
        text=placed.text,
        blocks=tuple(blocks),
        sections=placed.sections,
        facts=about,
        fields=sheet.fields,
        pages=read.pages,
        furniture=read.furniture,
        notes=read.notes,
        turns=tuple(sorted(spoken.speakers)),
    )


def _as_form(raw: list[RawBlock], sheet: coversheet.CoverSheet) -> list[RawBlock]:
    """Rows of a form become fields, and the titles of its parts become headings."""
    formed = []
    for index, block in enumerate(raw):
        if index in sheet.headings:
            block = replace(block, kind=BlockKind.HEADING, level=None)
        elif index in sheet.kinds:
            block = replace(block, kind=sheet.kinds[index])
        formed.append(block)
    return formed


def _said(block: RawBlock) -> str | None:
    if block.kind is BlockKind.ROW and block.header:
        return coversheet.row_statement(block.cells, block.header)
    return None
