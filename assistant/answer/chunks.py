"""Evidence widened to what reads whole: a sentence, a list with its lead-in, a clause, a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import kinds, lists
from assistant.answer.abridged import told_in_short
from assistant.answer.choose import Evidence
from assistant.answer.chunk import Chunk
from assistant.answer.evidence import PART, Unit, plain, sentences
from assistant.answer.stretches import line
from assistant.question import Understood, Wants
from assistant.retrieve import terms
from assistant.shelf import OpenDocument
from ingest.model import Block, BlockKind

WHOLE_PARAGRAPH = 600  # characters: a sentence brings its paragraph along up to this
SHORT_ITEM = 160  # characters: items of more, on average, are clauses, and each stands for itself
_NEGATIONS = frozenset(["no", "not", "never", "nor", "none", "neither", "without", "cannot"])


def chunks(evidence: Sequence[Evidence], question: Understood) -> tuple[Chunk, ...]:
    """Each piece of evidence widened, in order, without what an earlier one already shows.

    What a long list goes on with stands last where the question is not after a list.
    """
    made: list[Chunk] = []
    later: list[Chunk] = []
    for item in evidence:
        chunk = _widen(item, question)
        if any(other.covers(item.unit) or _same(other, chunk, question) for other in made):
            continue
        parts = [replace(part, then=()) for part in (chunk, *chunk.then)]
        holding = next((n for n, part in enumerate(parts) if part.covers(item.unit)), 0)
        now = parts if question.plural else parts[: holding + 1]
        later += parts[len(now) :]
        made = [other for other in made if not any(part.covers(other) for part in now)]
        made += [part for part in now if not any(other.covers(part) for other in made)]
    made += [part for part in later if not any(other.covers(part) for other in made)]
    return tuple(made)


def _same(one: Chunk, other: Chunk, question: Understood) -> bool:
    """Whether the second adds nothing; of two meetings that did the same, each has its date."""
    twice = one.document.record.id != other.document.record.id and kinds.asks_when_done(question)
    return not twice and _same_words(one, other)


def _same_words(one: Chunk, other: Chunk) -> bool:
    """Whether two chunks say the same: nearly all words shared, no figure or "not" different."""
    left, right = (set(terms.tokens(" ".join(c.lines))) for c in (one, other))
    telling = {w for w in left ^ right if any(c.isdigit() for c in w) or w in _NEGATIONS}
    return not telling and len(left & right) > 0.85 * max(1, len(left | right))


def _widen(item: Evidence, question: Understood) -> Chunk:
    unit = item.unit
    block = unit.block
    if Wants.EXPANSION in question.wants:
        return paragraph(unit) if block.kind is BlockKind.PARAGRAPH else single(unit)
    if block.kind is BlockKind.PARAGRAPH:
        led = _led_by(unit)
        return lists.whole_list(unit.document, led) if led else _with_wider(unit)
    everywhere = [b for b in unit.document.blocks if b.group is not None and b.group == block.group]
    group = [b for b in everywhere if b.page == block.page]
    listed = question.plural and not question.negated
    if block.kind is BlockKind.ITEM:
        listed = listed or lists.length(group) <= SHORT_ITEM * len(group)
    if listed and lists.length(group) <= lists.WHOLE_LIST:
        runs_on = block.kind is BlockKind.ITEM and question.plural
        return lists.whole_list(unit.document, everywhere if runs_on else group)
    if block.kind is BlockKind.ITEM:
        short = told_in_short(unit.document, everywhere, question)
        return lists.in_short(unit.document, short) or lists.listed(
            unit.document, lists.around(group, block)
        )
    return single(unit)


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
    return [b for b in document.blocks if b.group == first.group]


def single(unit: Unit) -> Chunk:
    """The unit as it stands: a row, a field, one item."""
    block = unit.block
    return Chunk(unit.document, unit.start, unit.end, block.page, block.section, (unit.said,))


def paragraph(unit: Unit) -> Chunk:
    """The sentence, or the whole paragraph where it is short; see `_stretch`."""
    block = unit.block
    if block.end - block.start <= WHOLE_PARAGRAPH:
        return _stretch(unit, block.start, block.end)
    return _stretch(unit, unit.start, unit.end)


def _with_wider(unit: Unit) -> Chunk:
    """The sentence by itself; wider, with its neighbours or the whole of a short paragraph."""
    narrow = _stretch(unit, unit.start, unit.end)
    block = unit.block
    if block.end - block.start <= WHOLE_PARAGRAPH:
        wide = _stretch(unit, block.start, block.end)
    else:
        wide = _stretch(unit, *_window(unit))
    return replace(narrow, wider=wide) if wide.lines != narrow.lines else narrow


def _stretch(unit: Unit, start: int, end: int) -> Chunk:
    """A stretch of the unit's paragraph.

    A paragraph that ends in a colon brings the one it introduces. The quote takes in a heading
    that stands just above: it says what the words are about, and of the opening of minutes, when
    they met. Not where running headers were left out of a text without pages: one may have stood
    between the two, and the quote would not be found in the file.
    """
    block, document = unit.block, unit.document
    lines = [line(document, block, start, end)]
    if end == block.end and (introduced := _introduced(document, block)):
        lines.append(plain(document.quote(introduced)))
        end = introduced.end
    above = document.blocks[block.index - 1] if block.index else None
    if (
        above is not None
        and above.kind is BlockKind.HEADING
        and above.page == block.page
        and (block.page is not None or not document.record.furniture)
        and start == block.start
    ):
        start = above.start
    return Chunk(document, start, end, block.page, block.section, tuple(lines))


def _window(unit: Unit) -> tuple[int, int]:
    """The unit with its neighbours in a long paragraph.

    As many of the sentences after it, and then of those before it, as stay within WHOLE_PARAGRAPH;
    of a sentence that was parted, some words on either side.
    """
    document, block, start, end = unit.document, unit.block, unit.start, unit.end
    spans = sentences(document, block)
    for first, last in spans:
        if first <= start and end < last:
            more = document.text[end : min(last, end + PART // 2)]
            end += len(more) if end + len(more) == last else max(0, more.rfind(" "))
        if first < start and unit.end <= last:
            more = document.text[max(first, start - PART // 2) : start]
            start -= len(more) if start - len(more) == first else len(more) - 1 - more.find(" ")
    end = max((e for _, e in spans if end < e <= start + WHOLE_PARAGRAPH), default=end)
    start = min((s for s, _ in spans if end - WHOLE_PARAGRAPH <= s < start), default=start)
    return start, end


def _introduced(document: OpenDocument, block: Block) -> Block | None:
    """The short paragraph that the last words of this one introduce ("the following was used:")."""
    if not document.quote(block).rstrip().endswith(":") or block.index + 1 >= len(document.blocks):
        return None
    after = document.blocks[block.index + 1]
    fits = after.end - block.start <= 2 * WHOLE_PARAGRAPH and after.page == block.page
    return after if after.kind is BlockKind.PARAGRAPH and fits else None
