"""Whether evidence holds the sort of thing asked for."""

from __future__ import annotations

import pytest

from assistant.answer import kinds
from assistant.question import Wants, understand
from ingest.model import Facts, Role

NOTHING: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("wants", "question", "said", "fits"),
    [
        (Wants.MONEY, "How much was spent?", "The trust spent £4.2m on agencies.", True),
        (Wants.MONEY, "How much was spent?", "The trust spent more than in 2023.", False),
        (Wants.MONEY, "How much was spent?", "The pipe lost 1.5 million litres.", False),
        (Wants.MONEY, "How much was spent?", "It took 1.5 million pounds.", True),
        (Wants.MONEY, "How much was left?", "A surplus of 3.2 million was left.", True),
        (Wants.MONEY, "How much was left?", "They had 1.5 million US dollars.", True),
        (Wants.DATE, "What days is it open?", "It is open on Mondays.", True),
        (Wants.DATE, "When will they hear?", "The appeal is heard next month.", True),
        (Wants.PERCENT, "What % replied?", "A response rate of 48% was reached.", True),
        (Wants.PERCENT, "What % replied?", "Replies came from 12 wards.", False),
        (Wants.NUMBER, "How many beds?", "There are 24 beds.", True),
        (Wants.NUMBER, "How many beds?", "Beds were counted in March 2024.", False),
        (Wants.NUMBER, "How many beds?", "3.1 The beds were moved in 2023/24.", False),
        (Wants.NUMBER, "How many beds?", "Four beds are on each ward.", True),
        (Wants.DATE, "When did it meet?", "It met on the 20th of February.", True),
        (Wants.DATE, "When did it meet?", "It met in the hall.", False),
        (Wants.DATE, "When will it open?", "Trusts may open it.", False),
        (Wants.PLACE, "Where was it held?", "It was held at Farington Lodge.", True),
        (Wants.PLACE, "Where is the Lodge?", "They met at the Lodge in March.", False),
        (Wants.REASON, "Why did it stop?", "It stopped because money ran out.", True),
        (Wants.REASON, "Why did it stop?", "It stopped on Monday.", False),
        (Wants.DECISION, "What was decided?", "The Board endorsed the plan.", True),
        (Wants.DECISION, "What was decided?", "The plan was discussed.", False),
    ],
)
def test_fits(wants: Wants, question: str, said: str, fits: bool) -> None:
    assert kinds.fits(wants, said, understand(question)) is fits


def test_a_decision_is_known_by_its_role_too() -> None:
    asked = understand("What was decided?")
    assert kinds.fits(Wants.DECISION, "Option 2 to go ahead.", asked, Role.DECISION)


@pytest.mark.parametrize(
    ("question", "said", "fits"),
    [
        ("Who is the project lead?", "Each workstream had a project lead in place.", False),
        ("Who is the project lead?", "The leads cover Head and Neck and Paediatric HDU.", False),
        ("Who is the project lead?", "The project lead is Ada Whitcombe.", True),
        ("Who is the author Ada Whitcombe?", "Written by Ada Whitcombe.", False),
        ("Who commissioned the work?", "The ICB commissioned the work.", True),
        ("Who chairs it?", "Cllr Scopes is in the chair.", True),
    ],
)
def test_who(question: str, said: str, fits: bool) -> None:
    ordinary = frozenset({"head", "neck", "paediatric", "project", "lead"})
    assert kinds.fits(Wants.PERSON, said, understand(question), None, ordinary) is fits


def test_one_sort_of_amount_stands_for_another() -> None:
    asked = understand("What share of the budget is spent on staff?")
    wanted = (Wants.MONEY, Wants.PERCENT)
    assert kinds.fits_all(wanted, "Staff take 62% of it.", asked, None, NOTHING)
    assert not kinds.fits_all(wanted, "Staff take most of it.", asked, None, NOTHING)


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ("In all 872 people answered.", True),
        ("People answered in the survey of the year 2024.", False),
        ("The survey, which had been sent to 900 homes in spring and again in the early part of "
         "autumn by the team, was answered by people.", False),
    ],
)  # fmt: skip
def test_a_figure_counts_only_near_what_it_counts(said: str, counted: bool) -> None:
    assert kinds.counts(said, understand("How many people answered?")) is counted


