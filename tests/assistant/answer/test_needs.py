"""What evidence must hold because the question names it or asks for it."""

from __future__ import annotations

import pytest

from assistant.answer import needs
from assistant.question import understand
from tests.assistant.answer.units import unit


@pytest.mark.parametrize(
    ("question", "said", "met"),
    [
        ("What is Ada Whitcombe's email address?", "Ada Whitcombe, harbour master.", False),
        ("What is Ada Whitcombe's email address?", "Write to ada@quay.example.", True),
        ("What is the harbour's phone number?", "The harbour office opens at nine.", False),
        ("What is the harbour's phone number?", "Ring 01234 567890 at any hour.", True),
        ("What time does the ferry leave?", "The ferry leaves on Mondays.", False),
        ("What time does the ferry leave?", "The ferry leaves at 7.15 on Mondays.", True),
        ("How long is the lease?", "The lease was signed in the hall.", False),
        ("How long is the lease?", "The lease runs for 25 years.", True),
        ("What was the vote?", "The Board approved the dredging.", False),
        ("What was the vote?", "The Board approved it by seven to two.", True),
        ("What goes into form K7?", "Form K6 holds the tide tables.", False),
        ("What goes into form K7?", "K7 holds the berth list.", True),
        ("What does RISK-012 say?", "RISK-011: the wall may fail.", False),
        ("What does RISK-012 say?", "RISK012: the wall may fail.", True),
        ("How much was spent in 2016/17?", "In 2015/16 the harbour spent £9m.", False),
        ("How much was spent in 2016/17?", "In 2016-17 the harbour spent £9m.", True),
        ("How much was spent in 2016/17?", "The harbour spent £9m.", True),
        ("Who won in autumn 2011?", "In spring 2011 Rafiq Odell won.", False),
        ("What was the profit in FY2023?", "In fiscal 2023 profit was £4m.", True),
        ("Which pilots retire in May?", "Which pilots are likely to retire in May?", False),
        ("What did the survey ask?", "How often do you come to the quay?", True),
        ("Who is the buyer that Odell rings?", "Rafiq Odell: ring <name of buyer>", False),
        ("Which firm won the contract?", "The contract was won by the lowest bid.", False),
        ("Which firm won the contract?", "The contract went to Whitcombe Marine.", True),
        ("Which firm won the contract?", "The winners are:", True),
        ("Which college fears for its grant?", "One college feared for its grant.", False),
        (
            "Which college fears for its grant?",
            "One college feared for its grant, and so did many others that had been asked of it, "
            "as we heard on Monday from Ada Whitcombe.",
            False,
        ),
        ("Which college fears for its grant?", "The grant is all to Quayton College.", True),
        ("What library services are offered?", "There are talks and a reading group.", True),
        (
            "Who is the deputy clerk?",
            "The deputy was there, and the clerk, one Ada Whitcombe.",
            True,
        ),
        ("Who is the head nurse?", "The head of all of it is Ada Whitcombe.", False),
        ("What is the pilot's name?", "The pilot joined in May.", False),
        ("What is the pilot's name?", "The pilot is Rafiq Odell.", True),
        (
            "Who does Whitcombe advise on dredging costs?",
            "Ada Whitcombe advises on dredging costs.",
            False,
        ),
        (
            "Who does Whitcombe advise on dredging costs?",
            "Ada Whitcombe advises Rafiq Odell on dredging costs.",
            True,
        ),
        ("Why was the slip closed?", "The slip was closed.", True),
        ("How close did the ferry come?", "The ferry came within nine yards of the wall.", True),
        ("How old may a launch get before we replace it?", "No launch is over 12 years old.", True),
        ("What is the fare to Mole Head?", "The ferry goes to Mole Head on Mondays.", False),
        ("What is the fare to Mole Head?", "Mole Head is £2 each way.", True),
        ("What was mortality among seals?", "The bay has 310 seals.", False),
        ("What was mortality among seals?", "Nine of 310 seals died.", True),
        ("How old are the launches?", "There are nine launches and a spare one.", False),
        ("How old are the launches?", "The launches are twelve years old.", True),
        ("What did the pilots say the fee should be?", "Raise the fee from 2% to 4%.", True),
        ("What did the pilots say about the fee?", "Raise the fee from 2% to 4%.", False),
        ("Who is the quay's safety guardian?", "The safety guardian reads all of it.", True),
        (
            "Who is the quay's safety guardian?",
            "Ada Whitcombe spoke, and after her a long line of others who had come to hear of the "
            "new crane and of the mole; the safety guardian was not there.",
            False,
        ),
        (
            "Which pilots retire in May?",
            "Three of the pilots, Odell and Whitcombe and Coble, retire in May, and so the rota of "
            "June and of July has to be drawn up anew. Shall we say on Monday?",
            True,
        ),
        ("Which firm won the contract?", "Winning took the firm a year.", False),
        ("What rating did the ferry get?", "The ferry was looked over in May.", False),
        ("What rating did the ferry get?", "The ferry was rated good.", True),
        ("What rating did the ferry get?", "The report on the ferry is awaited.", True),
        ("What is the address of the office?", "The office is open on Mondays.", False),
        ("What is the address of the office?", "The office is at 4 Mole Road, Quayton.", True),
        ("How are the 310 berths split by quay?", "About 310 berths lie at four quays.", False),
        ("How are the 310 berths split by quay?", "North 120, south 100, mole 90.", True),
        ("What did the pilots say in May?", "The pilots were briefed in May.", False),
        ("What did the pilots say in May?", "The pilots feared for the ladder.", True),
        ("What did the pilots say in May?", "The harbour said no.", False),
        ("Who is the harbour master?", "Ada Whitcombe is the harbour master.", True),
        ("Who is the finance director?", "Ada Whitcombe, director of tides.", False),
        ("Who's the director at Mole Head?", "Ada Whitcombe, director, Quay Head.", False),
        ("Who's the director at Mole Head?", "Ada Whitcombe, director, Mole Head.", True),
    ],
)
def test_met(question: str, said: str, met: bool) -> None:
    assert needs.met(unit(said), understand(question)) is met


