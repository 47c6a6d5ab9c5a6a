"""Citations, worked by hand."""

from __future__ import annotations

import math
from typing import Any

import pytest

from evals.metrics import citation
from tests.evals.made import answer, case, cited, refusal

GOLD = ["the eastern quay wall will cost 310,000 pounds", "repairs take nine weeks in all"]
FIRST = cited(1, "report.pdf", "We hear the eastern quay wall will cost 310,000 pounds.", page=2)
OTHER = cited(2, "report.pdf", "The ferry ran late on many winter days.", page=1)
WRONG = cited(3, "strategy.txt", "the eastern quay wall will cost 310,000 pounds", page=None)
WITHIN = cited(4, "report.pdf", "repairs take nine weeks", page=2)
NUGGET = cited(5, "report.pdf", "A new crane: £9m", page=3)


def gold(**fields: Any) -> Any:
    return case(documents=["report.pdf"], evidence=GOLD, nuggets=[["£9m"]], **fields)


@pytest.mark.parametrize(
    ("citations", "cites", "recall", "precision"),
    [
        ((FIRST,), 1.0, 0.5, 1.0),
        ((FIRST, WITHIN), 1.0, 1.0, 1.0),
        ((OTHER,), 0.0, 0.0, 0.0),
        ((WRONG,), 0.0, 0.0, 0.0),  # the right words in the wrong document
        ((NUGGET,), 0.0, 0.0, 1.0),  # bears on it by its nugget, but is not the evidence
        ((FIRST, OTHER, WRONG, NUGGET), 1.0, 0.5, 0.5),
        ((), 0.0, 0.0, math.nan),
    ],
)
def test_recall_and_precision(
    citations: Any, cites: float, recall: float, precision: float
) -> None:
    made = answer("Text.", *citations)
    assert citation.evidence_cited(gold(), made).value == cites
    assert citation.citation_recall(gold(), made).value == recall
    assert citation.citation_precision(gold(), made).value == pytest.approx(precision, nan_ok=True)


def test_a_refusal_recalls_nothing_and_has_no_precision() -> None:
    assert citation.evidence_cited(gold(), refusal()).value == 0.0
    assert citation.citation_recall(gold(), refusal()).value == 0.0
    assert not citation.citation_precision(gold(), refusal()).defined
    unanswerable = gold(expected_status="no_evidence")
    assert not citation.evidence_cited(unanswerable, answer("x", FIRST)).defined


@pytest.mark.parametrize(
    ("page", "citations", "wanted"),
    [
        (2, (FIRST,), 1.0),
        ([4, 2], (OTHER, FIRST), 1.0),
        (2, (OTHER,), 0.0),
        (2, (cited(1, "strategy.txt", "x", page=2),), 0.0),
        (None, (FIRST,), math.nan),
    ],
)
def test_right_page(page: Any, citations: Any, wanted: float) -> None:
    made = citation.right_page(gold(page=page), answer("x", *citations))
    assert made.value == pytest.approx(wanted, nan_ok=True)


def test_exact_means_character_by_character() -> None:
    folded = cited(2, "a.txt", "two words", canonical="two  words")
    unknown = cited(3, "b.txt", "x", canonical=None)
    made = answer("x", FIRST, folded, unknown)
    assert citation.exact_spans(case(), made).value == pytest.approx(1 / 3)
    assert "[2] a.txt" in citation.exact_spans(case(), made).why
    assert not citation.exact_spans(case(), refusal()).defined
