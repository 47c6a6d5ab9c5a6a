"""Whether a figure counts what is asked, and a sum pays for it."""

from __future__ import annotations

import pytest

from assistant.answer import needs
from assistant.answer.quantities import counts_it, priced, thing_counted
from assistant.question import understand
from tests.assistant.answer.units import unit


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("How many berths does the quay have?", "berth"),
        ("how many deep water berths are there", "berth"),
        ("What is the number of pilots on the rota?", "pilot"),
        ("What weight does noise carry?", "weight"),
        ("how many new care workers moved last year", "worker"),
        ("how many staff work on the quay", "staff"),
        ("How many weeks did the dredging take?", ""),
        ("How many miles is the channel?", ""),
        ("How much did the dredging cost?", ""),
    ],
)
def test_what_is_counted(question: str, thing: str) -> None:
    assert thing_counted(question) == thing


@pytest.mark.parametrize(
    ("question", "said", "counts"),
    [
        ("How many berths are there?", "The quay has 31 berths.", True),
        ("How many berths are there?", "A four-weekly rota covers the berths.", False),
        ("How many berths are there?", "The berths were let for 25 years.", False),
        ("How many berths are there?", "The berths cost £900.", False),
        ("How many berths are there?", "Wave 1 is about the berths.", False),
        ("How many staff came?", "It drew 520 patients.", False),
        ("How many berths are there?", "It is one of the berths to be mended.", False),
        ("How many berths are there?", "Berths are let on the 2nd of each month at 10.30.", False),
        ("How many berths are there?", "There were forty-one of them.", True),
        ("How many berths are there?", "There are 31.", True),
        (
            "How many berths are there?",
            "The berths lie along the mole, which the harbour office had mended twelve times.",
            False,
        ),
        ("How many berths are there?", "A one-time grant paid for the berths.", False),
        ("How many launches has the harbour office bought?", "The harbour office bought 31.", True),
        ("How many workers has the harbour office hired?", "The harbour office hired 31.", False),
        ("How many launches are there and who runs them?", "The fleet is of 31.", True),
        ("How many of them sail at night?", "The quay has 31 launches.", False),
        ("How many of them sail at night?", "Nine of 31 launches sail by night.", True),
        ("How many of those are let?", "Of 31 berths nine were let.", True),
        ("How many people came?", "The fair drew 520 adults and children.", True),
        ("How many people came?", "People came to the fair from all of five quays.", False),
        ("How many people came?", "It had 872 replies.", True),
        ("How many weeks did it take?", "It took nine weeks.", True),
        ("Why were the berths let?", "The berths were let to pay for the mole.", True),
    ],
)
def test_counts_it(question: str, said: str, counts: bool) -> None:
    assert counts_it(said, "", understand(question), row=False) is counts


def test_what_stands_above_or_in_the_row_is_counted() -> None:
    asked = understand("How many berths are there?")
    assert not counts_it("North quay: 31", "", asked, row=False)
    assert counts_it("North quay: 31", "Berths", asked, row=False)
    assert counts_it("North quay: 31", "", asked, row=True)


@pytest.mark.parametrize(
    ("question", "said", "paid"),
    [
        ("How much did the Board pay for the ladder?", "The ladder came to £90.", True),
        ("How much did the Board pay for the ladder?", "The Board paid £609 for wi-fi.", False),
        ("How much is the survey costing?", "The survey is £4,000.", True),
        ("How much is the survey costing?", "The fees are £4,000.", False),
        ("How much will two new quays cost?", "We spend £3m, and two thirds on tugs.", False),
        ("How many ladders were bought?", "The fees are £4,000.", True),
    ],
)
def test_priced(question: str, said: str, paid: bool) -> None:
    assert priced(said, "", understand(question)) is paid


@pytest.mark.parametrize(
    ("question", "said", "met"),
    [
        ("Why did Odell step down?", "Odell spoke for the new ladder.", False),
        ("Why did Odell step down?", "Odell left in May to run the ferry.", True),
        ("Why did Odell step down?", "Odell remains the harbour master.", True),
        ("When was the dredging approved?", "The dredging began on 3 May 2021.", False),
        ("When was the dredging approved?", "The Board agreed the dredging on 3 May 2021.", True),
        ("When did the two ports merge?", "The two ports met on 3 May 2021.", False),
        ("When did the two ports merge?", "The ports became a single one on 3 May 2021.", True),
        ("What did the survey recommend?", "Ada Whitcombe, once the town's surveyor.", False),
        ("What did the survey recommend?", "The town should mend the mole first.", True),
        ("What did the survey find?", "The survey will look at the mole in May.", False),
        ("What did the survey find?", "The survey found the mole sound.", True),
        ("What did the survey find?", "Findings are expected in May.", False),
        ("What did the mole cost?", "There continues to be a cost of £4m for the mole.", True),
        ("What did the Board plan to do?", "The Board will mend the mole.", True),
        ("What will the survey look at?", "The survey will look at the mole in May.", True),
        ("What did the Board say of the mole?", "RO said that it was sound.", True),
        ("Which hospital will have the unit?", "The ICB has chosen the services.", False),
        ("Which hospital will have the unit?", "The unit goes to Mole Head.", True),
        ("Which firm won the tender?", "The tender was won by ACD.", True),
    ],
)
def test_met(question: str, said: str, met: bool) -> None:
    assert needs.met(unit(said), understand(question)) is met
