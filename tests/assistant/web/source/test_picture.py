"""Pictures of pages that mean harm to memory or patience, and the box that survives greyscale."""

from __future__ import annotations

import time
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image, ImageOps
from reportlab.pdfgen.canvas import Canvas

from assistant.shelf import OpenDocument
from assistant.web.source.original import CannotShow, Lack, Originals
from assistant.web.source.picture import Pictures, pixels
from ingest.library import Library
from ingest.model import SourceFile
from ingest.pdfium import LOCK
from ingest.readers.pdf import PdfReader
from ingest.settings import Settings
from tests.assistant.web.source.made import QUOTE, draw, paper_called, plain, span_of

METRE = 72 / 0.0254


def paper_at(path: Path, like: OpenDocument, pages: int = 1) -> OpenDocument:
    """A paper whose file is `path`; its words do not matter here."""
    digest = sha256(path.read_bytes()).hexdigest()
    record = replace(like.record, origin=str(path), digest=digest, pages=pages, revision=10**6)
    return OpenDocument(record, like.text, like.blocks, like.sections)


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def test_the_box_can_be_seen_in_grey(library: Library) -> None:
    paper = paper_called(library, "plain.pdf")
    pictures = Pictures(Originals(10))
    start, end = span_of(paper, QUOTE)
    box = pictures.marked(paper, 1, start, end).boxes[0]
    grey = ImageOps.grayscale(opened(pictures.png(paper, 1, start, end)))
    middle = round((box.left + box.right) / 2 * grey.width)
    rows = range(round(box.top * grey.height) - 9, round(box.bottom * grey.height) + 9)
    column = [grey.getpixel((middle, y)) for y in rows]
    edges = [n for n, tone in enumerate(column) if isinstance(tone, int) and tone < 90]
    assert column[0] == column[-1] == 255  # the page
    assert edges[0] < 9  # above the letters
    assert edges[-1] > len(column) - 9  # and below


@pytest.mark.parametrize(
    ("width", "height"),
    [(595, 842), (5 * METRE, 5 * METRE), (10, 14400), (14400, 3), (1, 1), (0.01, 900000)],
)
def test_no_page_takes_more_than_a_few_megapixels(width: float, height: float) -> None:
    for wanted in (200, 1400, 2800):
        across, down = pixels(width, height, wanted)
        assert across >= 1
        assert down >= 1
        assert across <= wanted
        assert across * down <= 12_000_000 or min(across, down) == 1


def test_a_page_of_five_metres_is_drawn_small(library: Library, tmp_path: Path) -> None:
    path = draw(tmp_path / "huge.pdf", plain, size=(5 * METRE, 5 * METRE))
    paper = paper_at(path, paper_called(library, "plain.pdf"))
    drawn = opened(Pictures(Originals(10)).png(paper, 1, width=2800))
    assert drawn.size == (2800, 2800)


def busy_page(canvas: Canvas) -> None:
    """So many strokes that drawing them takes a while."""
    for n in range(60_000):
        canvas.line(n % 500, 0, (n * 7) % 600, 800)


def test_a_page_that_takes_too_long_is_given_up(library: Library, tmp_path: Path) -> None:
    paper = paper_at(draw(tmp_path / "busy.pdf", busy_page), paper_called(library, "plain.pdf"))
    pictures = Pictures(Originals(10), seconds=0.05)
    begun = time.monotonic()
    with pytest.raises(CannotShow) as refused:
        pictures.png(paper, 1)
    assert refused.value.lack is Lack.SLOW
    assert time.monotonic() - begun < 3
    # and pdfium goes on as if nothing had been
    assert pictures.sight(paper_called(library, "plain.pdf"), 1, None, None).lack is None


def test_a_damaged_file_is_said_to_be_damaged(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"nothing of use " * 50)
    paper = paper_at(path, paper_called(library, "plain.pdf"))
    pictures = Pictures(Originals(10))
    assert pictures.sight(paper, 1, 0, 5).lack is Lack.BROKEN
    with pytest.raises(CannotShow):
        pictures.png(paper, 1)


def test_a_page_that_the_file_does_not_have(library: Library) -> None:
    pictures = Pictures(Originals(10))
    paper = paper_called(library, "plain.pdf")
    assert pictures.sight(paper, 2, None, None).lack is Lack.NO_PAGE


def test_a_file_that_is_too_large_is_not_read(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    path.write_bytes(b"%PDF-1.7" + bytes(1_100_000))
    paper = paper_at(path, paper_called(library, "plain.pdf"))
    assert Pictures(Originals(1)).sight(paper, 1, None, None).lack is Lack.TOO_LARGE


def test_many_threads_draw_the_same_pictures(library: Library) -> None:
    names = ("plain.pdf", "table.pdf", "turned-90.pdf", "over-pages.pdf", "two-columns.pdf")
    papers = [paper_called(library, name) for name in names]
    alone = [Pictures(Originals(10)).png(paper, 1, 0, 40, 600) for paper in papers]
    together = Pictures(Originals(10))
    found: dict[tuple[int, int], bytes] = {}

    def work(turn: int) -> None:
        for n, paper in enumerate(papers):
            found[turn, n] = together.png(paper, 1, 0, 40, 600)

    threads = [Thread(target=work, args=(turn,)) for turn in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 30
    assert all(png == alone[n] for (_, n), png in found.items())


def test_whoever_waits_too_long_for_pdfium_is_told(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.web.source.picture._WAIT", 0.05)
    paper = paper_called(library, "plain.pdf")
    pictures = Pictures(Originals(10))
    lacks: list[Lack | None] = []
    with LOCK:
        other = Thread(target=lambda: lacks.append(pictures.sight(paper, 1, None, None).lack))
        other.start()
        other.join()
    assert lacks == [Lack.BUSY]


def test_papers_are_read_while_pages_are_drawn(library: Library) -> None:
    """pdfium, entered twice at once, ends the process: reader and pictures share its lock."""
    paper = paper_called(library, "over-pages.pdf")
    source = SourceFile("over-pages.pdf", Path(paper.record.origin))
    texts: list[list[str]] = []

    def read() -> None:
        for _ in range(15):
            done = PdfReader(ocr=False).read(source, Settings())
            texts.append([block.text for block in done.blocks])

    reader = Thread(target=read)
    reader.start()
    drawn = {Pictures(Originals(10)).png(paper, 1 + n % 3, width=400) for n in range(15)}
    reader.join()
    assert len(drawn) == 3
    assert len(texts) == 15
    assert all(text == texts[0] for text in texts)
