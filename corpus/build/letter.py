"""A letter on paper, scanned: a page of type drawn as a picture, and the picture alone kept."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.enums import TA_RIGHT  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.lib.units import mm  # type: ignore[import-untyped]
from reportlab.pdfbase.pdfmetrics import registerFont  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from reportlab.platypus import (  # type: ignore[import-untyped]
    Flowable,
    HRFlowable,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
)

DPI = 200
SEED = 20260602
SKEW = 0.6  # degrees, anticlockwise: the page lay askew on the glass
GRAIN = 40  # the sensor's noise, in greys of 255 to either side
THRESHOLD = 150  # greys above it become white
SPECKS = 25  # dust on the page
_FACES = {"Vera": "Vera.ttf", "Vera-Bold": "VeraBd.ttf"}  # come with reportlab: the same anywhere
_PEN = (  # a signature: the four points of each stroke, in millimetres
    (0, 2, 2, 14, 7, 14, 4, 1), (4, 6, 9, 12, 12, 9, 8, 5), (9, 4, 12, 8, 14, 2, 16, 6),
    (16, 6, 18, 16, 20, 15, 18, 2), (18, 2, 21, 9, 22, 3, 24, 5), (24, 5, 30, 9, 33, 2, 44, 6),
)  # fmt: skip


def letter(source: Mapping[str, Any]) -> bytes:
    """The PDF of one page, a picture without text.

    `source` has title, author and date (the file's own facts), notice, letterhead, address,
    reference, dated, recipient, salutation, subject, paragraphs, points, closing_paragraphs,
    close, signatory and copied. Raises ValueError where the letter needs a second page.
    """
    return _as_pdf(_scanned(_printed(_typeset(source))), source)


class Signature(Flowable):  # type: ignore[misc]
    """A name written with a pen."""

    def __init__(self) -> None:
        super().__init__()
        self.width, self.height = 46 * mm, 15 * mm

    def draw(self) -> None:
        """Draw the strokes on the page."""
        self.canv.setLineWidth(1.1)
        for stroke in _PEN:
            self.canv.bezier(*(at * mm for at in stroke))


def _typeset(source: Mapping[str, Any]) -> bytes:
    for name, file in _FACES.items():
        registerFont(TTFont(name, file))
    out = io.BytesIO()
    page = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=24 * mm,
        rightMargin=24 * mm,
        topMargin=16 * mm,
        bottomMargin=14 * mm,
    )
    page.build(list(_story(source)), canvasmaker=_canvas)
    return out.getvalue()


def _canvas(*args: Any, **kwargs: Any) -> Canvas:  # noqa: ANN401 - reportlab's own call
    return Canvas(*args, **{**kwargs, "invariant": 1})


def _story(source: Mapping[str, Any]) -> Iterator[Flowable]:
    body = ParagraphStyle("body", fontName="Vera", fontSize=10.2, leading=13.8, spaceAfter=6)
    tight = ParagraphStyle("tight", body, spaceAfter=0)
    small = ParagraphStyle("small", tight, fontSize=9.6, leading=13)
    right = ParagraphStyle("right", tight, alignment=TA_RIGHT)
    head = ParagraphStyle("head", tight, fontName="Vera-Bold", fontSize=14, leading=19)
    bold = ParagraphStyle("bold", body, fontName="Vera-Bold")
    point = ParagraphStyle("point", body, leftIndent=8 * mm, bulletIndent=2 * mm, spaceAfter=3)

    def lines(texts: list[str], style: ParagraphStyle) -> Iterator[Paragraph]:
        return (Paragraph(escape(text), style) for text in texts)

    yield from lines([source["notice"]], small)
    yield Spacer(1, 5 * mm)
    yield from lines(source["letterhead"], head)
    yield from lines(source["address"], tight)
    yield HRFlowable(width="100%", thickness=1.2, color="black", spaceBefore=5, spaceAfter=9)
    yield from lines([source["reference"], source["dated"]], right)
    yield from lines(source["recipient"], tight)
    yield Spacer(1, 6 * mm)
    yield from lines([source["salutation"]], body)
    yield from lines([source["subject"]], bold)
    yield from lines(source["paragraphs"], body)
    for number, text in enumerate(source["points"], 1):
        yield Paragraph(escape(text), point, bulletText=f"{number}.")
    yield Spacer(1, 1.5 * mm)
    yield from lines(source["closing_paragraphs"], body)
    yield from lines([source["close"]], body)
    yield Signature()
    yield from lines(source["signatory"], tight)
    yield Spacer(1, 4 * mm)
    yield from lines([source["copied"]], small)


def _printed(pdf: bytes) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    if len(document) != 1:
        raise ValueError(f"the letter fills {len(document)} pages and has one")
    picture: Image.Image = document[0].render(scale=DPI / 72, grayscale=True).to_pil()
    return picture


def _scanned(page: Image.Image) -> Image.Image:
    """What an office scanner makes of a letter: askew, black or white, ragged, with specks.

    Whole numbers only after the rotation, and a generator whose numbers never change between
    versions of numpy: the same page gives the same picture on any machine.
    """
    turned = np.asarray(page.rotate(SKEW, Image.Resampling.BILINEAR, fillcolor=255), dtype=np.int32)
    dice = np.random.RandomState(SEED)
    height, width = turned.shape
    white = turned + dice.randint(-GRAIN, GRAIN + 1, size=turned.shape) > THRESHOLD
    for top, left, size in zip(
        dice.randint(0, height - 3, SPECKS),
        dice.randint(0, width - 3, SPECKS),
        dice.randint(1, 4, SPECKS),
        strict=True,
    ):
        white[top : top + size, left : left + size] = False
    return Image.fromarray(white)


def _as_pdf(picture: Image.Image, source: Mapping[str, Any]) -> bytes:
    out = io.BytesIO()
    picture.save(
        out,
        "PDF",
        resolution=DPI,
        title=source["title"],
        author=source["author"],
        creationDate=_moment(source["date"]),
        modDate=_moment(source["date"]),
    )
    return out.getvalue()


def _moment(day: date) -> time.struct_time:
    return time.struct_time((day.year, day.month, day.day, 12, 0, 0, 0, 1, 0))
