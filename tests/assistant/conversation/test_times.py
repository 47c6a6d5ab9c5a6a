"""Follow-ups about another time than the question before."""

from __future__ import annotations

import pytest

from assistant.conversation import dates
from assistant.question import understand

ASKED = ("What did the ferry cost in 2024/25?",)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("what about the year before?", "2023/24"),
        ("and last year?", "2023/24"),
        ("and the following year?", "2025/26"),
    ],
)
def test_the_year_before_or_after_stands_for_the_one_named(text: str, year: str) -> None:
    asked = understand(text, ASKED)
    assert year in asked.stems and "2024/25" not in asked.search_text
    assert asked.whole == f"What did the ferry cost in {year}?"


def test_a_date_of_its_own_leaves_the_earlier_one_behind() -> None:
    before = ("What did the trustees say of the loan in October 2015?",)
    carried = understand("and what did they say of it in January?", before).carried
    assert carried == ("trustees", "loan")


def test_without_a_date_the_earlier_one_goes_along() -> None:
    assert "2024/25" in understand("and who paid it?", ASKED).carried


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("and in march?", {"march"}),
        ("and May?", {"may"}),
        ("what fell due on 3 may 2021?", {"may", "2021"}),
        ("who may march with them in 2020?", {"2020"}),
        ("what was in the march past?", set()),
        ("how many sailed in October 2023/24?", {"october", "2023/24"}),
    ],
)
def test_months_that_are_verbs_too_are_told_by_what_stands_around_them(
    text: str, named: set[str]
) -> None:
    assert dates(text) == named


def test_a_month_of_its_own_that_is_a_verb_too_leaves_the_earlier_one_behind() -> None:
    before = ("What did the trustees say of the loan in October 2015?",)
    assert understand("and what did they say of it in march?", before).carried == (
        "trustees",
        "loan",
    )


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("and in march?", "How many boats called in march?"),  # of which year is not said
        ("and in September?", "How many boats called in September 2024?"),
        ("and in march 2024?", "How many boats called in march 2024?"),
    ],
)
def test_a_month_beyond_the_new_year_leaves_the_year_open(text: str, whole: str) -> None:
    assert understand(text, ("How many boats called in August 2024?",)).whole == whole
