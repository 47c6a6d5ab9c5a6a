"""What a passage of a transcript is found by: who speaks in it, and the question it answers.

A turn says "I did that last year": neither who, nor what. Both stand in other turns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.model import Block, StructuredDocument
from ingest.sentences import sentence_spans
from ingest.speakers import label

FEW_WORDS = 120  # characters; a shorter turn gives the floor, or interrupts
QUESTION_CHARS = 240  # longest question repeated as context


def stretches(document: StructuredDocument) -> Iterator[list[Block]]:
    """The blocks in a row that no heading parts; a turn's own section counts as what it is in."""
    home = _home(document)
    current: list[Block] = []
    for block in document.blocks:
        if current and home[block.section] != home[current[0].section]:
            yield current
            current = []
        current.append(block)
    if current:
        yield current


def alone(document: StructuredDocument) -> frozenset[int]:
    """The blocks that hold a speaker's name and nothing else."""
    found = set()
    for index in document.turns:
        block = document.blocks[index]
        text = document.text[block.start : block.end]
        here = label(text)
        if here is None or here.said >= len(text):
            found.add(index)
    return frozenset(found)


def context(document: StructuredDocument, first: Block, last: Block, start: int, end: int) -> str:
    """Title, heading path, speakers as far as the passage does not name them, what is answered."""
    home = _home(document)
    text = document.text[start:end]
    spoken = {document.blocks[i].section: document.blocks[i] for i in document.turns}
    within = document.blocks[first.index : last.index + 1]
    said = [s for s in _said_in(document, within) if s in spoken]
    named = [document.sections[s].heading for s in said]
    parts = [document.facts.title, *document.sections[home[first.section]].path]
    parts += [name for name in dict.fromkeys(named) if name not in text]
    begun = spoken[said[0]] if said else None
    if begun is not None and begun.lead is not None and begun.lead < first.index:
        asked = document.blocks[begun.lead]
        parts.append(f"{document.sections[asked.section].heading}: {_question(document, asked)}")
    return " › ".join(part for part in parts if part)


def _said_in(document: StructuredDocument, within: Sequence[Block]) -> Iterator[int]:
    """The sections of the turns in a passage that are more than a few words."""
    for block in within:
        section = document.sections[block.section]
        if section.end - section.start >= FEW_WORDS:
            yield block.section


def _home(document: StructuredDocument) -> dict[int, int]:
    """For each section, the one it belongs to: for a turn's, the section that the turn is in."""
    turns = {document.blocks[index].section for index in document.turns}
    return {
        s.index: s.parent if s.index in turns and s.parent is not None else s.index
        for s in document.sections
    }


def _question(document: StructuredDocument, asked: Block) -> str:
    """The questions of a turn, the last of them where they are many."""
    section = document.sections[asked.section]
    said = document.text[section.start : section.end]
    here = label(said)
    spans = [said[a:b] for a, b in sentence_spans(said)]
    questions = " ".join(s for s in spans if s.rstrip("\"'”’)").endswith("?")) or said
    if here is not None and questions.startswith(said[: here.said]):
        questions = questions[here.said :]
    return questions[-QUESTION_CHARS:]
