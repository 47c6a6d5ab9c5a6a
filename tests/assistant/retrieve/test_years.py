"""The ways to write a financial year."""

from __future__ import annotations

import pytest

from assistant.retrieve.years import forms

WAYS = {"2024/25", "2024-25", "2024 25", "2024/2025", "24/25", "24-25"}


@pytest.mark.parametrize("word", ["2024/25", "2024-25", "2024/2025", "24/25", "24-25"])
def test_every_way_brings_the_others(word: str) -> None:
    found = forms(word)
    assert word not in found
    assert set(found) == WAYS - {word}


@pytest.mark.parametrize(
    "word",
    ["10/12", "2024", "2019/24", "24/24", "25/24", "2024/25/26", "1/2", "quay", "", "24/25%"],
)
def test_anything_else_has_one_way(word: str) -> None:
    assert forms(word) == ()


def test_the_turn_of_a_century() -> None:
    assert set(forms("1999/00")) == {"1999-00", "1999 00", "1999/2000", "99/00", "99-00"}
    assert "1998/1999" in forms("1998-99")
    assert "2009/2010" in forms("09/10")
