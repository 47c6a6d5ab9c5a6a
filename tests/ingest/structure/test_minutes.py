from __future__ import annotations

from pathlib import Path

import pytest

from ingest.model import BlockKind, RawBlock, Role
from ingest.structure.minutes import MinuteMark, meeting_facts, recognise

REAL = Path(__file__).resolve().parents[4] / "shared" / "real"
H, P, I, R = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW  # noqa: E741


def raw(*blocks: tuple[BlockKind, str]) -> list[RawBlock]:
    return [
        RawBlock(kind, text, cells=tuple(text.split("\t")) if kind is R else (), table=0)
        for kind, text in blocks
    ]


def one(text: str, *, is_minutes: bool = True) -> MinuteMark | None:
    present = (P, "Present: Jane Smith (JS), Chair; Alan Holzer (AHol); Mike Stephens (MS)")
    blocks = raw(present, (H, "5 Business"), (P, text))
    return recognise(blocks, is_minutes).get(2)


@pytest.mark.parametrize(
    "text",
    [
        "RESOLVED: That the press be excluded.",
        "RESOLVED – that the report be noted.",
        "It was agreed that the plan go ahead.",
        "It was unanimously agreed to support Tony Brown for the Board.",
        "The Board noted the report.",
        "The Board approved the recommendations.",
        "The Integrated Care Board endorsed the case for change.",
        "The Audit and Risk Committee formally ratified the policy.",
        "Trustees agreed to the purchase of 2 headsets.",
        "We agreed, with one against, to join this group.",
        "There was a long discussion. The Board agreed.",
        "The minutes were accepted as a true and accurate record.",
        "The minutes of the previous meeting were agreed for publication.",
        "Decision: option 2.",
        "3.2 Costs were tabled. AGREED to purchase.",
        "Passed unanimously",
        "It has been approved unanimously.",
        "The motion was carried.",
    ],
)
def test_decisions(text: str) -> None:
    mark = one(text)
    assert mark is not None
    assert mark.role is Role.DECISION


@pytest.mark.parametrize(
    "text",
    [
        "The Board is asked to approve the plan.",
        "RJ said that the approach should be trialled.",
        "It was noticeable that few agreed.",
        "The committee will agree its plan in May.",
        "It became clear that the action agreed in June had lapsed.",
        "Musical entertainment will be provided by a choir.",
        "The Board discussed the statement of intent.",
        "NHS to be consulted in May.",
        "Jane Smith was welcomed to her first meeting.",
        "The action plan was shown.",
        "Dr Smith will be away in May.",
        "Dr Newcome will retire in May.",
        "Mr Newcome of the Trust agreed with this.",
        "Action 12 of the plan: this was discussed.",
    ],
)
def test_neither_decision_nor_action(text: str) -> None:
    assert one(text) is None


@pytest.mark.parametrize(
    ("text", "owner", "due"),
    [
        ("ACTION:AHol/MS", "AHol/MS", None),
        ("ACTION: JS", "JS", None),
        ("ACTION: Trustees", "Trustees", None),
        ("Action – JS to circulate the paper by 12 May", "JS", "12 May"),
        (
            "Action 3: Jane Smith to write to the Trust before the next meeting",
            "Jane Smith",
            "the next meeting",
        ),
        ("The lift is broken. [Action: MS]", "MS", None),
        ("The lift is broken. Action MS", "MS", None),
        ("JS to circulate the paper by 12 May 2024.", "JS", "12 May 2024"),
        ("Mike will advertise this on the website.", "Mike", None),
        ("JS agreed to write a blog post by the end of March.", "JS", "the end of March"),
        ("Jane and Mike agreed to look at the options.", "Jane and Mike", None),
        ("Action: circulate the paper", None, None),
        ("Dr Smith will write to them by 3 May.", "Dr Smith", "3 May"),
        ("It was late. Cllr Mike Stephens will ask again.", "Cllr Mike Stephens", None),
        ("Prof Newcome undertook to find a date.", "Prof Newcome", None),
        ("Mrs. Smith and AHol will look into it.", "Mrs. Smith and AHol", None),
        ("Action 2024/05-A1: Dr Smith to write by 12 May", "Dr Smith", "12 May"),
        ("Action PC/24/7 - JS to write", "JS", None),
        ("ACTION no. 4a: JS to write", "JS", None),
        ("Action 12: Write to them. Owner: Jane Smith. Due: 3 June", "Jane Smith", "3 June"),
    ],
)
def test_actions_with_owner_and_due_date_as_printed(
    text: str, owner: str | None, due: str | None
) -> None:
    assert one(text) == MinuteMark(Role.ACTION, owner, due)


