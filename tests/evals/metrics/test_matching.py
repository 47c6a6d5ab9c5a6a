"""Folding and comparing, worked by hand."""

from __future__ import annotations

import pytest

from evals.metrics.matching import covered, fold, one_of, same_document, says, words


def test_folding_takes_out_what_typography_puts_in() -> None:
    assert fold("the  board’s\n“plan” – a co\xadst") == 'the board\'s "plan" - a cost'


def test_words_have_no_thousands_commas() -> None:
    assert words("£1,840,000 in 2025/26, up 3.5%.") == ("£1840000", "in", "2025/26", "up", "3.5%.")


@pytest.mark.parametrize(
    ("quote", "text", "share"),
    [
        ("one two three four five", "zero one two three four five six", 1.0),
        ("one two three four five", "one two three and then something else", 0.6),
        ("one two three four five", "five four three two one", 0.0),  # runs of two or more
        ("one two", "two and one", 0.5),  # fewer than four words: single ones count, in order
        ("", "anything", 0.0),
    ],
)
def test_covered(quote: str, text: str, share: float) -> None:
    assert covered(quote, text) == pytest.approx(share)


@pytest.mark.parametrize(
    ("alternatives", "text", "there"),
    [
        (["1,200"], "about 1200 people", True),
        (["30"], "in 2030", False),
        (["£2.4 million", "£2.4m"], "a budget of £2.4m.", True),
        (["don't"], "We don’t know", True),
        (["A & E"], "the A  &\nE", True),
        ([], "anything", False),
    ],
)
def test_says(alternatives: list[str], text: str, there: bool) -> None:
    assert says(alternatives, text) is there


@pytest.mark.parametrize(
    ("name", "gold", "same"),
    [
        ("minutes.pdf", "minutes.pdf", True),
        ("board/minutes.pdf", "minutes.pdf", True),
        ("board/minutes.pdf", "minutes.md", True),
        ("board/minutes.pdf", "clinic/minutes.pdf", False),
        ("a/board/minutes.pdf", "board/minutes.pdf", True),
        ("minutes-AMENDED.pdf", "minutes.pdf", False),
    ],
)
def test_same_document(name: str, gold: str, same: bool) -> None:
    assert same_document(name, gold) is same
    assert one_of(name, ["other.txt", gold]) is same
