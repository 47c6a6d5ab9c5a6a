from __future__ import annotations

from pathlib import Path

import pytest

from ingest.model import BlockKind, RawBlock
from ingest.structure.coversheet import CoverSheet, recognise, row_statement

SHARED = Path(__file__).resolve().parents[4] / "shared" / "papers"


def blocks(text: str) -> list[RawBlock]:
    """Lines as a plain-text reader gives them: a tab makes a row, a row above it one table."""
    made: list[RawBlock] = []
    table = -1
    for line in text.strip("\n").split("\n"):
        if "\t" in line:
            if not made or made[-1].kind is not BlockKind.ROW:
                table += 1
            cells = tuple(cell.strip() for cell in line.split("\t"))
            made.append(RawBlock(BlockKind.ROW, line, cells=cells, table=table))
        elif line.strip():
            made.append(RawBlock(BlockKind.PARAGRAPH, line.strip()))
    return made


def said(sheet: CoverSheet) -> list[str]:
    return [sheet.statements[i] for i in sorted(sheet.statements)]


HEAD = "Date of meeting\t5 June 2023\nTitle of paper\tBeds\nAuthor\tA Person\n"


def test_labels_and_values_become_fields_in_reading_order() -> None:
    sheet = recognise(
        blocks("Integrated Care Board\n" + HEAD + "Agenda item\t10\nConfidential\tNo")
    )
    assert sheet.fields == (
        ("Date of meeting", "5 June 2023"),
        ("Title of paper", "Beds"),
        ("Author", "A Person"),
        ("Agenda item", "10"),
        ("Confidential", "No"),
    )
    assert sheet.kinds == dict.fromkeys(range(1, 6), BlockKind.FIELD)
    assert sheet.statements[5] == "Confidential: No"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("\tYes\tNo\tN/A\tComments\nQIA completed\t\t\tX\tLater", ["QIA completed: N/A — Later"]),
        ("\tYes\tNo\tN/A\nQIA completed\t\t\t", ["QIA completed: none of Yes, No, N/A marked"]),
        ("\tYes\tNo\nQIA completed\t✓\t", ["QIA completed: Yes"]),
        ("\tYes\tNo\nQIA completed\t☐\t☒", ["QIA completed: No"]),
        ("\tYes\tNo\nQIA completed\tü\t", ["QIA completed: Yes"]),
        ("Implications\tYes\tNo\nLegal\t\tx\nMoney\tX\t", ["Legal: No", "Money: Yes"]),
        (
            "Purpose:\tApprove\tDiscuss\tNote\n\t\t\tX",
            ["Purpose: Note (not marked: Approve, Discuss)"],
        ),
        (
            "For decision\tFor information\tFor assurance\nX\t\tX",
            ["For decision, For assurance (not marked: For information)"],
        ),
        ("Purpose\tApprove\tX\tNote\t", ["Purpose: Approve (not marked: Note)"]),
        ("Purpose\t☒ Approve ☐ Note", ["Purpose: Approve (not marked: Note)"]),
        ("Purpose\tApprove ☐ Note ☑", ["Purpose: Note (not marked: Approve)"]),
        ("Purpose\t[ ] Approve [x] Note", ["Purpose: Note (not marked: Approve)"]),
        ("Confidential\tYes\t\tNo\tX", ["Confidential: No"]),
        ("For decision\tX\tFor information\t", ["For decision (not marked: For information)"]),
        ("Assurance level\tFull\tPartial\tNone\n\t\tX\t", ["Assurance level: Partial"]),
        ("\tYes\tNo\nLegal\t✓\tX", ["Legal — Yes: ✓; No: X"]),
        ("BAF reference\t4.1", ["BAF reference: 4.1"]),
        ("Previously considered by\t", ["Previously considered by: not filled in"]),
        ("Date\t1 May 2024\tAgenda item\t7", ["Date: 1 May 2024; Agenda item: 7"]),
        (
            "Report history\t\t\nCommittee\tDate\tOutcome\nAudit\t1 May\tNoted",
            ["Committee: Audit; Date: 1 May; Outcome: Noted"],
        ),
    ],
)
def test_ticks_take_the_heading_of_their_column(rows: str, expected: list[str]) -> None:
    sheet = recognise(blocks(HEAD + rows))
    assert said(sheet)[3:] == expected


