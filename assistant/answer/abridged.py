"""A list that is too long to be shown whole: the opening words of each of its members.

Whoever asks after a list wants all of it. "- Reablement … - Home First …" tells that, and the quote
behind it has each in full.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from assistant.answer.evidence import plain, shown
from assistant.question import Understood
from assistant.retrieve import terms
from assistant.shelf import OpenDocument
from ingest.model import Block, BlockKind

ROOM = 720  # characters that the members share
LEAST, MOST = 55, 170  # characters of one
LONGEST = 5000  # characters of a list that is quoted so
FEWEST = 4  # members, from which it is worth it
SHARED = 0.5  # of the question's words, which the words above the list hold
_ENDS = re.compile(r"(?<=[.;:,)])\s|\s(?=[-–—(]\s?)")


def told_in_short(
    document: OpenDocument, items: Sequence[Block], question: Understood
) -> tuple[tuple[tuple[Block, ...], tuple[str, ...]], ...]:
    """The blocks of each page with a line for each; () for a list that is not to be told so.

    That is a list of whole items on what the question is about, by the words above it.
    """
    firsts = [b for b in items if (b.level or 1) == (items[0].level or 1)]
    if not question.plural or question.negated or len(firsts) < FEWEST:
        return ()
    each = min(MOST, ROOM // len(firsts) - 7)
    length = items[-1].end - items[0].start
    if each < LEAST or length > LONGEST or any(b.kind is not BlockKind.ITEM for b in items):
        return ()
    if not _on_subject(document, items[0], question):
        return ()
    pages = (tuple(group) for _, group in groupby(items, key=lambda b: b.page))
    return tuple(
        (page, tuple(f"- {_opening(document, b, each)}" for b in page if b in firsts))
        for page in pages
    )


def _on_subject(document: OpenDocument, first: Block, question: Understood) -> bool:
    lead = document.quote(document.blocks[first.lead]) if first.lead is not None else ""
    above = set(terms.stems(" ".join([*document.path(first)[-1:], lead])))
    asked = {*question.stems, *map(terms.stem, question.carried)}
    return len(asked & above) >= max(1.0, SHARED * len(question.stems))


def _opening(document: OpenDocument, block: Block, most: int) -> str:
    """The first words of a member, as far as they read well within `most` characters."""
    return opening(plain(shown(block, document.quote(block))), most)


def opening(text: str, most: int) -> str:
    """A text, or its first words as far as they read well within `most` characters."""
    if len(text) <= most:
        return text
    ends = [m.start() for m in _ENDS.finditer(text, LEAST // 2, most)]
    end = ends[-1] if ends else text.rfind(" ", 0, most)
    return f"{text[:end].rstrip(' ,;:–—-')} …"
