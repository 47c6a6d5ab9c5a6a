"""Tables and definition lists of web pages as rows of cells."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

from ingest.readers.folding import fold
from ingest.readers.html_furniture import visible_text
from ingest.readers.table_rows import TableRow

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_WIDEST = 100  # columns; a larger colspan is a slip


def is_layout(table: LexborNode) -> bool:
    """Whether a table only arranges the page.

    It says so itself, or it holds headings or other tables, or has one cell to a row.
    """
    if (table.attributes.get("role") or "") in ("presentation", "none"):
        return True
    if table.css_first("th") is not None:
        return False
    if any(table.css_first(tag) is not None for tag in ("td table", "td h1", "td h2", "td h3")):
        return True
    return all(len(_cells(row)) < 2 for row in _own_rows(table))


def table_rows(table: LexborNode, skip: Set[int]) -> list[TableRow]:
    """Rows with as many cells as the table has columns; merged cells stand once."""
    placed: list[tuple[LexborNode, dict[int, str], dict[int, int]]] = []
    hanging: dict[int, int] = {}  # column → rows that a cell from above still covers
    for row in _own_rows(table):
        texts: dict[int, str] = {}
        covers: dict[int, int] = {}
        at = 0
        above, hanging = hanging, {c: n - 1 for c, n in hanging.items() if n > 1}
        for cell in _cells(row):
            while above.get(at, 0) > 0:
                at += 1
            texts[at] = visible_text(cell, skip)
            wide = _span(cell, "colspan")
            for column in range(at, at + wide):
                covers[column] = at
                if _span(cell, "rowspan") > 1:
                    hanging[column] = _span(cell, "rowspan") - 1
            at += wide
        placed.append((row, texts, covers))
    width = max((max(covers, default=-1) + 1 for _, _, covers in placed), default=0)
    return [
        TableRow(
            tuple(texts.get(i, "") for i in range(width)),
            tuple(covers.get(i, i) for i in range(width)),
            marked=_is_head(row),
            emphasised=_is_strong(row),
        )
        for row, texts, covers in placed
    ]


def list_rows(node: LexborNode, skip: Set[int]) -> list[TableRow]:
    """A definition list: each term with its definitions as a row of two cells."""
    rows: list[TableRow] = []
    terms: list[str] = []
    said: list[str] = []

    def flush() -> None:
        if terms or said:
            rows.append(TableRow((" / ".join(terms), " ".join(said)), (0, 1)))
        terms.clear()
        said.clear()

    for child in node.css("dt, dd"):
        text = visible_text(child, skip)
        if child.tag == "dt":
            if said:
                flush()
            terms.append(text)
        else:
            said.append(text)
    flush()
    return rows


def _own_rows(table: LexborNode) -> list[LexborNode]:
    """The table's rows, not those of tables inside it; the head first wherever it stands."""
    rows: list[LexborNode] = []
    for part in table.iter():
        if part.tag == "tr":
            rows.append(part)
        elif part.tag in ("thead", "tbody", "tfoot"):
            own = [row for row in part.iter() if row.tag == "tr"]
            rows = own + rows if part.tag == "thead" else rows + own
    return rows


def _cells(row: LexborNode) -> list[LexborNode]:
    return [cell for cell in row.iter() if cell.tag in ("td", "th")]


def _is_head(row: LexborNode) -> bool:
    cells = _cells(row)
    in_head = row.parent is not None and row.parent.tag == "thead"
    if not cells:
        return False
    # A single th before td is the name of its row, not a column's heading.
    return in_head or (len(cells) > 1 and all(cell.tag == "th" for cell in cells))


def _is_strong(row: LexborNode) -> bool:
    cells = [cell for cell in _cells(row) if fold(cell.text())]
    return bool(cells) and all(
        fold(cell.text()) == fold("".join(b.text() for b in cell.css("b, strong")))
        for cell in cells
    )


def _span(cell: LexborNode, name: str) -> int:
    try:
        return min(max(int(cell.attributes.get(name) or 1), 1), _WIDEST)
    except ValueError:
        return 1
