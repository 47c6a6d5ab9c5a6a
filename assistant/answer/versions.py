"""Versions of one paper: which is the newest, and what an answer does with the others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer.choose import Evidence
from assistant.answer.chunk import Chunk
from assistant.answer.evidence import Unit
from ingest.structure.versions import IN_NAME

if TYPE_CHECKING:
    from assistant.shelf import OpenDocument, Shelf
    from ingest.library import DocumentRecord

DEMOTED = 0.6  # what a replaced version's evidence is worth beside the newest's
_STATES = (
    (-2, ("superseded",)),
    (-1, ("draft", "unconfirmed")),
    (1, ("final", "approved", "confirmed")),
    (2, ("amended", "revised", "corrected", "updated")),
)
_HISTORY = re.compile(
    r"\b(?:original(?:ly)?|earlier|first|previous|older?|draft) (?:version|minutes|paper|draft)|"
    r"\b(?:chang|amend|correct|revis|replac|supersed)\w*|\boriginally\b|\bbefore it was\b",
    re.IGNORECASE,
)


def replaced(records: Sequence[DocumentRecord]) -> Mapping[int, DocumentRecord]:
    """For each older version of a paper by its id, the newest version of it.

    Versions of one paper are minutes of one body's meeting on one day, or papers of one type and
    date whose titles differ by a version alone; of different dates only where both have a number,
    since the report of each month is a paper of its own. The newest is the one whose version says
    so: amended stands over final, final over one that says nothing, that over a draft; of those
    alike, the higher number. Where versions do not tell, none is older.
    """
    groups: dict[tuple[str, ...], list[DocumentRecord]] = defaultdict(list)
    for record in records:
        groups[_paper(record)].append(record)
    older: dict[int, DocumentRecord] = {}
    for group in groups.values():
        newest = max(group, key=_turn)
        older |= {one.id: newest for one in group if _precedes(one, newest)}
    return older


def _precedes(one: DocumentRecord, newest: DocumentRecord) -> bool:
    (_, number), (_, newest_number) = _turn(one), _turn(newest)
    comparable = one.facts.date == newest.facts.date or bool(number and newest_number)
    return comparable and _turn(one) < _turn(newest)


def _paper(record: DocumentRecord) -> tuple[str, ...]:
    facts = record.facts
    if facts.type == "minutes" and facts.meeting and facts.date:
        return "minutes", facts.meeting.lower(), facts.date
    words = re.findall(r"\w+", IN_NAME.sub(" ", facts.title).lower())
    return facts.type, " ".join(words), facts.meeting or ""


def _turn(record: DocumentRecord) -> tuple[int, tuple[int, ...]]:
    """What a version is worth: its state, then its number."""
    said = (record.facts.version or "").lower()
    states = [worth for worth, words in _STATES for word in words if word in said] or [0]
    numbers = re.search(r"\d+(?:[._]\d+)*", said)
    parts = re.split(r"[._]", numbers.group()) if numbers else []
    lowest = min(states)  # a final draft is a draft
    return lowest if lowest < 0 else max(states), tuple(map(int, parts))


def asks_history(question: str) -> bool:
    """Whether the question is about how a paper changed, so that its older version belongs."""
    return bool(_HISTORY.search(question))


def prefer_newest(
    evidence: Sequence[Evidence],
    older: Mapping[int, DocumentRecord],
    question: str,
    shelf: Shelf,
) -> tuple[Evidence, ...]:
    """The evidence with that of replaced versions behind what the newest says.

    What the newest says in the same words is taken from there. Where the question is about how a
    paper changed, everything stays as it is: see `changes_first`.
    """
    if not older or asks_history(question):
        return tuple(evidence)
    found: dict[tuple[int, int], Evidence] = {}
    for one in evidence:
        newest = older.get(one.unit.document.record.id)
        if newest is not None:
            unit = _moved(one.unit, shelf.open(newest.id))
            one = replace(one, unit=unit) if unit else replace(one, score=DEMOTED * one.score)
        held = found.get(one.unit.key)
        if held is None or held.score < one.score:
            found[one.unit.key] = one
    return tuple(sorted(found.values(), key=lambda e: (-e.score, e.unit.key)))


def changes_first(
    evidence: Sequence[Evidence],
    older: Mapping[int, DocumentRecord],
    question: str,
    shelf: Shelf,
) -> tuple[Evidence, ...]:
    """For a question about how a paper changed: what was reworded, before and after, comes first.

    That is the change itself. Any other question's evidence stays as it is.
    """
    if not older or not asks_history(question):
        return tuple(evidence)
    return tuple(_changes_first(evidence, older, shelf))


def _changes_first(
    evidence: Sequence[Evidence], older: Mapping[int, DocumentRecord], shelf: Shelf
) -> Iterator[Evidence]:
    best = max((one.score for one in evidence), default=0.0)
    rest: list[Evidence] = []
    said: set[tuple[int, int]] = set()
    for one in evidence:
        newest = older.get(one.unit.document.record.id)
        unit = _reworded(one.unit, shelf.open(newest.id)) if newest else None
        if unit is None or unit.key in said:
            rest.append(one)
            continue
        said |= {one.unit.key, unit.key}
        yield replace(one, score=best)
        yield replace(one, unit=unit, score=best)
    yield from (one for one in rest if one.unit.key not in said)


def _reworded(unit: Unit, newest: OpenDocument) -> Unit | None:
    """The block that stands in another version in place of the unit's, in other words.

    It stands under the same heading and begins with the same reference ("Decision 2026/06-01").
    """
    words, path = unit.document.quote(unit.block), unit.document.path(unit.block)
    reference = words.split()[:2]
    if not any(c.isdigit() for c in "".join(reference)):
        return None
    for block in newest.blocks:
        now = newest.quote(block)
        if newest.path(block) == path and now != words and now.split()[:2] == reference:
            return replace(
                unit, document=newest, block=block, start=block.start, end=block.end, said=now
            )
    return None


def _moved(unit: Unit, newest: OpenDocument) -> Unit | None:
    """The unit as it stands in another version of its document; None where that has no such block.

    Only a block of the same words under the same heading is the same.
    """
    words, path = unit.document.quote(unit.block), unit.document.path(unit.block)
    for block in newest.blocks:
        if newest.quote(block) == words and newest.path(block) == path:
            start = block.start + unit.start - unit.block.start
            end = start + unit.end - unit.start
            return replace(unit, document=newest, block=block, start=start, end=end)
    return None


def told(chunk: Chunk, older: Mapping[int, DocumentRecord], words: str) -> Chunk:
    """A chunk of a replaced version says so at its end, by the newest one's title."""
    newest = older.get(chunk.document.record.id)
    if newest is None:
        return chunk
    said = words.format(title=newest.facts.title)

    def tell(one: Chunk) -> Chunk:
        *before, last = one.lines
        return replace(one, lines=(*before, f"{last} {said}"))

    return chunk.both(tell)
