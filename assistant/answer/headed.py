"""Lists that are told by headings: each member has a heading of its own under a common one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.choose import Evidence
from assistant.answer.chunk import Chunk
from assistant.answer.evidence import plain
from assistant.question import Understood
from assistant.retrieve import terms
from assistant.shelf import OpenDocument
from ingest.model import BlockKind, Section
from ingest.structure.people import unnumbered

LOOKED = 4  # pieces of evidence whose sections are looked at
FEWEST, MOST = 3, 16  # members of such a list
LONGEST = 90  # characters of a heading that names a member
SHARED = 2  # words of the common heading that the question has too, or all of them
BELOW = 300  # characters of what stands under a member's heading that its quote takes in

# "How do the three options compare?" is after what is said of each, not after their names.
_ASKS_HOW = re.compile(r"^\W*how\b|\bcompar\w+\b|\bdiffer\w*\b", re.IGNORECASE)


def with_members(
    made: Sequence[Chunk], evidence: Sequence[Evidence], question: Understood
) -> list[Chunk]:
    """The chunks; for a question after a list, with the list's members behind what opens it.

    The list is what stands under a heading on the question's subject, in or right under which one
    of the first pieces of evidence stands, where it has at least FEWEST headings below it. Where
    the best piece stands under one of them that names what is asked better, that one is the answer.
    """
    if not question.plural or question.negated or _ASKS_HOW.search(question.text):
        return list(made)
    for piece in evidence[:LOOKED]:
        document = piece.unit.document
        section = document.sections[piece.unit.block.section]
        above = document.sections[section.parent] if section.parent is not None else None
        for common in (section, above):
            members = _members(document, common, question) if common else []
            if members and piece is evidence[0] and _better(section, common, question):
                return list(made)
            if members:
                at = next((n for n, chunk in enumerate(made) if chunk.covers(piece.unit)), -1)
                told = [chunk for chunk in made if not any(chunk.covers(m) for m in members)]
                return [*told[: at + 1], *members, *told[at + 1 :]]
    return list(made)


def _better(section: Section, common: Section | None, question: Understood) -> bool:
    """Whether a section's heading has a word of the question that the common heading has not."""
    return common is not None and bool(_shared(section, question) - _shared(common, question))


def _shared(section: Section, question: Understood) -> set[str]:
    return set(terms.content_stems(unnumbered(section.heading))) & set(question.stems)


def _members(document: OpenDocument, common: Section, question: Understood) -> list[Chunk]:
    """The headings right under a common one, each as a chunk; [] where it is no such list."""
    subject = set(terms.content_stems(unnumbered(common.heading)))
    shared = _shared(common, question)
    if common.index == 0 or not shared or (len(shared) < SHARED and shared != subject):
        return []
    below = [section for section in document.sections if section.parent == common.index]
    short = all(0 < len(section.heading) <= LONGEST for section in below)
    if not FEWEST <= len(below) <= MOST or not short:
        return []
    return [_member(document, section) for section in below]


def _member(document: OpenDocument, section: Section) -> Chunk:
    """A member by its heading; the quote takes in what stands right below, where that is brief."""
    blocks = [b for b in document.blocks if b.section == section.index]
    head = next((b for b in blocks if b.kind is BlockKind.HEADING), None)
    first = next((b for b in blocks if b.kind is not BlockKind.HEADING), None)
    start = head.start if head else section.start
    end = head.end if head else section.start + len(section.heading)
    brief = first is not None and first.end - start <= BELOW and first.page == section.page
    if head and first and brief and first.index == head.index + 1:
        end = first.end
    line = f"- {plain(section.heading)}"
    return Chunk(document, start, end, section.page, section.index, (line,))
