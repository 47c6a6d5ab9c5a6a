"""What the assistant made of a case: a line of `generated.jsonl`, as values.

A line holds the fields that `waymark ask --json` promises, and beside them what scoring needs, so
that a run can be scored again without the Library: with each citation `canonical`, what stands at
its span in the document, and `said`, the rows and form fields of the span said as statements.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation. `canonical` is None where the Library has no such document."""

    marker: int
    document: str
    quote: str
    page: int | None = None
    section: str = ""
    title: str = ""
    start: int = 0
    end: int = 0
    canonical: str | None = None
    date: str | None = None
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """One passage of a search, best first; the ranking's order is its rank."""

    document: str
    text: str
    start: int = 0
    end: int = 0
    page: int | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge says of an answer; None for what it does not say."""

    supported: bool | None
    complete: bool | None
    why: str


@dataclass(frozen=True, slots=True)
class Generated:
    """One case's outcome.

    status       "" where the question was only searched for
    passages     None where no search was made
    next         the register's next step of the case's workstream; None where it was not wanted
    confidence   probability that the papers answer the question, where the assistant tells it
    judged       None where no judge was asked; kept in a file of its own, `judged.jsonl`
    """

    id: str
    status: str = ""
    answer: str = ""
    citations: tuple[Cited, ...] = ()
    engine: str = ""
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    understood: str | None = None
    related: tuple[Cited, ...] = ()
    more: str = ""
    passages: tuple[Ranked, ...] | None = None
    next: Mapping[str, Any] | None = None
    confidence: float | None = None
    judged: Verdict | None = None

    @property
    def answered(self) -> bool:
        """Whether the assistant gave an answer."""
        return self.status == "answered"

    @property
    def refused(self) -> bool:
        """Whether it said that it cannot: no answer, no citation, and no fault of its own."""
        return self.status in ("no_evidence", "clarify") and not self.citations


def generated_from(row: Mapping[str, Any]) -> Generated:
    """From a line's object."""
    passages = row.get("passages")
    return Generated(
        id=str(row["id"]),
        status=row.get("status") or "",
        answer=row.get("answer") or "",
        citations=tuple(_cited(c) for c in row.get("citations") or ()),
        engine=row.get("engine") or "",
        timings_ms=row.get("timings_ms") or {},
        understood=row.get("understood"),
        related=tuple(_cited(c) for c in row.get("related") or ()),
        more=row.get("more") or "",
        passages=None if passages is None else tuple(_ranked(p) for p in passages),
        next=row.get("next"),
        confidence=row.get("confidence"),
    )


def verdict_from(row: Mapping[str, Any]) -> Verdict:
    """From a line of `judged.jsonl`, or a judge's own reply: what is no yes or no is None."""
    supported, complete = (
        value if isinstance(value := row.get(name), bool) else None
        for name in ("supported", "complete")
    )
    return Verdict(supported, complete, str(row.get("why") or ""))


def _cited(row: Mapping[str, Any]) -> Cited:
    known = {name: row[name] for name in Cited.__slots__ if name in row and name != "said"}
    return Cited(**known, said=tuple(row.get("said") or ()))


def _ranked(row: Mapping[str, Any]) -> Ranked:
    return Ranked(**{name: row[name] for name in Ranked.__slots__ if name in row})
