from __future__ import annotations

from pathlib import Path

import pytest

from ingest.model import BlockKind, Facts, RawBlock, ReadFile, SourceFile
from ingest.structure.facts import facts

H, P = BlockKind.HEADING, BlockKind.PARAGRAPH
PROSE = (
    "This paragraph is long enough to be prose, and it tells of nothing that would date it at all."
)
UNDATED = "undated: no date found in the text, name or properties"


def about(
    *lines: str | RawBlock,
    name: str = "paper.txt",
    fields: tuple[tuple[str, str], ...] = (),
    metadata: dict[str, str] | None = None,
) -> Facts:
    blocks = tuple(
        line
        if isinstance(line, RawBlock)
        else RawBlock(H if line.startswith("# ") else P, line.removeprefix("# "))
        for line in lines
    )  # fmt: skip
    read = ReadFile(blocks, metadata=metadata or {})
    return facts(read, SourceFile(name, Path(name)), fields, blocks[:40])


@pytest.mark.parametrize(
    ("found", "title"),
    [
        (about("Integrated Care Board", PROSE, fields=(("Title of paper", "Beds"),)), "Beds"),
        (
            about("# Other", PROSE, name="a.md", metadata={"title": "From the front"}),
            "From the front",
        ),
        (about("# A plan for beds", PROSE), "A plan for beds"),
        (
            about(
                "Unit of Change",
                "The System",
                "Making a Redesign Approach",
                PROSE,
                name="redesign-approach.txt",
            ),
            "Making a Redesign Approach",
        ),
        (about("Research Briefing", "23 July 2025", "NHS productivity", PROSE), "NHS productivity"),
        (
            about("# Have your say:", "# The future of buses", PROSE),
            "Have your say: The future of buses",
        ),
        (about(PROSE, name="x.pdf", metadata={"title": "Microsoft Word - x.doc"}), "X"),
        (
            about(PROSE, name="bed-review.pdf", metadata={"title": "A Review of Beds"}),
            "A Review of Beds",
        ),
        (
            about("FORM 8-K", PROSE, name="x.pdf", metadata={"title": "Form 8-K for Acme Ltd"}),
            "Form 8-K for Acme Ltd",
        ),
        (about(PROSE, name="estates_strategy-2024-03-01.pdf"), "Estates strategy, 1 March 2024"),
        (
            about("# Minutes", PROSE, name="wtsb-minutes-2019-02-26.md"),
            "Minutes – WTSB, 26 February 2019",
        ),
        (
            about("Welsh Standards Board", "Minutes of the meeting Thursday 28 March 2019", PROSE),
            "Minutes of the meeting – Welsh Standards Board, 28 March 2019",
        ),
        (
            about(
                "The Leeds NHS Trust",
                "Annual Report and Accounts",
                PROSE,
                name="Annual-Report-2024-25.md",
            ),
            "Annual Report and Accounts – The Leeds NHS Trust, March 2025",
        ),
        (
            about(
                "00:00:01.000 so hello everyone",
                "00:00:04.000 this is the meeting",
                "00:00:09.000 of the board",
                "00:00:12.000 yes",
                name="Scrutiny-Board-14-10-2025.txt",
            ),
            "Scrutiny Board, 14 October 2025",
        ),
    ],
)
def test_title(found: Facts, title: str) -> None:
    assert found.title == title


def test_the_largest_type_is_the_title_over_several_lines() -> None:
    lines = [
        RawBlock(P, "Suffolk County", size=11, page=1),
        RawBlock(P, "Suffolk Libraries 2011", size=24, page=1),
        RawBlock(P, "Best Value Report", size=24, page=1),
        RawBlock(P, PROSE, size=11, page=1),
    ]
    assert about(*lines).title == "Suffolk Libraries 2011 Best Value Report"


