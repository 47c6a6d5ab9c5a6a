"""Whose words they are, and of when: said in the answer where that is part of what was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer import kinds
from assistant.answer.chunk import Chunk
from assistant.question import Understood, Wants
from ingest.structure.dates import in_words

if TYPE_CHECKING:
    from ingest.model import Facts


def attributed(
    made: Sequence[Chunk], question: Understood, sides: Sequence[frozenset[int]]
) -> tuple[Chunk, ...]:
    """The chunks, with their paper's name on what needs it; neighbours say it once (`compose`).

    That is what minutes say about when something was done, which only the meeting's date tells;
    what several meetings of one body say, which only their dates set in order; and what papers say
    that the question sets against each other.
    """
    meetings = [_meeting(chunk.document.record.facts) for chunk in made]
    against = {one for side in sides for one in side}
    names: list[str] = []
    for chunk, meeting in zip(made, meetings, strict=True):
        facts = chunk.document.record.facts
        if chunk.document.record.id in against:
            names.append(_called(facts))
        elif meeting and len({m for m in meetings if m and m[0] == meeting[0]}) > 1:
            names.append(in_words(meeting[1]))
        elif Wants.DATE in question.wants and kinds.dated_by_meeting(question, facts):
            names.append(in_words(facts.date or ""))
        else:
            names.append("")
    if any(names):  # a chunk without a name would read as said by the one above it
        names = [
            name or _called(chunk.document.record.facts)
            for name, chunk in zip(names, made, strict=True)
        ]
    return tuple(_by(name, chunk) for name, chunk in zip(names, made, strict=True))


def _by(name: str, chunk: Chunk) -> Chunk:
    wider = replace(chunk.wider, name=name) if chunk.wider else None
    return replace(chunk, wider=wider, name=name)


def _meeting(facts: Facts) -> tuple[str, str] | None:
    """Body and date of minutes; None for anything else."""
    if facts.type != "minutes" or not facts.meeting or not facts.date:
        return None
    return facts.meeting, facts.date


def _called(facts: Facts) -> str:
    """A paper's title, with its date where the title does not tell it."""
    when = in_words(facts.date) if facts.date else ""
    return f"{facts.title}, {when}" if when and when not in facts.title else facts.title
