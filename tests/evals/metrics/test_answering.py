"""What an answer says, worked by hand."""

from __future__ import annotations

import math
from typing import Any

import pytest

from evals.metrics import answering
from tests.evals.made import answer, case, cited, refusal

NAN = math.nan


def equal(value: float, wanted: float) -> bool:
    return math.isnan(value) if math.isnan(wanted) else value == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("nuggets", "made", "wanted"),
    [
        ([["41 days"], ["June", "July"]], answer("Late on 41 days in July. [1]"), 1.0),
        ([["41 days"], ["June"]], answer("Late on 41 days. [1]"), 0.5),
        ([["41 days"]], answer("x" * 1193 + " 41 days"), 0.0),  # ends beyond 1,200
        ([["41 days"]], answer("x" * 1192 + " 41 days"), 1.0),  # ends at 1,200
        ([["41 days"]], refusal(), 0.0),
        ([], answer("Late."), NAN),
    ],
)
def test_nugget_recall(nuggets: list[list[str]], made: Any, wanted: float) -> None:
    assert equal(answering.nugget_recall(case(nuggets=nuggets), made).value, wanted)


def test_nuggets_are_not_looked_for_where_there_is_no_answer_to_give() -> None:
    none = case(expected_status="no_evidence", nuggets=[["41"]])
    assert not answering.nugget_recall(none, answer("41")).defined
    unsaid = case(expected_status=None, nuggets=[["41"]])
    assert not answering.nugget_recall(unsaid, answer("41")).defined


def test_a_missing_nugget_is_named() -> None:
    made = answering.nugget_recall(case(nuggets=[["41", "forty-one"], ["June"]]), answer("June"))
    assert made.why == "1 of 2 nuggets; missing: “41”"


def test_a_list_is_looked_for_in_the_whole_answer_but_not_under_more() -> None:
    listed = case(items=[["one"], ["two"], ["three"]])
    made = answer("x" * 1300 + " one, two", more="three")
    assert answering.list_completeness(listed, made).value == pytest.approx(2 / 3)
    assert answering.list_completeness(listed, refusal()).value == 0.0
    assert not answering.list_completeness(case(), made).defined


A, B = cited(1, "a.txt", "There are eight beds."), cited(2, "b.txt", "It has 5 beds.")
BOTH = cited(3, "c.txt", "Eight beds in 2018, 5 beds in 2020.")


@pytest.mark.parametrize(
    ("made", "documents", "wanted"),
    [
        (answer("Eight beds. [1]\n\n5 beds. [2]", A, B), ["a.txt", "b.txt"], 1.0),
        (answer("Eight beds. [1]", A, B), ["a.txt", "b.txt"], 0.0),  # one value is not said
        (answer("Eight beds, 5 beds. [3]", BOTH), ["c.txt", "b.txt"], 0.0),  # one document for both
        (answer("Eight, 5. [3] Eight. [1]", BOTH, A), ["a.txt", "c.txt"], 1.0),
        (
            answer("Eight, 5. [3]", BOTH),
            ["c.txt"],
            1.0,
        ),  # one paper, apart from itself in a sentence
        (answer("Eight. [3] 5. [4]", BOTH, cited(4, "c.txt", "5 beds")), ["c.txt"], 1.0),
        (refusal(), ["a.txt", "b.txt"], 0.0),
    ],
)
def test_conflict_shown(made: Any, documents: list[str], wanted: float) -> None:
    asked = case(values=[["eight", "8"], ["5", "five"]], documents=documents)
    assert answering.conflict_shown(asked, made).value == wanted


OLD, NEW = cited(1, "minutes.docx", "No conditions."), cited(2, "minutes-v2.docx", "Two.")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Two. [2]", 1.0),
        ("Two. [2]\n\nNo conditions. (This version was replaced by “v2”.) [1]", 1.0),
        ("Two. [2]\n\nNo conditions. [1]", 0.0),  # cited without a word about it
        ("No conditions. (This version was replaced by “v2”.) [1]\n\nTwo. [2]", 0.0),  # first
        ("- None. [1]\n- Nothing. (Superseded by v2.) [1]\nTwo. [2]", 0.0),
        ("Two.", 0.0),  # nothing is cited
    ],
)
def test_version_chosen(text: str, wanted: float) -> None:
    asked = case(superseded=["minutes.docx"], documents=["minutes-v2.docx"])
    assert answering.version_chosen(asked, answer(text, OLD, NEW)).value == wanted
    assert not answering.version_chosen(case(), answer(text, OLD, NEW)).defined


def test_what_must_not_be_said_is_looked_for_anywhere() -> None:
    asked = case(absent=["BANANA", "as confirmed"], expected_status="no_evidence")
    assert answering.absent_kept(asked, refusal()).value == 1.0
    assert answering.absent_kept(asked, answer("Bananas. [1]")).value == 0.0
    assert answering.absent_kept(asked, answer("No.", more="As  confirmed by them")).value == 0.0
    assert not answering.absent_kept(case(), answer("Bananas")).defined


def test_length_and_latency() -> None:
    assert answering.length(case(), answer("four")).value == 4
    assert not answering.length(case(expected_status="no_evidence"), answer("four")).defined
    assert answering.latency(case(), answer("x", timings_ms={"total": 12.5})).value == 12.5
    assert not answering.latency(case(), answer("x")).defined


WITHIN = cited(1, "plan.md", "It says 28 programmes, then prints 27.")
OTHER = cited(2, "study.md", "There were twelve.")


@pytest.mark.parametrize(
    ("documents", "citations", "wanted"),
    [
        (["plan.md", "study.md"], (WITHIN, OTHER), 1.0),  # two of them in one sentence
        (["plan.md"], (WITHIN, OTHER), 1.0),
        (["plan.md", "study.md"], (WITHIN, cited(2, "plan.md", "Twelve.")), 0.0),  # one paper alone
        (["plan.md", "study.md"], (WITHIN,), 0.0),  # twelve is said and not shown
        (["plan.md", "study.md", "third.md"], (WITHIN, OTHER), 0.0),  # each should have its own
    ],
)
def test_a_paper_that_disagrees_with_itself(
    documents: list[str], citations: tuple[Any, ...], wanted: float
) -> None:
    asked = case(values=[["28"], ["27"], ["12", "twelve"]], documents=documents)
    made = answer("28, then 27. [1]\nThere were twelve. [2]", *citations)
    assert answering.conflict_shown(asked, made).value == wanted
