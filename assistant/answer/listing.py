"""Which evidence brings the list that is asked after.

Members of one list found together, or one sentence: "The six services are stroke, urology and …".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.answer.choose import Evidence
from assistant.answer.features import Asked
from assistant.question import Understood
from ingest.model import BlockKind

AROUND = 0.8  # of the question's words that any piece holds with what stands around it
_TELLS = re.compile(
    r"\b(?:are|were|is|was|includ\w+|cover\w*|compris\w+|namely"
    r"|prioritis\w+|following|consists? of)\b"
    r"[^.?!]*?(?P<members>[^.?!]+)",
    re.IGNORECASE,
)
_PARTED = re.compile(r"[,;]\s")
FEWEST = 3  # members of a list


def listed_first(
    ranked: Sequence[Evidence], question: Understood, ask: Asked, defining: Sequence[Evidence] = ()
) -> tuple[Evidence, ...]:
    """For a question after a list: the piece that brings it before the rest, behind a definition.

    That is a member of a list of which FEWEST pieces or more were found, else the first sentence
    that tells a list. As it is where the best piece is of a list or row: those are told whole.
    """
    if not question.plural or question.negated or not ranked:
        return tuple(ranked)
    piece = _member(ranked)
    if piece is None and not defining and ranked[0].unit.block.kind is BlockKind.PARAGRAPH:
        piece = _sentence(ranked, ask)
    if piece is None or piece in defining:
        return tuple(ranked)
    before = [one for one in ranked if one in defining]
    return (*before, piece, *(one for one in ranked if one is not piece and one not in before))


def _member(ranked: Sequence[Evidence]) -> Evidence | None:
    groups = Counter(_group(one) for one in ranked if one.unit.block.group is not None)
    most = max(groups.values(), default=0)
    if most < FEWEST:
        return None
    return next(one for one in ranked if groups[_group(one)] == most)


def _group(one: Evidence) -> tuple[int, int | None]:
    return one.unit.document.record.id, one.unit.block.group


def _sentence(ranked: Sequence[Evidence], ask: Asked) -> Evidence | None:
    if tells(ranked[0]):
        return None
    around = [ask.worth(one.words & ask.weights.keys()) for one in ranked]
    least = AROUND * max(around)
    return next(
        (
            one
            for one, held in zip(ranked, around, strict=True)
            if held >= least and one.unit.block.kind is BlockKind.PARAGRAPH and tells(one)
        ),
        None,
    )


def tells(one: Evidence) -> bool:
    """Whether a sentence names several things one after the other, or introduces a list of them."""
    said = one.unit.said.rstrip()
    after = _TELLS.search(said)
    named = after is not None and len(_PARTED.findall(said[after.start() :])) >= FEWEST - 1
    return named or said.endswith(":")
