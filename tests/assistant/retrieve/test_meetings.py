"""Meetings named by their day or month, and what only looks like it."""

from __future__ import annotations

import pytest

from assistant.retrieve.meetings import asks_of_meeting, of_dates
from tests.assistant.answer.made import record
from tests.assistant.retrieve.test_second_look import asked, at_home, papers

GUILD = papers(
    *(
        record(n, f"Pilots {date}", f"p{n}.md", type="minutes", meeting="Pilots Guild", date=date)
        for n, date in enumerate(("2031-05-14", "2031-06-11", "2031-07-09", "2032-05-12"), start=1)
    ),
    record(5, "Ferry plan", "ferry.md", date="2031-06-11"),
    record(6, "Undated minutes", "u.md", type="minutes"),
)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What did the guild decide on 11 June 2031?", {2}),
        ("what was agreed on 11 June?", {2}),
        ("What was agreed in May, and what in July?", {1, 3, 4}),
        ("What was agreed in May 2031?", {1}),
        ("what was agreed at the Jun 2031 meeting?", {2}),
        ("what was agreed on 9 jul?", {3}),
        ("what did the board approve in 2031?", set()),
        ("what may the board decide?", set()),
        ("How many boats sailed in June 2031?", set()),  # no word of a meeting
        ("what was decided on 12 June 2031?", set()),
    ],
)
def test_minutes_of_a_date(question: str, found: set[int]) -> None:
    assert set(of_dates(question, GUILD)) == found


def test_a_date_names_a_paper_by_itself_and_two_dates_are_two_sides() -> None:
    from assistant.retrieve import terms
    from assistant.retrieve.second_look import named

    def by_date(question: str) -> tuple[set[int], list[set[int]]]:
        words = terms.content_words(question)
        made = named(words, GUILD, at_home, of_dates(question, GUILD))
        return {p.record.id for p in made.papers}, [set(side) for side in made.sides]

    assert by_date("What did they decide on 11 June 2031?")[0] == {2}
    found, sides = by_date("What was agreed in June and in July 2031?")
    assert found == {2, 3}
    assert sorted(map(sorted, sides)) == [[2], [3]]
    assert asked("What did they decide?").dated == frozenset()


def test_what_speaks_of_a_meeting() -> None:
    assert asks_of_meeting("what did the trustees agree?")
    assert not asks_of_meeting("how deep is the harbour?")
