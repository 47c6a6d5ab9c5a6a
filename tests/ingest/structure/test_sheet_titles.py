"""What a workbook is called, and the day on which its figures stood."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.model import BlockKind, Facts, RawBlock, ReadFile, SourceFile
from ingest.structure.facts import facts

H, P = BlockKind.HEADING, BlockKind.PARAGRAPH
SHEET = RawBlock(H, "Risks", level=1)
ROWS = (
    RawBlock(BlockKind.ROW, "Id\tScore", cells=("Id", "Score"), table=0),
    RawBlock(BlockKind.ROW, "R1\t12", cells=("R1", "12"), header=("Id", "Score"), table=0),
)


def about(*blocks: RawBlock, name: str = "book.xlsx", title: str = "") -> Facts:
    read = ReadFile(blocks, metadata={"title": title} if title else {})
    return facts(read, SourceFile(name, Path(name)), (), blocks)


def first(text: str, *, bold: bool = False) -> RawBlock:
    return RawBlock(P, text, bold=bold)


@pytest.mark.parametrize(
    ("found", "title"),
    [
        (
            about(SHEET, first("Programme risk register, July 2026"), *ROWS,
                  title="Programme risk register, July 2026"),
            "Programme risk register, July 2026",
        ),
        (
            about(RawBlock(H, "Guide", level=1), *ROWS, SHEET, first("Programme risk register"),
                  *ROWS, title="Programme risk register, July 2026"),
            "Programme risk register, July 2026",
        ),
        (
            about(SHEET, *ROWS, name="programme-risk-register-2026.xlsx",
                  title="Programme risk register"),
            "Programme risk register",
        ),
        (
            about(SHEET, first("Bed returns 2026", bold=True), *ROWS, title="Finance report 2019"),
            "Bed returns 2026",
        ),
        (about(SHEET, first("Bed returns"), *ROWS, name="bed-returns.xlsx"), "Bed returns"),
        (about(SHEET, first("Owner: A Person"), *ROWS), "Risks"),
        (about(SHEET, *ROWS, title="Book1"), "Risks"),
        (about(SHEET, *ROWS), "Risks"),
    ],
)  # fmt: skip
def test_title(found: Facts, title: str) -> None:
    assert found.title == title


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Position at 10 July 2026, after the board of 9 July", "2026-07-10"),
        ("Data as at: 3 July 2026", "2026-07-03"),
        ("As at 31 July 2026", "2026-07-31"),
        ("Position at 30 June 2026", "2026-07"),
        ("Reviewed with the position at 10 July 2026 in mind", "2026-07"),
        ("Position at month end", "2026-07"),
    ],
)
def test_a_paper_dated_by_its_month_is_dated_by_the_day_it_speaks_of(line: str, date: str) -> None:
    title = "Risk register, July 2026"
    assert about(SHEET, first(title, bold=True), first(line), *ROWS, title=title).date == date


def test_what_replaced_a_paper_does_not_date_it() -> None:
    found = about(
        RawBlock(H, "Bed review", level=1), first("Withdrawn on 3 May 2016"), name="a.html"
    )
    assert found.date is None