@pytest.mark.parametrize(
    ("found", "date", "basis"),
    [
        (
            about("# X", metadata={"title": "X", "date": "2019-02-10T21:07:36Z"}, name="a.md"),
            "2019-02-10",
            "date in the front matter",
        ),
        (
            about(
                "# X, 3 May 2020", metadata={"date": "", "date_basis": "illustrative"}, name="a.md"
            ),
            None,
            "illustrative",
        ),
        (
            about("# X, 3 May 2020", metadata={"date": "undated"}, name="a.md"),
            None,
            "undated: the front matter says so",
        ),
        (
            about("# X, 3 May 2020", fields=(("Meeting date", "13 March 2024"),)),
            "2024-03-13",
            "“Meeting date” on the cover sheet",
        ),
        (about("Congress: 26 September 2019", PROSE), "2019-09-26", "date in the title"),
        (
            about("DATED: 18 JULY 2012", "LEASE CONTRACT", PROSE),
            "2012-07-18",
            "labelled date near the top: “DATED: 18 JULY 2012”",
        ),
        (
            about("Date of report:", "August 30, 2023", "A report", PROSE),
            "2023-08-30",
            "labelled date near the top: “August 30, 2023”",
        ),
        (
            about(
                "Minutes of Trustees",
                "Meeting of 4th August 2015",
                "1 Minutes of the meeting held 2nd June 2015",
            ),
            "2015-08-04",
            "labelled date near the top: “Meeting of 4th August 2015”",
        ),
        (
            about(
                "# Bed review",
                "In 2016 it was found, on 3 May 2016 in particular, that the gap would widen "
                "by a lot.",
            ),
            None,
            UNDATED,
        ),
        (
            about(
                "# Bed review",
                "Date of next meeting: 3 May 2016",
                "Supersedes the version of 3 May 2015",
                PROSE,
            ),
            None,
            UNDATED,
        ),
        (about("# Bed review", "Review date: 3 May 2026", PROSE), None, UNDATED),
        (
            about("# Bed review", PROSE, name="bed-review-14-10-2025.txt"),
            "2025-10-14",
            "date in the file's name",
        ),
        (
            about("# Bed review", *[PROSE] * 20, "A Person", "29th Feb 2024"),
            "2024-02-29",
            "line at the end: “29th Feb 2024”",
        ),
        (
            about("# Annual report 2024/25", PROSE),
            "2025-03",
            "financial year in the title: 2024/25",
        ),
        (about("# Plan for 2024/25", PROSE), None, UNDATED),
        (about("# Vision to 2030", PROSE), None, UNDATED),
        (about("# 2011 Review of Libraries", PROSE), "2011", "year in the title"),
        (
            about("# Beds", PROSE, name="a.pdf", metadata={"created": "D:20111028154040+01'00'"}),
            "2011-10-28",
            "date the file was made, which may not be the paper's",
        ),
        (
            about("# Beds", PROSE, name="a.docx", metadata={"created": "2013-12-23T23:15:00Z"}),
            None,
            UNDATED,
        ),
        (
            about("# Beds", PROSE, name="a.html", metadata={"date": "2024-05-01"}),
            "2024-05-01",
            "date given in the file's properties",
        ),
    ],
)
def test_date_and_where_it_was_found(found: Facts, date: str | None, basis: str) -> None:
    assert (found.date, found.date_basis) == (date, basis)


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (about("# Beds", name="a.md", metadata={"type": "deliverable"}), "deliverable"),
        (about("# Beds", name="a.md", metadata={"type": "novel"}), "paper"),
        (
            about("# Clinical strategy update", fields=(("Author", "A"), ("Agenda item", "3"))),
            "board paper",
        ),
        (about("# Clinical Strategy", PROSE), "strategy"),
        (about("# Beds", PROSE, name="board-minutes.txt"), "minutes"),
        (about("Ward Forum", "Present: A Person (AP)", "Apologies: B Person"), "minutes"),
        (about("# Terms of reference", PROSE), "terms of reference"),
        (about("# Agenda", PROSE), "agenda"),
        (about("LIBRARY SERVICES CONTRACT", PROSE), "contract"),
        (about("Research Briefing", "NHS productivity", PROSE), "briefing"),
        (about("# Annual Report 2024/25", PROSE), "annual report"),
        (about("# Best value evaluation report", PROSE), "report"),
        (about("# Beds", name="a.pptx"), "presentation"),
        (about("# Beds", name="a.xlsx"), "spreadsheet"),
        (about(*[f"00:00:{n:02d}.000 words" for n in range(9)]), "transcript"),
        (about("# Beds", PROSE), "paper"),
    ],
)
def test_type(found: Facts, kind: str) -> None:
    assert found.type == kind


