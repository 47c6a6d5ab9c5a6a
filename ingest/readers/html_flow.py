"""The walk through a web page's elements, from tags to blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.model import BlockKind, RawBlock
from ingest.readers.docx_numbering import formatted
from ingest.readers.folding import description, fold
from ingest.readers.html_furniture import INLINE, PageParts, visible_text
from ingest.readers.html_tables import is_layout, list_rows, table_rows
from ingest.readers.lines import is_clause, printed_label
from ingest.readers.table_rows import row_blocks

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_BOLD = frozenset({"b", "strong"})
_CAPTIONS = frozenset({"caption", "figcaption"})
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MOST_NOTES = 20


@dataclass(slots=True)
class _List:
    """An open list: the number of its next point, None for bullets."""

    number: int | None
    form: str


class Flow:
    """Collects the blocks of one page."""

    def __init__(self, page: PageParts) -> None:
        """Begin with nothing read of `page`."""
        self._page = page
        self.blocks: list[RawBlock] = []
        self.notes: list[str] = []
        self._held: list[tuple[str, bool]] = []
        self._lists: list[_List] = []
        self._heading: int | None = None
        self._label: str | None = None
        self._item = False
        self._caption = False
        self._bold = 0
        self._breaks = 0
        self._tables = 0

    def read(self) -> None:
        """All blocks of the page. Walks without recursion: pages can nest without end."""
        if self._page.title:
            self.blocks.append(RawBlock(BlockKind.HEADING, self._page.title, level=1))
        self.blocks += [RawBlock(BlockKind.PARAGRAPH, notice) for notice in self._page.notices]
        for node, enters in self._walk():
            if enters:
                self._enter(node)
            else:
                self._leave(node)
        self._flush()

    def _walk(self) -> Iterator[tuple[LexborNode, bool]]:
        """Every node on entering and on leaving it; the inside of data tables is passed by."""
        stack: list[tuple[LexborNode, bool]] = [(n, True) for n in _children(self._page.root)]
        while stack:
            node, enters = stack.pop()
            if enters and node.mem_id in self._page.skip:
                continue
            yield node, enters
            if not enters or node.is_text_node:
                continue
            stack.append((node, False))
            whole = node.tag == "dl" or (node.tag == "table" and not is_layout(node))
            if not whole:
                stack.extend((n, True) for n in _children(node))

    def _enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            if text.strip():
                self._breaks = 0
            self._held.append((text, self._bold > 0))
            return
        if tag in _BOLD:
            self._bold += 1
        if tag == "br":
            self._breaks += 1
            self._held.append((" ", True))
            if self._breaks >= 2 and not self._heading:
                self._flush()
        elif tag == "img":
            self._picture(node)
        elif tag in ("table", "dl"):
            self._flush()
            self._table(node, tag)
        elif tag not in INLINE:
            self._flush()
            self._open(node, tag)

    def _open(self, node: LexborNode, tag: str) -> None:
        if tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        elif tag in _CAPTIONS:
            self._caption = True
        elif tag in ("ul", "ol"):
            number = _whole(node.attributes.get("start"), 1) if tag == "ol" else None
            self._lists.append(_List(number, _FORMS.get(node.attributes.get("type") or "", "")))
        elif tag == "li":
            self._item = True
            self._label = self._next_label(node)

    def _next_label(self, node: LexborNode) -> str | None:
        if not self._lists or self._lists[-1].number is None:
            return None
        within = self._lists[-1]
        number = _whole(node.attributes.get("value"), within.number or 1)
        within.number = number + 1
        return f"{formatted(number, within.form or 'decimal')}."

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in _BOLD:
            self._bold -= 1
        if tag in INLINE or tag in ("br", "img"):
            return
        self._flush()
        if tag in _HEADINGS:
            self._heading = None
        elif tag in _CAPTIONS:
            self._caption = False
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._item, self._label = False, None

    def _flush(self) -> None:
        text = fold("".join(part for part, _ in self._held))
        bold = all(strong for part, strong in self._held if part.strip())
        self._held.clear()
        self._breaks = 0
        if not text:
            return
        if self._heading:
            label = printed_label(text)
            self.blocks.append(RawBlock(BlockKind.HEADING, text, level=self._heading, label=label))
        elif self._item:
            label = self._label
            said = f"{label} {text}" if label and not printed_label(text) else text
            depth = max(1, len(self._lists))
            label = printed_label(said)
            self.blocks.append(RawBlock(BlockKind.ITEM, said, level=depth, label=label, bold=bold))
            self._item, self._label = False, None
        else:
            label = printed_label(text) if is_clause(text) else None
            self.blocks.append(
                RawBlock(BlockKind.PARAGRAPH, text, label=label, bold=bold, caption=self._caption)
            )

    def _table(self, node: LexborNode, tag: str) -> None:
        if tag == "table" and is_layout(node):
            return  # its cells come by as ordinary elements
        rows = (table_rows if tag == "table" else list_rows)(node, self._page.skip)
        caption = node.css_first("caption") if tag == "table" else None
        said = visible_text(caption, self._page.skip) if caption is not None else ""
        if said:
            self.blocks.append(RawBlock(BlockKind.PARAGRAPH, said, bold=True, caption=True))
        self.blocks.extend(row_blocks(rows, self._tables))
        self._tables += 1

    def _picture(self, node: LexborNode) -> None:
        described = description(node.attributes.get("alt"))
        if described and len(self.notes) < _MOST_NOTES:
            self.notes.append(f'A picture is not read (described as "{described}").')


def _children(node: LexborNode) -> list[LexborNode]:
    """Children from the last to the first, as a stack wants them."""
    found = [n for n in node.iter(include_text=True) if not n.is_comment_node]
    found.reverse()
    return found


def _whole(text: str | None, default: int) -> int:
    try:
        return int(text or default)
    except ValueError:
        return default