def test_one_tick_column_says_ticked_and_not_ticked_under_its_question() -> None:
    rows = (
        "Which Strategic Objective/s does the report relate to:\t\tTick\n"
        "SO1\tImprove quality\tX\n"
        "SO2\tMeet targets\t\n"
    )
    found = recognise(blocks(rows + "\nProse.\n"))
    assert found.headings == {0: "Which Strategic Objective/s does the report relate to"}
    assert said(found) == [
        "Strategic Objective SO1 Improve quality: ticked",
        "Strategic Objective SO2 Meet targets: not ticked",
    ]
    assert found.fields == ()


def test_columns_change_half_way_down_a_table() -> None:
    rows = (
        "Implications\t\t\t\t\n"
        "\tYes\tNo\tN/A\tComments\n"
        "Financial implications\tX\t\t\tSee 4\n"
        "Where paper has been discussed\t\t\t\t\n"
        "Meeting\tDate\t\tOutcomes\t\n"
        "Executive Team\t5 March\t\tApproved.\t\n"
        "Conflicts of interest\t\t\t\t\n"
        "Not applicable\t\t\t\t\n"
        "Report authorised by:\tA Person\n"
    )
    sheet = recognise(blocks(HEAD + rows))
    assert list(sheet.headings.values()) == [
        "Implications", "Where paper has been discussed", "Conflicts of interest",
    ]  # fmt: skip
    assert said(sheet)[3:] == [
        "Financial implications: Yes — See 4",
        "Meeting: Executive Team; Date: 5 March; Outcomes: Approved.",
        "Conflicts of interest: Not applicable",
        "Report authorised by: A Person",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Report to: Audit Committee\nDate: 1 May 2024\nReport title: Fraud\nReport author: A "
        "Person",
        "Report to:\nAudit Committee\nDate:\n1 May 2024\nReport title:\nFraud\nReport "
        "author:\nA Person",
        "Report to the Audit Committee\nMeeting date 1 May 2024\nReport title Fraud\nReport "
        "author A Person",
    ],
)
def test_paragraph_forms(text: str) -> None:
    sheet = recognise(blocks(text))
    values = dict(sheet.fields)
    assert values["Report title"] == "Fraud"
    assert values["Report author"] == "A Person"
    assert "1 May 2024" in values.values()
    assert set(sheet.kinds.values()) == {BlockKind.FIELD}


@pytest.mark.parametrize(
    "text",
    [
        "The purpose of the Congress was to:\nagree how to work.\nDate palms grow "
        "here.\nAuthors differ.",
        "Purpose: to learn.\nOutcome: joy.\nOne more line.",
        "Year\t2021\t2022\nNet sales\t10\t12\nCosts\t8\t9",
        "Clare\tYes\tNo\tYes\nEye\tNo\tNo\tYes\nEly\tYes\tNo\tNo",
        "Clare\tY\tN\t\nEye\tN\tY\t\nEly\tN\t\tY",
        "Author\tTitle\nSmith\tOn beds\nJones\tOn wards",
        "1\t10:00\tChair\tVerbal\n2\t10:05\tChair\tPaper A",
    ],
)
def test_prose_and_data_are_no_form(text: str) -> None:
    assert recognise(blocks(text)) == CoverSheet()


def test_a_form_later_in_the_paper_is_read_but_gives_no_fields() -> None:
    prose = "\n".join(f"Paragraph {n} says something of no interest to forms." for n in range(70))
    sheet = recognise(blocks(prose + "\nImpact assessments\tYes\tNo\nEquality\tX\t\n" + HEAD))
    assert "Equality: Yes" in said(sheet)
    assert sheet.fields == ()


def test_a_first_row_taken_for_column_headings_is_still_a_field() -> None:
    header = ("Date of meeting", "5 June 2023")
    rows = [("Title of paper", "Beds"), ("Author", "A Person"), ("Agenda item", "3")]
    raw = [RawBlock(BlockKind.ROW, "\t".join(c), cells=c, header=header, table=0) for c in rows]
    sheet = recognise(raw)
    assert sheet.fields[0] == header
    assert sheet.fields[1] == ("Title of paper", "Beds")


def test_merged_cells_of_a_word_table_count_once() -> None:
    title = ("Implications",) * 3
    rows = [title, ("", "Yes", "No"), ("Legal advice", "", "X")]
    raw = [RawBlock(BlockKind.ROW, "\t".join(c), cells=c, table=0) for c in rows]
    sheet = recognise(raw)
    assert sheet.headings == {0: "Implications"}
    assert said(sheet) == ["Legal advice: No"]


