"""Which sentences of minutes decide, whose act they tell, and what stands under them."""

from __future__ import annotations

import pytest

from ingest.model import BlockKind, RawBlock, Role
from ingest.structure.minute_bodies import MeetingBody, meeting_body
from ingest.structure.minute_decisions import is_decision, opens_list
from ingest.structure.minutes import MinuteMark, recognise

H, P, I, R = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW  # noqa: E741


@pytest.mark.parametrize(
    "text",
    [
        "Decision 2024/03-02: the works go ahead.",
        "Decision 7: the works go ahead.",
        "DECISION No. 24/117 – the works go ahead.",
        "Decision PC-24-06a (unanimous): the works go ahead.",
        "Decision A: the works go ahead.",
        "Decision (iv): the works go ahead.",
        "Decision ref. FC/12. The works go ahead.",
        "4.2 Decision 3.1: the works go ahead.",
        "Decision made: the works go ahead.",
        "Resolution 2024-15: the works go ahead.",
    ],
)
def test_a_line_that_is_labelled_as_a_decision(text: str) -> None:
    assert is_decision(text)


@pytest.mark.parametrize(
    "text",
    [
        "Decision 2024/03-02 now gives both conditions.",
        "Decision 7 was taken in March.",
        "Decision making: members asked how choices are made.",
        "Decision required: approve the works.",
        "Decision: none.",
        "Decisions: not required",
        "Decision 4: N/A",
        "Decision by: J Smith",
    ],
)
def test_words_that_only_speak_of_a_decision(text: str) -> None:
    assert not is_decision(text)


@pytest.mark.parametrize(
    ("text", "decides"),
    [
        ("Proposed by Cllr Brisk, seconded by Cllr Odell. Carried unanimously.", True),
        ("Proposed by Cllr Brisk; seconded by Cllr Odell; and resolved: to close the gate", True),
        ("It was proposed by Cllr Brisk, seconded by Cllr Odell and agreed to wait.", True),
        ("All in favour.", True),
        ("The work was carried on until dusk.", False),
        ("Carried forward to June.", False),
        ("Cllr Brisk proposed a new bench, and Cllr Odell will ask for quotes.", False),
    ],
)
def test_what_was_proposed_and_carried(text: str, decides: bool) -> None:
    assert is_decision(text) is decides


@pytest.mark.parametrize(
    "act",
    [
        "PASSED the paper", "CHALLENGED the paper", "passed the budget", "deferred the item",
        "returned the papers to their authors", "rejected the tender", "stopped the project",
        "challenged the case at the second gate", "declined the request", "supported the bid",
        "ratified the policy", "resolved to go on", "confirmed the fee", "adopted the plan",
        "unanimously upheld the appeal", "also waived the charge", "has approved the plan",
    ],
)  # fmt: skip
@pytest.mark.parametrize("body", ["The Committee", "Members", "The Town Planning Committee"])
def test_what_the_body_did(body: str, act: str) -> None:
    assert is_decision(f"3.1 {body} {act}.", meeting_body("Town Planning Committee", ()))


@pytest.mark.parametrize(
    "text",
    [
        "The Committee passed on its thanks.",
        "The Committee returned to item 4.",
        "The Committee stopped for lunch.",
        "The Committee challenged the figures for agency staff.",
        "The Committee had approved the plan in May.",
        "It had been agreed in May to wait.",
        "The plan had been approved.",
        "The plan is to be approved by the Committee.",
        "Some members supported the idea.",
        "The chair of the Committee approved the letter.",
    ],
)
def test_what_the_body_did_not_decide(text: str) -> None:
    assert not is_decision(text, meeting_body("Town Planning Committee", ()))


def test_after_discussion_the_body_decides_too() -> None:
    assert is_decision("Following a long discussion, the Board approved the plan.")
    assert is_decision("After debate the Board rejected the plan.")
    assert is_decision("The Senate reconsidered it. The Senate returned the policy.")


@pytest.mark.parametrize(
    "text",
    [
        "The minutes of 3 May 2024 were agreed as amended.",
        "The minutes of the meeting on 3.5.24 were agreed as amended: a name was wrong.",
        "Minutes of the last meeting were approved subject to one correction.",
        "The Minute of the Board Meeting of 19 November 2019 was approved.",
        "The draft minutes, which had been circulated, were then confirmed.",
        "The minutes were signed as a correct record.",
        "The report was adopted as amended.",
        "Agreed as a correct record.",
        "Agreed as a correct record\tA Person, chair",
    ],
)
def test_minutes_that_are_agreed(text: str) -> None:
    assert is_decision(text)


