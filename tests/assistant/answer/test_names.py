"""The names that a question gives: heard of at all, and there in a piece of evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer.features import Asked
from assistant.answer.names import OFTEN, holds_names, unheard_of
from assistant.question import understand
from assistant.retrieve import terms
from tests.assistant.answer.made import evidence, paper, unit_with


def test_a_name_that_no_paper_has_is_unheard_of() -> None:
    def names(question: str, *absent: str) -> tuple[str, ...]:
        return unheard_of(Asked(understand(question), {}, {}, frozenset(absent)))

    assert names("When was Marla Quist elected?", "marla", "quist") == ("Marla", "Quist")
    assert names("When was Marla Quist elected?") == ()
    assert names("when was marla quist elected?", "marla", "quist") == ()  # may be any word
    assert names("When Was The Ferry Pier Built?", "ferri", "pier") == ()  # all in capitals
    assert names("What does Quist's plan say?", "quist") == ("Quist's",)


def there(question: str, said: str, besides: str = "") -> bool:
    """Whether a piece that says `said`, of a paper with other text besides, holds the names."""
    document = paper(f"# Harbours\n\n{said}\n\n{besides}\n")
    (piece,) = evidence(unit_with(said[:30], document))
    return holds_names(replace(piece, words=frozenset(terms.stems(said))), understand(question))


FAR_OFF = "A great deal is told of other things here, at some length and to no end at all.\n\n"


@pytest.mark.parametrize(
    ("question", "said", "held"),
    [
        (
            "What did the dredging of Quayton cost?",
            "In Quayton the dredging cost nine pounds.",
            True,
        ),
        (
            "What did the dredging of Quayton cost?",
            "In Moleby the dredging cost nine pounds.",
            False,
        ),
        ("When was Adam Coble made master?", "In May the Board made Mr Coble the master.", True),
        ("When was Adam Coble made master?", "In May the Board made Mr Whitcombe master.", False),
        ("How far is Quayton from Moleby?", "From Quayton the ferry takes nine minutes.", False),
    ],
)
def test_a_piece_holds_the_names_that_are_asked_about(question: str, said: str, held: bool) -> None:
    assert there(question, said) is held


def test_a_paper_is_about_a_name_that_it_gives_often() -> None:
    question, said = "How many pilots has Quayton?", "Nine pilots stand on the rota here."
    seldom = FAR_OFF + "Quayton lies in the bay. " * (OFTEN - 1)
    assert not there(question, said, seldom)
    assert there(question, said, seldom + "Quayton's mole is long.")


def test_of_two_names_one_that_is_given_often_is_not_enough() -> None:
    often = FAR_OFF + "Quayton lies in the bay. " * (OFTEN + 1)
    assert not there("How far is Quayton from Moleby?", "From Moleby it is nine miles.", often)


def test_a_name_that_is_given_often_is_so_on_any_day() -> None:
    often = FAR_OFF + "Quayton lies in the bay. " * OFTEN
    assert there("How many pilots in March had Quayton?", "Nine pilots stood on the rota.", often)


def test_another_place_of_the_kind_that_is_named_often_is_not_it() -> None:
    often = FAR_OFF + "Moleby Infirmary lies in the bay, an infirmary of note. " * OFTEN
    assert not there("How many wards has the Quayton Infirmary?", "Nine wards in all.", often)


def test_what_kind_of_place_it_is_tells_no_name() -> None:
    said = "The infirmary on the hill has nine wards in all."
    besides = FAR_OFF + "An infirmary is a hospital of the older sort."
    assert not there("How many wards has the Quayton Infirmary?", said, besides)
