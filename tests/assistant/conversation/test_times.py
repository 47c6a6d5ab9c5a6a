"""Follow-ups about another time than the question before."""

from __future__ import annotations

import pytest

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
    assert year in asked.carried and "2024/25" not in asked.carried
    assert asked.whole == f"What did the ferry cost in {year}?"


def test_a_date_of_its_own_leaves_the_earlier_one_behind() -> None:
    before = ("What did the trustees say of the loan in October 2015?",)
    carried = understand("and what did they say of it in January?", before).carried
    assert carried == ("trustees", "loan")


def test_without_a_date_the_earlier_one_goes_along() -> None:
    assert "2024/25" in understand("and who paid it?", ASKED).carried
