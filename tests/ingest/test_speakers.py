"""Labels of speakers, told from all else that stands before a colon."""

from __future__ import annotations

import pytest

from ingest.speakers import begins_turn, is_name, key, label, recurring, speaking
from tests.ingest.talk import TURNS, inline


@pytest.mark.parametrize(
    "text",
    [
        "The Chair", "Ines Calder MS", "Mr. Tobias Venn (Northmere, Ind.)", "The Acting Chair",
        "Dr van der Berg", "Speaker 2", "Some hon. members", "Siân Prys-Jones", "Hon. Amara Quist",
        "The Chair (Hon. Ines Calder (Northmere, Ind.))", "J. M. Ode", "An Hon. Member",
    ],
)  # fmt: skip
def test_names_and_offices(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "Action", "Decision", "Date", "Risk Owner", "the lock was shut", "We asked three things",
        "Present", "3.2 Parking", "Total £400", "Next meeting", "", "Apologies",
        "It was agreed by all that the following would be done before the end of the year",
    ],
)  # fmt: skip
def test_what_names_nobody(text: str) -> None:
    assert not is_name(text)


def test_a_label_and_where_the_words_begin() -> None:
    text = "Dr. Amara Quist (Harbour Master): There were forty-one."
    here = label(text)
    assert here is not None
    assert here.name == "Dr. Amara Quist (Harbour Master)"
    assert text[here.said :] == "There were forty-one."
    assert label("**The Chair:** Order.") == label("**The Chair**: Order.")
    assert label("The repair costs this: two thirds.") is None


def test_one_person_under_several_labels() -> None:
    assert key("Hon. Amara Quist (Harbour Master)") == key("Amara Quist")
    assert key("The Chair (Ines Calder)") == key("The Chair")
    assert key("Mr. Quist") != key("Mrs. Quist")


def test_who_speaks_comes_back() -> None:
    names = [who for who, _ in TURNS]
    assert recurring(names, frozenset()) == {
        "the chair", "tobias venn", "amara quist", "petra ode"
    }  # fmt: skip
    assert not recurring(names[:4], frozenset())  # too few
    assert not recurring([f"Name{chr(65 + n)} Other{chr(65 + n)}" for n in range(20)], frozenset())
    assert not recurring(["Amara Quist"] * 12 + ["Petra Ode"] * 12, frozenset())  # no exchange


def test_words_of_the_paper_name_nobody() -> None:
    labels = ["Lead Officer", "Milestone", "Funding Gap"] * 6
    assert not recurring(labels, frozenset({"lead", "officer", "milestone", "funding", "gap"}))


def test_lines_that_begin_turns() -> None:
    spoken = speaking(inline().split("\n"))
    assert begins_turn("Mrs. Petra Ode: Once more.", spoken)
    assert not begins_turn("In short: nobody pays.", spoken)
    assert not speaking(["Action: mend the lock", "Owner: harbour master"] * 20)
