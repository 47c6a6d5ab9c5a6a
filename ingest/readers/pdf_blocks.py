"""Pages of lines and tables into the RawBlocks of a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.model import BlockKind, OutlineEntry, RawBlock
from ingest.readers.pdf_aligned import with_aligned
from ingest.readers.pdf_columns import in_reading_order
from ingest.readers.pdf_grid import with_grids
from ingest.readers.pdf_headings import body_type, headings
from ingest.readers.pdf_layout import Line, PageLayout
from ingest.readers.pdf_paragraphs import Draft, paragraphs, setting
from ingest.readers.pdf_rules import grids
from ingest.readers.pdf_tables import Element, Table, TableRow
from ingest.readers.pdf_tables import headings as column_headings
from ingest.readers.pdf_text import Mender

_INDENT = 6.0  # points that make an item one deeper
_EDGES = 6.0  # points within which a table's columns go on in the next


@dataclass(slots=True)
class _Tables:
    """Numbers tables through a file and carries column headings over a break."""

    number: int = -1
    edges: tuple[float, ...] = ()
    header: tuple[str, ...] = ()
    open: bool = False  # nothing but a page break or a few words since the last row

    def begin(self, table: Table) -> tuple[int, tuple[str, ...]]:
        """Number and column headings for the rows that follow."""
        header = column_headings(table.rows)
        same = len(self.edges) == len(table.edges) and all(
            abs(a - b) <= _EDGES for a, b in zip(self.edges, table.edges, strict=True)
        )
        if self.open and same and header in ((), self.header):
            header = self.header
        else:
            self.number += 1
        self.edges, self.header, self.open = table.edges, header, True
        return self.number, header


@dataclass(slots=True)
class _Lists:
    """Depth of items from their indents; a paragraph left of a list ends it."""

    stack: list[float] = field(default_factory=list)

    def level(self, draft: Draft) -> int:
        """Depth of an item, from 1."""
        while self.stack and draft.left < self.stack[-1] - _INDENT:
            self.stack.pop()
        if not self.stack or draft.left > self.stack[-1] + _INDENT:
            self.stack.append(draft.left)
        return len(self.stack)

    def passed(self, draft: Draft) -> None:
        """A block that is no item went by."""
        if self.stack and draft.left <= self.stack[0] + _INDENT:
            self.stack.clear()


def to_blocks(
    pages: Sequence[PageLayout], outline: Sequence[OutlineEntry], mender: Mender
) -> list[RawBlock]:
    """All pages' blocks in reading order; furniture must be gone from the pages."""
    drafts = [d for page in pages for d in _page_drafts(page)]
    prose = [(i, d) for i, d in enumerate(drafts) if isinstance(d, Draft)]
    texts = [d for _, d in prose]
    ranks = headings(texts, outline, body_type(texts))
    levels = {prose[n][0]: level for n, level in ranks.items()}
    tables, lists = _Tables(), _Lists()
    out: list[RawBlock] = []
    for i, draft in enumerate(drafts):
        if isinstance(draft, Draft):
            out.extend(_prose_block(draft, levels.get(i), lists, mender))
            tables.open = tables.open and sum(len(x.text) for x in draft.lines) < 60
            if i in levels:
                tables.open = False
        else:
            page, table = draft
            out.extend(_table_blocks(table, page, tables, mender))
    return out


def _page_drafts(page: PageLayout) -> Iterator[Draft | tuple[PageLayout, Table]]:
    """A page's paragraphs, items and tables in reading order."""
    ruled = with_grids(page.lines, [g for g in grids(page.rules)])
    plain = [e for e in ruled if isinstance(e, Line)]
    columns = in_reading_order(plain, page.width)
    elements: Sequence[Element] = _reordered(ruled, columns.lines) if columns.gutter else ruled
    if columns.gutter is None:
        elements = with_aligned(elements)
    how = setting([e for e in elements if isinstance(e, Line)], columns.gutter)
    run: list[Line] = []
    for element in elements:
        if isinstance(element, Line):
            run.append(element)
            continue
        yield from paragraphs(run, page.number, how)
        run = []
        yield page, element
    yield from paragraphs(run, page.number, how)


def _reordered(ruled: Sequence[Element], lines: Sequence[Line]) -> list[Element]:
    """Tables back among lines that have been put in the order of their columns."""
    out: list[Element] = list(lines)
    for element in ruled:
        if isinstance(element, Table):
            top = min(x.y0 for row in element.rows for x in row.lines)
            at = next((n for n, x in enumerate(out) if isinstance(x, Line) and x.y0 > top), None)
            out.insert(len(out) if at is None else at, element)
    return out


def _prose_block(
    draft: Draft, level: int | None, lists: _Lists, mender: Mender
) -> Iterator[RawBlock]:
    text = mender.join(draft.body)
    if not text:
        return
    kind = draft.kind
    if level is not None:
        kind = BlockKind.HEADING
    if kind is BlockKind.ITEM:
        level = lists.level(draft)
    else:
        lists.passed(draft)
    yield RawBlock(kind, text, draft.page, level, draft.label, bold=draft.bold, size=draft.size)


def _table_blocks(
    table: Table, page: PageLayout, tables: _Tables, mender: Mender
) -> Iterator[RawBlock]:
    number, header = tables.begin(table)
    for row in table.rows:
        cells = tuple(mender.join(cell) for cell in row.cells)
        if not any(cells):
            continue
        lines = row.lines
        block = RawBlock(
            BlockKind.ROW,
            "\t".join(cells),
            page.number,
            cells=cells,
            header=() if row.header or not any(header) else header,
            table=number,
            bold=all(x.bold for x in lines),
            size=lines[0].size,
        )
        if row.prose:
            yield from _cut_row(row, block, mender)
        else:
            yield block


def _cut_row(row: TableRow, block: RawBlock, mender: Mender) -> Iterator[RawBlock]:
    """A row of prose as one row a paragraph, each alone in its cell: the column still tells."""
    for j, cell in enumerate(row.cells):
        for draft in paragraphs(cell, block.page or 0, setting(cell, None)) if cell else ():
            text = mender.join(draft.body)
            if text:
                cells = tuple(text if k == j else "" for k in range(len(row.cells)))
                yield replace(block, text="\t".join(cells), cells=cells, bold=draft.bold)
