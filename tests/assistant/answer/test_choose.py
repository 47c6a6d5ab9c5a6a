"""What is chosen of the units found, and what each of the question's words weighs."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.answer.choose import (
    EARLIER,
    IN_NAMED,
    NAMING,
    Evidence,
    asked,
    choose,
    holds,
    spread,
    worth_showing,
)
from assistant.answer.features import NAMES, Asked
from assistant.question import understand
from assistant.retrieve.search import Expansion
from assistant.retrieve.second_look import Named
from assistant.shelf import Paper
from ingest.library import Scope
from tests.assistant.answer.made import evidence, paper, unit_with, units_of
from tests.fakes import FakeEmbedder

SCOPE, NOTHING = Scope(), Expansion()


class Counted:
    """A library of 100 passages in which every word stands as often as told, else ten times."""

    def __init__(self, **frequency: int) -> None:
        self._frequency = frequency

    def passage_count(self, scope: Scope) -> int:
        return 100

    def document_frequency(self, words: list[str], scope: Scope) -> dict[str, int]:
        return {word: self._frequency.get(word, 10) for word in words}


def weighed(question: str, *history: str, naming: frozenset[str] = frozenset()) -> Asked:
    library: Any = Counted(ferry=50)
    return asked(understand(question, history), library, SCOPE, NOTHING, naming)


def test_a_rarer_word_weighs_more_and_all_make_one() -> None:
    weights = weighed("Does the ferry carry sheep?").weights
    assert sum(weights.values()) == pytest.approx(1.0)
    assert weights["sheep"] == weights["carri"] > weights["ferri"] > 0


def test_a_word_that_names_the_paper_weighs_less() -> None:
    plain = weighed("Does the pilots guild carry sheep?").weights
    named = weighed("Does the pilots guild carry sheep?", naming=frozenset({"pilot", "guild"}))
    assert len(set(plain.values())) == 1
    weights = named.weights
    assert weights["guild"] == pytest.approx(NAMING * weights["sheep"])
    assert weights["pilot"] == weights["guild"]
    assert sum(weights.values()) == pytest.approx(1.0)


def test_what_is_carried_over_weighs_less_and_least_where_it_names() -> None:
    earlier = "Does the guild carry sheep?"
    weights = weighed("And does it carry coal?", earlier, naming=frozenset({"guild"})).weights
    assert weights["sheep"] == pytest.approx(EARLIER * weights["coal"])
    assert weights["guild"] == pytest.approx(EARLIER * NAMING * weights["coal"])


def test_a_financial_year_may_be_written_in_other_ways() -> None:
    ask = weighed("What was spent on the ferry in 2024/25?")
    assert ("24/25",) in ask.forms["2024/25"]
    assert ask.share(["spent", "in", "2024", "25"]) == {"spent", "2024/25"}
    assert "2024/25" in ask.share(["24/25"])


SAME = "The winter ferry carries sheep and coal across the whole of the harbour."


def test_what_stands_in_a_named_paper_goes_first() -> None:
    one, other = (paper(f"# Notes\n\n{SAME}\n", n) for n in (1, 2))
    ask = weighed("Does the ferry carry sheep?")
    weights = dict.fromkeys(NAMES, 0.1)
    found = units_of(one, other)
    plain = choose(ask, found, FakeEmbedder(), NOTHING, weights)
    assert [e.unit.document.record.id for e in plain] == [1, 2]
    named = Named((Paper(other.record, frozenset()),), frozenset())
    lifted = choose(ask, found, FakeEmbedder(), NOTHING, weights, named)
    assert [e.unit.document.record.id for e in lifted] == [2, 1]
    assert lifted[0].score == pytest.approx(plain[1].score + IN_NAMED)
    assert lifted[1].score == plain[0].score
    assert choose(ask, (), FakeEmbedder(), NOTHING, weights, named) == ()


def ranked(*scores: tuple[int, float]) -> tuple[Evidence, ...]:
    """Evidence by (paper, score)."""
    unit = {n: unit_with("sheep", paper(f"# Notes\n\n{SAME}\n", n)) for n, _ in scores}
    return evidence(*((unit[n], score) for n, score in scores))


def places(found: tuple[Evidence, ...]) -> list[tuple[int, float]]:
    return [(e.unit.document.record.id, e.score) for e in found]


def test_the_strong_are_kept() -> None:
    found = ranked((1, 0.9), (2, 0.5), (1, 0.4), (3, 0.3))
    assert spread(found, 0.4, ()) == found[:3]
    assert spread((), 0.4, ()) == ()


def test_sides_take_turns_and_each_has_its_best_two() -> None:
    found = ranked((1, 0.9), (1, 0.8), (1, 0.7), (3, 0.6), (2, 0.3), (2, 0.2), (2, 0.1))
    shown = spread(found, 0.5, [frozenset({1}), frozenset({2})])
    assert places(shown) == [(1, 0.9), (2, 0.3), (1, 0.8), (2, 0.2), (1, 0.7), (3, 0.6)]
    alone = spread(found, 0.5, [frozenset({1}), frozenset({4})])
    assert places(alone) == [(1, 0.9), (1, 0.8), (1, 0.7), (3, 0.6)]


def test_undated_words_of_dated_minutes_hold_a_date() -> None:
    text = "# Minutes\n\nThe ferry was approved by all, and sheep go on the deck.\n"
    text += "\nThe lighthouse was painted in May 2019 by the keeper and both of his sons.\n"
    when, opens = understand("When was the ferry approved?"), understand("When does it sail?")
    minutes = paper(text, 1, type="minutes", date="2024-03-12")
    (item,) = evidence(unit_with("sheep", minutes))
    assert holds(item, when)
    assert not holds(item, opens)
    (elsewhere,) = evidence(unit_with("sheep", paper(text, 2, date="2024-03-12")))
    assert not holds(elsewhere, when)
    first, dated = evidence(*units_of(paper(text, 3)))
    assert worth_showing([dated, first], when) == (dated,)


@pytest.mark.parametrize(
    ("question", "said", "held"),
    [
        ("Who supplies the crane and when is it due?", "The crane is a large one.", False),
        ("Who supplies the crane and when is it due?", "The crane is due in May 2031.", True),
        ("Who supplies the crane and what is it for?", "The crane is a large one.", True),
        ("Who supplies the crane and why was it bought?", "The crane is a large one.", True),
    ],
)
def test_two_questions_in_one_want_something_of_either(
    question: str, said: str, held: bool
) -> None:
    (piece,) = evidence(*units_of(paper(f"# Cranes\n\n{said}\n")))
    assert holds(piece, understand(question)) is held
