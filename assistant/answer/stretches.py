"""Prose as it reads on: pieces of a paragraph side by side are told as the one stretch they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer.chunk import Chunk
from assistant.answer.evidence import plain, sentences
from assistant.shelf import OpenDocument
from ingest.model import Block, BlockKind

GAP = 4  # characters between two pieces, up to which what stands there is told with them
LONGEST = 520  # characters of one stretch; a whole paragraph may be longer


def joined(made: Sequence[Chunk]) -> tuple[Chunk, ...]:
    """The chunks; those of one paragraph that stand near each other as one, in the better's place.

    Sentences of one paragraph, told apart and in the order of their worth, make no sense.
    """
    kept: list[Chunk] = []
    for chunk in made:
        now, at = chunk, len(kept)
        for n, one in reversed(list(enumerate(kept))):
            if (both := _both(one, now)) is not None:
                now, at = both, n
                del kept[n]
        kept.insert(at, now)
    told: list[Chunk] = []
    for one in sorted(kept, key=lambda c: c.start - c.end):
        if not any(two.covers(one) for two in told):
            told.append(one)
    return tuple(one for one in kept if any(one is two for two in told))


def _both(one: Chunk, other: Chunk) -> Chunk | None:
    """Two chunks as one, wider with what either brings along; None where they stay apart."""
    same = (one.document.record.id, one.section, one.page) == (
        other.document.record.id,
        other.section,
        other.page,
    )
    apart = max(one.start, other.start) - min(one.end, other.end)
    narrow = _stretch(one, (one, other)) if same and apart <= GAP else None
    if narrow is None:
        return None
    own = [c for c in (one, one.wider) if c is not None]
    others = [c for c in (other, other.wider) if c is not None]
    wider = _stretch(one, (*own, *others)) or _stretch(one, (*own, other))
    return replace(narrow, wider=wider) if wider and wider.lines != narrow.lines else narrow


def _stretch(one: Chunk, parts: Sequence[Chunk]) -> Chunk | None:
    """From the first of some parts to the last; None where that is too long or no one paragraph."""
    start, end = min(c.start for c in parts), max(c.end for c in parts)
    block = _paragraph(one.document, start, end) if end - start <= LONGEST else None
    if block is None:
        return None
    told = line(one.document, block, max(start, block.start), end)
    return replace(one, start=start, end=end, lines=(told,), wider=None)


def _paragraph(document: OpenDocument, start: int, end: int) -> Block | None:
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
