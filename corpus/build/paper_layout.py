"""How a printed paper looks: its type, colours, running lines and the shape of each table.

Only the fonts that every PDF reader carries are used, and pages are not compressed, so that the
same source gives the same bytes whatever fonts or zlib the machine has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor, white  # type: ignore[import-untyped]
from reportlab.lib.enums import TA_CENTER, TA_RIGHT  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.lib.units import mm  # type: ignore[import-untyped]
from reportlab.pdfbase.pdfmetrics import stringWidth  # type: ignore[import-untyped]
from reportlab.platypus import (  # type: ignore[import-untyped]
    Frame,
    KeepTogether,
    PageTemplate,
    Paragraph,
)
from reportlab.platypus import Table as Grid

from corpus.build.sections import Content, Form, Points, Table, Text, Ticks

WIDTH, HEIGHT = A4
MARGIN = 20 * mm
GUTTER = 7 * mm
MEASURE = WIDTH - 2 * MARGIN
TOP, BOTTOM = 23 * mm, 19 * mm
TITLE_HEIGHT = 14 * mm  # of a heading over two columns

INK = HexColor("#1d2b36")
NAVY = HexColor("#17405e")
PALE = HexColor("#e8eff4")
GREY = HexColor("#5c6b77")
LINE = HexColor("#a9b8c4")

_BODY = ParagraphStyle(
    "body", fontName="Helvetica", fontSize=10, leading=13.2, textColor=INK,
    allowWidows=0, allowOrphans=0,
)  # fmt: skip
STYLES = {
    "body": ParagraphStyle("text", _BODY, spaceAfter=5.5),
    "numbered": ParagraphStyle("numbered", _BODY, leftIndent=27, bulletIndent=0, spaceAfter=5.5),
    "item": ParagraphStyle("item", _BODY, leftIndent=40, bulletIndent=28, spaceAfter=3.5),
    "lettered": ParagraphStyle("lettered", _BODY, leftIndent=22, bulletIndent=0, spaceAfter=3.5),
    "narrow": ParagraphStyle("narrow", _BODY, leftIndent=11, bulletIndent=1, spaceAfter=3.5),
    "example": ParagraphStyle("example", _BODY, fontSize=9, leading=11, textColor=GREY),
    "organisation": ParagraphStyle(
        "organisation", _BODY, fontName="Helvetica-Bold", fontSize=13, leading=16, textColor=NAVY
    ),
    "title": ParagraphStyle(
        "title", _BODY, fontName="Helvetica-Bold", fontSize=17, leading=21, textColor=NAVY,
        spaceAfter=4,
    ),
    "heading1": ParagraphStyle(
        "heading1", _BODY, fontName="Helvetica-Bold", fontSize=13.5, leading=17, textColor=NAVY,
        spaceBefore=10, spaceAfter=5, keepWithNext=1,
    ),
    "heading2": ParagraphStyle(
        "heading2", _BODY, fontName="Helvetica-Bold", fontSize=11, leading=14, textColor=NAVY,
        spaceBefore=9, spaceAfter=4, keepWithNext=1,
    ),
    "caption": ParagraphStyle(
        "caption", _BODY, fontName="Helvetica-Bold", fontSize=9.5, leading=12, spaceBefore=3,
        spaceAfter=3, keepWithNext=1,
    ),
    "cell": ParagraphStyle("cell", _BODY, fontSize=9, leading=11.2),
    "label": ParagraphStyle("label", _BODY, fontName="Helvetica-Bold", fontSize=9, leading=11.2),
    "head": ParagraphStyle(
        "head", _BODY, fontName="Helvetica-Bold", fontSize=9, leading=11.2, textColor=white
    ),
}  # fmt: skip
_NUMBER = re.compile(r"[+-]?[\d,.]+")
_WORD = re.compile(r"Pass|Fail|X?")
_RULES = [
    ("GRID", (0, 0), (-1, -1), 0.5, LINE),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 5),
    ("RIGHTPADDING", (0, 0), (-1, -1), 5),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
]
_HEADED = [("BACKGROUND", (0, 0), (-1, 0), NAVY), ("VALIGN", (0, 0), (-1, 0), "BOTTOM")]


def templates(header: str, footer: str, pages: int) -> list[Any]:
    """Page shapes: `one` column, `opening` of a two-column part with its title, then `two`."""

    def running(canvas: Any, _document: Any) -> None:  # noqa: ANN401
        canvas.saveState()
        canvas.setFont("Helvetica", 8.5)
        canvas.setFillColor(GREY)
        canvas.setStrokeColor(LINE)
        canvas.drawString(MARGIN, HEIGHT - 13 * mm, header)
        canvas.line(MARGIN, HEIGHT - 16 * mm, WIDTH - MARGIN, HEIGHT - 16 * mm)
        canvas.line(MARGIN, 16 * mm, WIDTH - MARGIN, 16 * mm)
        canvas.drawString(MARGIN, 11 * mm, footer)
        canvas.drawRightString(WIDTH - MARGIN, 11 * mm, f"Page {canvas.getPageNumber()} of {pages}")
        canvas.restoreState()

    depth = HEIGHT - TOP - BOTTOM
    column = (MEASURE - GUTTER) / 2
    second = MARGIN + column + GUTTER
    below = depth - TITLE_HEIGHT
    shapes = {
        "one": [(MARGIN, MEASURE, depth)],
        "opening": [(MARGIN, column, below), (second, column, below)],
        "two": [(MARGIN, column, depth), (second, column, depth)],
    }
    made = []
    for name, frames in shapes.items():
        boxes = [_frame(x, BOTTOM, width, tall) for x, width, tall in frames]
        if name == "opening":
            boxes.insert(0, _frame(MARGIN, BOTTOM + below, MEASURE, TITLE_HEIGHT))
        after = "two" if name == "opening" else name
        made.append(PageTemplate(name, boxes, onPage=running, autoNextPageTemplate=after))
    return made


def _frame(x: float, y: float, width: float, height: float) -> Any:  # noqa: ANN401
    return Frame(x, y, width, height, 0, 0, 0, 0)


def words(text: str, style: str, number: str = "") -> Any:  # noqa: ANN401
    """A paragraph in one of STYLES, with its printed number or bullet before it."""
    return Paragraph(escape(text), STYLES[style], bulletText=number or None)


def flowables(content: Content, columns: int) -> list[Any]:
    """One piece of a section, ready to be set in one column or in one of two."""
    match content:
        case Text():
            return [words(content.words, "numbered" if content.number else "body", content.number)]
        case Points():
            points = [_point(point, columns) for point in content.items]
            points[-1].spaceAfter = 7
            return points
        case Table():
            return _table(content)
        case Form():
            rows = [[words(a, "label"), words(b, "cell")] for a, b in content.rows]
            shade = ("BACKGROUND", (0, 0), (0, -1), PALE)
            return [_grid(rows, [42 * mm, MEASURE - 42 * mm], [*_RULES, shade])]
        case Ticks():
            return _ticks(content)


def _point(point: Text, columns: int) -> Any:  # noqa: ANN401
    if point.number:
        return words(point.words, "lettered", point.number)
    return words(point.words, "item" if columns == 1 else "narrow", "\u2022")


def _table(table: Table) -> list[Any]:
    body = [list(row) for row in table.rows]
    centred = [all(_is_short(row[n]) for row in body) for n in range(len(table.columns))]
    styles = [["head"] * len(table.columns)] + [["cell"] * len(table.columns) for _ in body]
    if table.total:
        styles[-1] = ["label"] * len(table.columns)
    cells = [
        [
            _cell(text, style, middle)
            for text, style, middle in zip(row, names, centred, strict=True)
        ]
        for row, names in zip([list(table.columns), *body], styles, strict=True)
    ]
    rules = [*_RULES, *_HEADED]
    if table.total:
        rules.append(("BACKGROUND", (0, -1), (-1, -1), PALE))
    grid = _grid(cells, _widths([table.columns, *body]), rules)
    return [KeepTogether([words(table.caption, "caption"), grid])] if table.caption else [grid]


def _ticks(ticks: Ticks) -> list[Any]:
    marks = [name for name in ticks.columns if name != "Comments"]
    noted = len(marks) < len(ticks.columns)
    rows = [[_cell(name, "head", n > 0 and name in marks)
             for n, name in enumerate([ticks.title, *ticks.columns])]]  # fmt: skip
    for row in ticks.rows:
        crosses = [_cell("X" if row.ticked == name else "", "label", True) for name in marks]
        note = [words(row.note, "cell")] if noted else []
        rows.append([words(row.label, "cell"), *crosses, *note])
    narrow = [12 * mm] * len(marks)
    wide = [70 * mm] if noted else []
    first = MEASURE - sum(narrow) - sum(wide)
    return [_grid(rows, [first, *narrow, *wide], [*_RULES, *_HEADED])]


def _grid(rows: list[list[Any]], widths: list[float], rules: list[Any]) -> Any:  # noqa: ANN401
    return Grid(rows, widths, style=rules, repeatRows=1, spaceBefore=2, spaceAfter=9)


def _cell(text: str, style: str, middle: bool) -> Any:  # noqa: ANN401
    made = STYLES[style]
    if middle:
        aligned = TA_RIGHT if _NUMBER.fullmatch(text) else TA_CENTER
        made = ParagraphStyle(f"{style}{aligned}", made, alignment=aligned)
    return Paragraph(escape(text), made)


def _is_short(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text) or _WORD.fullmatch(text))


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Columns as wide as their longest word, and the rest shared by what each has to hold."""
    columns = list(zip(*rows, strict=True))
    padding = 11
    least = [max(_wide(word) for text in c for word in text.split()) + padding for c in columns]
    wanted = [min(max(_wide(text) for text in c), MEASURE) ** 0.75 for c in columns]
    spare = MEASURE - sum(least)
    return [low + spare * want / sum(wanted) for low, want in zip(least, wanted, strict=True)]


def _wide(text: str) -> float:
    return float(stringWidth(text, "Helvetica-Bold", 9))
