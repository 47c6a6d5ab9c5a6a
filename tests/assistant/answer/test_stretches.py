"""Neighbouring pieces of prose are told as the one stretch they are."""

from __future__ import annotations

from assistant.answer.chunk import Chunk
from assistant.answer.chunks import chunks, single
from assistant.answer.stretches import LONGEST, joined
from assistant.question import understand
from assistant.shelf import OpenDocument
from tests.assistant.answer.made import evidence, paper, unit_with

ASKED = understand("What is said of the ferry?")
FIRST = "Three things keep the ferry in harbour on a winter morning."
SECOND = "One is fog on the outer mole, which the pilot cannot see through."
THIRD = "Another is ice along the slipway, where the ropes freeze."
FOURTH = "The last is the crew, who may not sail after a night on watch."
PROSE = paper(f"# Ferry\n\n## Winter\n\n{FIRST} {SECOND} {THIRD} {FOURTH}\n")


def told(document: OpenDocument, *words: str) -> tuple[Chunk, ...]:
    """The joined chunks of the units with these words, in that order."""
    made = [chunks(evidence(unit_with(w, document)), ASKED)[0] for w in words]
    shown = joined(made)
    for one in shown:
        quote = " ".join(document.text[one.start : one.end].split())
        assert all(line.strip("… ") in quote for line in one.lines), "all of it is quoted"
    return shown


def test_neighbouring_sentences_are_told_in_their_order_in_the_place_of_the_better() -> None:
    (made,) = told(PROSE, "ice along", "fog on")
    assert made.lines == (f"{SECOND} {THIRD}",)
    assert made.wider is not None
    assert made.wider.lines == (f"{FIRST} {SECOND} {THIRD} {FOURTH}",)


def test_a_piece_between_two_others_closes_the_gap() -> None:
    apart = told(PROSE, "Three things", "ice along")
    assert [one.lines for one in apart] == [(FIRST,), (THIRD,)]
    (made,) = told(PROSE, "Three things", "ice along", "fog on")
    assert made.lines == (f"{FIRST} {SECOND} {THIRD}",)


def test_paragraphs_stay_apart_for_what_may_have_stood_between_them() -> None:
    text = (
        "# Log\n\nThe ferry sails at nine each morning.\n\nIt returns at noon on every weekday.\n"
    )
    assert len(told(paper(text), "at noon", "at nine")) == 2


def test_what_stands_under_another_heading_or_is_long_or_no_prose_stays_apart() -> None:
    parted = f"# Log\n\n## One\n\n{FIRST}\n\n## Two\n\n{SECOND}\n"
    assert len(told(paper(parted), "Three things", "fog on")) == 2
    other = paper(f"# Log\n\n{SECOND}\n", 2)
    first, second = unit_with("Three things", PROSE), unit_with("fog on", other)
    assert len(joined(chunks(evidence(first, second), ASKED))) == 2
    long = " and ".join(["the keeper of the light wrote down each sail that he saw"] * 5)
    assert 2 * len(long) > LONGEST
    assert len(told(paper(f"# Log\n\nFirst {long}. Then {long}.\n"), "First", "Then")) == 2
    listed = paper("# Log\n\nThe ferry sails at nine each morning.\n\n- Sheep go on the deck.\n")
    pair = [single(unit_with("at nine", listed)), single(unit_with("Sheep go", listed))]
    assert joined(pair) == tuple(pair)
