"""What a meeting did: every decision, or every action, of the meeting that a question names.

"What did the board decide on 11 June?" is no search: the minutes of that day mark what decides and
what asks somebody to act, so the answer is the whole list, in the order of the minutes. Where the
question names a subject too, the list is of what stands under a heading on it or speaks of it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from assistant.answer import versions
from assistant.retrieve import terms
from assistant.retrieve.meetings import of_dates
from assistant.retrieve.second_look import of_date
from ingest.model import Block, BlockKind, Role
from ingest.structure.dates import find_dates
from ingest.structure.people import unnumbered

if TYPE_CHECKING:
    from assistant.answer.features import Asked
    from assistant.question import Understood
    from assistant.shelf import OpenDocument, Paper, Shelf
    from ingest.library import DocumentRecord

ON_SUBJECT = 0.5  # least share of a subject's weight that its best decision must hold
AS_GOOD = 0.7  # share of the best one's from which a decision is on the subject too
_BODY = re.compile(
    r"(?P<before>(?:[\w’'&.-]+\s+){0,5})\b(?:board|(?:sub-?)?committee|cttee|council|cabinet|panel"
    r"|group|trustees|governors|forum|partnership)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")

Proceedings = tuple[tuple["OpenDocument", tuple[Block, ...]], ...]
"""Minutes, oldest first, each with the blocks that tell what was asked for, in their order."""


def asked_for(text: str) -> Role | None:
    """Role.DECISION or Role.ACTION where a question asks for what a meeting decided or agreed to
    do; None for any other question.
    """
    if _any("actions", text):
        return Role.ACTION
    return Role.DECISION if _any("decisions", text) else None


def found(
    question: Understood,
    ask: Asked | None,
    papers: Sequence[Paper],
    older: Mapping[int, DocumentRecord],
    shelf: Shelf,
) -> Proceedings:
    """What the meetings that the question names did; () where it asks for something else.

    A meeting is named by its date, or as the last one; then the body must be its own. Minutes that
    newer ones replace are left out. () too where such minutes say nothing of the sort, so that the
    question is answered like any other, or refused.
    """
    role = asked_for(question.text)
    if role is None or ask is None or versions.asks_history(question.text):
        return ()
    met = _met(question.text, papers, older)
    subject = _subject(question, met)
    made = []
    for paper in met:
        document = shelf.open(paper.record.id)
        blocks = _done(document, role, question.text)
        listed = _gathered(document, blocks)
        if subject:
            on = _on(subject, ask, document, listed)
            blocks = on or _on(subject, ask, document, blocks)
            if not blocks and role is Role.DECISION:  # what it had somebody do about it
                blocks = _on(subject, ask, document, _done(document, Role.ACTION, question.text))
        else:
            blocks = listed or blocks
        if blocks:
            made.append((document, tuple(blocks)))
    return tuple(made)


def is_minor(said: str) -> bool:
    """Whether it is decided at every meeting, or only noted: the first to give way."""
    return _any("minor", said)


def is_bare(heading: str) -> bool:
    """Whether a heading says nothing of the subject ("Decisions", "Any other business")."""
    return _any("bare", unnumbered(heading))


def _met(text: str, papers: Sequence[Paper], older: Mapping[int, DocumentRecord]) -> list[Paper]:
    """The minutes of the meetings that a question names, oldest first."""
    minutes = [
        paper
        for paper in papers
        if paper.record.facts.type == "minutes"
        and paper.record.facts.date
        and paper.record.id not in older
        and _own_body(text, paper)
    ]
    dated = of_dates(text, papers)
    met = [paper for paper in minutes if paper.record.id in dated]
    latest = not dated and _any("latest", text) and not find_dates(text)
    met = _of_body(text, minutes if latest else met)
    if latest:
        last = max((paper.record.facts.date or "" for paper in met), default="")
        met = [paper for paper in met if paper.record.facts.date == last]
    return sorted(met, key=lambda p: (p.record.facts.date or "", p.record.document))


def _of_body(text: str, minutes: Sequence[Paper]) -> list[Paper]:
    """Those whose body a question names in the most words: "the Pilots Guild", not the council."""
    said = set(terms.stems(text))
    shared = {paper.record.id: len(_names(paper) & said) for paper in minutes}
    most = max(shared.values(), default=0)
    return [paper for paper in minutes if shared[paper.record.id] == most]


def _names(paper: Paper) -> frozenset[str]:
    """The stems by which people tell its body from others: no date, and no "minutes"."""
    words = paper.called - _stems("any_body")
    return frozenset(w for w in words if not of_date(w) and w not in ("minut", "meet"))


def _own_body(text: str, paper: Paper) -> bool:
    """Whether the body that a question names could be the one of these minutes.

    "the finance committee" is not the programme board; "the prog board" may be, and so may "the
    trust board" and "the committee".
    """
    body = paper.record.facts.meeting or paper.record.facts.title
    initials = "".join(w[0] for w in _WORD.findall(body.lower()))
    own = {*paper.called, *terms.stems(body), *_stems("any_body")}
    return all(
        terms.stem(word) in own
        or word in initials
        or (len(word) > 2 and any(one.startswith(word) for one in own))
        for word in _body_words(text)
    )


def _body_words(text: str) -> list[str]:
    """The words by which a question tells a body from others: "finance" of a finance committee."""
    found: list[str] = []
    for match in _BODY.finditer(text):
        for word in reversed(_WORD.findall(match["before"].lower())):
            if word in terms.stop_words() or word in _words("procedural"):
                break
            found.append(word)
    return found


def _subject(question: Understood, met: Sequence[Paper]) -> frozenset[str]:
    """The stems of what the question is about besides a meeting, its body and its date."""
    said = {*question.stems, *(terms.stem(word) for word in question.carried)}
    called = frozenset[str]().union(*(paper.called for paper in met))
    body = frozenset(map(terms.stem, _body_words(question.text)))
    return frozenset(
        stem
        for stem in said - called - body - _stems("procedural")
        if not stem[0].isdigit() and not of_date(stem)
    )


def _done(document: OpenDocument, role: Role, text: str) -> list[Block]:
    """The blocks of minutes with the role asked for.

    Of actions, never what is left of earlier meetings; a decision that says who carries it out is
    an action too. Of decisions, those with the verb that the question uses.
    """
    blocks = [b for b in document.blocks if b.role is role and b.kind is not BlockKind.HEADING]
    if role is Role.ACTION:
        owned = (b for b in document.blocks if b.role is Role.DECISION and b.owner)
        blocks = sorted([*blocks, *owned], key=lambda b: b.index)
        return [b for b in blocks if not _any("earlier", " ".join(document.path(b)))]
    for asked, held in _table()["verbs"].items():
        if re.search(asked, text, re.IGNORECASE) and not re.search(
            r"\b(?:agree|decid|resolv)", text, re.IGNORECASE
        ):
            pattern = re.compile(held, re.IGNORECASE)
            said = {b.index for b in blocks if pattern.search(_around(document, b))}
            return [b for b in blocks if b.index in said or b.lead in said]
    return blocks


def _gathered(document: OpenDocument, blocks: Sequence[Block]) -> list[Block]:
    """Those that stand in the minutes' own list of decisions or actions; [] where they have none.

    It is the secretary's account of the meeting: what the text tells besides is how it came to
    that. One block alone is no list, unless it is all there is of the sort.
    """
    listed = [
        b
        for b in blocks
        if any(_any("gathered", h) for h in map(unnumbered, document.path(b)[-1:]))
    ]
    return listed if len(listed) > 1 or len(listed) * 2 >= len(blocks) else []


def _around(document: OpenDocument, block: Block) -> str:
    return f"{' '.join(document.path(block)[-1:])} {document.quote(block)}"


def _on(
    subject: frozenset[str], ask: Asked, document: OpenDocument, blocks: Sequence[Block]
) -> list[Block]:
    """Those of the blocks that are on the subject, by their words and headings.

    What a decision on it introduces ("on two conditions:") comes along.
    """
    whole = ask.worth(subject & ask.weights.keys())
    if not whole:
        return []
    held = {
        b.index: ask.worth(
            ask.share(terms.stems(f"{' '.join(document.path(b))} {document.quote(b)}")) & subject
        )
        / whole
        for b in blocks
    }
    best = max(held.values(), default=0.0)
    if best < ON_SUBJECT:
        return []
    kept: set[int] = set()
    for block in blocks:
        if held[block.index] >= AS_GOOD * best or block.lead in kept:
            kept.add(block.index)
    return [block for block in blocks if block.index in kept]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("assistant.answer").joinpath("proceedings.toml").read_text("utf8"))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(_table()[name]), re.IGNORECASE)


def _any(name: str, text: str) -> bool:
    return bool(_pattern(name).search(text))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_table()[name].split())


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(map(terms.stem, _words(name)))
