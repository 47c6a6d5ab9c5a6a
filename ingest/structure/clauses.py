"""Numbered paragraphs: "3.2" belongs to the section "3.", whatever stands between.

Captions, boxes and sub-headings come between the numbered paragraphs of a section, and nothing
in a file says where they end. The numbers do: they go on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.model import BlockKind, RawBlock
from ingest.structure.heading_levels import CONTAINER, PLAIN_NUMBER

MOST_LEFT_OUT = 1  # numbers that a reader may have lost between two paragraphs
_CLAUSE = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?")
_SPOKEN = (BlockKind.PARAGRAPH, BlockKind.ITEM)

Number = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered paragraph that goes on with the numbers of its section.

    home    index of the section's heading
    before  index of the numbered paragraph before it, of the same depth; None for the first
    since   index of what the numbers go on from: that paragraph or the heading
    """

    index: int
    home: int
    before: int | None
    since: int


@dataclass(slots=True)
class _Family:
    """The paragraphs numbered under one heading, on the way down the paper."""

    head: int
    last: int = 0
    before: int | None = None
    since: int = 0


def clauses(raw: Sequence[RawBlock]) -> Iterator[Clause]:
    """The numbered paragraphs that stand under a heading with the number before theirs."""
    families: dict[Number, _Family] = {}
    for index, block in enumerate(raw):
        if block.kind is BlockKind.HEADING:
            _open(families, block, index)
            continue
        number = _clause_number(block)
        own = _longest(families, number)
        if own is None:
            continue
        family, deeper = families[own], len(number) > len(own) + 1
        least = max(1, family.last + (0 if deeper else 1))
        at = number[len(own)]
        if not least <= at <= family.last + 1 + MOST_LEFT_OUT:
            continue
        yield Clause(index, family.head, None if deeper else family.before, family.since)
        family.last, family.since = at, index
        if not deeper:
            family.before = index


def nested(raw: Sequence[RawBlock]) -> list[RawBlock]:
    """The blocks; headings between the numbered paragraphs of one section stand inside it."""
    done = list(raw)
    for clause in clauses(raw):
        level = done[clause.home].level or 1
        between = [
            i for i in range(clause.since + 1, clause.index) if done[i].kind is BlockKind.HEADING
        ]
        highest = min((done[i].level or 1 for i in between), default=level + 1)
        for i in between if highest <= level else ():
            done[i] = replace(done[i], level=(done[i].level or 1) + level + 1 - highest)
    return done


def returns(raw: Sequence[RawBlock]) -> dict[int, int]:
    """Index of a numbered paragraph that ends the sections before it → index of its own heading.

    A sub-heading that stands right over a numbered paragraph holds it and those that follow. One
    over anything else has ended where the numbers go on.
    """
    found = {clause.index: clause for clause in clauses(raw)}
    back: dict[int, int] = {}
    open_: list[int] = []
    for index, block in enumerate(raw):
        if block.kind is BlockKind.HEADING:
            while open_ and (raw[open_[-1]].level or 1) >= (block.level or 1):
                open_.pop()
            open_.append(index)
        elif index in found and found[index].home in open_:
            at = open_.index(found[index].home) + 1
            while at < len(open_) and _holds(raw, open_[at], found, found[index].home):
                at += 1
            if at < len(open_):
                del open_[at:]
                back[index] = open_[-1]
    return back


def _holds(raw: Sequence[RawBlock], head: int, found: dict[int, Clause], home: int) -> bool:
    if PLAIN_NUMBER.match(raw[head].text):
        return False
    first = head
    while first < len(raw) and raw[first].kind is BlockKind.HEADING:
        first += 1
    return first in found and found[first].home == home


def _open(families: dict[Number, _Family], heading: RawBlock, index: int) -> None:
    """Begin a numbered heading's family; those whose numbers it leaves are closed."""
    match = PLAIN_NUMBER.match(heading.text)
    if match is None:
        if CONTAINER.match(heading.text):
            families.clear()
        return
    number = tuple(map(int, match.group(1).split(".")))
    for other in [n for n in families if n != number[: len(n)] or n == number]:
        del families[other]
    above = _longest(families, number)
    if above is not None:
        families[above].last, families[above].since = number[len(above)], index
    families[number] = _Family(index, since=index)


def _longest(families: dict[Number, _Family], number: Number) -> Number | None:
    """The nearest heading's number that this number goes on from."""
    above = (number[:depth] for depth in range(len(number) - 1, 0, -1))
    return next((n for n in above if n in families), None)


def _clause_number(block: RawBlock) -> Number:
    label = block.label or ""
    if block.kind not in _SPOKEN or not _CLAUSE.fullmatch(label):
        return ()
    return tuple(map(int, label.rstrip(".").split(".")))
