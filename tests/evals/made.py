"""Short ways to write a case and what was made of it."""

from __future__ import annotations

from typing import Any

from evals.cases import Case, case_from
from evals.generated import Cited, Generated, Ranked


def case(**fields: Any) -> Case:
    """A case that has an answer, unless it says otherwise."""
    row = {"id": "q1", "question": "What?", "expected_status": "answered", **fields}
    return case_from({name: value for name, value in row.items() if value is not None})


def cited(marker: int, document: str, quote: str, **fields: Any) -> Cited:
    """A citation whose quote is exact, unless `canonical` says otherwise."""
    return Cited(marker, document, quote, **{"canonical": quote, **fields})


def answer(text: str, *citations: Cited, **fields: Any) -> Generated:
    return Generated("q1", "answered", text, citations, "quotes", **fields)


def refusal(status: str = "no_evidence", *citations: Cited) -> Generated:
    return Generated("q1", status, "The papers do not say.", citations)


def found(*passages: tuple[str, str]) -> Generated:
    """A search alone that found (document, text), best first."""
    return Generated("q1", passages=tuple(Ranked(d, t) for d, t in passages))
