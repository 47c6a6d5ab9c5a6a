"""Small real PDFs for tests, drawn with reportlab."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from ingest.model import RawBlock, ReadFile, SourceFile
from ingest.readers.pdf import PdfReader
from ingest.settings import Settings

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP = 72.0, WIDTH - 72, HEIGHT - 90

PROSE = (
    "The programme board met in public and considered the case for change that had been prepared "
    "by the clinical reference group. Members noted that activity had grown in each of the last "
    "three years and that the present estate could not hold the service beyond the winter. The "
    "board asked for a plan with costs and dates before the next meeting."
)


class Page:
    """Writes lines from the top of a page downwards."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.y = TOP

    def line(
        self, text: str, *, x: float = LEFT, size: float = 11, bold: bool = False, skip: float = 14
    ) -> None:
        """One line as given."""
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, self.y, text)
        self.y -= skip

    def paragraph(self, text: str, *, x: float = LEFT, right: float = RIGHT) -> None:
        """Text wrapped at a right margin, with a gap below."""
        for line in simpleSplit(text, "Helvetica", 11, right - x):
            self.line(line, x=x)
        self.y -= 8

    def item(self, glyph: str, text: str, *, x: float = LEFT, gap: float = 18) -> None:
        """A list item whose text hangs behind its bullet or number."""
        lines = simpleSplit(text, "Helvetica", 11, RIGHT - x - gap)
        self.canvas.setFont("Helvetica", 11)
        self.canvas.drawString(x, self.y, glyph)
        for line in lines:
            self.line(line, x=x + gap)

    def row(self, cells: Sequence[str], xs: Sequence[float], *, bold: bool = False) -> None:
        """Cells on one baseline."""
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 11)
        for x, cell in zip(xs, cells, strict=True):
            self.canvas.drawString(x, self.y, cell)
        self.y -= 16


def make(path: Path, *pages: Callable[[Page], None], title: str = "", author: str = "") -> Path:
    """A PDF with one page for each function."""
    canvas = Canvas(str(path), pagesize=A4)
    if title:
        canvas.setTitle(title)
    if author:
        canvas.setAuthor(author)
    for draw in pages:
        draw(Page(canvas))
        canvas.showPage()
    canvas.save()
    return path


def read(path: Path, *, ocr: bool | None = False, **settings: object) -> ReadFile:
    """What the reader makes of a file."""
    return PdfReader(ocr=ocr).read(SourceFile(path.name, path), Settings(**settings))


def told(blocks: Sequence[RawBlock]) -> list[tuple[str, str]]:
    """Kind and text of each block."""
    return [(str(b.kind), b.text) for b in blocks]