@pytest.mark.parametrize(
    ("text", "owner", "due"),
    [
        ("Jacob Kaplan-Moss: Post membership form updates", "Jacob Kaplan-Moss", None),
        ("Ann Lee & Bo Day: Post the call by 3 June", "Ann Lee & Bo Day", "3 June"),
        ("1.\tMW to produce a blog post", "MW", None),
        ("1.\tAgree letter to health boards", None, None),
        ("Circulate the slides (JS)", "JS", None),
        ("All members to read the draft by Friday", "All members", "Friday"),
        ("Check the costs. Due: 12/05/2024", None, "12/05/2024"),
    ],
)
@pytest.mark.parametrize("heading", ["Actions", "Action items", "9. Follow up", "ACTION LOG"])
def test_items_under_a_heading_for_actions(
    heading: str, text: str, owner: str | None, due: str | None
) -> None:
    marks = recognise(raw((H, heading), (I, text), (H, "Close"), (I, "The end")), True)
    assert marks == {1: MinuteMark(Role.ACTION, owner, due)}


def test_items_under_headings_for_decisions() -> None:
    marks = recognise(
        raw(
            (P, "Decisions"), (I, "The site moves."), (I, "The fee stays."),
            (H, "Grants approved"), (I, "PyCon: 500"), (H, "Open matters"), (I, "Chairs"),
        ), True,
    )  # fmt: skip
    assert {i: m.role for i, m in marks.items()} == dict.fromkeys((1, 2, 4), Role.DECISION)


def test_a_bare_action_line_gives_its_owner_to_what_it_closes() -> None:
    marks = recognise(
        raw(
            (H, "4 Report"), (P, "4.1 David is away."), (P, "4.2 The bank will be asked again."),
            (P, "4.3 It was agreed to apply."), (P, "ACTION: DT/SF"), (P, "4.4 Thanks were given."),
        ), True,
    )  # fmt: skip
    assert marks == {
        2: MinuteMark(Role.ACTION, "DT/SF"),
        3: MinuteMark(Role.DECISION, "DT/SF"),
        4: MinuteMark(Role.ACTION, "DT/SF"),
    }


def test_bold_initials_alone_are_the_owner_of_the_paragraph_above() -> None:
    blocks = [RawBlock(P, "The lift needs repair."), RawBlock(P, "JS", bold=True)]
    assert recognise(blocks, True) == {
        0: MinuteMark(Role.ACTION, "JS"),
        1: MinuteMark(Role.ACTION, "JS"),
    }


@pytest.mark.parametrize("is_minutes", [True, False])
@pytest.mark.parametrize(
    ("head", "row", "mark"),
    [
        (
            "Ref\tAction\tOwner\tDue",
            "1\tWrite to X\tJS\t12 May",
            MinuteMark(Role.ACTION, "JS", "12 May"),
        ),
        ("Action\tLead\tBy when", "Write\tA Lee\tJune", MinuteMark(Role.ACTION, "A Lee", "June")),
        ("Agreed action\tBy whom\tStatus", "Write\tA Lee\tOpen", MinuteMark(Role.ACTION, "A Lee")),
    ],
)
def test_action_logs(head: str, row: str, mark: MinuteMark, is_minutes: bool) -> None:
    assert recognise(raw((R, head), (R, row)), is_minutes) == {1: mark}
    given = RawBlock(R, row, cells=tuple(row.split("\t")), header=tuple(head.split("\t")), table=0)
    assert recognise([given], is_minutes) == {0: mark}