@pytest.mark.parametrize(
    ("found", "version"),
    [
        (about("# Beds", name="beds FINAL v2.docx"), "FINAL v2"),
        (about("# Beds", name="beds-AMENDED.pdf"), "AMENDED"),
        (about("# Beds", "Version: 0.3", PROSE), "0.3"),
        (about("# Beds v0.3", PROSE), "v0.3"),
        (about("# Beds", "DRAFT", PROSE), "DRAFT"),
        (about("# Draft Operational Plan", PROSE), "Draft"),
        (about("# Final report on beds", PROSE), None),
        (about("# Beds", name="a.md", metadata={"version": "1.2"}), "1.2"),
        (about("# Estates update", PROSE, name="vascular.docx"), None),
        (about("# Beds", "Version: 2 (AMENDED)", PROSE), "2 (AMENDED)"),
        (about("# Beds", "Version: 2", PROSE, name="beds-AMENDED.docx"), "2, AMENDED"),
        (about("# Beds (AMENDED)", "Version: 2", PROSE), "2, AMENDED"),
        (about("# Beds", "Version: 2 draft", PROSE, name="beds v2 draft.docx"), "2 draft"),
    ],
)
def test_version_as_printed(found: Facts, version: str | None) -> None:
    assert found.version == version


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("This paper supersedes the version of 3 May 2022.", "the version of 3 May 2022"),
        ("Supersedes: Clinical strategy 2018", "Clinical strategy 2018"),
        ("This version of the policy replaces HR12.", "HR12"),
        ("The ICB replaces eight CCGs.", None),
        ("These minutes replace those issued on 3 May.", "those issued on 3 May"),
        (
            "Amended on 4 May. It replaces the version circulated on 28 April 2022.",
            "the version circulated on 28 April 2022",
        ),
        ("Version 2, replacing the draft of 1 May 2022.", "the draft of 1 May 2022"),
        ("This paper replaces version 1.2 of the plan.", "version 1.2 of the plan"),
        ("The fee was £5. It replaces the £4 agreed in June 2022.", None),
        ("Replacing the boiler would cost £2,000.", None),
        ("It replaces the plan that patients have today.", None),
    ],
)
def test_supersedes_as_printed(line: str, printed: str | None) -> None:
    assert about("# Beds", line, PROSE).supersedes == printed


@pytest.mark.parametrize(
    ("found", "meeting"),
    [
        (
            about(
                "# Beds",
                fields=(("Report to", "Audit Committee"), ("Author", "A"), ("Agenda item", "1")),
            ),
            "Audit Committee",
        ),
        (
            about("Integrated Care Board", fields=(("Author", "A"), ("Agenda item", "1"))),
            "Integrated Care Board",
        ),
        (about("# DSF Board monthly meeting, December 14, 2023", name="minutes.md"), "DSF Board"),
        (
            about(
                "# Terms of reference", "The purpose of the Welsh Standards Board (WSB) is to help."
            ),
            "Welsh Standards Board",
        ),
        (about("# A clinical strategy for the Board", PROSE), None),
        *(
            (about(f"# {title}", PROSE, name="minutes.docx"), "Parish Planning Committee")
            for title in (
                "DRAFT: Parish Planning Committee minutes, 3 May 2022",
                "FINAL - Parish Planning Committee minutes, 3 May 2022",
                "Example: Minutes of the Parish Planning Committee, 3 May 2022",
                "[Confidential] Parish Planning Committee minutes",
                "(DRAFT) Minutes of the Parish Planning Committee",
                "DRAFT Parish Planning Committee minutes, 3 May 2022 (AMENDED)",
                "Official-Sensitive: Draft: Parish Planning Committee minutes",
                "Part 2 – Parish Planning Committee minutes",
            )
        ),
    ],
)
def test_meeting(found: Facts, meeting: str | None) -> None:
    assert found.meeting == meeting


def test_collection_and_organisation_come_from_front_matter_only() -> None:
    given = {"title": "Beds", "collection": "board", "organisation": "ICB"}
    found = about("# Beds", name="a.md", metadata=given)
    assert (found.collection, found.organisation) == ("board", "ICB")
    other = about("# Beds", name="a.pdf", metadata=given)
    assert (other.collection, other.organisation) == ("default", None)
