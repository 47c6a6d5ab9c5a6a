"""Writing the answer: as many chunks as fit, each line with its marker, and their citations."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answer.choose import Evidence
from assistant.answer.chunk import Chunk
from assistant.answer.chunks import paragraph, single
from assistant.model import Citation
from assistant.question import Understood, Wants
from assistant.retrieve import terms
from ingest.model import BlockKind

ROOM = 1180  # characters of an answer before "more"
BETWEEN = 2  # characters between two chunks
MARKED = 5  # characters of a line's marker, at most
MOST_CHUNKS = 9
PASSAGE_AROUND = 500  # characters shown around a quote on its card


@dataclass(frozen=True, slots=True)
class Written:
    """The text of an answer with its citations, and what did not fit."""

    text: str
    more: str
    citations: tuple[Citation, ...]


def enough(made: Sequence[Chunk], limit: int = ROOM) -> tuple[tuple[Chunk, ...], tuple[Chunk, ...]]:
    """(what fits, the rest), in order; the first always fits.

    The first reads as wide as there is room for, where that says no part of another again; then
    the others get their places, narrow; then each is widened, in order, where that fits. What
    shares a stretch with one that has its place is left to the rest.
    """
    fits: list[Chunk] = widened(made[:1], limit)
    if any(fits[0].overlaps(other) and not fits[0].covers(other) for other in made[1:]):
        fits = list(made[:1])
    rest: list[Chunk] = []
    for chunk in made[1:]:
        if any(other.covers(chunk) for other in fits):
            continue
        again = any(other.overlaps(chunk) for other in fits)
        full = used([*fits, chunk]) > limit or len(fits) >= MOST_CHUNKS
        (rest if again or full else fits).append(chunk)
    fits = widened(fits, limit)
    rest = [chunk for chunk in rest if not any(other.covers(chunk) for other in fits)]
    return tuple(fits), tuple(rest[:MOST_CHUNKS])


def widened(fits: Sequence[Chunk], limit: int) -> list[Chunk]:
    """The chunks, each in its wider form where that fits; what then stands in another goes.

    A chunk stays narrow where it would say again a part of what another shows.
    """
    made = list(fits)
    for chunk in fits:
        if chunk.wider is None or chunk not in made:
            continue
        wide = chunk.wider
        kept = [
            wide if one is chunk else one for one in made if one is chunk or not wide.covers(one)
        ]
        again = any(wide.overlaps(one) for one in kept if one is not wide)
        if used(kept) <= limit and not again:
            made = kept
    return made


def used(shown: Sequence[Chunk]) -> int:
    """Characters that the chunks take up in an answer, names and markers included."""
    return sum(BETWEEN + sum(len(line) + MARKED for line in lines) for lines in _read(shown))


def _read(shown: Sequence[Chunk]) -> list[tuple[str, ...]]:
    """The lines of each chunk; neighbours say a name that they share once."""
    before = ("", *(chunk.name for chunk in shown))
    return [
        chunk.lines if chunk.name == name else chunk.named
        for chunk, name in zip(shown, before, strict=False)
    ]


def write(fitting: Sequence[Chunk], rest: Sequence[Chunk]) -> Written:
    """Text and citations; markers count from 1 through what is shown and then the rest."""
    citations = [cite(chunk, n) for n, chunk in enumerate((*fitting, *rest), start=1)]
    return Written(_said(fitting, 1), _said(rest, len(fitting) + 1), tuple(citations))


def _said(shown: Sequence[Chunk], first: int) -> str:
    said = ""
    listed = False  # whether what stands above ends in an item, which a list goes on from
    for marker, lines in enumerate(_read(shown), start=first):
        item = lines[0].startswith("- ")
        said += "" if not said else "\n" if item and listed else "\n\n"
        said += "\n".join(f"{line} [{marker}]" for line in lines)
        listed = lines[-1].startswith("- ")
    return said


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
        prose = item.unit.block.kind is BlockKind.PARAGRAPH
        chunk = paragraph(item.unit) if prose else single(item.unit)
        if not any(other.covers(item.unit) for other in made):
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


def unmarked(made: Written) -> str:
    """The first line whose marker is missing or none of its citations; "" where all are well."""
    known = {str(citation.marker) for citation in made.citations}
    for line in filter(None, f"{made.text}\n{made.more}".split("\n")):
        found = markers_of(line)
        if not found or not known.issuperset(found):
            return line
    return ""


def is_exact(citation: Citation, text_of: Callable[[str], str]) -> bool:
    """Whether the quote is its span of the paper as it stands now."""
    return text_of(citation.document)[citation.start : citation.end] == citation.quote
