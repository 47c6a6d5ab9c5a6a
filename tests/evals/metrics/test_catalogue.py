"""The catalogue and the functions are of the same metrics; undefined is never 0."""

from __future__ import annotations

import math

import pytest

from evals.cases import Case
from evals.generated import Generated
from evals.metrics import METRICS, catalogue, score_case
from tests.evals.made import case, found


def test_every_metric_has_its_words_and_its_function() -> None:
    assert list(catalogue()) == list(METRICS)
    for metric in catalogue().values():
        assert metric.shape in {"rate", "share", "mean"}
        assert metric.better in {"higher", "lower", "neutral"}
        assert metric.family in {
            "refusal", "answer", "citation", "judge", "retrieval", "cost",
        }  # fmt: skip
        assert metric.title
        assert metric.what


def test_what_is_not_known_is_undefined_and_says_why() -> None:
    scores = score_case(Case("q1", "What?"), Generated("q1", "answered", "Nothing."))
    known = {"sentences_without_support"}
    assert {name for name, score in scores.items() if score.defined} == known
    assert all(score.why for score in scores.values())


def test_a_search_alone_has_no_answer_to_judge() -> None:
    asked = case(documents=["a.txt"], evidence=["one two three four"], nuggets=[["one"]])
    scores = score_case(asked, found(("a.txt", "one two three four")))
    defined = {name for name, score in scores.items() if score.defined}
    assert {catalogue()[name].family for name in defined} == {"retrieval"}
    assert scores["answered"].why == "not asked, only searched for"


@pytest.mark.parametrize(
    ("name", "value", "failed"),
    [
        ("nugget_recall", 0.99, True),
        ("nugget_recall", 1.0, False),
        ("sentences_without_support", 1.0, True),
        ("sentences_without_support", 0.0, False),
        ("citation_precision", 0.0, False),  # not listed among the failures
        ("nugget_recall", math.nan, False),
    ],
)
def test_failed(name: str, value: float, failed: bool) -> None:
    from evals.metrics import Score

    assert catalogue()[name].failed(Score(value, "")) is failed
