"""The occasion a question names: read from both, and missed where it is another."""

from __future__ import annotations

import pytest

from assistant.answer.occasions import (
    days,
    names_one,
    only_asked,
    parts,
    same_occasion,
    written_before,
)
from assistant.question import understand
from ingest.model import Facts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the ferry meeting on 23 July", {(7, 23)}),
        ("of 3rd of March 2031", {(3, 3)}),
        ("July 23rd, or August 4, 2031", {(7, 23), (8, 4)}),
        ("2031-09-10", {(9, 10)}),
        ("where did they start april 24", set()),  # a month of 2024, as like as not
        ("may 5 boats sail?", set()),
        ("version 12 of the plan", set()),
    ],
)
def test_days(text: str, found: set[tuple[int, int]]) -> None:
    assert days(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the contract sum for year one", {("year", 1)}),
        ("Phase 2 and the third wave", {("phase", 2), ("wave", 3)}),
        ("year 2031/32", set()),
        ("for one year", set()),
    ],
)
def test_parts(text: str, found: set[tuple[str, int]]) -> None:
    assert parts(text) == found


def test_another_day_or_year_is_no_answer() -> None:
    question = understand("What did the harbour board decide on 10 September?")
    assert names_one(question)
    around = "Minutes, harbour board, 11 June 2031"
    assert not same_occasion("The board agreed to dredge.", around, question)
    assert same_occasion("The board agreed to dredge.", "10 September 2031", question)
    assert same_occasion("On 10 September it was agreed to dredge.", around, question)
    fee = understand("what is the fee for year one?")
    assert not same_occasion("The fee is £90 in year 3.", "", fee)
    assert same_occasion("The fee is £90 in the first year.", "", fee)


def test_asking_is_not_deciding() -> None:
    decided = understand("What did the harbour board decide about the crane?")
    assert only_asked("The board is asked to endorse the crane.", "", decided)
    assert only_asked("(a) endorse the crane", "Harbour paper › The board is asked to:", decided)
    assert not only_asked("The board endorsed the crane.", "", decided)
    assert only_asked("This paper asks the Harbour Board to endorse the crane.", "", decided)
    recommended = understand("What was the board recommended to decide about the crane?")
    assert not only_asked("The board is asked to endorse the crane.", "", recommended)


def test_another_months_meeting_is_no_answer() -> None:
    question = understand("What did the harbour board approve in March 2031?")
    assert names_one(question)
    assert same_occasion("The crane was approved.", "Minutes, 14 March 2031", question)
    assert not same_occasion("The crane was approved.", "Minutes, 9 May 2031", question)
    sailed = understand("How many boats sailed in March 2031?")
    assert same_occasion("Boats sailed: 90.", "Quarter four", sailed)  # no meeting's doing


def test_a_paper_for_a_meeting_cannot_tell_what_it_decided() -> None:
    question = understand("What did the harbour board decide on 23 July?")
    assert written_before(Facts("Crane", type="board paper", date="2031-07-23"), question)
    assert not written_before(Facts("Crane", type="minutes", date="2031-07-23"), question)
    assert not written_before(Facts("Crane", type="board paper", date="2031-07-24"), question)
    price = understand("What was the price of the crane on 23 July?")
    assert not written_before(Facts("Crane", type="board paper", date="2031-07-23"), price)
