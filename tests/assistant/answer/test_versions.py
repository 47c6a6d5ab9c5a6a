"""Which version of a paper counts, worked by hand."""

from __future__ import annotations

import pytest

from assistant.answer.versions import asks_history, replaced
from ingest.library import DocumentRecord
from ingest.model import Facts


def record(number: int, title: str, version: str | None = None, **facts: str) -> DocumentRecord:
    return DocumentRecord(
        number, f"{number}.docx", "", Facts(title, version=version, **facts), None, 1, (), (), (), 1
    )


def older(*records: DocumentRecord) -> dict[int, int]:
    return {key: newest.id for key, newest in replaced(records).items()}


MINUTES = {"type": "minutes", "meeting": "Harbour Board", "date": "2026-06-11"}


def test_amended_minutes_stand_over_those_of_the_same_meeting() -> None:
    first = record(1, "Minutes of 11 June", **MINUTES)
    amended = record(2, "Harbour Board, 11 June (AMENDED)", "AMENDED", **MINUTES)
    other_day = record(3, "Minutes", **(MINUTES | {"date": "2026-07-09"}))
    other_body = record(4, "Minutes", **(MINUTES | {"meeting": "Pilots' Guild"}))
    assert older(first, amended, other_day, other_body) == {1: 2}


@pytest.mark.parametrize(
    ("lesser", "greater"),
    [
        ("DRAFT", None),
        (None, "FINAL"),
        ("final draft", "FINAL"),
        ("v0.9", "v0.10"),
        ("FINAL v1", "FINAL v2"),
        ("DRAFT v7", "FINAL v1"),
        ("FINAL", "2 (AMENDED)"),
        ("superseded", "draft"),
    ],
)
def test_the_later_version_of_one_title(lesser: str | None, greater: str | None) -> None:
    papers = [record(1, "Strategy DRAFT v7", lesser), record(2, "Strategy FINAL v1", greater)]
    assert older(*papers) == {1: 2}
    assert older(*reversed(papers)) == {1: 2}


def test_papers_that_do_not_tell_are_not_older() -> None:
    assert older(record(1, "Strategy"), record(2, "Strategy")) == {}
    assert older(record(1, "Strategy", "v1"), record(2, "Estates strategy", "v2")) == {}
    same_title = record(1, "Update", "v1", type="report"), record(2, "Update", "v2")
    assert older(*same_title) == {}


def test_each_months_report_is_a_paper_of_its_own() -> None:
    march = record(1, "Chief executive report", "FINAL", date="2026-03-12")
    april = record(2, "Chief executive report", date="2026-04-09")
    assert older(march, april) == {}
    first = record(1, "Strategy", "v1", date="2026-03-12")
    second = record(2, "Strategy", "v2", date="2026-05-01")
    assert older(first, second) == {1: 2}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What was decided, and was it changed later?", True),
        ("What did the original minutes say?", True),
        ("Was the figure amended?", True),
        ("What was decided about the ferry?", False),
        ("Who wrote the first chapter?", False),
    ],
)
def test_a_question_about_how_a_paper_changed(question: str, expected: bool) -> None:
    assert asks_history(question) is expected
