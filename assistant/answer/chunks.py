"""Evidence widened to what reads whole: a sentence, a list with its lead-in, a clause, a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answer import kinds
from assistant.answer.abridged import told_in_short
from assistant.answer.choose import Evidence
from assistant.answer.evidence import PART, Unit, plain, sentences, shown
from assistant.question import Understood, Wants
from assistant.retrieve import terms
from assistant.shelf import OpenDocument
from ingest.model import Block, BlockKind

WHOLE_LIST = 900  # characters: a longer list is shown in parts
WHOLE_PARAGRAPH = 420  # characters: a sentence brings its paragraph along up to this
MOST_PARTS = 5  # of a list that is shown in parts
SHORT_ITEM = 160  # characters: items of more, on average, are clauses, and each stands for itself
_NEGATIONS = frozenset(["no", "not", "never", "nor", "none", "neither", "without", "cannot"])


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of one document that stands in the answer under one marker.

    lines    what is shown, one line for each sentence, item or row; `- ` before an item
    wider    the same with what stands around it, for an answer that has room; None for no such
    name     whose words they are, or of when, where the answer is to say so; else ""
    then     what goes on with it: the rest of a list that is long, or that runs over a page
    """

    document: OpenDocument
    start: int
    end: int
    page: int | None
    section: int
    lines: tuple[str, ...]
    wider: Chunk | None = None
    name: str = ""
    then: tuple[Chunk, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """The lines with the name before them, on a line of its own where they are items."""
        if not self.name:
            return self.lines
        first, *others = self.lines
        if first.startswith("- "):
            return f"{self.name}:", first, *others
        return f"{self.name}: {first}", *others

    def both(self, change: Callable[[Chunk], Chunk]) -> Chunk:
        """It and its wider form, each changed."""
        return replace(change(self), wider=change(self.wider) if self.wider else None)

    def covers(self, other: Chunk | Unit) -> bool:
        """Whether all of the other stands within it."""
        same = self.document.record.id == other.document.record.id
        return same and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Chunk) -> bool:
        """Whether they have a stretch in common."""
        same = self.document.record.id == other.document.record.id
        return same and self.start < other.end and other.start < self.end


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
        return _whole_list(unit.document, led) if led else _with_wider(unit)
    everywhere = [b for b in unit.document.blocks if b.group is not None and b.group == block.group]
    group = [b for b in everywhere if b.page == block.page]
    listed = question.plural and not question.negated
    if block.kind is BlockKind.ITEM:
        listed = listed or _length(group) <= SHORT_ITEM * len(group)
    if listed and _length(group) <= WHOLE_LIST:
        runs_on = block.kind is BlockKind.ITEM and question.plural
        return _whole_list(unit.document, everywhere if runs_on else group)
    if block.kind is BlockKind.ITEM:
        short = told_in_short(unit.document, everywhere, question)
        return _in_short(unit.document, short) or _listed(unit.document, _around(group, block))
    return single(unit)


def _in_short(
    document: OpenDocument, pages: Sequence[tuple[Sequence[Block], tuple[str, ...]]]
) -> Chunk | None:
    """A long list, its members by their first words; each page has a quote of its own."""
    parts = [
        replace(_listed(document, items), lines=(*_led(_listed(document, items)), *lines))
        for items, lines in pages
    ]
    return replace(parts[0], then=tuple(parts[1:])) if parts else None


def _led(listed: Chunk) -> tuple[str, ...]:
    return tuple(line for line in listed.lines if not line.startswith("- "))


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


def _whole_list(document: OpenDocument, items: Sequence[Block]) -> Chunk:
    """A list of any length: what stands on one page within WHOLE_LIST, and then the rest of it.

    Each part has a citation of its own, since a quote is of one page.
    """
    parts: list[list[Block]] = []
    for block in items:
        fits = parts and block.end - parts[-1][0].start <= WHOLE_LIST
        if fits and block.page == parts[-1][0].page:
            parts[-1].append(block)
        else:
            parts.append([block])
    first, *others = (_listed(document, part) for part in parts[:MOST_PARTS])
    begun = _begun(document, items[0])
    return replace(begun, then=(first, *others)) if begun else replace(first, then=tuple(others))


def _begun(document: OpenDocument, first: Block) -> Chunk | None:
    """What a list's lead-in goes on from, where a page break parts its sentence; else None.

    "The Board is" ends one page, and "asked to:" begins the next.
    """
    lead = document.blocks[first.lead] if first.lead is not None else None
    before = document.blocks[lead.index - 1] if lead is not None and lead.index else None
    if lead is None or before is None or before.kind is not BlockKind.PARAGRAPH:
        return None
    words = document.quote(before)
    parted = document.quote(lead)[:1].islower() and words.rstrip()[-1:] not in '.!?:;”"'
    if before.page == lead.page or not parted:
        return None
    start = before.end - len(_last_sentence(words))
    said = f"{plain(document.text[start : before.end])} …"
    return Chunk(document, start, before.end, before.page, before.section, (said,))


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
        words = f"… {words}" if _begun(document, first) else words
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
    they met.
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


def line(document: OpenDocument, block: Block, start: int, end: int) -> str:
    """A stretch of a block as a line, with an ellipsis where a sentence is cut."""
    text = plain(document.text[start:end])
    spans = sentences(document, block)
    before = "" if any(start == first for first, _ in spans) else "… "
    after = "" if any(end == last for _, last in spans) else " …"
    return f"{before}{text}{after}"


def _introduced(document: OpenDocument, block: Block) -> Block | None:
    """The short paragraph that the last words of this one introduce ("the following was used:")."""
    if not document.quote(block).rstrip().endswith(":") or block.index + 1 >= len(document.blocks):
        return None
    after = document.blocks[block.index + 1]
    fits = after.end - block.start <= 2 * WHOLE_PARAGRAPH and after.page == block.page
    return after if after.kind is BlockKind.PARAGRAPH and fits else None
