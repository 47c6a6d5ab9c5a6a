"""Whose words an answer says they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from assistant.answer.attribute import attributed
from assistant.answer.chunk import Chunk
from assistant.answer.versions import told
from assistant.question import understand
from assistant.shelf import OpenDocument
from tests.assistant.answer.made import record

WHAT = "What did the guild say of the ferry?"
WHEN = "When was the ferry approved?"


def said(number: int, title: str = "Paper", **facts: Any) -> Chunk:
    document = OpenDocument(record(number, title, **facts), "It sails.", (), ())
    wide = Chunk(document, 0, 9, None, 0, ("It sails today.",))
    return Chunk(document, 0, 9, None, 0, ("It sails.",), wide)


def minutes(number: int, date: str | None, meeting: str = "Pilots Guild") -> Chunk:
    return said(number, "Minutes", type="minutes", meeting=meeting, date=date)


MARCH, APRIL = minutes(1, "2024-03-12"), minutes(2, "2024-04")
REPORT = said(3, "Annual report", type="annual report", date="2024-06-01")


def names(
    made: Sequence[Chunk], question: str = WHAT, sides: Sequence[frozenset[int]] = ()
) -> list[str]:
    shown = attributed(made, understand(question), sides)
    for before, after in zip(made, shown, strict=True):
        assert after.wider is not None
        assert after.wider.name == after.name, "the wider form has the same name"
        wider = replace(after.wider, name="")
        assert replace(after, name="", wider=wider) == before, "nothing else is changed"
    return [one.name for one in shown]


def test_several_meetings_of_one_body_are_told_apart() -> None:
    assert names([MARCH, REPORT, APRIL, MARCH]) == [
        "12 March 2024",
        "Annual report, 1 June 2024",
        "April 2024",
        "12 March 2024",
    ]


@pytest.mark.parametrize(
    "made",
    [
        [],
        [MARCH],
        [MARCH, MARCH, REPORT],
        [MARCH, minutes(4, "2024-04-09", meeting="Quay Forum")],
        [MARCH, minutes(4, None)],
        [REPORT, said(5, "Annual report", type="annual report", date="2023-06-01")],
    ],
)
def test_untouched_where_nothing_needs_it(made: list[Chunk]) -> None:
    shown = attributed(made, understand(WHAT), ())
    assert shown == tuple(made)
    assert [one.named for one in shown] == [("It sails.",)] * len(made)


def test_papers_that_are_set_against_each_other_get_their_titles() -> None:
    dated = said(4, "Strategy of 2 May 2023", date="2023-05-02")
    sides = [frozenset({3}), frozenset({4, 5})]
    assert names([REPORT, dated, MARCH, said(5, "Plan")], sides=sides) == [
        "Annual report, 1 June 2024",
        "Strategy of 2 May 2023",
        "Minutes, 12 March 2024",
        "Plan",
    ]


def test_when_a_meeting_did_something_is_told_by_its_date() -> None:
    assert names([MARCH, REPORT], WHEN) == ["12 March 2024", "Annual report, 1 June 2024"]
    assert names([minutes(1, None)], WHEN) == [""]
    assert names([MARCH], "When does the ferry sail?") == [""]
    assert names([MARCH], "Who approved the ferry?") == [""]


def test_a_replaced_paper_says_so_however_wide_it_reads() -> None:
    newest = record(9, "Minutes, amended")
    shown = told(MARCH, {1: newest}, "(see {title})")
    assert shown.wider is not None
    assert shown.lines == ("It sails. (see Minutes, amended)",)
    assert shown.wider.lines == ("It sails today. (see Minutes, amended)",)
    assert told(REPORT, {1: newest}, "(see {title})") is REPORT


def test_no_chunk_stands_bare_under_anothers_name() -> None:
    made = [minutes(1, "2031-05-14"), minutes(2, "2031-06-11"), said(3, "Ferry plan")]
    found = names(made, "what was said of the ferry?")
    assert all(found)
    assert found[2] == "Ferry plan"
