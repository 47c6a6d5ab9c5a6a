"""Slides: an opening, then bullets, tables and charts that hold their figures, each with notes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from corpus.build.office_dates import dated, moment
from corpus.build.sections import table_of
from corpus.build.slide_design import (
    ACROSS,
    BESIDE,
    CONTENT,
    GREY,
    LEFT,
    OPENING,
    TOP,
    chart_place,
    designed,
    layout_of,
    with_footer,
)

_CHARTS = {"columns": XL_CHART_TYPE.COLUMN_CLUSTERED, "bars": XL_CHART_TYPE.BAR_CLUSTERED}
_ROW = Pt(42)


def slides(source: Mapping[str, Any]) -> bytes:
    """The finished presentation. Raises ValueError for a kind of chart that is not known."""
    deck = designed()
    about = deck.core_properties
    about.title, about.author, about.subject = (source[k] for k in ("title", "author", "subject"))
    about.last_modified_by, about.revision, about.language = source["author"], 1, "en-GB"
    about.created = about.modified = moment(source["date"])
    opening = deck.slides.add_slide(layout_of(deck, OPENING))
    opening.shapes.title.text = source["title"]
    opening.placeholders[1].text = "\n".join(source["opening"]["lines"])
    _speak(opening, source["opening"]["notes"])
    for given in source["slides"]:
        _slide(deck, given, source)
    out = io.BytesIO()
    deck.save(out)
    return dated(out.getvalue(), source["date"])


def _slide(deck: Any, given: Mapping[str, Any], source: Mapping[str, Any]) -> None:  # noqa: ANN401
    slide = deck.slides.add_slide(layout_of(deck, BESIDE if "chart" in given else CONTENT))
    slide.shapes.title.text = given["title"]
    if "bullets" in given:
        _bullets(slide.placeholders[1], given["bullets"])
    else:
        _remove(slide.placeholders[1])
    if "chart" in given:
        _remove(slide.placeholders[2])
        _chart(slide, given["chart"], source)
    if "table" in given:
        _table(slide, given["table"])
    if "source" in given:
        _below(slide, given["source"])
    with_footer(slide, source["footer"], len(deck.slides))
    _speak(slide, given["notes"])


def _bullets(box: Any, given: Sequence[Any]) -> None:  # noqa: ANN401
    frame = box.text_frame
    lines = list(_lines(given))
    for at, (text, level) in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.text, paragraph.level = text, level


def _lines(given: Sequence[Any], level: int = 0) -> Iterator[tuple[str, int]]:
    for item in given:
        if isinstance(item, Mapping):
            yield from _lines(item["below"], level + 1)
        else:
            yield str(item), level


def _table(slide: Any, given: Mapping[str, Any]) -> None:  # noqa: ANN401
    table = table_of(given)
    rows = [table.columns, *table.rows]
    shape = slide.shapes.add_table(
        len(rows), len(table.columns), LEFT, TOP, ACROSS, Emu(_ROW * len(rows))
    )
    shape.name = "Table"
    grid = shape.table
    grid.last_row = table.total
    for column, width in zip(grid.columns, _widths(rows), strict=True):
        column.width = width
    for row, cells in zip(grid.rows, rows, strict=True):
        for at, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            cell.text, cell.vertical_anchor = text, MSO_ANCHOR.MIDDLE
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.font.size = Pt(17)
            figures = all(line[at][:1].isdigit() and len(line[at]) < 8 for line in table.rows)
            paragraph.alignment = PP_ALIGN.RIGHT if figures else PP_ALIGN.LEFT


def _widths(rows: Sequence[Sequence[str]]) -> list[Emu]:
    longest = [max(len(text) for text in column) ** 0.7 for column in zip(*rows, strict=True)]
    return [Emu(round(ACROSS * length / sum(longest))) for length in longest]


def _chart(slide: Any, given: Mapping[str, Any], source: Mapping[str, Any]) -> None:  # noqa: ANN401
    if given["kind"] not in _CHARTS:
        raise ValueError(f"{given['kind']!r} is no chart; known are {', '.join(_CHARTS)}")
    chart_data: Any = CategoryChartData  # python-pptx leaves it without types
    data = chart_data(number_format="0")
    data.categories = given["categories"]
    for name, values in given["series"]:
        data.add_series(name, values)
    shape = slide.shapes.add_chart(_CHARTS[given["kind"]], *chart_place(), data)
    shape.name = "Chart"
    chart = shape.chart
    workbook = chart.part.chart_workbook.xlsx_part
    workbook._blob = dated(workbook.blob, source["date"])
    chart.has_title = True
    chart.chart_title.text_frame.text = given["title"]
    chart.chart_title.text_frame.paragraphs[0].font.size = Pt(16)
    chart.chart_title.text_frame.paragraphs[0].font.bold = True
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    chart.font.size = Pt(14)
    chart.value_axis.minimum_scale = 0
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.visible = False
    chart.category_axis.reverse_order = given["kind"] == "bars"
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 60, -5
    plot.has_data_labels = True
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    plot.data_labels.font.size = Pt(14)


def _below(slide: Any, text: str) -> None:  # noqa: ANN401
    """A source line in small letters at the foot of the slide."""
    box = slide.shapes.add_textbox(LEFT, Emu(TOP + Pt(330)), ACROSS, Pt(24))
    box.name = "Source"
    box.text_frame.word_wrap = True
    box.text_frame.text = text
    letters = box.text_frame.paragraphs[0].font
    letters.size, letters.color.theme_color = Pt(13), GREY


def _speak(slide: Any, notes: Sequence[str]) -> None:  # noqa: ANN401
    slide.notes_slide.notes_text_frame.text = "\n".join(notes)


def _remove(box: Any) -> None:  # noqa: ANN401
    box._element.getparent().remove(box._element)
