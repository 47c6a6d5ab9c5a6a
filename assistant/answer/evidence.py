"""The units an answer is made of: sentences, list items, rows and fields of the found passages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.retrieve.search import Found
from assistant.shelf import OpenDocument, Shelf
from ingest.model import Block, BlockKind
from ingest.readers.lines import without_stamps
from ingest.sentences import sentence_spans

# A paper's own "[2]" would read as one of the answer's markers.
_FOOTNOTE = re.compile(r"(?<=[\w.,;:)”’\"'])\[\d{1,3}\]|^\[\d{1,3}\]\s*", re.MULTILINE)
SHORTEST = 45  # characters; a shorter sentence is joined to the one after it
LONGEST = 420  # characters; a longer one of running text is parted
PART = 240  # characters of such a part, about
NEAR = 400  # characters of the surrounding text that count as "near"


@dataclass(frozen=True, slots=True)
class Unit:
    """The least that can be quoted by itself: `document.text[start:end]`.

    said      how it reads in an answer: the statement of a row or field, else the text itself
    context   what the document is, and the headings and lead-in the unit stands under
    near      the text around it in its own section
    found     the best passage that holds it
    """

    document: OpenDocument
    block: Block
    start: int
    end: int
    said: str
    context: str
    near: str
    found: Found

    @property
    def key(self) -> tuple[int, int]:
        """Where it stands: document and offset."""
        return self.document.record.id, self.start

    @property
    def meeting(self) -> str:
        """The body whose meeting the document records, "" where it records none."""
        facts = self.document.record.facts
        return facts.meeting or "" if facts.type == "minutes" else ""


def units(found: Sequence[Found], shelf: Shelf) -> tuple[Unit, ...]:
    """Every unit of the passages, each once, those of better passages first."""
    seen: dict[tuple[int, int], Unit] = {}
    for hit in found:
        document = shelf.open(hit.passage.document_id)
        for unit in _of_passage(hit, document):
            seen.setdefault(unit.key, unit)
    return tuple(seen.values())


def _of_passage(hit: Found, document: OpenDocument) -> Iterator[Unit]:
    passage = hit.passage
    for block in document.blocks[passage.first : passage.last + 1]:
        if block.kind is BlockKind.HEADING:
            continue
        context = _context(document, block)
        for start, end in pieces(document, block):
            if start >= passage.end or end <= passage.start:
                continue
            text = document.text[start:end]
            near = document.text[max(passage.start, start - NEAR) : min(passage.end, end + NEAR)]
            said = shown(block, text)
            yield Unit(document, block, start, end, said, context, near, hit)


_EXAMPLE = re.compile(
    r"\W*(?:worked\s+)?example\s*(?:\d+\s*)?:\s*(?P<quoted>[\"“‘'])?", re.IGNORECASE
)
_TEMPLATES = frozenset({"deliverable", "gate"})
_OF_EXAMPLES = re.compile(
    r"\b(?:examples?|templates?|samples?|specimen|illustrat\w*|look like|worded|wording)\b"
    r"|\bhow (?:do|does|should|would|can|could|might) (?:i|we|you|one|it|they|the)\b"
    r"|\b(?:write|draft|fill|put)\b",
    re.IGNORECASE,
)


def facts_alone(found: Sequence[Unit], question: str) -> tuple[Unit, ...]:
    """The units without what a template only shows for an example: `Example: "Ten beds close."`.

    It reads as a fact and is none. A question after an example, or after how to write something,
    keeps them all.
    """
    if _OF_EXAMPLES.search(question):
        return tuple(found)
    return tuple(one for one in found if not _is_example(one))


def _is_example(unit: Unit) -> bool:
    shown = _EXAMPLE.match(unit.document.quote(unit.block))
    if shown is None:
        return False
    return bool(shown["quoted"]) or unit.document.record.facts.type in _TEMPLATES


def shown(block: Block, text: str) -> str:
    """How a block, or a stretch of it, reads in an answer: its statement, else its text."""
    return plain(block.statement or text)


def plain(text: str) -> str:
    """A stretch of text as one line to read: no time stamps, cells parted by commas."""
    text = _FOOTNOTE.sub("", without_stamps(text).replace("**", ""))
    cells = [" ".join(cell.split()) for cell in text.split("\t")]
    return "; ".join(cell for cell in cells if cell)


def pieces(document: OpenDocument, block: Block) -> list[tuple[int, int]]:
    """Where the units of a block stand in the canonical text."""
    if block.kind in (BlockKind.ROW, BlockKind.FIELD):
        return [(block.start, block.end)]
    joined: list[tuple[int, int]] = []
    for span in sentences(document, block):
        if joined and joined[-1][1] - joined[-1][0] < SHORTEST:
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    if len(joined) > 1 and joined[-1][1] - joined[-1][0] < SHORTEST:
        tail = joined.pop()
        joined[-1] = (joined[-1][0], tail[1])
    if block.kind is not BlockKind.PARAGRAPH:
        return joined
    return [part for span in joined for part in _parted(document.text, *span)]


def sentences(document: OpenDocument, block: Block) -> list[tuple[int, int]]:
    """Where each sentence of a block stands in the canonical text."""
    found = sentence_spans(document.text[block.start : block.end])
    return [(block.start + first, block.start + last) for first, last in found]


_BREAKS = (
    re.compile(r"\n"),
    re.compile(r"(?<=[;:])\s"),
    re.compile(r"(?<=,)\s"),
    re.compile(r"\s"),
)


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch in parts of about PART characters where it is longer than LONGEST.

    Columns read across, captions and clauses run on without a full stop: what is asked for stands
    in a few words of them. A part ends at a line's end, else at a semicolon, comma or word.
    """
    while end - start > LONGEST:
        window = (start + PART * 2 // 3, start + PART * 4 // 3)
        cuts = (m.start() for rule in _BREAKS for m in rule.finditer(text, *window))
        cut = next(cuts, start + PART)
        yield start, cut
        start = cut
        while text[start].isspace():
            start += 1
    yield start, end


def _context(document: OpenDocument, block: Block) -> str:
    parts = [document.about, *document.path(block)]
    lead = block.lead
    while lead is not None and len(parts) < 12:
        parts.append(document.quote(document.blocks[lead]))
        lead = document.blocks[lead].lead
    return " › ".join(dict.fromkeys(p for p in parts if p))
