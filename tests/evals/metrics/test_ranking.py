"""Retrieval metrics, worked by hand."""

from __future__ import annotations

import math
from typing import Any

import pytest

from evals.generated import Generated, Ranked
from evals.metrics import retrieval as of
from tests.evals.made import case, found

WALL = "the eastern quay wall will cost four million"
SEARCH = found(
    ("b.txt", "about other things"),
    ("a.txt", "the wall was discussed"),
    ("b.txt", "more of them"),
    ("a.txt", f"we hear that {WALL} pounds"),
    ("c.txt", "the end"),
)


def test_documents_are_ranked_where_they_first_come_up() -> None:
    asked = case(documents=["a.txt", "c.txt", "d.txt"])
    assert of.first_ranks(asked, SEARCH.passages or ()) == {"a.txt": 2, "c.txt": 3}
    assert of.recall_at(2)(asked, SEARCH).value == pytest.approx(1 / 3)
    assert of.recall_at(5)(asked, SEARCH).value == pytest.approx(2 / 3)
    assert of.hit_at(1)(asked, SEARCH).value == 0.0
    assert of.hit_at(2)(asked, SEARCH).value == 1.0
    assert of.reciprocal_rank(asked, SEARCH).value == 0.5


def test_ndcg_of_binary_relevance() -> None:
    """Two of three found, at ranks 2 and 3: (1/log₂3 + 1/log₂4) / (1 + 1/log₂3 + 1/log₂4)."""
    asked = case(documents=["a.txt", "c.txt", "d.txt"])
    wanted = (1 / math.log2(3) + 0.5) / (1 + 1 / math.log2(3) + 0.5)
    assert of.ndcg_at(10)(asked, SEARCH).value == pytest.approx(wanted)
    assert of.ndcg_at(2)(asked, SEARCH).value == pytest.approx(
        (1 / math.log2(3)) / (1 + 1 / math.log2(3))
    )


def test_ndcg_of_graded_relevance_goes_before_documents() -> None:
    """Grades 1 at rank 1 and 2 at rank 2 against 2 and 1: (1 + 2/log₂3) / (2 + 1/log₂3)."""
    asked = case(documents=["c.txt"], relevant={"b.txt": 1, "a.txt": 2, "z.txt": 0})
    wanted = (1 + 2 / math.log2(3)) / (2 + 1 / math.log2(3))
    assert of.ndcg_at(10)(asked, SEARCH).value == pytest.approx(wanted)
    assert of.recall_at(5)(asked, SEARCH).value == 1.0  # the grade 0 is not relevant


def test_places_count_by_passages_that_overlap_them() -> None:
    passages = (Ranked("m.txt", "x" * 100, 0, 100), Ranked("m.txt", "y" * 100, 100, 200))
    made = Generated("q1", passages=passages)
    long = {"document": "m.txt", "start": 150, "end": 400}
    edge = {"document": "m.txt", "start": 80, "end": 400}  # 20 characters of the first: too few
    short = {"document": "m.txt", "start": 90, "end": 99}  # the whole of it
    assert list(of.first_ranks(case(places=[long]), passages).values()) == [2]
    assert list(of.first_ranks(case(places=[edge]), passages).values()) == [2]
    assert list(of.first_ranks(case(places=[short]), passages).values()) == [1]
    assert of.hit_at(10)(case(places=[long]), made).value == 1.0
    assert of.recall_at(5)(case(places=[long, {**short, "document": "n.txt"}]), made).value == 0.5
    assert not of.ndcg_at(10)(case(places=[long]), made).defined


def test_evidence() -> None:
    asked = case(documents=["a.txt"], evidence=[WALL, "nothing of this kind is anywhere at all"])
    read = sum(len(p.text) for p in (SEARCH.passages or ())[:4])
    assert of.rank_of_evidence(asked, SEARCH.passages or ()) == 4
    assert of.evidence_recall_at(5)(asked, SEARCH).value == 0.5
    assert of.evidence_recall_at(3)(asked, SEARCH).value == 0.0
    assert of.characters_read(asked, SEARCH).value == read
    assert of.evidence_within(asked, SEARCH).value == 1.0
    elsewhere = case(documents=["c.txt"], evidence=[WALL])  # its words, another document
    assert of.evidence_recall_at(5)(elsewhere, SEARCH).value == 0.0
    assert not of.characters_read(elsewhere, SEARCH).defined
    assert of.evidence_within(elsewhere, SEARCH).value == 0.0


def test_evidence_far_down_is_not_within_what_is_read() -> None:
    made = found(("b.txt", "x" * 4000), ("a.txt", WALL))
    asked = case(documents=["a.txt"], evidence=[WALL])
    assert of.characters_read(asked, made).value == 4000 + len(WALL)
    assert of.evidence_within(asked, made).value == 0.0


ALL = [
    of.recall_at(5), of.hit_at(10), of.ndcg_at(10), of.reciprocal_rank, of.evidence_recall_at(5),
    of.evidence_within, of.characters_read,
]  # fmt: skip


@pytest.mark.parametrize("metric", ALL)
@pytest.mark.parametrize(
    ("fields", "made"),
    [
        ({}, SEARCH),  # no gold
        ({"documents": ["a.txt"], "evidence": [WALL]}, Generated("q1", "answered")),  # no search
        # what a question without an answer names is a near miss
        ({"documents": ["a.txt"], "evidence": [WALL], "expected_status": "no_evidence"}, SEARCH),
    ],
)
def test_undefined(metric: of.Metric, fields: dict[str, Any], made: Generated) -> None:
    assert not metric(case(**fields), made).defined


def test_nothing_found_is_0_and_not_undefined() -> None:
    asked = case(documents=["z.txt"])
    values = [m(asked, SEARCH).value for m in (of.recall_at(5), of.ndcg_at(10), of.reciprocal_rank)]
    assert values == [0.0, 0.0, 0.0]
