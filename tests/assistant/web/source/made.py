"""Real papers with a quote in red, so that a picture itself says where the quote stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from assistant.people import LOCAL
from assistant.shelf import OpenDocument
from assistant.web.source.papers import Papers
from ingest.embed.base import Embedder
from ingest.library import Library
from ingest.run import ingest
from ingest.settings import Settings
from tests.fakes import FakeEmbedder

WIDTH, HEIGHT = A4
QUOTE = "The lock keeper opens both gates at high water on Fridays."
LINES = (
    "The canal runs from the upper basin to the estuary and is nine miles long.",
    "Two reservoirs feed it, and a pumping station stands at the summit level.",
    "Boats are charged by length, and a licence is good for one calendar year.",
    "Dredging takes place in the spring, when the towpath is closed to walkers.",
)


class Pen:
    """Writes lines down a page; what is between asterisks is written in red."""

    def __init__(self, canvas: Canvas, x: float = 72, y: float = HEIGHT - 90) -> None:
        self.canvas = canvas
        self.x, self.y = x, y

    def line(
        self, text: str, *, x: float | None = None, size: float = 11, skip: float = 15
    ) -> None:
        at = self.x if x is None else x
        for n, part in enumerate(text.split("*")):
            self.canvas.setFont("Helvetica", size)
            self.canvas.setFillColorRGB(1 if n % 2 else 0, 0, 0)
            self.canvas.drawString(at, self.y, part)
            at += self.canvas.stringWidth(part, "Helvetica", size)
        self.y -= skip

    def lines(self, *texts: str) -> None:
        for text in texts:
            self.line(text)
        self.y -= 10


def draw(path: Path, *pages: Callable[[Canvas], None], size: tuple[float, float] = A4) -> Path:
    canvas = Canvas(str(path), pagesize=size, invariant=1)
    canvas.setTitle(path.stem.replace("-", " ").capitalize())
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return path


def plain(canvas: Canvas) -> None:
    pen = Pen(canvas)
    pen.lines(*LINES)
    pen.lines(f"*{QUOTE}*")
    pen.lines(*LINES[:2])


def again(canvas: Canvas) -> None:
    """The quote's words three times; the second, after the word Notice, is the one in red."""
    pen = Pen(canvas)
    pen.lines(LINES[0], QUOTE)
    pen.lines("Notice to boat owners of the upper basin:", f"*{QUOTE}*")
    pen.lines(LINES[2], QUOTE)


def two_columns(canvas: Canvas) -> None:
    for x, quoted in ((60, False), (320, True)):
        pen = Pen(canvas, x)
        pen.lines(
            "The canal runs from the upper", "basin to the estuary and is", "nine miles long."
        )
        if quoted:
            pen.lines("*The lock keeper opens both*", "*gates at high water on Fridays.*")
        pen.lines("Two reservoirs feed it, and a", "pumping station stands at the", "summit level.")


def table(canvas: Canvas) -> None:
    pen = Pen(canvas)
    pen.lines(LINES[0])
    rows = (
        ("Lock", "Rise in feet", "Keeper"),
        ("Upper", "12", "Ames"),
        ("*Middle*", "*14*", "*Burr*"),
        ("Lower", "14", "Ames"),
    )
    xs = (72, 222, 372, 522)
    top = pen.y + 14
    for row in rows:
        for x, cell in zip(xs, row, strict=False):
            pen.line(cell, x=x + 4, skip=0)
        pen.y -= 20
    canvas.setStrokeColorRGB(0, 0, 0)
    canvas.grid(list(xs), [top - 20 * n for n in range(5)])


def hyphenated(canvas: Canvas) -> None:
    pen = Pen(canvas)
    pen.lines(LINES[0])
    pen.lines(
        "*The trustees asked for a long and detailed expla-*", "*nation of the costs of the works.*"
    )
    pen.lines("No explanation was given. " + LINES[2][:40])


def begins(canvas: Canvas) -> None:
    pen = Pen(canvas)
    pen.lines(*LINES)
    pen.y = 100
    pen.lines(
        "Where a boat has sunk in the channel its owner must tell the office and must *pay for*"
    )


def goes_on(canvas: Canvas) -> None:
    pen = Pen(canvas)
    pen.lines(
        "*the lifting of it* within a month of the day on which the bill was sent by the office."
    )
    pen.lines(*LINES)


