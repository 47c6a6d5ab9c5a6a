"""Evidence recall, worked by hand."""

from __future__ import annotations

import pytest

from evals.retrieval import Ranked, covered, rank_of_evidence


@pytest.mark.parametrize(
    ("quote", "text", "share"),
    [
        ("one two three four five", "zero one two three four five six", 1.0),
        ("one two three four five", "one two three … something else", 0.6),
        ("one two three four five", "five four three two one", 0.0),  # order counts, in runs of two
        ("", "anything", 0.0),
    ],
)
def test_covered(quote: str, text: str, share: float) -> None:
    assert covered(quote, text) == pytest.approx(share)


def test_the_first_passage_of_a_right_document_that_holds_a_quote() -> None:
    row = {"documents": ["a.txt"], "evidence": ["the wall will cost four million"]}
    ranking = [
        Ranked("b.txt", "the wall will cost four million"),
        Ranked("papers/a.txt", "the wall was discussed"),
        Ranked("papers/a.txt", "we hear that the wall will cost four million pounds"),
    ]
    assert rank_of_evidence(row, ranking) == 3
    assert rank_of_evidence(row, ranking[:2]) is None
