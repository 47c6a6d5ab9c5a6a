"""What a question is read as."""

from __future__ import annotations

import pytest

from assistant.question import Wants, leans, understand


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("Who presented the paper?", Wants.PERSON),
        ("whos the chair", Wants.PERSON),
        ("When did the Board meet?", Wants.DATE),
        ("by what date must comments arrive?", Wants.DATE),
        ("what dates is the fair on?", Wants.DATE),
        ("do they know when the lease ends?", Wants.DATE),
        ("any idea when the lease ends?", Wants.DATE),
        ("When was the mole built and what does fog count as?", Wants.DATE),
        ("who brings what by when", Wants.DATE),
        ("when next meeting?", Wants.DATE),
        ("What is the new crane costing the harbour?", Wants.MONEY),
        ("whats the fine for mooring there", Wants.MONEY),
        ("How many beds are there?", Wants.NUMBER),
        ("What level of occupancy triggers it?", Wants.NUMBER),
        ("How much money was agreed?", Wants.MONEY),
        ("what did they pay for the review?", Wants.MONEY),
        ("what % of staff are temporary?", Wants.PERCENT),
        ("Where was it held?", Wants.PLACE),
        ("Why was the scheme stopped?", Wants.REASON),
        ("What did the committee decide about parking?", Wants.DECISION),
        ("What does SRTB stand for?", Wants.EXPANSION),
        ("What does SRTB mean?", Wants.EXPANSION),
        ("What is anticipatory care?", Wants.DEFINITION),
        ("how did the report define best value?", Wants.DEFINITION),
        ("Which services are prioritised?", Wants.LIST),
        ("List the five partnerships.", Wants.LIST),
        ("Is the blueprint agreed?", Wants.YESNO),
        ("Tell me about vascular services", Wants.TEXT),
    ],
)
def test_the_sort_of_answer_wanted(text: str, wants: Wants) -> None:
    assert wants in understand(text).wants


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("When does a launch count as seaworthy?", Wants.DATE),
        ("is there a limit when we let the berths?", Wants.DATE),
        ("what's a lead line when pilots talk of one?", Wants.DATE),
        ("When the Board met in May, what was said of the crane?", Wants.DATE),
        ("What did they do about the 11% cut to the grant?", Wants.PERCENT),
        ("Who signed it and in what capacity?", Wants.NUMBER),
        ("what's a berth in the budget paper?", Wants.MONEY),
        ("what is the costing model?", Wants.MONEY),
        ("what is the fine print of it?", Wants.MONEY),
    ],
)
def test_words_that_ask_for_nothing_of_the_sort(text: str, unwanted: Wants) -> None:
    assert unwanted not in understand(text).wants


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("What does SRTB stand for?", "SRTB"),
        ("what is GiRFT short for", "GiRFT"),
        ("What is anticipatory care?", "anticipatory care"),
        ("What is tide pay and who earns it?", "tide pay"),
        ("what do they mean by a comparator", "comparator"),
        ('what does "collection fee" mean in the contract', "collection fee"),
    ],
)
def test_the_subject_of_a_definition(text: str, subject: str) -> None:
    assert understand(text).subject == subject


@pytest.mark.parametrize(
    ("text", "leaning"),
    [
        ("and who wrote it?", True),
        ("what about vascular?", True),
        ("which of those were in the original six?", True),
        ("how many slots is that", True),
        ("can it be extended?", True),
        ("What does SRTB stand for?", False),
        ("What does the IT strategy say?", False),
        ("what does the it strategy say?", False),
        ("WHEN DOES IT MEET?", True),
        ("When did the Board approve the plan that trusts had drawn up?", False),
        ("Which services are prioritised for reconfiguration?", False),
        ("is there a plan for urology services in the system?", False),
    ],
)
def test_what_cannot_stand_alone(text: str, leaning: bool) -> None:
    assert leans(text) is leaning


def test_a_follow_up_takes_the_subject_along() -> None:
    asked = understand("and who wrote it?", ("What is in the urology case for change?",))
    assert asked.carried == ("urology", "case", "change")
    assert "urology" in asked.search_text


def test_a_question_that_stands_alone_takes_nothing() -> None:
    asked = understand("What does SRTB stand for?", ("Who leads the hospital in Leeds?",))
    assert asked.carried == ()
    assert asked.search_text == asked.text


def test_a_chain_of_follow_ups_reaches_back_to_the_first_subject() -> None:
    asked = understand(
        "which supplier was it?", ("What was the data breach of August?", "was it big")
    )
    assert "breach" in asked.carried


@pytest.mark.parametrize(
    ("text", "compound"),
    [
        ("Is the blueprint agreed, and who is working on it?", True),
        ("what happened to the proposal & how much say does the board keep", True),
        ("and who wrote it?", False),
        ("Which services are urology and vascular?", False),
    ],
)
def test_two_questions_in_one(text: str, compound: bool) -> None:
    assert understand(text).compound is compound


@pytest.mark.parametrize(
    "text",
    [
        "when was that last checked?",
        "how many have left in the year, and why?",
        "what happens after that, and when?",
        "which were down for repair?",
        "who else was there on the day?",
        "who was harbour master then?",
    ],
)
def test_what_stands_for_something_said_before_leans(text: str) -> None:
    assert leans(text)


@pytest.mark.parametrize(
    "text",
    [
        "which is the largest berth in Leith?",
        "how many boats have left the harbour in the year?",
        "who said that the crane was unsafe in March?",
    ],
)
def test_what_says_all_itself_does_not_lean(text: str) -> None:
    assert not leans(text)


def test_the_question_before_asked_of_something_else_is_read_as_that_question() -> None:
    before = ("How much did Pier A cost to run in 2024?",)
    asked = understand("what about Pier B?", before)
    assert asked.wants == understand(asked.whole).wants and Wants.MONEY in asked.wants
    assert asked.text == asked.whole == "How much did Pier B cost to run in 2024?"
    assert asked.carried == () and not asked.leaning and asked.history == before


def test_what_an_earlier_question_was_about_goes_along_where_it_is_asked_again() -> None:
    before = ("What is the berth list for?", "so why so few boats in 2023?")
    asked = understand("and in 2024?", before)
    assert "berth" in asked.search_text
