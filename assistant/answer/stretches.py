"""Prose as it reads on: pieces of a paragraph side by side are told as the one stretch they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer.chunk import Chunk
from assistant.answer.evidence import plain, sentences
from assistant.shelf import OpenDocument
from ingest.model import Block, BlockKind

GAP = 4  # characters between two pieces, up to which what stands there is told with them
LONGEST = (
    520  # characters of what is told as one stretch: less than a paragraph told whole may have
)


def joined(made: Sequence[Chunk]) -> tuple[Chunk, ...]:
    """The chunks; those of one paragraph that stand near each other as one, in the better's place.

    Sentences of one paragraph, told apart and in the order of their worth, make no sense.
    """
    kept: list[Chunk] = []
    for chunk in made:
        now, at = chunk, len(kept)
        for n, one in reversed(list(enumerate(kept))):
            if _together(one, now):
                now, at = _join(one, now), n
                del kept[n]
        kept.insert(at, now)
    told: list[Chunk] = []
    for one in sorted(kept, key=lambda c: c.start - c.end):
        if not any(two.covers(one) for two in told):
            told.append(one)
    return tuple(one for one in kept if any(one is two for two in told))


def _together(one: Chunk, other: Chunk) -> bool:
    apart = max(one.start, other.start) - min(one.end, other.end)
    length = max(one.end, other.end) - min(one.start, other.start)
    same = (one.document.record.id, one.section, one.page) == (
        other.document.record.id,
        other.section,
        other.page,
    )
    if not same or apart > GAP or length > LONGEST:
        return False
    return prose(one.document, min(one.start, other.start), max(one.end, other.end)) is not None


def _join(one: Chunk, other: Chunk) -> Chunk:
    narrow = stretch(one, min(one.start, other.start), max(one.end, other.end))
    ends = [c for chunk in (one, other) for c in (chunk, chunk.wider) if c is not None]
    for wide in (ends, [*(c for c in (one, one.wider) if c), other]):
        start, end = min(c.start for c in wide), max(c.end for c in wide)
        if end - start <= LONGEST and prose(one.document, start, end) is not None:
            wider = stretch(one, start, end)
            return replace(narrow, wider=wider) if wider.lines != narrow.lines else narrow
    return narrow


def stretch(chunk: Chunk, start: int, end: int) -> Chunk:
    """A chunk of the same paragraph from `start` to `end`."""
    block = prose(chunk.document, start, end)
    told = (line(chunk.document, block, max(start, block.start), end),) if block else chunk.lines
    return replace(chunk, start=start, end=end, lines=told, wider=None)


def prose(document: OpenDocument, start: int, end: int) -> Block | None:
    """The paragraph that two offsets stand in, or its heading; None where it is not one.

    Between two paragraphs of the text stood something else in the file as like as not, a page's
    foot or a chart: a quote from one into the other would not be found there.
    """
    here = [b for b in document.blocks if b.start < end and start < b.end]
    told = [b for b in here if b.kind is not BlockKind.HEADING]
    return told[0] if len(told) == 1 and told[0].kind is BlockKind.PARAGRAPH else None


def line(document: OpenDocument, block: Block, start: int, end: int) -> str:
    """A stretch of a block as a line, with an ellipsis where a sentence is cut."""
    text = plain(document.text[start:end])
    spans = sentences(document, block)
    before = "" if any(start == first for first, _ in spans) else "… "
    after = "" if any(end == last for _, last in spans) else " …"
    return f"{before}{text}{after}"
