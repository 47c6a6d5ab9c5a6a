"""The PDF reader as a whole: what it refuses, and what a file says about itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader as Pypdf
from pypdf import PdfWriter
from pypdf.annotations import FreeText

from ingest.errors import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    ReadError,
    ScannedFile,
    TooLarge,
)
from ingest.model import OutlineEntry, SourceFile
from ingest.readers.pdf import PdfReader
from ingest.readers.pdf_facts import page_words
from ingest.settings import Settings
from tests.ingest.readers.pdf_making import PROSE, Page, make, read, told


def prose(page: Page) -> None:
    page.paragraph(PROSE)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return make(tmp_path / "paper.pdf", prose, prose, title="Case for change", author="A Person")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut_short(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 6 // 10])


def png(path: Path) -> None:
    Image.new("RGB", (40, 40), "white").save(path, format="PNG")


def word(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + b"\x00" * 400)


def nonsense(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n" + b"nothing here " * 50 + b"\nstartxref\n9\n%%EOF")


def locked(path: Path) -> None:
    writer = PdfWriter(clone_from=path)
    writer.encrypt(user_password="secret", owner_password="owner", algorithm="AES-256")
    writer.write(path)


def blank(path: Path) -> None:
    make(path, lambda page: None)


@pytest.mark.parametrize(
    ("spoil", "error", "says"),
    [
        (empty, EmptyFile, "no bytes"),
        (cut_short, DamagedFile, "cut short"),
        (png, DamagedFile, "a PNG picture"),
        (word, DamagedFile, "a ZIP archive or an Office document"),
        (nonsense, DamagedFile, "damaged"),
        (locked, EncryptedFile, "wants a password"),
        (blank, EmptyFile, "nothing on its pages"),
    ],
)
def test_refuses_with_reason_and_remedy(
    paper: Path, spoil: Callable[[Path], None], error: type[ReadError], says: str
) -> None:
    spoil(paper)
    with pytest.raises(error) as refusal:
        read(paper)
    assert type(refusal.value) is error
    assert says in refusal.value.reason
    assert "paper.pdf" in refusal.value.reason
    assert refusal.value.remedy


def test_missing_file_is_a_read_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"gone\.pdf cannot be opened"):
        read(tmp_path / "gone.pdf")


def test_too_many_pages(paper: Path) -> None:
    with pytest.raises(TooLarge, match="2 pages, more than the limit of 1"):
        read(paper, max_pages=1)


def test_owner_password_alone_does_not_stop_reading(paper: Path) -> None:
    writer = PdfWriter(clone_from=paper)
    writer.encrypt(user_password="", owner_password="owner", algorithm="AES-256")
    writer.write(paper)
    assert read(paper).blocks[0].text == PROSE


def test_pages_count_from_one_and_blocks_stay_on_theirs(paper: Path) -> None:
    found = read(paper)
    assert found.pages == 2
    assert [(b.page, b.text) for b in found.blocks] == [(1, PROSE), (2, PROSE)]


def test_metadata_with_iso_dates(paper: Path) -> None:
    facts = read(paper).metadata
    assert facts["title"] == "Case for change"
    assert facts["author"] == "A Person"
    assert dt.date.fromisoformat(facts["created"]).year >= 2024


def test_bookmarks_give_outline_and_levels(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        page.line("Scope of the review", bold=True, skip=22)
        page.paragraph(PROSE)
        page.line("What is left out", bold=True, skip=22)
        page.paragraph(PROSE)

    path = make(tmp_path / "marked.pdf", draw)
    writer = PdfWriter(clone_from=path)
    scope = writer.add_outline_item(title="Scope of the review", page_number=0)
    writer.add_outline_item(title="What is left out", page_number=0, parent=scope)
    writer.write(path)
    found = read(path)
    assert found.outline == (
        OutlineEntry("Scope of the review", 1, 1),
        OutlineEntry("What is left out", 2, 1),
    )
    levels = {b.text: b.level for b in found.blocks if b.kind == "heading"}
    assert levels == {"Scope of the review": 1, "What is left out": 2}


def test_a_bookmarked_clause_stays_an_item(tmp_path: Path) -> None:
    clause = "The supplier shall provide the service with reasonable skill and care;"

    def draw(page: Page) -> None:
        page.paragraph(PROSE)
        page.item("(a)", clause, gap=30)

    path = make(tmp_path / "contract.pdf", draw)
    writer = PdfWriter(clone_from=path)
    writer.add_outline_item(title=f"(a) {clause}", page_number=0)
    writer.write(path)
    assert told(read(path).blocks)[-1] == ("item", f"(a) {clause}")


def test_landscape_page_turned_by_rotation_reads_upright(paper: Path) -> None:
    writer = PdfWriter(clone_from=paper)
    for page in writer.pages:
        page.rotate(90)
        page.transfer_rotation_to_content()
        page.rotate(270)
    writer.write(paper)
    assert [b.text for b in read(paper).blocks] == [PROSE, PROSE]


def test_annotations_do_not_hide_text(paper: Path) -> None:
    writer = PdfWriter(clone_from=Pypdf(paper))
    writer.add_annotation(0, FreeText(text="a note", rect=(50, 550, 200, 650)))
    writer.write(paper)
    assert PROSE in [b.text for b in read(paper).blocks]


def picture_page(tmp_path: Path) -> Callable[[Page], None]:
    picture = tmp_path / "scan.png"
    Image.new("L", (600, 800), 200).save(picture)

    def draw(page: Page) -> None:
        page.canvas.drawImage(str(picture), 0, 0, width=595, height=842)

    return draw


def test_a_scan_is_refused_with_the_extra_to_install(tmp_path: Path) -> None:
    path = make(tmp_path / "scan.pdf", picture_page(tmp_path), picture_page(tmp_path))
    with pytest.raises(ScannedFile, match=r"scan\.pdf has no text: its pages are pictures"):
        read(path)


def test_a_picture_among_text_pages_is_noted(tmp_path: Path) -> None:
    path = make(tmp_path / "mixed.pdf", prose, picture_page(tmp_path), prose)
    found = read(path)
    assert [b.page for b in found.blocks] == [1, 3]
    assert found.notes == ("page 2: a picture without text, not read",)


def test_progress_is_told_page_by_page(paper: Path) -> None:
    seen: list[tuple[int, int]] = []
    reader = PdfReader(on_page=lambda page, pages: seen.append((page, pages)))
    reader.read(SourceFile("paper.pdf", paper), Settings())
    assert seen == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [([3], "page 3"), ([2, 5, 6, 7], "pages 2, 5–7"), ([9, 1], "pages 1, 9")],
)
def test_page_words(numbers: list[int], words: str) -> None:
    assert page_words(numbers) == words
