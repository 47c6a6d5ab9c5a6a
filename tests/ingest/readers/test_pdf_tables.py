"""Tables of a PDF: between ruling lines, and by columns that line up."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from ingest.model import RawBlock
from ingest.readers.pdf_rules import Rule, grids
from ingest.readers.pdf_tables import is_value
from tests.ingest.readers.pdf_making import PROSE, Page, make, read

STYLE = getSampleStyleSheet()["Normal"]


def ruled(path: Path, rows: list[list[object]], style: list[tuple[object, ...]]) -> list[RawBlock]:
    """The ROW blocks of a page with prose around a table drawn with lines."""
    table = Table(
        rows, colWidths=[150, 90, 90, 90], style=[("GRID", (0, 0), (-1, -1), 1, "black"), *style]
    )
    story = [Paragraph(PROSE, STYLE), Spacer(1, 12), table, Spacer(1, 12), Paragraph(PROSE, STYLE)]
    SimpleDocTemplate(str(path), pagesize=A4).build(story)
    blocks = read(path).blocks
    assert [b.kind for b in (blocks[0], blocks[-1])] == ["paragraph", "paragraph"]
    return [b for b in blocks if b.kind == "row"]


def test_ruled_table_keeps_cells_and_carries_headings(tmp_path: Path) -> None:
    wrapped = Paragraph("Running costs of the service for one whole year", STYLE)
    rows = ruled(
        tmp_path / "a.pdf",
        [
            ["", "In house", "Company", "Society"],
            [wrapped, "7.042", "", "6.487"],
            ["Set up", "1", "2", "3"],
        ],
        [("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold")],
    )
    head = ("", "In house", "Company", "Society")
    assert [r.cells for r in rows] == [
        head,
        ("Running costs of the service for one whole year", "7.042", "", "6.487"),
        ("Set up", "1", "2", "3"),
    ]
    assert [r.header for r in rows] == [(), head, head]
    assert rows[1].text == "Running costs of the service for one whole year\t7.042\t\t6.487"
    assert {r.table for r in rows} == {0}


def test_heading_over_several_columns_reaches_all_of_them(tmp_path: Path) -> None:
    rows = ruled(
        tmp_path / "a.pdf",
        [
            ["", "Cost", "", "Saving"],
            ["", "2012", "2013", "2013"],
            ["Staff", "5", "6", "7"],
            ["ICT", "1", "1", "2"],
        ],
        [("SPAN", (1, 0), (2, 0)), ("FONTNAME", (0, 0), (-1, 1), "Helvetica-Bold")],
    )
    assert rows[2].header == ("", "Cost 2012", "Cost 2013", "Saving 2013")


def test_cells_of_prose_become_a_row_a_paragraph(tmp_path: Path) -> None:
    bullets = [Paragraph(f"• {PROSE[:130]} {n}", STYLE) for n in range(3)]
    rows = ruled(
        tmp_path / "a.pdf",
        [
            ["Option", "Strengths", "Weaknesses", "Cost"],
            ["In house", bullets, "None", "4"],
            ["Company", "Few", "Some", "5"],
        ],
        [("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold")],
    )
    cut = [r for r in rows if r.cells[1].startswith("The programme")]
    assert [r.text.count("\t") for r in cut] == [3, 3, 3]
    assert [r.cells[1][-1] for r in cut] == ["0", "1", "2"]
    assert all(r.header == ("Option", "Strengths", "Weaknesses", "Cost") for r in cut)


def test_a_table_goes_on_over_the_page(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    rows = [["Library", "Visits"], *([f"Branch {n}", str(1000 + n)] for n in range(60))]
    style = [
        ("GRID", (0, 0), (-1, -1), 1, "black"),
        ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold"),
    ]
    SimpleDocTemplate(str(path), pagesize=A4).build([Table(rows, colWidths=[150, 90], style=style)])
    found = read(path).blocks
    assert {b.page for b in found} == {1, 2}
    assert {b.table for b in found} == {0}
    assert all(b.header == ("Library", "Visits") for b in found[1:])


def test_columns_of_figures_need_no_lines(tmp_path: Path) -> None:
    xs = (72, 260, 360)

    def draw(page: Page) -> None:
        page.paragraph(PROSE)
        page.row(["", "2012/13", "2013/14"], xs, bold=True)
        page.row(["Current assets:", "", ""], xs)
        page.row(["Cash at bank", "£ 1,204", "£ 980"], xs)
        page.row(["Debtors", "(77)", "12.5%"], xs)
        page.paragraph(PROSE)

    rows = [b for b in read(make(tmp_path / "a.pdf", draw)).blocks if b.kind == "row"]
    assert [r.cells for r in rows] == [
        ("", "2012/13", "2013/14"),
        ("Current assets:", "", ""),
        ("Cash at bank", "£ 1,204", "£ 980"),
        ("Debtors", "(77)", "12.5%"),
    ]
    assert rows[-1].header == ("", "2012/13", "2013/14")


def test_a_box_around_prose_is_no_table(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        page.canvas.rect(60, page.y - 80, 480, 100)
        page.paragraph(PROSE)

    assert [(b.kind, b.text) for b in read(make(tmp_path / "a.pdf", draw)).blocks] == [
        ("paragraph", PROSE)
    ]


def test_a_footnote_mark_leaves_the_figure_alone(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        for year, figure, mark in (("2011/12", "694", "32"), ("2012/13", "702", "")):
            page.row([year, figure], (72, 300))
            page.canvas.setFont("Helvetica", 7)
            width = page.canvas.stringWidth(figure, "Helvetica", 11)
            page.canvas.drawString(300 + width, page.y + 16 + 5, mark)

    text = " ".join(b.text for b in read(make(tmp_path / "a.pdf", draw)).blocks)
    assert "694 32" in text
    assert "69432" not in text


def test_tables_that_share_an_edge_but_not_a_border_stay_apart() -> None:
    def box(top: float, left: float, right: float) -> list[Rule]:
        ys = (top, top + 20, top + 40)
        middle = (left + right) / 2
        return [Rule(True, y, left, right) for y in ys] + [
            Rule(False, x, top, top + 40) for x in (left, middle, right)
        ]

    found = grids(box(100, 80, 300) + box(300, 81.5, 298))
    assert [len(g.ys) for g in found] == [3, 3]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234", True),
        ("(0.1%)", True),
        ("£6.272m", True),
        ("$ 3,226.8", True),
        ("-21.4%", True),
        ("—", True),
        ("n/a", True),
        ("In house", False),
        ("Q2", False),
        ("3 to 4", False),
    ],
)
def test_values(text: str, value: bool) -> None:
    assert is_value(text) is value