@pytest.mark.parametrize(
    "text",
    [
        "Agreed as a correct record\t",
        "Signed as a correct record: ........................ (Chairman)  Date: ............",
        "Approved as a true and accurate record\tSigned\t\tDate\t",
        "Agreed as a correct record: ____________",
        "To approve the minutes of 3 May as a correct record",
        "The minutes will be agreed as a correct record in June.",
        "The actions from the minutes that were agreed in May are done.",
    ],
)
def test_minutes_that_nobody_has_agreed(text: str) -> None:
    assert not is_decision(text)


BOARD = meeting_body(
    "Hospitals Programme Board",
    ["The Board noted it.", "Report of the audit committee", "The clinical reference group met."],
)


@pytest.mark.parametrize(
    ("subject", "own"),
    [
        ("The Board", True),
        ("the programme board", True),
        ("Members", True),
        ("We", True),
        ("HPB", True),
        ("The Northshire Hospitals Programme Board", True),
        ("The panel", True),  # the paper names no other panel: a loose word for itself
        ("The group", False),
        ("The committee", False),
        ("The Finance Committee", False),
        ("The ICB Board", False),
        ("CQC", False),
        ("There was concern the board", False),
        ("Two members", False),
    ],
)
def test_whose_act(subject: str, own: bool) -> None:
    assert BOARD.is_own(subject) is own


def test_a_meeting_without_a_name_takes_every_body_for_its_own() -> None:
    assert MeetingBody().is_own("The Finance Committee")


def marks(meeting: str | None, *blocks: tuple[BlockKind, str]) -> dict[int, MinuteMark]:
    return recognise([RawBlock(kind, text) for kind, text in blocks], True, meeting)


def test_what_another_body_did_is_reported_not_decided() -> None:
    said = (
        (H, "4 Report of the workforce group"),
        (P, "4.1 The group endorsed the rota."),
        (P, "4.2 The plan was approved by the Finance Committee."),
        (P, "4.3 The Board noted the report."),
    )
    assert list(marks("Care Board", *said)) == [3]
    # A name that decides nothing in these minutes is a wrong one, and is not followed.
    assert list(marks("Anytown Council", *said)) == [1, 2, 3]


@pytest.mark.parametrize(
    ("lead", "opens"),
    [
        ("RESOLVED that:", True),
        ("Decision 3: The Board passed the paper. Two limits hold from today:", True),
        ("The Board approved the plan on two conditions:", True),
        ("The Board approved the plan. The conditions are as follows:", True),
        ("The Board noted the report. Members asked:", False),
        ("The Board approved the plan.", False),
        ("Members discussed:", False),
    ],
)
def test_a_decision_that_opens_a_list(lead: str, opens: bool) -> None:
    assert opens_list(lead) is opens


def test_the_conditions_under_a_decision_are_decided_too() -> None:
    blocks = [
        RawBlock(P, "The Board approved the plan on these conditions:"),
        RawBlock(I, "The deed is signed by 3 May 2024. Owner: Dr. Ann Lee. Confirmed by: Bo Day."),
        RawBlock(I, "One of the following is met:", level=1),
        RawBlock(I, "the fee is paid;", level=2),
        RawBlock(I, "JS to report by the next meeting.", level=1),
        RawBlock(P, "Members spoke of:"),
        RawBlock(I, "the rain."),
    ]
    found = recognise(blocks, True, None, (None, 0, 0, 2, 0, None, 5))
    assert found == {
        0: MinuteMark(Role.DECISION),
        1: MinuteMark(Role.DECISION, "Dr. Ann Lee", "3 May 2024"),
        2: MinuteMark(Role.DECISION),
        3: MinuteMark(Role.DECISION),
        4: MinuteMark(Role.ACTION, "JS", "the next meeting"),
    }


def test_the_next_numbered_minute_is_no_condition() -> None:
    blocks = [RawBlock(P, "4.3 It was agreed to apply."), RawBlock(I, "4.4 Thanks were given.")]
    assert list(recognise(blocks, True, None, (None, 0))) == [0]


def test_column_headings_of_an_attendance_list_are_nobody() -> None:
    given = ("Name", "Post")
    rows = [
        RawBlock(H, "Present"),
        RawBlock(R, "Name\tPost", cells=given, table=0),
        RawBlock(R, "Jo Day\tChair", cells=("Jo Day", "Chair"), header=given, table=0),
        RawBlock(H, "Apologies"),
        RawBlock(R, "Member\tRepresenting", cells=("Member", "Representing"), table=1),
        RawBlock(R, "Al Lee\tThe ward", cells=("Al Lee", "The ward"), table=1),
    ]
    found = {i: m.role for i, m in recognise(rows, True).items()}
    assert found == {2: Role.ATTENDANCE, 5: Role.APOLOGIES}
