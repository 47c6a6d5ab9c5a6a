"""The shapes of a slide as blocks: text, tables, charts, diagrams and groups of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from ingest.model import BlockKind, RawBlock
from ingest.readers.folding import description, fold
from ingest.readers.lines import is_clause, printed_label
from ingest.readers.ooxml import DIAGRAM, A, R, XmlNode, local
from ingest.readers.pptx_text import bullet, depth, numbered, paragraph_text
from ingest.readers.table_rows import TableRow, row_blocks

if TYPE_CHECKING:
    from pptx.chart.chart import Chart
    from pptx.shapes.base import BaseShape
    from pptx.slide import Slide
    from pptx.table import Table

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_MOST_POINTS = 60  # rows of a chart's data
_FURNITURE = frozenset({"dt", "ftr", "sldNum", "hdr"})
_TITLES = frozenset({"title", "ctrTitle"})


class ShapeReader:
    """Reads the slides of one deck, in order."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self.furniture: list[str] = []
        self.notes: list[str] = []
        self.pictures: dict[int, list[str]] = {}  # slide → descriptions, "" for one without
        self._tables = 0

    def read(self, slide: Slide, number: int) -> list[RawBlock]:
        """A slide's blocks, its title first, the rest in reading order."""
        shapes = list(_flat(slide.shapes))
        titles = [s for s in shapes if _placeholder(s) in _TITLES]
        blocks: list[RawBlock] = []
        title = fold(" ".join(t for s in titles for t in _texts(s)))
        if title:
            label = printed_label(title)
            blocks.append(RawBlock(BlockKind.HEADING, title, number, level=1, label=label))
        for shape in shapes:
            if _placeholder(shape) not in _TITLES:
                blocks.extend(self._shape(shape, slide, number))
        return blocks

    def _shape(self, shape: BaseShape, slide: Slide, number: int) -> Iterator[RawBlock]:
        if _placeholder(shape) in _FURNITURE:
            self.furniture.extend(text for text in _texts(shape) if not text.isdigit())
        elif getattr(shape, "has_table", False):
            yield from row_blocks(_rows(shape.table), self._tables, number)  # type: ignore[attr-defined]
            self._tables += 1
        elif getattr(shape, "has_chart", False):
            yield from self._chart(shape.chart, number)  # type: ignore[attr-defined]
        elif shape.has_text_frame:
            yield from _paragraphs(shape, slide, number)
        else:
            yield from self._drawing(shape, number)

    def _drawing(self, shape: BaseShape, number: int) -> Iterator[RawBlock]:
        node = cast(XmlNode, shape._element)
        for ids in node.iter(f"{DIAGRAM}relIds"):
            yield from _diagram(shape, ids.get(f"{R}dm") or "", number)
            return
        if local(node) == "pic":
            about = next((n for n in node.iter() if local(n) == "cNvPr"), None)
            described = description(about.get("descr") if about is not None else None)
            self.pictures.setdefault(number, []).append(described)
        elif local(node) == "graphicFrame":
            self.notes.append(f"Slide {number} has an embedded object that is not read.")

    def _chart(self, chart: Chart, number: int) -> Iterator[RawBlock]:
        """A chart's title, and its data as a table: categories down, series across."""
        if chart.has_title and chart.chart_title.has_text_frame:
            title = fold(chart.chart_title.text_frame.text)
            if title:
                yield RawBlock(BlockKind.PARAGRAPH, title, number, bold=True, caption=True)
        try:
            series = [(fold(s.name), list(s.values)) for plot in chart.plots for s in plot.series]
            names = [fold(str(c)) for c in chart.plots[0].categories]
        except (AttributeError, IndexError, KeyError, ValueError, TypeError):
            self.notes.append(f"Slide {number} has a chart whose data is not read.")
            return
        header = ("", *(name for name, _ in series))
        columns = tuple(range(len(header)))
        rows = [TableRow(header, columns, marked=True)] if any(header) else []
        for at, name in enumerate(names[:_MOST_POINTS]):
            values = [_number(v[at] if at < len(v) else None) for _, v in series]
            rows.append(TableRow((name, *values), columns))
        yield from row_blocks(rows, self._tables, number)
        self._tables += 1


