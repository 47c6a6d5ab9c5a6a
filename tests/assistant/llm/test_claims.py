"""Figures are compared by value, dates by what is printed of them, names word by word."""

from __future__ import annotations

import pytest

from assistant.llm.claims import claimed_figures, dated, dates, figures, names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("£2.4 million", "£2,400,000"),
        ("£2.4m", "2.4 million pounds"),
        ("80%", "80 per cent"),
        ("twenty-one days", "21 days"),
        ("nine", "9"),
        ("2025/26", "2025-26"),
        ("1.50", "1.5"),
    ],
)
def test_the_same_value(one: str, other: str) -> None:
    assert [(f.value, f.unit) for f in figures(one)] == [(f.value, f.unit) for f in figures(other)]


@pytest.mark.parametrize(
    ("said", "known", "same"),
    [
        ("£572", "£572m", False),
        ("5", "5%", True),
        ("5%", "5", False),
        ("£5", "$5", False),
        ("0.5", "5", False),
    ],
)
def test_units_and_scales(said: str, known: str, same: bool) -> None:
    assert figures(said)[0].same(figures(known)[0]) is same


def test_a_date_is_no_figure() -> None:
    assert claimed_figures("It met on 4 June 2025, and in May 2024.") == ()
    assert [f.value for f in claimed_figures("In 2025/26 it met 4 times.")] == ["2025/26", "4"]


@pytest.mark.parametrize(
    ("said", "known", "true"),
    [
        ("June 2025", "4 June 2025", True),
        ("4 June", "4 June 2025", True),
        ("4 June 2025", "June 2025", False),
        ("5 June", "4 June 2025", False),
        ("4 July 2025", "04/06/2025", False),
        ("4 June 2025", "2025-06-04", True),
    ],
)
def test_dates(said: str, known: str, true: bool) -> None:
    assert all(dated(date, dates(known)) for date in dates(said)) is true


def test_names_are_runs_of_words() -> None:
    text = "The Board of Trustees, Miriam Oke and the HSC saw B12 on 3 May."
    assert list(names(text, frozenset())) == [
        ("board", "truste"), ("miriam", "oke"), ("hsc",), ("b12",), ("may",),
    ]  # fmt: skip
    assert list(names("Repairs begin.", frozenset({"repairs"}))) == []
    assert list(names("Gordon agreed.", frozenset({"repairs"}))) == [("gordon",)]
