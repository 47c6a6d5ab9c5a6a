"""A risk register as a workbook: sheets with tables under a title, as an office would keep it.

Numbers are written as numbers and never as formulas: a formula that openpyxl writes has no result
until somebody opens and saves the file.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from corpus.build.office_dates import dated, moment

Cell: TypeAlias = str | int | datetime.date

_NAVY, _PALE, _GREY = "17405E", "E8EFF4", "5C6B77"
_LINE = Side(style="thin", color="A9B8C4")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WORD, _SENTENCE = 18, 38  # a column's width in letters: the most for short words, and for prose
_RED, _AMBER = "F4C7C3", "FCE8B2"  # behind a score of 15 or more, and of 8 or more
_SHADED = "Score"


def risk_register(source: Mapping[str, Any]) -> bytes:
    """The finished workbook."""
    book = Workbook()
    book.remove(book.active)
    about = book.properties
    about.title, about.creator, about.subject = (source[k] for k in ("title", "author", "subject"))
    about.lastModifiedBy, about.created = source["author"], moment(source["date"])
    for given in source["sheets"]:
        sheet = book.create_sheet(given["name"])
        _fill(sheet, given, source)
        _print_setup(sheet, source)
    out = io.BytesIO()
    book.save(out)
    return dated(out.getvalue(), source["date"])


def _fill(sheet: Any, given: Mapping[str, Any], source: Mapping[str, Any]) -> None:  # noqa: ANN401
    sheet.append([given["heading"]])
    sheet["A1"].font = Font(name="Arial", size=15, bold=True, color=_NAVY)
    sheet.append([source["example"]])
    sheet.append([source["stated"]])
    for cell in ("A2", "A3"):
        sheet[cell].font = Font(name="Arial", size=10, italic=True, color=_GREY)
    tables = given["tables"]
    for table in tables:
        sheet.append([])
        if "title" in table:
            sheet.append([table["title"]])
            sheet.cell(sheet.max_row, 1).font = Font(name="Arial", size=12, bold=True, color=_NAVY)
        head = sheet.max_row + 1 if "title" in table else sheet.max_row + 2
        _table(sheet, head, table)
        if len(tables) == 1:
            sheet.freeze_panes = sheet.cell(head + 1, 2)
        if table.get("filter"):
            last = get_column_letter(len(table["columns"]))
            sheet.auto_filter.ref = f"A{head}:{last}{sheet.max_row}"
    widths = _widths(tables)
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    _heights(sheet, widths)


def _table(sheet: Any, head: int, table: Mapping[str, Any]) -> None:  # noqa: ANN401
    columns = table["columns"]
    for at, name in enumerate(columns, start=1):
        cell = sheet.cell(head, at, name)
        cell.font = Font(name="Arial", size=10, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color=_NAVY)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.border = _BOX
    for down, row in enumerate(table["rows"], start=head + 1):
        if len(row) != len(columns):
            raise ValueError(f"{len(row)} cells under {len(columns)} columns: {row[0]}")
        for at, value in enumerate(row, start=1):
            cell = sheet.cell(down, at, value)
            cell.font = Font(name="Arial", size=10, bold=at == 1)
            number = isinstance(value, int)
            cell.alignment = Alignment(
                wrap_text=True, vertical="top", horizontal="center" if number else "left"
            )
            cell.border = _BOX
            if isinstance(value, datetime.date):
                cell.number_format = "d mmm yyyy"
            if columns[at - 1] == _SHADED and number:
                cell.fill = _shade(value)


def _heights(sheet: Any, widths: Sequence[int]) -> None:  # noqa: ANN401
    """Rows tall enough for their wrapped text: a file has no height until Excel opens it."""
    for row in sheet.iter_rows(min_row=4):
        boxed = [cell for cell in row if cell.border.left.style and cell.value is not None]
        lines = [
            len(wrap(_shown(cell.value), round(1.15 * widths[cell.column - 1]))) for cell in boxed
        ]
        if lines:
            sheet.row_dimensions[row[0].row].height = 13.5 * max(lines) + 4


def _shade(score: int) -> PatternFill:
    if score >= 15:
        return PatternFill("solid", start_color=_RED)
    return PatternFill("solid", start_color=_AMBER if score >= 8 else _PALE)


def _widths(tables: Sequence[Mapping[str, Any]]) -> list[int]:
    """A width for each column that suits all of a sheet's tables."""
    widths = [0] * max(len(table["columns"]) for table in tables)
    for table in tables:
        for at, column in enumerate(zip(table["columns"], *table["rows"], strict=True)):
            longest = max(len(_shown(value)) for value in column)
            most = _SENTENCE if longest > 2 * _WORD else _WORD
            widths[at] = max(widths[at], min(longest, most) + 3)
    return widths


def _shown(value: Cell) -> str:
    return f"{value:%d %b %Y}" if isinstance(value, datetime.date) else str(value)


def _print_setup(sheet: Any, source: Mapping[str, Any]) -> None:  # noqa: ANN401
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.left.text = source["title"]
    sheet.oddFooter.right.text = "Page &P of &N"
    sheet.sheet_view.showGridLines = False