def _flat(shapes: object) -> Iterator[BaseShape]:
    """Shapes in reading order, groups opened."""
    for shape in cast("list[BaseShape]", shapes):
        inner = getattr(shape, "shapes", None)
        if inner is not None:
            yield from _flat(inner)
        else:
            yield shape


def _placeholder(shape: BaseShape) -> str | None:
    """The placeholder's type as the file names it; "body" where it names none; None for others."""
    node = next(cast(XmlNode, shape._element).iter(f"{_P}ph"), None)
    return None if node is None else node.get("type", "obj")


def _texts(shape: BaseShape) -> list[str]:
    found = (paragraph_text(p) for p in cast(XmlNode, shape._element).iter(f"{A}p"))
    return [text for text in found if text]


def _paragraphs(shape: BaseShape, slide: Slide, number: int) -> Iterator[RawBlock]:
    kind = _placeholder(shape)
    styles = _list_styles(shape, slide, kind)
    default = kind in ("body", "obj")
    counted: dict[int, int] = {}
    for node in cast(XmlNode, shape._element).iter(f"{A}p"):
        text = paragraph_text(node)
        if not text:
            continue
        level = depth(node)
        mark = bullet(node, styles, default)
        for deeper in [d for d in counted if d > level or (mark is None and d == level)]:
            del counted[deeper]
        if mark is None:
            label = printed_label(text) if is_clause(text) else None
            bold = _is_bold(node)
            yield RawBlock(BlockKind.PARAGRAPH, text, number, label=label, bold=bold)
            continue
        if mark.form is not None:
            counted[level] = counted.get(level, mark.start - 1) + 1
            text = f"{numbered(mark.form, counted[level])} {text}"
        yield RawBlock(BlockKind.ITEM, text, number, level=level, label=printed_label(text))


def _list_styles(shape: BaseShape, slide: Slide, kind: str | None) -> list[XmlNode | None]:
    """List styles that a shape's paragraphs inherit from, nearest first."""
    own = cast(XmlNode, shape._element)
    styles = [next(own.iter(f"{A}lstStyle"), None)]
    if kind is None:
        return styles
    index = next(own.iter(f"{_P}ph")).get("idx", "0")
    layout = slide.slide_layout
    for other in cast("Iterable[BaseShape]", layout.placeholders):
        if str(other.placeholder_format.idx) == index:
            styles.append(next(cast(XmlNode, other._element).iter(f"{A}lstStyle"), None))
    if kind in ("body", "obj"):
        master = cast(XmlNode, layout.slide_master._element)
        styles.append(master.find(f"{_P}txStyles/{_P}bodyStyle"))
    return styles


def _is_bold(paragraph: XmlNode) -> bool:
    runs = [r for r in paragraph.iter(f"{A}r") if (t := r.find(f"{A}t")) is not None and t.text]
    marks = [r.find(f"{A}rPr") for r in runs]
    return bool(runs) and all(m is not None and m.get("b") in ("1", "true") for m in marks)


def _rows(table: Table) -> list[TableRow]:
    found = []
    for at, row in enumerate(table.rows):
        texts: list[str] = []
        covers: list[int] = []
        bold: list[bool] = []
        for column, cell in enumerate(row.cells):
            goes_on = cell.is_spanned
            paragraphs = list(cast(XmlNode, cell._tc).iter(f"{A}p"))
            text = "" if goes_on else fold(" ".join(map(paragraph_text, paragraphs)))
            texts.append(text)
            beside = goes_on and cast(XmlNode, cell._tc).get("hMerge") in ("1", "true")
            covers.append(covers[-1] if beside and covers else column)
            bold += [_is_bold(p) for p in paragraphs if text and paragraph_text(p)]
        strong = bool(bold) and all(bold)
        marked = at == 0 and bool(table.first_row)
        found.append(TableRow(tuple(texts), tuple(covers), marked, strong, strong))
    return found


def _diagram(shape: BaseShape, key: str, number: int) -> Iterator[RawBlock]:
    """The words of a SmartArt picture, one item a shape."""
    from lxml import etree

    try:
        part = shape.part.related_part(key)
        root = cast(XmlNode, etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False)))
    except (KeyError, etree.XMLSyntaxError):
        return
    for point in root.iter(f"{DIAGRAM}pt"):
        text = fold(" ".join(paragraph_text(p) for p in point.iter(f"{A}p")))
        if text:
            yield RawBlock(BlockKind.ITEM, text, number, level=1)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"
