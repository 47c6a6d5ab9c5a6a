"""Workbooks and comma-separated files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from ingest.errors import DamagedFile, EmptyFile
from ingest.model import BlockKind, RawBlock, ReadFile, SourceFile
from ingest.readers import sheet as sheet_of
from ingest.readers.number_format import display
from ingest.readers.sheet import SheetReader
from ingest.settings import Settings

Lines = Sequence[Sequence[object]]


def workbook(folder: Path, book: Workbook) -> ReadFile:
    path = folder / "book.xlsx"
    book.save(path)
    return SheetReader().read(SourceFile("book.xlsx", path), Settings())


def book_of(**sheets: Lines) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for name, lines in sheets.items():
        made = book.create_sheet(name)
        for line in lines:
            made.append(list(line))
    return book


def text_file(folder: Path, data: str | bytes, name: str = "data.csv") -> ReadFile:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return SheetReader().read(SourceFile(name, path), Settings())


def rows(found: ReadFile) -> list[RawBlock]:
    return [b for b in found.blocks if b.kind is BlockKind.ROW]


DATA: Lines = [("Site", "Beds", "Opened"), ("North", 12, date(2024, 4, 1)), ("South", None, None)]


def test_rows_stand_under_their_headings(tmp_path: Path) -> None:
    found = workbook(
        tmp_path, book_of(Beds=DATA, Empty=[], Staff=[("Name", "Role", "Band"), ("A", "b", "c")])
    )
    assert [(b.kind.value, b.text) for b in found.blocks] == [
        ("heading", "Beds"),
        ("row", "Site\tBeds\tOpened"),
        ("row", "North\t12\t2024-04-01"),
        ("row", "South\t\t"),
        ("heading", "Staff"),
        ("row", "Name\tRole\tBand"),
        ("row", "A\tb\tc"),
    ]
    north = rows(found)[1]
    assert north.header == ("Site", "Beds", "Opened") and rows(found)[0].header == ()
    assert [row.table for row in rows(found)] == [0, 0, 0, 1, 1]
    assert found.pages is None and north.page is None


def test_titles_gaps_and_a_second_table(tmp_path: Path) -> None:
    lines: Lines = [
        (None, "Finance report"),
        (),
        (None, "Prepared for the Board"),
        (None, "Provider", "Budget", "Actual"),
        (None, "Alpha", 1, 2),
        (),
        (None, "Beta", 3, 4),
        (),
        (None, "Risk", "Owner", "Score"),
        (None, "Fire", "A Person", 9),
    ]
    book = book_of(Money=lines)
    book["Money"].merge_cells("B1:D1")
    found = workbook(tmp_path, book)
    assert [b.text for b in found.blocks if b.kind is BlockKind.PARAGRAPH] == [
        "Finance report",
        "Prepared for the Board",
    ]
    assert [(r.cells, r.header, r.table) for r in rows(found)] == [
        (("Provider", "Budget", "Actual"), (), 0),
        (("Alpha", "1", "2"), ("Provider", "Budget", "Actual"), 0),
        (("Beta", "3", "4"), ("Provider", "Budget", "Actual"), 0),
        (("Risk", "Owner", "Score"), (), 1),
        (("Fire", "A Person", "9"), ("Risk", "Owner", "Score"), 1),
    ]


def test_a_bold_title_right_over_a_table_is_a_heading(tmp_path: Path) -> None:
    book = book_of(A=[("Returns",), (), ("Beds",), *DATA, (), ("Staff",), *DATA])
    for at in (1, 3, 8):
        book["A"].cell(at, 1).font = Font(bold=True)
    found = workbook(tmp_path, book)
    assert [(b.kind.value, b.level, b.text) for b in found.blocks if not b.cells] == [
        ("heading", 1, "A"),
        ("paragraph", None, "Returns"),
        ("heading", 2, "Beds"),
        ("heading", 2, "Staff"),
    ]


HEADERS: dict[str, tuple[Lines, tuple[str, ...]]] = {
    "two columns of words are a form": ([("Title", "Recovery"), ("Owner", "A Person")], ()),
    "a label with a colon is a form": ([("Owner:", "A"), ("Cost:", 5), ("Due:", 7)], ()),
    "figures under two words": ([("Site", "Beds"), ("North", 5), ("South", 7)], ("Site", "Beds")),
    "years as figures": ([("Site", 2023, 2024), ("North", 5, 6)], ("Site", "2023", "2024")),
    "figures alone have no heading": ([(1, 2, 3), (4, 5, 6)], ()),
    "long answers under short words": (
        [("Risk", "What is done"), ("Fire", "x" * 60), ("Flood", "y" * 60)],
        ("Risk", "What is done"),
    ),
    "headings over headings": (
        [
            (None, "2023/24", None, "2024/25", None),
            ("Site", "Q1", "Q2", "Q1", "Q2"),
            ("A", 1, 2, 3, 4),
        ],
        ("Site", "2023/24 Q1", "2023/24 Q2", "2024/25 Q1", "2024/25 Q2"),
    ),
}


def test_spelt_dates_head_columns(tmp_path: Path) -> None:
    book = book_of(A=[("Site", date(2024, 4, 1), date(2025, 4, 1)), ("North", 5, 6)])
    for cell in book["A"][1][1:]:
        cell.number_format = "d mmm yyyy"
    assert rows(workbook(tmp_path, book))[-1].header == ("Site", "1 Apr 2024", "1 Apr 2025")


@pytest.mark.parametrize("case", HEADERS)
def test_which_row_is_a_heading(tmp_path: Path, case: str) -> None:
    lines, header = HEADERS[case]
    assert rows(workbook(tmp_path, book_of(A=lines)))[-1].header == header


def test_bold_headings_over_two_columns_of_words(tmp_path: Path) -> None:
    book = book_of(A=[("Name", "Role"), ("A Person", "Chair")])
    for cell in book["A"][1]:
        cell.font = Font(bold=True)
    assert rows(workbook(tmp_path, book))[1].header == ("Name", "Role")


def test_what_a_reader_must_tell(tmp_path: Path) -> None:
    book = book_of(
        Sums=[("Site", "Beds", "Cost"), ("North", 1, 2), ("All", "=SUM(B2)", 2)], Old=DATA
    )
    book["Old"].sheet_state = "hidden"
    book.properties.title = "Return"
    found = workbook(tmp_path, book)
    assert found.notes == (
        'Sheet "Sums" has 1 formula(s) without a stored value, read as empty: '
        "open it in Excel, save it and add it again.",
        'Sheet "Old" is hidden in the workbook.',
    )
    assert rows(found)[2].cells == ("All", "", "2")
    assert found.metadata["title"] == "Return" and "author" not in found.metadata


def test_long_and_wide_sheets_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_of, "MOST_ROWS", 3)
    monkeypatch.setattr(sheet_of, "MOST_COLUMNS", 2)
    lines: Lines = [("a", "b", "c"), *((n, n, n) for n in range(5))]
    found = workbook(tmp_path, book_of(Long=lines))
    assert len(rows(found)) == 3 and all(len(r.cells) == 2 for r in rows(found))
    assert found.notes == (
        'Sheet "Long" is longer than 3 rows; only those are read.',
        'Sheet "Long" is wider than 2 columns; only those are read.',
    )


@pytest.mark.parametrize(
    ("value", "form", "said"),
    [
        (1234.5, "General", "1234.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1e-17, "General", "0"),
        (1e20, "General", "100000000000000000000"),
        (3.0, "General", "3"),
        (12345678901, "General", "12345678901"),
        (0.12, "0%", "12%"),
        (0.1234, "0.0%", "12.3%"),
        (2.5, "0", "3"),
        (1.5, "0.##", "1.5"),
        (0, "0.##", "0"),
        (1234567.891, "#,##0", "1,234,568"),
        (1234567.891, '"\u00a3"#,##0.00', "\u00a31,234,567.89"),
        (1_500_000, '\u00a3#,##0.0,,"m"', "\u00a31.5m"),
        (-5.5, "[$\u00a3-809]#,##0.00;[Red]-[$\u00a3-809]#,##0.00", "-\u00a35.50"),
        (-1234, "#,##0_);(#,##0)", "(1,234)"),
        (-0.001, "0.0", "0.0"),
        (12, '0" beds"', "12"),
        (1.23e-5, "0.00E+00", "0.0000123"),
        (2_000_000, '[>=1000000]0.0,,"m";0', "2000000"),
        (datetime(2024, 4, 1), "dd/mm/yyyy", "2024-04-01"),
        (datetime(2024, 4, 1, 9, 30), "dd/mm/yyyy hh:mm", "2024-04-01 09:30"),
        (datetime(2024, 4, 1), "mmm-yy", "2024-04"),
        (datetime(2024, 4, 1), "d mmm yyyy", "1 Apr 2024"),
        (datetime(2024, 4, 1), "[$-809]dd\\-mmmm\\-yyyy;@", "1 April 2024"),
        (datetime(2024, 4, 1), "d-mmm-yy", "2024-04-01"),
        (datetime(2024, 4, 1, 9, 30), "d mmm yyyy", "2024-04-01 09:30"),
        (datetime(2024, 4, 1), "yyyy", "2024"),
        (time(9, 30), "hh:mm", "09:30"),
        (timedelta(hours=26, minutes=5), "[h]:mm", "26:05"),
        (True, "General", "TRUE"),
        (float("nan"), "General", ""),
        (float("inf"), "General", ""),
        (None, None, ""),
        ("#REF!", None, "#REF!"),
    ],
)
def test_values_as_people_see_them(value: object, form: str | None, said: str) -> None:
    assert display(value, form) == said


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("Site,Beds,Opened\nNorth,12,2024-04-01\nSouth,,\n", "a.csv"),
        ("Site;Beds;Opened\r\nNorth;12;2024-04-01\r\nSouth;;\r\n", "a.csv"),
        ("Site\tBeds\tOpened\nNorth\t12\t2024-04-01\nSouth\t\t\n", "a.tsv"),
        ("Site|Beds|Opened\nNorth|12|2024-04-01\nSouth||\n", "a.csv"),
        ('\ufeff"Site","Beds","Opened"\n"North","12","2024-04-01"\n"South","",""\n', "a.csv"),
    ],
)
def test_separated_files(tmp_path: Path, data: str, name: str) -> None:
    found = text_file(tmp_path, data, name)
    assert [r.cells for r in rows(found)] == [
        ("Site", "Beds", "Opened"),
        ("North", "12", "2024-04-01"),
        ("South", "", ""),
    ]
    assert rows(found)[1].header == ("Site", "Beds", "Opened")


def test_quoted_cells_and_old_encodings(tmp_path: Path) -> None:
    data = 'Name,Amount,Note\nCafé,"\u00a31,200","two\nlines, one cell"\n'
    found = text_file(tmp_path, data.encode("cp1252"))
    assert rows(found)[1].cells == ("Café", "\u00a31,200", "two lines, one cell")


def test_nothing_and_damage(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        workbook(tmp_path, book_of(Empty=[]))
    with pytest.raises(EmptyFile):
        text_file(tmp_path, " , , \n")
    with pytest.raises(DamagedFile, match="split into cells"):
        text_file(tmp_path, 'a,b\n"' + "x" * 200_000)
    workbook(tmp_path, book_of(A=DATA))
    path = tmp_path / "book.xlsx"
    path.write_bytes(path.read_bytes()[:-2000])
    with pytest.raises(DamagedFile):
        SheetReader().read(SourceFile("book.xlsx", path), Settings())
