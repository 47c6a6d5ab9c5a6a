"""Which pieces of an answer stand against each other, so that they can be read side by side.

That is so where the question sets papers against each other, where it asks how a paper changed, and
where two papers say one thing with other figures. The answer's text stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from assistant.answer.versions import asks_history
from assistant.retrieve import terms

if TYPE_CHECKING:
    from assistant.answer.chunk import Chunk
    from assistant.model import Citation
    from ingest.library import DocumentRecord

SAME = 0.7  # share of their words that two sentences have in common if they say one thing
LEAST = 4  # words without figures, from which a sentence says a thing at all
_AGAINST = re.compile(
    r"\b(?:compar\w*|differ\w*|versus|vs?|or|both|between|and|than|against)\b|,|(?<!\d)/(?!\d)| & ",
    re.IGNORECASE,
)


def set_against(question: str) -> bool:
    """Whether a question may speak of two things: it compares them, or says one beside the other.

    "What did the harbour report say of ferry safety?" has words of two papers' names and asks of
    one.
    """
    return _AGAINST.search(question) is not None


def sided(
    citations: Sequence[Citation],
    shown: Sequence[Chunk],
    sides: Sequence[frozenset[int]],
    older: Mapping[int, DocumentRecord],
    question: str,
) -> tuple[Citation, ...]:
    """The citations, those of `shown` (which come first, in order) with their sides.

    `sides` are papers that the question sets against each other and `older` those that newer ones
    replace, by id.
    """
    found = _asked(shown, sides) or _versions(shown, older, question) or _differing(shown)
    if len(set(found.values())) < 2:
        return tuple(citations)
    return tuple(replace(one, side=found.get(index)) for index, one in enumerate(citations))


def _asked(shown: Sequence[Chunk], sides: Sequence[frozenset[int]]) -> dict[int, int]:
    """Each piece that speaks for a side; {} where fewer than two sides say anything."""
    by_paper = {paper: number for number, side in enumerate(sides, start=1) for paper in side}
    found = {
        index: by_paper[chunk.document.record.id]
        for index, chunk in enumerate(shown)
        if chunk.document.record.id in by_paper
    }
    return found if len(set(found.values())) > 1 else {}


def _versions(
    shown: Sequence[Chunk], older: Mapping[int, DocumentRecord], question: str
) -> dict[int, int]:
    """For a question about a change: what the replaced version said, then what the newest says."""
    if not asks_history(question):
        return {}
    for chunk in shown:
        newest = older.get(chunk.document.record.id)
        if newest is None:
            continue
        by_paper = {chunk.document.record.id: 1, newest.id: 2}
        found = {
            index: by_paper[one.document.record.id]
            for index, one in enumerate(shown)
            if one.document.record.id in by_paper
        }
        if len(set(found.values())) == 2:
            return found
    return {}


@dataclass(frozen=True, slots=True)
class _Saying:
    """A sentence's words and figures."""

    words: frozenset[str]
    figures: frozenset[str]

    @classmethod
    def of(cls, line: str) -> _Saying:
        stems = terms.content_stems(line)
        figures = frozenset(one for one in stems if any(c.isdigit() for c in one))
        return cls(frozenset(stems) - figures, figures)

    def differs(self, other: _Saying) -> bool:
        """Whether both say one thing, each with a figure that the other has not."""
        shared, every = self.words & other.words, self.words | other.words
        same = len(shared) >= LEAST and len(shared) >= SAME * len(every)
        return same and bool(self.figures - other.figures and other.figures - self.figures)


def _differing(shown: Sequence[Chunk]) -> dict[int, int]:
    """The first two pieces of different papers that say one thing with other figures."""
    said = [[_Saying.of(line) for line in chunk.lines] for chunk in shown]
    for (i, one), (j, other) in combinations(enumerate(shown), 2):
        if one.document.record.id == other.document.record.id:
            continue
        if any(left.differs(right) for left in said[i] for right in said[j]):
            return {i: 1, j: 2}
    return {}
