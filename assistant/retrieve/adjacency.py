"""Neighbours in a transcript: what is talked about goes on for a while, and is found once.

A turn says little by itself; that the turns around it fit the question as well is what tells the
right exchange from a passing word. And ten passages of one exchange say less than one of each of
ten, so what stands near a better passage of its exchange, or right beside one, comes after the
others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.retrieve.exchanges import exchange
from assistant.retrieve.search import Found
from ingest.library.scope import Scope

if TYPE_CHECKING:
    from assistant.shelf import Shelf
    from ingest.library import Library

TRANSCRIPT = "transcript"  # a type of paper
TALK = Scope(types=frozenset({TRANSCRIPT}))
SUPPORT = 0.3  # share of each neighbour's score that a passage gets; see docs/measurements.md
BESIDE = 1  # passages this far from a better one come after the others
NEAR = 4  # in the same exchange, passages this far


def supported(found: Sequence[Found], library: Library) -> tuple[Found, ...]:
    """The passages ranked again, those of transcripts helped by their neighbours' scores.

    score' = (score + SUPPORT · (the score before it + the score after it)) / (1 + SUPPORT), so
    that beside other papers a transcript is not better off as a whole; a neighbour that was not
    found counts nothing. Passages of other papers keep their scores.
    """
    talk = _transcripts(found, library)
    scores = {_place(hit): hit.score for hit in found}
    helped = []
    for hit in found:
        document, at = _place(hit)
        beside = scores.get((document, at - 1), 0.0) + scores.get((document, at + 1), 0.0)
        score = (hit.score + SUPPORT * beside) / (1 + SUPPORT)
        helped.append(replace(hit, score=score) if document in talk else hit)
    return tuple(sorted(helped, key=lambda hit: (-hit.score, hit.passage.id)))


def spread(ranked: Sequence[Found], shelf: Shelf) -> tuple[Found, ...]:
    """The same passages, those of a transcript that stand by a better one put last.

    By it is right beside it, or within NEAR passages of it in the same exchange. Scores go down
    along the list: what is put last gets no more than what comes before it.
    """
    taken: dict[int, list[tuple[int, int]]] = {}
    first, last = [], []
    for hit in ranked:
        if shelf.record(hit.passage.document_id).facts.type != TRANSCRIPT:
            first.append(hit)
            continue
        document = shelf.open(hit.passage.document_id)
        at, within = hit.passage.ordinal, exchange(hit.passage, document)
        better = taken.setdefault(hit.passage.document_id, [])
        if any(abs(at - o) <= (NEAR if within == e else BESIDE) for o, e in better):
            last.append(hit)
        else:
            first.append(hit)
            better.append((at, within))
    least = first[-1].score if first else 0.0
    return (*first, *(replace(hit, score=min(hit.score, least)) for hit in last))


def _place(hit: Found) -> tuple[int, int]:
    return hit.passage.document_id, hit.passage.ordinal


def _transcripts(found: Sequence[Found], library: Library) -> frozenset[int]:
    """The documents among those found that are transcripts."""
    documents = dict.fromkeys(hit.passage.document_id for hit in found)
    return frozenset(i for i in documents if library.record(i).facts.type == TRANSCRIPT)