def test_what_the_surroundings_name_counts() -> None:
    asked = understand("What does K7 hold?")
    assert needs.met(unit("It holds the berth list.", heading="K7 Berths"), asked)
    assert not needs.met(unit("It holds the berth list.", heading="K6 Berths"), asked)
    year = understand("What was spent in 2016/17?")
    both = "The harbour spent £9m (£8m in 2015/16)."
    assert needs.met(unit(both, heading="The year 2016/17"), year)
    assert not needs.met(unit(both, heading="The year 2014/15"), year)
    assert needs.met(unit(both), understand("What was spent in 2015/16?"))
    assert needs.met(unit("Up from £8m in 2015/16.", around="The year 2016/17 was dear."), year)


@pytest.mark.parametrize(
    ("said", "heading", "around", "agrees"),
    [
        ("In 2021 it rained.", "Report", "", 1.0),
        ("In 2020 it rained.", "Report", "2021 was dry.", 0.0),
        ("It rained.", "Weather of 2021", "", 1.0),
        ("It rained.", "Weather", "2021 was wet.", 0.8),
        ("It rained.", "Weather", "", 0.4),
        ("It rained.", "Weather", "2019 was wet.", 0.2),
    ],
)
def test_how_well_the_years_agree(said: str, heading: str, around: str, agrees: float) -> None:
    piece = unit(said, heading=heading, around=around)
    assert needs.time_agrees(piece, understand("Did it rain in 2021?")) == agrees
    assert needs.time_agrees(piece, understand("Did it rain?")) == 0.8


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2015/16 and 16-17", {"15/16", "16/17"}),
        ("in 2019, then 2021–22", {"2019", "21/22"}),
        ("pages 12-13, £2000", {"12/13"}),
        ("3/2025 and 10.2019", set()),
    ],
)
def test_years(text: str, found: set[str]) -> None:
    assert needs.years(text) == found


def test_only_what_names_or_asks_for_something_is_checked() -> None:
    assert needs.asks(understand("What does form K7 hold?"))
    assert needs.asks(understand("What time does it start?"))
    assert not needs.asks(understand("What is the purpose of the wall?"))
