"""Prose of a PDF: paragraphs, lists, headings, columns, furniture, broken words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.readers.pdf_labels import label
from ingest.readers.pdf_layout import Line, Word
from ingest.readers.pdf_text import Mender
from tests.ingest.readers.pdf_making import LEFT, PROSE, RIGHT, Page, make, read, told

OTHER = (
    "A second paragraph begins after a gap. It tells how the service was run before the merger, "
    "who paid for it, and what the two councils had agreed about opening hours in the villages."
)


def line(text: str, *, hyphen: bool = False, y: float = 100, gap: float = 3) -> Line:
    words, x = [], 72.0
    for part in text.split():
        words.append(Word(part, x, y - 10, x + 6 * len(part), y + 2, y, 11))
        x = words[-1].x1 + gap
    return Line(tuple(words), hyphen)


def test_lines_join_and_a_gap_parts_paragraphs(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        page.paragraph(PROSE)
        page.paragraph(OTHER)

    blocks = read(make(tmp_path / "a.pdf", draw)).blocks
    assert told(blocks) == [("paragraph", PROSE), ("paragraph", OTHER)]
    assert blocks[0].size == 11
    assert not blocks[0].bold


def test_paragraphs_without_a_gap_part_where_a_line_ends_early(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        page.paragraph("The first was short.")
        page.y += 8
        page.paragraph(PROSE)

    assert told(read(make(tmp_path / "a.pdf", draw)).blocks) == [
        ("paragraph", "The first was short."),
        ("paragraph", PROSE),
    ]


def test_items_lose_the_bullet_keep_the_number_and_know_their_depth(tmp_path: Path) -> None:
    long = "visits that fell outside the agreed hours, and those that nobody had asked for at all"

    def draw(page: Page) -> None:
        page.paragraph("The group counted:")
        page.item("•", long)
        page.item("–", "missed calls", x=LEFT + 30)
        page.item("•", "late reports")
        page.paragraph(PROSE)
        page.item("3.1", "The minutes were agreed as a true record of the meeting.", gap=30)
        page.item("(iv)", "the terms of reference;", gap=30)
        page.item("a)", "a new chair.", gap=30)

    blocks = [b for b in read(make(tmp_path / "a.pdf", draw)).blocks if b.kind == "item"]
    assert [(b.text, b.label, b.level) for b in blocks] == [
        (long, None, 1),
        ("missed calls", None, 2),
        ("late reports", None, 1),
        ("3.1 The minutes were agreed as a true record of the meeting.", "3.1", 1),
        ("(iv) the terms of reference;", "(iv)", 1),
        ("a) a new chair.", "a)", 1),
    ]


def test_drawn_bullets_make_items(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        page.paragraph("The risks include:")
        for text in ("the loss of two consultants", "a late decision on capital"):
            page.canvas.circle(LEFT + 4, page.y + 4, 2, fill=1)
            page.line(text, x=LEFT + 18)

    assert told(read(make(tmp_path / "a.pdf", draw)).blocks)[1:] == [
        ("item", "the loss of two consultants"),
        ("item", "a late decision on capital"),
    ]


@pytest.mark.parametrize(
    ("text", "fresh", "gap", "expected"),
    [
        ("3.1 The board agreed", True, 3, "3.1"),
        ("3.1 million was spent", False, 3, None),
        ("3.1 The board agreed", False, 20, "3.1"),
        ("12 people came", True, 3, None),
        ("12 Finance report", True, 20, "12"),
        ("(iv) notice in writing", True, 3, "(iv)"),
        ("I went home", True, 3, None),
    ],
)
def test_labels(text: str, fresh: bool, gap: float, expected: str | None) -> None:
    assert label(line(text, gap=gap), fresh=fresh) == expected


def test_headings_by_size_and_weight(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        page.line("Annual plan", size=20, bold=True, skip=30)
        page.line("Our patients", size=14, bold=True, skip=24)
        page.paragraph(PROSE)
        page.line("Waiting times", bold=True, skip=20)
        page.paragraph(OTHER)
        page.line("This sentence is bold because it matters a great deal.", bold=True, skip=24)
        page.line("Table 4", bold=True, skip=24)
        page.paragraph(PROSE)

    blocks = read(make(tmp_path / "a.pdf", draw)).blocks
    assert [(b.text, b.level) for b in blocks if b.kind == "heading"] == [
        ("Annual plan", 1),
        ("Our patients", 2),
        ("Waiting times", 3),
    ]
    bold = [b.text for b in blocks if b.kind == "paragraph" and b.bold]
    assert bold == ["This sentence is bold because it matters a great deal.", "Table 4"]


def test_the_boxes_of_a_form_are_no_headings(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        page.paragraph(PROSE)
        for text in ("Aldeburgh", "Beccles", "Brandon", "Bungay", "Clare"):
            page.line(text, bold=True, skip=24)

    blocks = read(make(tmp_path / "a.pdf", draw)).blocks
    assert [b.kind for b in blocks] == ["paragraph"] * 6


@pytest.mark.parametrize("by_line", [False, True])
def test_two_columns_are_read_one_after_the_other(tmp_path: Path, by_line: bool) -> None:
    """Both where the file goes column by column and where it goes line by line across them."""
    middle = (LEFT + RIGHT) / 2
    left = [f"Left line {i} tells of hospitals and" for i in range(14)]
    right = [f"right line {i} goes on with councils" for i in range(14)]

    def draw(page: Page) -> None:
        page.canvas.setFont("Helvetica", 11)
        tops = [page.y - 14 * i for i in range(14)]
        cells = [(LEFT, y, t) for y, t in zip(tops, left, strict=True)]
        others = [(middle + 12, y, t) for y, t in zip(tops, right, strict=True)]
        paired = [c for pair in zip(cells, others, strict=True) for c in pair]
        for x, y, text in paired if by_line else cells + others:
            page.canvas.drawString(x, y, text)

    text = " ".join(b.text for b in read(make(tmp_path / "a.pdf", draw)).blocks)
    assert text == " ".join(left + right)


def test_running_headers_footers_and_page_numbers_are_furniture(tmp_path: Path) -> None:
    def page_of(number: int) -> Callable[[Page], None]:
        def draw(page: Page) -> None:
            page.canvas.setFont("Helvetica", 9)
            page.canvas.drawString(LEFT, 800, "Review of services 2026")
            page.canvas.drawString(LEFT, 40, f"Page {number} of 4")
            page.paragraph(PROSE if number % 2 else OTHER)

        return draw

    found = read(make(tmp_path / "a.pdf", *(page_of(n) for n in range(1, 5))))
    assert [b.text for b in found.blocks] == [PROSE, OTHER, PROSE, OTHER]
    assert set(found.furniture) == {"Review of services 2026", "Page 1 of 4"}


def test_figures_at_the_top_of_every_page_are_no_furniture(tmp_path: Path) -> None:
    def page_of(number: int) -> Callable[[Page], None]:
        def draw(page: Page) -> None:
            page.canvas.setFont("Helvetica", 11)
            page.canvas.drawString(LEFT, 800, f"Income was {7 * number * number + 3} thousand")
            page.paragraph(PROSE)

        return draw

    found = read(make(tmp_path / "a.pdf", *(page_of(n) for n in range(1, 6))))
    assert found.furniture == ()
    assert [b.text for b in found.blocks if "Income" in b.text] == [
        f"Income was {7 * n * n + 3} thousand" for n in range(1, 6)
    ]


def test_a_word_broken_at_a_line_end_is_mended(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        page.line("The plan was made for every organi-")
        page.line("sation in the county, and was then co-")
        page.line("designed with the people who use the wards.")

    assert [b.text for b in read(make(tmp_path / "a.pdf", draw)).blocks] == [
        "The plan was made for every organisation in the county, and was then co-designed with "
        "the people who use the wards."
    ]


@pytest.mark.parametrize(
    ("known", "before", "after", "keeps"),
    [
        ("the organisation met", "organ", "isation", False),
        ("a multi-agency team", "multi", "agency", True),
        ("the cooperation went on", "co", "operation", False),
        ("", "co", "design", True),
        ("", "re", "enactment", True),
        ("a long time and a term of office", "long", "term", True),
        ("", "hos", "pital", False),
        ("", "2013", "14", True),
    ],
)
def test_the_document_decides_about_hyphens(
    known: str, before: str, after: str, keeps: bool
) -> None:
    mender = Mender([line(known)] if known else [])
    assert mender.keeps_hyphen(before, after) is keeps


def test_ligatures_spaces_and_controls_are_made_plain() -> None:
    word = Word("ﬁnance\x83\u200b\uf0b7½£²", 0, 0, 1, 1, 1, 11)
    assert word.text == "finance½£²"
