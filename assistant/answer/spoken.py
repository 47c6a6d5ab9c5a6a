"""Who said it: a line out of somebody's turn begins with the name, and its quote if it can.

And what says nothing: words that only ask, or give somebody the floor.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer.choose import Evidence
from assistant.answer.chunk import Chunk
from ingest.model import BlockKind
from ingest.speakers import is_name, key, label

TRANSCRIPT = "transcript"
WHOLE_TURN = 700  # characters: up to this the quote goes back to where the turn names its speaker


ASIDE = 60  # characters: shorter words with neither yes, no nor a figure in them are an aside
_SAYS = re.compile(r"\d|\b(?:yes|no|none|nobody|never|both|neither)\b", re.IGNORECASE)


def without_questions(shown: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence without sentences that only ask; the first one stays in any case."""
    return tuple(one for n, one in enumerate(shown) if n == 0 or not _only_asks(one))


def _only_asks(one: Evidence) -> bool:
    return one.unit.block.kind is BlockKind.PARAGRAPH and one.unit.said.rstrip().endswith("?")


def without_asides(made: Sequence[Chunk]) -> list[Chunk]:
    """The chunks without whole turns that only give the floor; the first one stays in any case."""
    return [chunk for n, chunk in enumerate(made) if n == 0 or not _is_aside(chunk)]


def _is_aside(chunk: Chunk) -> bool:
    document = chunk.document
    section = document.sections[chunk.section]
    if document.record.facts.type != TRANSCRIPT or not is_name(section.heading):
        return False
    turn = document.text[section.start : section.end].strip()
    here = label(turn)
    said = turn[here.said :] if here else turn.removeprefix(section.heading)
    return len(said) < ASIDE and not _SAYS.search(said)


def attributed(chunk: Chunk) -> Chunk:
    """The chunk with its speaker before its first line, where the line itself names nobody.

    In a transcript each turn is a section that is called by who speaks.
    """
    return chunk.both(_attributed)


def _attributed(chunk: Chunk) -> Chunk:
    document = chunk.document
    section = document.sections[chunk.section]
    if document.record.facts.type != TRANSCRIPT or not is_name(section.heading):
        return chunk
    first, *rest = chunk.lines
    here = label(first)
    if here is not None and key(here.name) == key(section.heading):
        return chunk
    start = section.start if chunk.end - section.start <= WHOLE_TURN else chunk.start
    return replace(chunk, start=start, lines=(f"{section.heading}: {first}", *rest))
