"""Word documents with real styles, so that they can be edited, navigated and read by programs.

    document = new(Properties("Example: Board minutes", "Rhian Tolley", date(2026, 5, 14)))
    running(document, "Example for practice – fictional", "Board minutes, 14 May 2026")
    title(document, "Example: Board minutes", "Thursday 14 May 2026")
    heading(document, "Background")
    paragraph(document, "The Board **noted** the report.")
    table(document, ("Ref", "Action"), [("A1", "Write to the trusts")], widths=(2.5, 13.5))
    packed = finished(document)

In every text ``**words**`` are bold; nothing else is markup. Widths are in centimetres: a page
of ``new`` has 17 of them between its margins. Styles that Word does not have by itself: Notice (a
boxed line), Callout (a bar at its left: a decision, a recommendation), Guidance (italic and grey,
for a writer to replace), Table Text and, after ``word_numbering.number_headings``, Numbered
Paragraph ("2.1" under heading "2.").
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from assistant.word_document import element
from corpus.build.packing import repack
from corpus.build.word_numbering import restarted
from corpus.build.word_styles import PAGE_WIDTH, dress

HEAD_FILL, LABEL_FILL = "003087", "E8EDEE"
_NOON = time(12)
_FIGURE = re.compile(r"[-+−]?£?\d[\d,.]*(?:%|m|k)?")
_SHORT = 10  # rows


@dataclass(frozen=True, slots=True)
class Properties:
    """A file's own facts, as File > Info shows them. `dated` stands for created and modified."""

    title: str
    author: str
    dated: date
    subject: str = ""
    status: str = ""
    keywords: str = ""


def new(properties: Properties) -> Document:
    """An empty A4 document in British English with the styles above."""
    document = docx.Document()
    _describe(document, properties)
    dress(document)
    return document


def running(document: Document, header: str, footer: str) -> None:
    """A line at the head of every page, and one at its foot with "Page 2 of 4" at the right."""
    section = document.sections[0]
    above, below = section.header.paragraphs[0], section.footer.paragraphs[0]
    _write(above, header)
    _write(below, footer)
    below.paragraph_format.tab_stops.add_tab_stop(Cm(PAGE_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    below.add_run("\tPage ")
    _count(below, "PAGE")
    below.add_run(" of ")
    _count(below, "NUMPAGES")


def title(document: Document, text: str, subtitle: str = "") -> None:
    """The document's title, and a line below it."""
    paragraph(document, text, "Title")
    if subtitle:
        paragraph(document, subtitle, "Subtitle")


def heading(document: Document, text: str, level: int = 1) -> Paragraph:
    """A heading of level 1 to 3."""
    return paragraph(document, text, f"Heading {level}")


def paragraph(document: Document, text: str, style: str = "Normal") -> Paragraph:
    """A paragraph in a style of the document."""
    return _write(document.add_paragraph(style=style), text)


def bullets(document: Document, items: Iterable[str]) -> None:
    """A list with bullets."""
    for item in items:
        paragraph(document, item, "List Bullet")


def numbered(document: Document, items: Iterable[str]) -> None:
    """A list that counts from 1, whatever lists stand before it."""
    number = restarted(document, "List Number")
    style = document.styles["List Number"].paragraph_format
    for item in items:
        made = paragraph(document, item, "List Number")
        made._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
        # A paragraph's own list would otherwise bring its own indents with it.
        made.paragraph_format.left_indent = style.left_indent
        made.paragraph_format.first_line_indent = style.first_line_indent


def table(
    document: Document,
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[float] = (),
) -> Table:
    """A table with lines, whose header row is repeated on each page that it runs over."""
    filled = list(rows)
    made = _grid(document, 1 + len(filled), len(header), widths)
    _fill(made.rows[0], header, HEAD_FILL, white=True)
    made.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))
    for row, texts in zip(list(made.rows)[1:], filled, strict=True):
        _fill(row, texts)
    _align_figures(made)
    _keep_together(made)
    _space(document)
    return made


def form(
    document: Document, rows: Iterable[tuple[str, str]], widths: Sequence[float] = (4.5, 12.5)
) -> Table:
    """A table of labels and values, as on a cover sheet; no header row."""
    filled = list(rows)
    made = _grid(document, len(filled), 2, widths)
    for row, (label, value) in zip(made.rows, filled, strict=True):
        _fill(row, (f"**{label}**", value))
        _shade(row.cells[0], LABEL_FILL)
    _space(document)
    return made


def finished(document: Document) -> bytes:
    """The file: the same document gives the same bytes."""
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue())


def _write(target: Paragraph, text: str) -> Paragraph:
    for n, part in enumerate(re.split(r"\*\*(.+?)\*\*", text)):
        if part:
            run = target.add_run(part)
            if n % 2:
                run.bold = True
    return target


def _describe(document: Document, properties: Properties) -> None:
    core = document.core_properties
    core.title, core.author, core.last_modified_by = (
        properties.title, properties.author, properties.author,
    )  # fmt: skip
    core.subject, core.content_status = properties.subject, properties.status
    core.keywords, core.comments, core.language = properties.keywords, "", "en-GB"
    core.created = core.modified = datetime.combine(properties.dated, _NOON)
    core.revision = 1
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):  # a picture of somebody else's empty page
            del package.rels[key]


def _count(target: Paragraph, field: str) -> None:
    """A field that Word fills in when it lays out the page."""
    simple = element("w:fldSimple", instr=f" {field} ")
    simple.append(target.add_run("1")._r)
    target._p.append(simple)


def _grid(document: Document, rows: int, columns: int, widths: Sequence[float]) -> Table:
    """An empty table as wide as the page, its columns fixed so that every program agrees."""
    made: Table = document.add_table(rows, columns, style="Table Grid")
    made.autofit = False
    wide = widths or [PAGE_WIDTH / columns] * columns
    for column, width in zip(made.columns, wide, strict=True):
        column.width = Cm(width)
        for cell in column.cells:  # Word asks the cells, other programs the column
            cell.width = Cm(width)
    return made


def _fill(row: _Row, texts: Sequence[str], fill: str = "", *, white: bool = False) -> None:
    """Write a row's cells; a line break in a text begins a new paragraph of the cell."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))
    for cell, text in zip(row.cells, texts, strict=True):
        lines = text.split("\n")
        for n, line in enumerate(lines):
            target = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
            target.style = "Table Text"
            _write(target, line)
            for run in target.runs if white else ():
                run.font.bold, run.font.color.rgb = True, RGBColor(0xFF, 0xFF, 0xFF)
        if fill:
            _shade(cell, fill)


def _align_figures(made: Table) -> None:
    """Columns that hold nothing but figures stand at the right, their heading too."""
    for column in made.columns:
        head, *cells = column.cells
        if cells and all(_FIGURE.fullmatch(cell.text) for cell in cells):
            for cell in (head, *cells):
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _keep_together(made: Table) -> None:
    """A short table stays on one page; of a long one the header stays with its first row."""
    rows = list(made.rows)
    for row in rows[:-1] if len(rows) <= _SHORT else rows[:1]:
        for cell in row.cells:
            for line in cell.paragraphs:
                line.paragraph_format.keep_with_next = True


def _shade(cell: _Cell, fill: str) -> None:
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=fill))


def _space(document: Document) -> None:
    """The empty line that Word wants between two tables, made small."""
    gap = document.add_paragraph().paragraph_format
    gap.space_after, gap.line_spacing = Pt(0), Pt(8)
