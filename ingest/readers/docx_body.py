"""The walk through a Word document's body, from its XML to blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.model import BlockKind, RawBlock
from ingest.readers.docx_cells import CellText, is_prose, long_answer, table_row
from ingest.readers.docx_numbering import Listed, Numbering
from ingest.readers.docx_styles import Styles
from ingest.readers.docx_tables import grid
from ingest.readers.docx_text import Inline, InlineReader
from ingest.readers.folding import fold
from ingest.readers.lines import is_clause, printed_label
from ingest.readers.ooxml import DIAGRAM, A, W, XmlNode, local
from ingest.readers.table_rows import TableRow, row_blocks

_WRAPPERS = frozenset(
    {"sdtContent", "customXml", "ins", "moveTo", "AlternateContent", "Choice", "smartTag"}
)
_TYPED_BULLET = re.compile(r"^(?:[•◦▪●■○‣\u2043∙·➢➤]\s*|[-\u2013\u2014*]\s+)(?=\S)")
_MOST_NOTES = 20


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a package that the body refers to; None where it has none."""

    styles: XmlNode | None = None
    numbering: XmlNode | None = None
    footnotes: XmlNode | None = None
    endnotes: XmlNode | None = None
    diagrams: dict[str, XmlNode] = field(default_factory=dict)


