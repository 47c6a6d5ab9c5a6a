"""Writing the answer: chosen evidence widened to what reads whole, each line with its marker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.choose import Evidence
from assistant.answer.evidence import Unit, plain, shown
from assistant.model import Citation
from assistant.question import Understood, Wants
from assistant.retrieve import terms
from assistant.shelf import OpenDocument
from ingest.model import Block, BlockKind

ROOM = 1180  # characters of an answer before "more"
WHOLE_LIST = 900  # characters: a longer list is shown in part
WHOLE_PARAGRAPH = 420  # characters: a sentence brings its paragraph along up to this
MOST_CHUNKS = 6
_NEGATIONS = frozenset(["no", "not", "never", "nor", "none", "neither", "without", "cannot"])
PASSAGE_AROUND = 500  # characters shown around a quote on its card


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of one document that stands in the answer under one marker.

    lines    what is shown, one line for each sentence, item or row; `- ` before an item
    """

    document: OpenDocument
    start: int
    end: int
    page: int | None
    section: int
    lines: tuple[str, ...]

    @property
    def size(self) -> int:
        """Characters it takes up in the answer, markers included."""
        return sum(len(line) + 5 for line in self.lines)


@dataclass(frozen=True, slots=True)
class Written:
    """The text of an answer with its citations, and what did not fit."""

    text: str
    more: str
    citations: tuple[Citation, ...]


def chunks(evidence: Sequence[Evidence], question: Understood) -> tuple[Chunk, ...]:
    """Each piece of evidence widened, in order, without what an earlier one already shows."""
    made: list[Chunk] = []
    for item in evidence:
        chunk = _widen(item, question)
        if any(_covers(other, item.unit) or _same_words(other, chunk) for other in made):
            continue
        made = [other for other in made if not _within(other, chunk)]
        made.append(chunk)
    return tuple(made)


def _covers(chunk: Chunk, unit: Unit) -> bool:
    same = chunk.document.record.id == unit.document.record.id
    return same and chunk.start <= unit.start and unit.end <= chunk.end


def _within(inner: Chunk, outer: Chunk) -> bool:
    same = inner.document.record.id == outer.document.record.id
    return same and outer.start <= inner.start and inner.end <= outer.end


def _same_words(one: Chunk, other: Chunk) -> bool:
    """Whether two chunks say the same: nearly all words shared, no figure or "not" different."""
    left, right = (set(terms.tokens(" ".join(c.lines))) for c in (one, other))
    telling = {w for w in left ^ right if any(c.isdigit() for c in w) or w in _NEGATIONS}
    return not telling and len(left & right) > 0.85 * max(1, len(left | right))


def _widen(item: Evidence, question: Understood) -> Chunk:
    unit = item.unit
    block = unit.block
    if Wants.EXPANSION in question.wants:
        return _paragraph(unit) if block.kind is BlockKind.PARAGRAPH else _single(unit)
    if block.kind is BlockKind.PARAGRAPH:
        led = _led_by(unit)
        return _listed(unit.document, led) if led else _paragraph(unit)
    group = [
        b
        for b in unit.document.blocks
        if b.group is not None and b.group == block.group and b.page == block.page
    ]
    listed = block.kind is BlockKind.ITEM or (question.plural and not question.negated)
    if listed and _length(group) <= WHOLE_LIST:
        return _listed(unit.document, group)
    if block.kind is BlockKind.ITEM:
        return _listed(unit.document, _around(group, block))
    return _single(unit)


def _led_by(unit: Unit) -> list[Block]:
    """The list or table that the paragraph's last words introduce; [] for none.

    Those words are shown where the unit holds them, or where the whole paragraph is shown.
    """
    document, block = unit.document, unit.block
    shows_all = block.end - block.start <= WHOLE_PARAGRAPH
    if (unit.end < block.end and not shows_all) or block.index + 1 >= len(document.blocks):
        return []
    first = document.blocks[block.index + 1]
    if first.lead != block.index or not document.quote(block).rstrip().endswith(":"):
        return []
    return _until(
        [b for b in document.blocks if b.group == first.group and b.page == block.page], WHOLE_LIST
    )


def _until(blocks: Sequence[Block], limit: int) -> list[Block]:
    """As many of the blocks, from the first, as stay within `limit` characters."""
    return [b for b in blocks if b.end - blocks[0].start <= limit] or list(blocks[:1])


def _length(blocks: Sequence[Block]) -> int:
    return blocks[-1].end - blocks[0].start if blocks else 0


def _around(group: Sequence[Block], block: Block) -> list[Block]:
    """The item with what hangs under it, where that is not too long."""
    at = group.index(block)
    first = last = at
    while last + 1 < len(group) and (group[last + 1].level or 1) > (block.level or 1):
        last += 1
    return (
        list(group[first : last + 1]) if _length(group[first : last + 1]) < WHOLE_LIST else [block]
    )