def test_minutes_kept_in_columns_name_the_owner_in_the_last_one() -> None:
    marks = recognise(
        raw((R, "Item\tDiscussion\tAction"), (R, "1\tThe lift needs repair\tJS")), True
    )
    assert marks == {1: MinuteMark(Role.ACTION, "JS")}


def test_who_was_there_who_was_not_and_interests() -> None:
    marks = recognise(
        raw(
            (H, "Board meeting"), (P, "The meeting was led by Jane Smith."),
            (P, "Board members in attendance were:"), (I, "Jane Smith"), (I, "Alan Holzer"),
            (P, "Apologies; David Olds"), (H, "2 Declarations of interest"),
            (P, "JS declared an interest in item 4."), (H, "3 Finance"), (P, "All is well."),
        ), True,
    )  # fmt: skip
    assert {i: m.role for i, m in marks.items()} == {
        1: Role.ATTENDANCE, 2: Role.ATTENDANCE, 3: Role.ATTENDANCE, 4: Role.ATTENDANCE,
        5: Role.APOLOGIES, 7: Role.INTERESTS,
    }  # fmt: skip


def test_a_list_of_names_without_bullets_ends_where_the_names_end() -> None:
    marks = recognise(
        raw(
            (P, "Attendees:"), (P, "Mark Wardle (MW) (Chair) - Cardiff"), (P, "James Chess "
            "(JC) - Bay"),
            (P, "Apologies:"), (P, "Ann Wrightson (AW) - Bevan"), (P, "e-Prescribing"),
            (P, "MW said that e-prescribing was a foundation to many things."),
        ), True,
    )  # fmt: skip
    assert {i: m.role for i, m in marks.items()} == {
        0: Role.ATTENDANCE, 1: Role.ATTENDANCE, 2: Role.ATTENDANCE,
        3: Role.APOLOGIES, 4: Role.APOLOGIES,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The Board agreed the plan.", None),
        ("JS to circulate the paper.", None),
        ("Present: Jane Smith (JS)", None),
        ("RESOLVED: that the plan be adopted.", Role.DECISION),
        ("ACTION: JS to circulate the paper", Role.ACTION),
    ],
)
def test_other_papers_show_only_unmistakable_forms(text: str, role: Role | None) -> None:
    mark = recognise(raw((P, text)), False).get(0)
    assert (mark.role if mark else None) == role


@pytest.mark.parametrize(
    ("lines", "body", "date"),
    [
        (["DSF Board monthly meeting, December 14, 2023"], "DSF Board", "2023-12-14"),
        (
            [
                "Minutes of Trustees of The Friends of Halesworth Library",
                "Meeting of 4 August 2015",
            ],
            "Trustees of The Friends of Halesworth Library",
            "2015-08-04",
        ),
        (
            ["Minutes of the Audit Committee meeting held on 3 May 2024"],
            "Audit Committee",
            "2024-05-03",
        ),
        (["Integrated Care Board", "Some paper"], "Integrated Care Board", None),
        (["Stroke in the north", "The Board met. It agreed."], None, None),
        (["Minutes", "1 Minutes of the last meeting held on 3 May 2024"], None, None),
    ],
)
def test_meeting_facts(lines: list[str], body: str | None, date: str | None) -> None:
    found = meeting_facts(raw(*((P, line) for line in lines)))
    assert (found.body, found.date) == (body, date)


@pytest.mark.skipif(not REAL.is_dir(), reason="the real papers are not beside the repository")
def test_real_minutes() -> None:
    lines = (REAL / "wtsb-minutes-2019-02-26.md").read_text(encoding="utf-8").split("\n")
    kept = [line for line in lines if line.strip() and not line.startswith(("---", "title:"))]
    marks = recognise(raw(*((I if s[:2] in ("* ", "1.") else P, s) for s in kept)), True)
    actions = [m for m in marks.values() if m.role is Role.ACTION]
    assert actions == [MinuteMark(Role.ACTION, "MW")]
    assert sum(kept[i].startswith("* ") for i, m in marks.items() if m.role is Role.DECISION) == 4