class Body:
    """Collects blocks; `flow` may be called for any part of the document, in order."""

    def __init__(self, parts: Parts) -> None:
        """Begin with nothing read."""
        self.blocks: list[RawBlock] = []
        self.contents: list[str] = []
        self.notes: list[str] = []
        self.title: str | None = None
        self.pictures = 0
        self._parts = parts
        self._styles = Styles(parts.styles)
        self._numbering = Numbering(parts.numbering, self._styles)
        self._inline = InlineReader(self._styles, self._mark)
        self._marks: dict[tuple[str, str], str] = {}
        self._tables = 0
        self._in_cell = False

    def flow(self, container: XmlNode) -> None:
        """Read paragraphs and tables in the order in which they stand."""
        for child in container:
            name = local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name == "sdt":
                self._control(child)
            elif name == "altChunk":
                self._tell("A file embedded in the document is not read.")
            elif name in _WRAPPERS:
                self.flow(child)

    def add_notes(self) -> None:
        """Footnotes and endnotes that the text refers to, under a heading of their own."""
        for kind, root in (("footnote", self._parts.footnotes), ("endnote", self._parts.endnotes)):
            if root is None:
                continue
            by_id = {n.get(f"{W}id") or "": n for n in root.findall(f"{W}{kind}")}
            found = []
            for (of, key), mark in list(self._marks.items()):
                if of == kind and key in by_id:
                    read = [self._inline.read(p).text for p in by_id[key].iter(f"{W}p")]
                    text = " ".join(filter(None, read))
                    if text:
                        said = f"{mark} {text}"
                        found.append(RawBlock(BlockKind.PARAGRAPH, said, label=mark))
            if found:
                heading = f"{kind.capitalize()}s"
                self.blocks.append(RawBlock(BlockKind.HEADING, heading, level=1))
                self.blocks.extend(found)

    def _mark(self, kind: str, key: str) -> str:
        count = sum(of == kind for of, _ in self._marks)
        return self._marks.setdefault((kind, key), str(count + 1))

    def _tell(self, note: str) -> None:
        if note not in self.notes and len(self.notes) < _MOST_NOTES:
            self.notes.append(note)

    def _control(self, node: XmlNode) -> None:
        gallery = node.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        content = node.find(f"{W}sdtContent")
        if content is None:
            return
        if gallery is not None and gallery.get(f"{W}val") == "Table of Contents":
            for paragraph in content.iter(f"{W}p"):
                self.contents.append(self._inline.read(paragraph).text)
            return
        self.flow(content)

    def _paragraph(self, node: XmlNode) -> None:
        inline = self._inline.read(node)
        removed = not inline.text and node.find(f"{W}pPr/{W}rPr/{W}del") is not None
        listed = None if removed else self._numbering.place(node)
        if inline.text and self._styles.is_contents(node):
            self.contents.append(inline.text)
        elif inline.text or (self._in_cell and listed and listed.label):
            self._add(node, inline, listed)
        self._anchors(inline)

    def _add(self, node: XmlNode, inline: Inline, listed: Listed | None) -> None:
        level = self._styles.heading_level(node)
        is_title = level is None and not self._in_cell and self._styles.is_title(node)
        if is_title and not self.title:
            self.title = inline.text
        kind, depth, text, label = (
            (BlockKind.HEADING, level or 1, *_with_label(inline.text, listed))
            if level is not None or is_title
            else self._plain(node, inline.text, listed)
        )
        self.blocks.append(
            RawBlock(kind, text, None, depth, label, bold=inline.bold, size=inline.size)
        )

    def _plain(
        self, node: XmlNode, text: str, listed: Listed | None
    ) -> tuple[BlockKind, int | None, str, str | None]:
        """(kind, level, text, label) of a paragraph that is no heading."""
        if listed is None:
            level = self._styles.list_level(node)
            typed = _TYPED_BULLET.match(text)
            if typed and len(text) > typed.end():
                return BlockKind.ITEM, level or 1, text[typed.end() :], None
            if level is not None:
                return BlockKind.ITEM, level, text, printed_label(text)
            return self._typed_number(text)
        text, label = _with_label(text, listed)
        # "3.1" numbers a paragraph of a paper; "a)" and "1." number the points of a list.
        clause = label is not None and is_clause(f"{label} x")
        return BlockKind.PARAGRAPH if clause else BlockKind.ITEM, listed.level, text, label

    def _typed_number(self, text: str) -> tuple[BlockKind, int | None, str, str | None]:
        label = printed_label(text)
        if label is None or not (label.endswith(")") or label[0].isdigit()):
            return BlockKind.PARAGRAPH, None, text, None
        if is_clause(text):
            return BlockKind.PARAGRAPH, None, text, label
        return BlockKind.ITEM, 1, text, label

    def _anchors(self, inline: Inline) -> None:
        for box in inline.boxes:
            self.flow(box)
        for key in inline.diagrams:
            self._diagram(key)
        self.pictures += len(inline.pictures)
        heading = next((b.text for b in reversed(self.blocks) if b.kind is BlockKind.HEADING), "")
        where = f' under "{heading}"' if heading else ""
        for described in inline.pictures:
            said = f' (described as "{described}")' if described else ""
            self._tell(f"A picture{where} is not read{said}.")
        if inline.charts:
            self._tell(f"A chart{where} is not read.")

    def _diagram(self, key: str) -> None:
        """The words of a SmartArt picture, one item a shape."""
        root = self._parts.diagrams.get(key)
        for point in root.iter(f"{DIAGRAM}pt") if root is not None else ():
            text = fold(" ".join(n.text or "" for n in point.iter(f"{A}t")))
            if text:
                self.blocks.append(RawBlock(BlockKind.ITEM, text, level=1))

    def _table(self, node: XmlNode) -> None:
        table = grid(node)
        number = self._tables
        self._tables += 1
        held: list[tuple[TableRow, list[CellText]]] = []
        nested: list[RawBlock] = []
        for row in table.rows:
            cells = [self._cell(c.node) if not c.continues else CellText(()) for c in row.cells]
            if is_prose(row, cells, table.columns):
                self._rows(held, number, nested)
                self.blocks.extend(cells[0].found)
            else:
                held.append((table_row(row, cells, table.columns), cells))
                nested.extend(b for cell in cells for b in cell.nested)
        self._rows(held, number, nested)

    def _rows(
        self, held: list[tuple[TableRow, list[CellText]]], number: int, nested: list[RawBlock]
    ) -> None:
        full = [(row, cells) for row, cells in held if row.filled]
        blocks = row_blocks([row for row, _ in full], number)
        for block, (_, cells) in zip(blocks, full, strict=True):
            answer = None if block.header else long_answer(cells)
            if answer is None:
                self.blocks.append(block)
            else:
                label = RawBlock(BlockKind.PARAGRAPH, cells[0].text, bold=True)
                self.blocks += [label, *answer.found]
                nested[:] = [b for b in nested if b not in answer.nested]
        self.blocks.extend(nested)
        held.clear()
        nested.clear()

    def _cell(self, node: XmlNode) -> CellText:
        outer, was_in_cell = self.blocks, self._in_cell
        self.blocks, self._in_cell = [], True
        self.flow(node)
        found, self.blocks, self._in_cell = self.blocks, outer, was_in_cell
        return CellText(tuple(found))


def _with_label(text: str, listed: Listed | None) -> tuple[str, str | None]:
    if listed is not None and listed.label:
        return f"{listed.label} {text}".strip(), listed.label
    return text, printed_label(text)
