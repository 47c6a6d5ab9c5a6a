"""Character recognition of pages that are pictures."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.errors import ScannedFile
from ingest.readers import ocr
from ingest.readers.ocr import lines_from_boxes
from tests.ingest.readers.pdf_making import Page, make, read

WORDS = ("Minutes of the library trustees", "The reserve fund stands at £11,000.")


def scan(tmp_path: Path) -> Path:
    """A PDF of one page that is a picture of two lines of type."""
    picture = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(picture)
    for n, text in enumerate(WORDS):
        pen.text((150, 200 + 120 * n), text, font=ImageFont.load_default(44), fill=0)
    picture.save(tmp_path / "scan.png")
    image = str(tmp_path / "scan.png")

    def draw(page: Page) -> None:
        page.canvas.drawImage(image, 0, 0, width=595, height=842)

    return make(tmp_path / "scan.pdf", draw)


def test_a_scan_is_read_and_says_so(tmp_path: Path) -> None:
    found = read(scan(tmp_path), ocr=None)
    text = " ".join(b.text for b in found.blocks)
    assert "library trustees" in text
    assert "11,000" in text
    assert {b.page for b in found.blocks} == {1}
    assert "page 1: read by character recognition" in found.notes[0]


def test_where_it_cannot_be_loaded_the_refusal_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr_onnxruntime", None)
    ocr.lacking.cache_clear()
    try:
        with pytest.raises(ScannedFile) as refusal:
            read(scan(tmp_path), ocr=None)
    finally:
        ocr.lacking.cache_clear()
    assert "apt install libgl1" in refusal.value.remedy


def test_boxes_of_one_row_share_a_baseline_and_wavering_heights_one_size() -> None:
    lines = lines_from_boxes(
        [
            (300, 101, 360, 113, "7,042"),
            (72, 100, 150, 112.5, "Annual costs"),
            (72, 120, 170, 131, "Set up costs"),
            (72, 40, 300, 64, "Accounts"),
        ]
    )
    assert [line.text for line in lines] == ["Accounts", "Annual costs", "7,042", "Set up costs"]
    assert lines[1].base == lines[2].base < lines[3].base
    assert lines[1].size == lines[2].size == lines[3].size < lines[0].size


def test_no_boxes_no_lines() -> None:
    assert lines_from_boxes([]) == []
