"""Character recognition of pages that are pictures."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from ingest.errors import ScannedFile
from ingest.readers import ocr
from ingest.readers.ocr import lines_from_boxes
from ingest.readers.ocr_contrast import drawn_out
from ingest.readers.ocr_letters import mended
from tests.ingest.readers.pdf_making import Page, make, read

WORDS = ("Minutes of the library trustees", "The reserve fund stands at £11,000.")


PROSE = (
    "The committee met in public and heard that the work of the group is done. It is",
    "to be paid for out of the reserve, as was said at the last meeting of the trust,",
    "and no part of it may be put off to the end of the year or left to the staff to do.",
)


def scan(tmp_path: Path) -> Path:
    """A PDF of one page that is a picture of two lines of type."""
    picture = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(picture)
    for n, text in enumerate(WORDS):
        pen.text((150, 200 + 120 * n), text, font=ImageFont.load_default(44), fill=0)
    picture.save(tmp_path / "scan.png")
    return paged(tmp_path, "scan.png")


def office_scan(tmp_path: Path) -> Path:
    """A page as an office scanner leaves it: soft, grainy, a little askew, saved as JPEG.

    Its third line is white on orange, its fourth grey.
    """
    picture = Image.new("RGB", (1654, 2339), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((100, 360, 1554, 420), fill=(237, 139, 0))
    for n, (text, ink) in enumerate(
        zip((*PROSE, PROSE[0]), ("black", "black", "white", (130, 130, 130)), strict=True)
    ):
        pen.text((130, 210 + 80 * n), text, font=ImageFont.load_default(29), fill=ink)
    picture = picture.rotate(0.4, Image.Resampling.BICUBIC, fillcolor="white")
    soft = np.asarray(picture.filter(ImageFilter.GaussianBlur(1)), dtype=np.float64)
    grain = np.random.RandomState(5).normal(0, 9, soft.shape)
    seen = Image.fromarray(np.clip(soft + grain, 0, 255).astype(np.uint8))
    seen.save(tmp_path / "office.jpg", quality=50)
    return paged(tmp_path, "office.jpg")


def paged(tmp_path: Path, name: str) -> Path:
    image = str(tmp_path / name)

    def draw(page: Page) -> None:
        page.canvas.drawImage(image, 0, 0, width=595, height=842)

    return make(tmp_path / "scan.pdf", draw)


def test_a_soft_grainy_scan_keeps_the_spaces_between_words(tmp_path: Path) -> None:
    """Without its contrast drawn out such a page reads "Thecommitteemetinpublic"."""
    found = Counter(" ".join(b.text for b in read(office_scan(tmp_path), ocr=None).blocks).split())
    printed = Counter(" ".join((*PROSE, PROSE[0])).split())
    assert (found & printed).total() >= 0.95 * printed.total()


def test_contrast_is_drawn_out_whichever_of_type_and_paper_is_the_lighter() -> None:
    line = np.full((40, 200, 3), 230, dtype=np.uint8)
    line[10:30, 20:180:8] = 90
    line[10:30, 21:180:8] = 160  # the soft edge of a letter
    line += np.random.RandomState(1).randint(0, 9, line.shape).astype(np.uint8)
    for picture, paper in ((line, 255), (255 - line, 0)):
        seen = drawn_out(picture)
        assert seen.shape == line.shape
        assert (seen[:8] == paper).all()
        assert (seen[10:30, 20:180:8] == 255 - paper).all()
        assert 0 < seen[20, 21, 0] < 255


def test_paper_without_type_is_left_alone() -> None:
    blank = np.random.RandomState(1).randint(240, 255, (40, 200, 3)).astype(np.uint8)
    assert drawn_out(blank) is blank
    even = np.full((40, 200, 3), 255, dtype=np.uint8)
    assert drawn_out(even) is even


@pytest.mark.parametrize(
    ("seen", "printed"),
    [
        ("6 0ctober 2026", "6 October 2026"),
        ("0pen to the public", "Open to the public"),
        ("in 2o24 and 20l6", "in 2024 and 2016"),
        ("f11,0o0, μ9,o00 and f1,250,000.", "£11,000, £9,000 and £1,250,000."),
        ("ACTlON: JS", "ACTION: JS"),
        ("lnitially the rules", "Initially the rules"),
    ],
)
def test_what_can_be_no_word_is_mended(seen: str, printed: str) -> None:
    assert mended(seen) == printed


@pytest.mark.parametrize(
    "text",
    [
        "SW1A 0AA", "PE30LA", "JH0SC/2026/017", "10am to 0pm", "0.5ml", "a lens of f2.8",
        "0days lost", "ml and kl", "10o clock", "log, ln x", "Type 1O", "HbA1c", "£0m", "0th",
    ],
)  # fmt: skip
def test_what_may_stand_on_a_page_is_left(text: str) -> None:
    assert mended(text) == text


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