@pytest.mark.parametrize(
    ("cells", "header", "expected"),
    [
        (("Stroke", "PL"), ("Project", "Lead"), "Project: Stroke; Lead: PL"),
        (("Net sales", "5", "4"), ("", "2023", "2022"), "Net sales — 2023: 5; 2022: 4"),
        (("A", "", "C"), ("x", "y", "z"), "x: A; z: C"),
        (("A", "B"), (), "A — B"),
        (("", ""), ("x", "y"), ""),
        (("A", "B", "C"), ("x",), "x: A; B; C"),
    ],
)
def test_row_statement(cells: tuple[str, ...], header: tuple[str, ...], expected: str) -> None:
    assert row_statement(cells, header) == expected


def test_statements_use_only_words_of_the_form() -> None:
    rows = "Implications\tYes\tNo\tComments\nLegal\t\tX\tNone known\n"
    raw = blocks(HEAD + rows)
    words = {w.strip(":") for b in raw for w in b.text.split()}
    for statement in said(recognise(raw)):
        assert {w.strip(":—") for w in statement.split()} - {""} <= words


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real papers are not beside the repository")
def test_real_board_paper() -> None:
    path = SHARED / "icb-recovery-and-transformation-2024-03-13.txt"
    sheet = recognise(blocks(path.read_text(encoding="utf-8")))
    statements = said(sheet)
    assert dict(sheet.fields)["Title of paper"] == "Recovery and Transformation Programmes"
    assert sum(s.endswith(": ticked") for s in statements) == 5
    assert sum(s.endswith(": not ticked") for s in statements) == 1
    assert any(s.startswith("Quality impact assessment completed: N/A — ") for s in statements)
    assert "Meeting: Executive Team; Date: 5 March 2024; Outcomes: Approved." in statements


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Report to:\tTrust Board\tDate of Meeting:\t25 July 2024\n"
            "Status:\tFor information\tDiscussion\tApproval\n\t\tX\t\n"
            "Prepared by:\tJane Smith\nRecommendation\t\nThe Board is asked to NOTE it.\t\n"
            "Strategic aims supported\tTick\nBe the best\t✓\nBe kind\t\n",
            [
                "Report to: Trust Board; Date of Meeting: 25 July 2024",
                "Status: Discussion (not marked: For information, Approval)",
                "Prepared by: Jane Smith",
                "Recommendation: The Board is asked to NOTE it.",
                "Strategic aims supported — Be the best: ticked",
                "Strategic aims supported — Be kind: not ticked",
            ],
        ),
        (
            "Meeting\tBoard of Directors\nTitle\tPay\nAuthor\tA Person\n"
            "CQC domains\tSafe ☐ Effective ☒\nIs there an equality impact?\tYes ☐ No ☒\n",
            [
                "Meeting: Board of Directors",
                "Title: Pay",
                "Author: A Person",
                "CQC domains: Effective (not marked: Safe)",
                "Is there an equality impact?: No",
            ],
        ),
        (
            "Report author: A Person\nDate: 14 October 2025\nReport of: Head of Service\n"
            "Will the decision be open for call in? ☐ Yes ☒ No\n",
            ["Will the decision be open for call in?: No"],
        ),
        (
            "Enclosure:\tE\tAgenda item:\t9\nLead director\tJ Bloggs\tDate\t3 May\n"
            "Finance implications\tYes/No\tDetail\nCapital\tYes\t£2m\n",
            [
                "Enclosure: E; Agenda item: 9",
                "Lead director: J Bloggs; Date: 3 May",
                "Finance implications: Capital; Yes/No: Yes; Detail: £2m",
            ],
        ),
        (
            "☐ Written communications under rule 425\n☒ Other",
            ["Written communications under rule 425: not ticked", "Other: ticked"],
        ),
    ],
)
def test_forms_of_several_organisations(text: str, expected: list[str]) -> None:
    assert said(recognise(blocks(text))) == expected


@pytest.mark.parametrize(
    "head",
    ["Reference\tAction\tOwner\tDue date", "Item\tAction\tBy whom", "Ref\tDecision\tLead\tStatus"],
)
def test_the_columns_of_an_action_log_after_the_form_are_no_field(head: str) -> None:
    """The log of matters arising follows a meeting's form within a page or two."""
    row = "\t".join(["12/A1", "Write to X", "A Person", "5 May"][: head.count("\t") + 1])
    sheet = recognise(blocks(f"{HEAD}4. Matters arising\nThe actions stand so:\n{head}\n{row}"))
    assert [label for label, _ in sheet.fields] == ["Date of meeting", "Title of paper", "Author"]
    at = len(blocks(HEAD)) + 2
    assert at not in sheet.kinds
    assert at not in sheet.headings
