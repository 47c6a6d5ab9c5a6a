"""Slides, made here with python-pptx."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Inches

from ingest.errors import DamagedFile, EmptyFile, ScannedFile
from ingest.model import BlockKind, ReadFile, SourceFile
from ingest.readers.pptx import PptxReader
from ingest.settings import Settings

TITLE, CONTENT, TITLE_ONLY, BLANK = 0, 1, 5, 6
BOX = (0, 0, Inches(4), Inches(3))


def slide(deck: Deck, layout: int, title: str = "") -> Slide:
    made = deck.slides.add_slide(deck.slide_layouts[layout])
    if title:
        made.shapes.title.text = title
    return made


def read(folder: Path, make: Callable[[Deck], None]) -> ReadFile:
    deck = Presentation()
    make(deck)
    path = folder / "deck.pptx"
    deck.save(str(path))
    return PptxReader().read(SourceFile("deck.pptx", path), Settings())


def picture() -> io.BytesIO:
    held = io.BytesIO()
    Image.new("RGB", (20, 20)).save(held, "PNG")
    held.seek(0)
    return held


def test_slides_are_pages_under_their_titles(tmp_path: Path) -> None:
    def make(deck: Deck) -> None:
        slide(deck, TITLE, "Leaders\u2019 congress").placeholders[1].text = "26 September 2019"
        second = slide(deck, CONTENT, "Principles")
        frame = second.placeholders[1].text_frame
        frame.text = "First"
        for text, level in (("Deeper", 1), ("Second\x0bline", 0)):
            paragraph = frame.add_paragraph()
            paragraph.text, paragraph.level = text, level
        second.notes_slide.notes_text_frame.text = "Say this.\nThen that."
        slide(deck, BLANK).shapes.add_textbox(*BOX).text_frame.text = "3.1 Untitled"

    found = read(tmp_path, make)
    assert [(b.page, b.kind.value, b.level, b.text) for b in found.blocks] == [
        (1, "heading", 1, "Leaders\u2019 congress"),
        (1, "paragraph", None, "26 September 2019"),
        (2, "heading", 1, "Principles"),
        (2, "item", 1, "First"),
        (2, "item", 2, "Deeper"),
        (2, "item", 1, "Second line"),
        (2, "heading", 2, "Speaker notes"),
        (2, "paragraph", None, "Say this."),
        (2, "paragraph", None, "Then that."),
        (3, "heading", 1, "Slide 3"),
        (3, "paragraph", None, "3.1 Untitled"),
    ]
    assert found.blocks[-1].label == "3.1"
    assert found.pages == 3
    assert found.metadata == {"title": "Leaders\u2019 congress"}


def test_bullets_said_by_the_paragraph(tmp_path: Path) -> None:
    def make(deck: Deck) -> None:
        frame = slide(deck, CONTENT, "T").placeholders[1].text_frame
        marks = ("buNone", 'buAutoNum type="alphaLcParenR"', 'buAutoNum type="alphaLcParenR"')
        for number, mark in enumerate(marks):
            paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
            paragraph.text = f"text {number}"
            paragraph._p.get_or_add_pPr().append(parse_xml(f"<a:{mark} {nsdecls('a')}/>"))

    blocks = read(tmp_path, make).blocks[1:]
    assert [(b.kind, b.text, b.label) for b in blocks] == [
        (BlockKind.PARAGRAPH, "text 0", None),
        (BlockKind.ITEM, "a) text 1", "a)"),
        (BlockKind.ITEM, "b) text 2", "b)"),
    ]


def test_tables_and_groups(tmp_path: Path) -> None:
    def make(deck: Deck) -> None:
        made = slide(deck, TITLE_ONLY, "Aims")
        table = made.shapes.add_table(3, 3, *BOX).table
        lines = [("Aim", "Benefit", "Agreed"), ("A", "b", "X"), ("", "c", "")]
        for row, line in enumerate(lines):
            for column, text in enumerate(line):
                table.cell(row, column).text = text
        table.cell(1, 0).merge(table.cell(2, 0))
        group = made.shapes.add_group_shape()
        group.shapes.add_textbox(*BOX).text_frame.text = "In a group"

    blocks = read(tmp_path, make).blocks
    assert [b.cells for b in blocks[1:4]] == [
        ("Aim", "Benefit", "Agreed"),
        ("A", "b", "X"),
        ("", "c", ""),
    ]
    assert blocks[2].header == blocks[3].header == ("Aim", "Benefit", "Agreed")
    assert blocks[3].text == "\tc\t"
    assert blocks[4].text == "In a group" and all(b.page == 1 for b in blocks)


def test_charts_are_tables(tmp_path: Path) -> None:
    def make(deck: Deck) -> None:
        data = CategoryChartData()
        data.categories = ["North", "South"]
        data.add_series("2023", (1.5, 2))
        data.add_series("2024", (3, None))
        kind = XL_CHART_TYPE.COLUMN_CLUSTERED
        chart = slide(deck, TITLE_ONLY, "Data").shapes.add_chart(kind, *BOX, data).chart
        chart.has_title = True
        chart.chart_title.text_frame.text = "Activity"

    blocks = read(tmp_path, make).blocks
    assert (blocks[1].text, blocks[1].caption) == ("Activity", True)
    assert [b.cells for b in blocks[2:]] == [
        ("", "2023", "2024"),
        ("North", "1.5", "3"),
        ("South", "2", ""),
    ]
    assert blocks[3].header == ("", "2023", "2024")


def test_pictures_and_hidden_slides_are_told_of(tmp_path: Path) -> None:
    def make(deck: Deck) -> None:
        slide(deck, TITLE_ONLY, "Words")._element.set("show", "0")
        shape = slide(deck, BLANK).shapes.add_picture(picture(), 0, 0)
        shape._element.nvPicPr.cNvPr.set("descr", "A map of the area")

    assert read(tmp_path, make).notes == (
        "Slide 1 is hidden when the slides are shown.",
        'Slide 2 is a picture without text (described as "A map of the area").',
    )


def test_slides_of_pictures_are_a_scan(tmp_path: Path) -> None:
    with pytest.raises(ScannedFile):
        read(tmp_path, lambda d: slide(d, BLANK).shapes.add_picture(picture(), 0, 0) and None)


def test_slides_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        read(tmp_path, lambda d: slide(d, BLANK) and None)


def test_damaged_slides(tmp_path: Path) -> None:
    read(tmp_path, lambda d: slide(d, TITLE_ONLY, "Words") and None)
    path = tmp_path / "deck.pptx"
    path.write_bytes(path.read_bytes()[:-4000])
    with pytest.raises(DamagedFile):
        PptxReader().read(SourceFile("deck.pptx", path), Settings())