@pytest.mark.parametrize(
    ("question", "said", "timely"),
    [
        ("What was decided at the March Board?", "On 20 February the Board endorsed it.", False),
        ("What was decided at the March Board?", "On 5 March the Board endorsed it.", True),
        ("What was decided at the March Board?", "The Board endorsed it.", True),
        ("What did the team decide?", "Approved on 5 March 2024.", True),
        ("When did the March Board meet?", "It met on 20 February.", True),
    ],
)
def test_a_decision_of_another_month_is_not_the_one_asked_for(
    question: str, said: str, timely: bool
) -> None:
    assert kinds.timely(said, understand(question)) is timely


@pytest.mark.parametrize(
    "word", ["decide", "market", "mayor", "novel", "augment", "sepsis", "octave"]
)
def test_a_word_that_begins_like_a_month_is_none(word: str) -> None:
    assert not kinds.fits(Wants.DATE, f"They {word} things.", understand("When was it?"))


@pytest.mark.parametrize(
    ("question", "around", "same"),
    [
        ("What did the Finance Committee decide?", "Executive Team: approved", False),
        ("What did the Finance Committee decide?", "The Finance Committee approved it", True),
        ("What did the Quay Finance Committee decide?", "The QFC approved it", True),
        ("What did the Board decide?", "It was approved", True),
        ("Who sits on the Finance Committee?", "Executive Team: Ada", True),
    ],
)
def test_a_decision_of_another_body_is_not_the_one_asked_for(
    question: str, around: str, same: bool
) -> None:
    assert kinds.same_body(around, understand(question)) is same


@pytest.mark.parametrize(
    ("question", "done_there"),
    [
        ("When was the budget approved?", True),
        ("When did the Board agree to the new slipway?", True),
        ("When were the byelaws ratified by the Guild?", True),
        ("When has the fee been discussed?", True),
        ("When was approval given for the slipway?", True),
        ("When is the budget to be approved?", False),
        ("When does the slipway open?", False),
        ("Who approved the budget?", False),
        ("When was the electricity cut off?", False),
        ("When did the joint survey end?", False),
        ("When was the annual report printed?", False),
    ],
)
def test_when_something_was_done_that_is_done_in_meetings(question: str, done_there: bool) -> None:
    asked = understand(question)
    assert kinds.asks_when_done(asked) is done_there
    assert kinds.dated_by_meeting(asked, Facts("M", "minutes", "2024-03-12")) is done_there


@pytest.mark.parametrize("facts", [Facts("M", "minutes"), Facts("R", "report", "2024-03-12")])
def test_only_dated_minutes_tell_when(facts: Facts) -> None:
    assert not kinds.dated_by_meeting(understand("When was the budget approved?"), facts)


@pytest.mark.parametrize(
    ("said", "fits"),
    [("JKM took the chair.", True), ("SWL took the chair.", False), ("It took the chair.", False)],
)
def test_initials_of_somebody_in_the_paper_are_a_name(said: str, fits: bool) -> None:
    asked = understand("Who is the harbour master?")
    initials = frozenset({"JKM", "AO"})
    assert kinds.fits(Wants.PERSON, said, asked, initials=initials) is fits
    assert kinds.fits_all((Wants.PERSON,), said, asked, None, NOTHING, initials) is fits
    assert not kinds.fits(Wants.PERSON, said, asked)


@pytest.mark.parametrize(
    ("question", "somebody"),
    [
        ("Who is Marla Quist?", True),
        ("and who's Marla Quist", True),
        ("Who is the Harbour Master?", False),
        ("Who is Finance Director?", False),
        ("Who chairs the Pilots Guild?", False),
        ("who is responsible?", False),
    ],
)
def test_who_somebody_is_asks_for_an_office(question: str, somebody: bool) -> None:
    assert kinds.asks_who_somebody_is(understand(question)) is somebody
