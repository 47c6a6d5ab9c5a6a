"""Lists that are asked after: which piece brings them, and a long one by its first words."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer.abridged import opening
from assistant.answer.choose import asked_for
from assistant.answer.chunks import chunks
from assistant.answer.features import Asked
from assistant.answer.listing import listed_first
from assistant.question import understand
from tests.assistant.answer.made import evidence, paper, unit_with, units_of

TALK = paper(
    "# Piers\n\nThe piers were looked at by two surveyors from the county in the autumn.\n\n"
    "The three piers are Long Pier, the Coal Steps, and the Fish Quay below the church.\n"
)
DUTIES = "\n".join(
    f"- Duty {n} of the keeper - to see to lamp {n} before dark, to write its hours down in the "
    f"book, to ring the harbour office where it fails, and to tell the relief of it at dawn"
    for n in range(1, 9)
)
LONG = paper(f"# Keeper\n\n## Duties of the keeper\n\nThe duties of the keeper are:\n\n{DUTIES}\n")


def test_the_sentence_that_tells_the_list_comes_first() -> None:
    asked = understand("What are the three piers?")
    weights = Asked(asked, {"pier": 1.0}, {"pier": ()})
    given = tuple(replace(e, words=frozenset({"pier"})) for e in evidence(*units_of(TALK)))
    assert listed_first(given, asked, weights)[0].unit.said.startswith("The three piers are")
    other = understand("Who looked at the piers?")
    assert listed_first(given, other, weights) == given


def test_a_long_list_is_told_by_the_first_words_of_each_member() -> None:
    asked = understand("What are the duties of the keeper?")
    (made,) = chunks(evidence(unit_with("Duty 3", LONG)), asked)
    members = [line for line in made.lines if line.startswith("- ")]
    assert len(members) == 8 and all(line.endswith("…") for line in members)
    assert "at dawn" in LONG.text[made.start : made.end]
    (one,) = chunks(evidence(unit_with("Duty 3", LONG)), understand("Who sees to lamp 3?"))
    assert len([line for line in one.lines if line.startswith("- ")]) == 1


def test_the_first_words_end_where_a_part_does() -> None:
    text = "Reed cutting - done by hand in winter, and by boat where the bank is soft"
    assert opening(text, 60) == "Reed cutting - done by hand in winter …"
    assert opening("Short", 60) == "Short"


def test_what_carries_little_of_the_question_goes() -> None:
    asked = understand("When was the ferry painted?")
    weights = Asked(asked, {"ferri": 0.6, "paint": 0.4}, {"ferri": (), "paint": ()})
    text = (
        "# Log\n\nThe ferry was painted in May 2019 by the keeper.\n\nThe crew was paid in June.\n"
    )
    whole, little = evidence(*units_of(paper(text)))
    whole = replace(whole, firm=frozenset({"ferri", "paint"}))
    assert asked_for((whole, little), asked, weights) == (whole,)
    assert asked_for((little, whole), asked, weights)[0] == whole
    half = replace(little, firm=frozenset({"ferri"}))
    assert asked_for((whole, half), asked, weights) == (whole, half)
