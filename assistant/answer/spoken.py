"""Who said it: a line out of somebody's turn begins with the name, and its quote if it can."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer.compose import Chunk
from ingest.speakers import is_name, key, label

TRANSCRIPT = "transcript"
WHOLE_TURN = 700  # characters: up to this the quote goes back to where the turn names its speaker


def attributed(chunk: Chunk) -> Chunk:
    """The chunk with its speaker before its first line, where the line itself names nobody.

    In a transcript each turn is a section that is called by who speaks.
    """
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