def _listed(document: OpenDocument, items: Sequence[Block]) -> Chunk:
    """A list with its lead-in where that stands right before it, else the items alone."""
    first = items[0]
    said = [b for b in items if b.statement] or items  # a row of column headings says nothing
    lines = [f"- {shown(b, document.quote(b))}" for b in said]
    start = first.start
    lead = document.blocks[first.lead] if first.lead is not None else None
    if lead is not None and lead.page == first.page:
        words = plain(document.quote(lead))
        adjacent = lead.index == first.index - 1
        if adjacent and len(words) < WHOLE_PARAGRAPH:
            start = lead.start
            lines.insert(0, words)
        elif adjacent:
            start = lead.end - len(_last_sentence(document.quote(lead)))
            lines.insert(0, plain(document.text[start : lead.end]))
    return Chunk(document, start, items[-1].end, first.page, first.section, tuple(lines))


def _last_sentence(text: str) -> str:
    from ingest.sentences import sentence_spans

    start, _ = sentence_spans(text)[-1]
    return text[start:]


def _single(unit: Unit) -> Chunk:
    block = unit.block
    return Chunk(unit.document, unit.start, unit.end, block.page, block.section, (unit.said,))


def _paragraph(unit: Unit) -> Chunk:
    """The sentence, or the whole paragraph where it is short.

    The quote takes in a heading that stands just above: it says what the words are about, and of
    the opening of minutes, when they met.
    """
    block, document = unit.block, unit.document
    start, end = unit.start, unit.end
    if block.end - block.start <= WHOLE_PARAGRAPH:
        start, end = block.start, block.end
    line = plain(document.text[start:end])
    above = document.blocks[block.index - 1] if block.index else None
    if (
        above is not None
        and above.kind is BlockKind.HEADING
        and above.page == block.page
        and start == block.start
    ):
        start = above.start
    return Chunk(document, start, end, block.page, block.section, (line,))


def enough(made: Sequence[Chunk], limit: int = ROOM) -> tuple[tuple[Chunk, ...], tuple[Chunk, ...]]:
    """(what fits, the rest), in order; the first always fits."""
    fits: list[Chunk] = []
    rest: list[Chunk] = []
    used = 0
    for chunk in made:
        if fits and (used + chunk.size + 2 > limit or len(fits) >= MOST_CHUNKS):
            rest.append(chunk)
        else:
            fits.append(chunk)
            used += chunk.size + 2
    return tuple(fits), tuple(rest[:MOST_CHUNKS])


def write(fitting: Sequence[Chunk], rest: Sequence[Chunk]) -> Written:
    """Text and citations; markers count from 1 through what is shown and then the rest."""
    citations = [cite(chunk, n) for n, chunk in enumerate((*fitting, *rest), start=1)]
    text = "\n\n".join(_lines(chunk, n) for n, chunk in enumerate(fitting, start=1))
    more = "\n\n".join(_lines(chunk, n) for n, chunk in enumerate(rest, start=len(fitting) + 1))
    return Written(text, more, tuple(citations))


def _lines(chunk: Chunk, marker: int) -> str:
    return "\n".join(f"{line} [{marker}]" for line in chunk.lines)


def cite(chunk: Chunk, marker: int) -> Citation:
    """The citation of a chunk, its quote taken from the canonical text as it stands."""
    document = chunk.document
    section = document.sections[chunk.section]
    facts = document.record.facts
    before = max(section.start, chunk.start - PASSAGE_AROUND)
    after = min(max(section.end, chunk.end), chunk.end + PASSAGE_AROUND)
    return Citation(
        marker=marker,
        document=document.record.document,
        title=facts.title,
        page=chunk.page,
        section=" › ".join(section.path),
        start=chunk.start,
        end=chunk.end,
        quote=document.text[chunk.start : chunk.end],
        date=facts.date,
        date_basis=facts.date_basis,
        passage=document.text[before:after],
        passage_start=before,
        provenance=facts.provenance,
    )


def related(evidence: Sequence[Evidence], most: int = 3) -> tuple[Citation, ...]:
    """The nearest passages, offered beside a refusal as "related, not an answer"."""
    made: list[Chunk] = []
    for item in evidence:
        chunk = (
            _single(item.unit)
            if item.unit.block.kind is not BlockKind.PARAGRAPH
            else _paragraph(item.unit)
        )
        if not any(_covers(other, item.unit) for other in made):
            made.append(chunk)
        if len(made) == most:
            break
    return tuple(cite(chunk, n) for n, chunk in enumerate(made, start=1))


def looked_for(question: Understood) -> str:
    """The subject of a question in its own words, for saying what was looked for."""
    words = terms.content_words(question.search_text)
    return ", ".join(words[:8])


_KIND_WORDS = {
    Wants.MONEY: "a sum of money",
    Wants.PERCENT: "a percentage",
    Wants.NUMBER: "a figure",
    Wants.DATE: "a date",
    Wants.PERSON: "a name",
    Wants.PLACE: "a place",
    Wants.DECISION: "a decision",
    Wants.REASON: "a reason",
    Wants.EXPANSION: "the full name",
}


def missing(question: Understood) -> str:
    """What sort of thing a refusal says it did not find; "" where the question names none."""
    return next((_KIND_WORDS[w] for w in question.wants if w in _KIND_WORDS), "")


MARKER = re.compile(r"(?:\[\d+\])+$")


def markers_of(line: str) -> list[str]:
    """The numbers of the markers that a line ends in, as in "… [1][3]"."""
    found = MARKER.search(line)
    return re.findall(r"\d+", found.group()) if found else []