def sideways(canvas: Canvas) -> None:
    """Text that runs up a page which is not turned."""
    canvas.translate(WIDTH, 0)
    canvas.rotate(90)
    pen = Pen(canvas, y=WIDTH - 90)
    pen.lines(*LINES)
    pen.lines(f"*{QUOTE}*")


def turned(path: Path, by: int) -> Path:
    """A page that the file says is to be shown turned."""
    return _changed(path, lambda page: page.rotate(by))


def cropped(path: Path) -> Path:
    """A page of which the file says only the middle is to be shown."""

    def crop(page: object) -> None:
        page.cropbox = RectangleObject((50, 300, WIDTH - 30, HEIGHT - 40))  # type: ignore[attr-defined]

    return _changed(path, crop)


def _changed(path: Path, change: Callable[[object], object]) -> Path:
    draw(path, plain)
    writer = PdfWriter(clone_from=PdfReader(path))
    change(writer.pages[0])
    writer.write(path)
    return path


def scanned(path: Path) -> Path:
    picture = Image.new("L", (1240, 700), 255)
    pen = ImageDraw.Draw(picture)
    for n, line in enumerate((LINES[0], QUOTE, LINES[2])):
        pen.text((90, 120 + 90 * n), line, font=ImageFont.load_default(32), fill=0)
    picture.save(path.with_suffix(".png"))
    draw(path, lambda canvas: canvas.drawImage(str(path.with_suffix(".png")), 0, 400, WIDTH, 336))
    path.with_suffix(".png").unlink()
    return path


MARKDOWN = """---
date: 2031-05-04
---

# Canal rules

## 1. Locks

The locks are worked by keepers. The lock keeper opens both gates at high water on Fridays.

- Boats under oars go first
- Boats under <b>power</b> wait
  - at the white post

| Lock | Rise |
|---|---|
| Upper | 12 feet |
| Lower | 14 feet |

## 2. Charges

Charges are paid at the office.
"""


def write_papers(folder: Path) -> None:
    """Everything above, as a folder of papers."""
    folder.mkdir(parents=True, exist_ok=True)
    draw(folder / "plain.pdf", plain)
    draw(folder / "again.pdf", again)
    draw(folder / "two-columns.pdf", two_columns)
    draw(folder / "table.pdf", table)
    draw(folder / "hyphenated.pdf", hyphenated)
    draw(folder / "over-pages.pdf", begins, goes_on, plain)
    draw(folder / "sideways.pdf", sideways)
    for by in (90, 180, 270):
        turned(folder / f"turned-{by}.pdf", by)
    cropped(folder / "cropped.pdf")
    scanned(folder / "scanned.pdf")
    (folder / "rules.md").write_text(MARKDOWN, encoding="utf-8")
    (folder / "page.html").write_text(
        "<html><title>Canal news</title><body><h1>Canal news</h1><script>alert(1)</script>"
        f"<p>{QUOTE} It is free.</p></body></html>",
        encoding="utf-8",
    )
    (folder / "private").mkdir()
    (folder / "private" / "waymark.toml").write_text('collection = "board"\n', encoding="utf-8")
    (folder / "private" / "pay.md").write_text(
        "# Pay\n\nThe keepers are paid by the tide.\n", encoding="utf-8"
    )


def make_library(papers: Path, library: Path, embedder: Embedder | None = None) -> None:
    """Read the papers; every one of them must be readable."""
    report = ingest([papers], Settings(library=library), embedder or FakeEmbedder())
    assert not report.failed


def open_library(folder: Path) -> Library:
    return Library.open(folder, model=None, dimensions=None, write=False, lock_wait=0.0)


def paper_called(library: Library, name: str) -> OpenDocument:
    record = library.find(name)
    assert record is not None
    paper = Papers(lambda: library).open(record.id, LOCAL.scope())
    assert paper is not None
    return paper


def span_of(paper: OpenDocument, quote: str, nth: int = 0) -> tuple[int, int]:
    """Where `quote` stands in the canonical text for the `nth` time, from 0."""
    at = -1
    for _ in range(nth + 1):
        at = paper.text.index(quote, at + 1)
    return at, at + len(quote)
