"""A near miss is what was found less what answers, measured anew."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer.choose import Evidence
from assistant.answer.decide import fitted
from assistant.answer.features import Asked, measure
from assistant.question import understand
from evals.near_misses import without_evidence
from tests.assistant.answer.units import unit

QUESTION = understand("What does the wall cost?")
ASKED = Asked(QUESTION, {"wall": 0.6, "cost": 0.4}, {"wall": (), "cost": ()})


def piece(said: str, near: str = "", score: float = 1.0) -> Evidence:
    made = replace(unit(said), near=near)
    features, firm, words = measure(ASKED, made, 0.5, ())
    return Evidence(made, features, firm, words, score)


ANSWER = piece("The wall will cost four million.")
OTHERS = (
    piece("The crew met on Monday.", near="The wall will cost four million. The crew met."),
    piece("The wall is old."),
    piece("Four million is what the wall costs, said Odell."),
    piece("A survey was made."),
)


def left(gold: tuple[bool, ...], nuggets: list[list[str]]) -> tuple[Evidence, ...]:
    return without_evidence(ASKED, (ANSWER, *OTHERS), gold, nuggets, fitted().unit)


def test_the_evidence_is_out_of_the_surroundings_too() -> None:
    gold = (True, False, False, False, False)
    found = {e.unit.said: e for e in left(gold, [])}
    assert ANSWER.unit.said not in found
    assert len(found) == 4
    crew = found["The crew met on Monday."]
    assert "cost" in OTHERS[0].words
    assert "cost" not in crew.words
    assert crew.features.near == 0.0


def test_what_says_the_same_elsewhere_is_out_too() -> None:
    gold = (True, False, False, False, False)
    said = [e.unit.said for e in left(gold, [["four million", "£4m"]])]
    assert said and OTHERS[2].unit.said not in said


def test_the_best_of_the_rest_comes_first() -> None:
    found = left((True, False, False, False, False), [])
    assert [e.score for e in found] == sorted((e.score for e in found), reverse=True)


def test_none_without_known_evidence_or_with_too_little_left() -> None:
    assert left((False,) * 5, []) == ()
    assert left((True, True, True, True, False), []) == ()
