"""A paper's text as HTML with the quote highlighted: what there is where there are no pages.

It is also what a screen reader reads, and what is read at high magnification, where the picture of
a page is of no use. Pure functions; all text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from assistant.web.escape import escaped
from assistant.web.words import Words
from ingest.model import BlockKind

if TYPE_CHECKING:
    from assistant.shelf import OpenDocument
    from ingest.model import Block

_ENOUGH = 1500  # characters from which a part ends with its section
_MOST = 6000  # characters from which a part ends anyway
Span = tuple[int, int]
NO_SPAN: Span = (-1, -1)


@dataclass(frozen=True, slots=True)
class Part:
    """Some blocks that are shown together, `first` to `last`, both included."""

    first: int
    last: int


def parts(paper: OpenDocument) -> tuple[Part, ...]:
    """A paper cut into parts of a few screens, at sections where that is possible.

    Every block is in exactly one part. A paper without blocks has no parts.
    """
    out: list[Part] = []
    first = size = 0
    for block in paper.blocks:
        new = block.index > first and block.section != paper.blocks[block.index - 1].section
        if (new and size >= _ENOUGH) or size >= _MOST:
            out.append(Part(first, block.index - 1))
            first, size = block.index, 0
        size += block.end - block.start
    if paper.blocks:
        out.append(Part(first, paper.blocks[-1].index))
    return tuple(out)


def part_at(paper: OpenDocument, all_parts: Sequence[Part], offset: int) -> int:
    """Number, from 1, of the part that canonical `offset` lies in."""
    for number, part in enumerate(all_parts, 1):
        if offset < paper.blocks[part.last].end:
            return number
    return max(1, len(all_parts))


def block_at(paper: OpenDocument, offset: int) -> Block | None:
    """The block that canonical `offset` lies in, or the next one after it."""
    return next((block for block in paper.blocks if offset < block.end), None)


def blocks_html(paper: OpenDocument, blocks: Sequence[Block], span: Span, words: Words) -> str:
    """Blocks in order as headings, paragraphs, lists, tables and label-and-value lists.

    What of canonical `span` is in them stands in `<mark>`; the mark in which the span begins has
    the id "wm-src-quote". A block has the id "wm-src-b" with its index.
    """
    out = []
    for (kind, group), found in groupby(blocks, key=_together):
        run = list(found)
        if kind is BlockKind.ROW and group is not None:
            out.append(_table(paper, run, span, words))
        elif kind is BlockKind.ITEM:
            out.append(_list(paper, run, span))
        elif kind is BlockKind.FIELD:
            out.append(_fields(paper, run, span))
        else:
            out.extend(_prose(paper, block, span) for block in run)
    return "".join(out)


def _together(block: Block) -> tuple[BlockKind, int | None]:
    return block.kind, block.group if block.kind is BlockKind.ROW else None


def marked(text: str, at: int, span: Span) -> str:
    """`text`, which stands at canonical offset `at`, escaped, with what of `span` is in it marked.

    >>> marked("a quote here", 10, (12, 17))
    'a <mark id="wm-src-quote">quote</mark> here'
    """
    start, end = max(span[0] - at, 0), min(span[1] - at, len(text))
    if start >= end:
        return escaped(text)
    name = ' id="wm-src-quote"' if at <= span[0] else ""
    quote = f"<mark{name}>{escaped(text[start:end])}</mark>"
    return escaped(text[:start]) + quote + escaped(text[end:])


def _prose(paper: OpenDocument, block: Block, span: Span) -> str:
    text = marked(paper.quote(block), block.start, span)
    tag = f"h{_level(paper, block)}" if block.kind is BlockKind.HEADING else "p"
    return f"<{tag}{_id(block)}>{text}</{tag}>"


def _level(paper: OpenDocument, block: Block) -> int:
    """Which heading of HTML it is: the panel's own title is the second."""
    return min(6, 2 + max(1, len(paper.path(block)) or block.level or 1))


def _id(block: Block) -> str:
    return f' id="wm-src-b{block.index}"'


def _list(paper: OpenDocument, run: Sequence[Block], span: Span) -> str:
    """Nested lists by the items' levels. A printed number is part of the text, so none is added."""
    out: list[str] = []
    open_levels: list[int] = []
    for block in run:
        level = block.level or 1
        while len(open_levels) > 1 and open_levels[-1] > level:
            out.append("</li></ul>")
            open_levels.pop()
        if not open_levels or open_levels[-1] < level:
            out.append("<ul>")
            open_levels.append(level)
        else:
            out.append("</li>")
        kind = ' class="wm-src-labelled"' if block.label else ""
        out.append(f"<li{_id(block)}{kind}>{marked(paper.quote(block), block.start, span)}")
    return "".join(out) + "</li></ul>" * len(open_levels)


def _table(paper: OpenDocument, run: Sequence[Block], span: Span, words: Words) -> str:
    heads = _heads(paper, run[0])
    shown = [block for block in run if block.index not in heads]
    own = {block.index for block in run}
    repeated = any(i not in own for i in heads)
    columns = max(paper.quote(block).count("\t") + 1 for block in run)
    note = f' title="{words.html("panel.repeated")}"' if repeated else ""
    head = "".join(
        _row(paper, paper.blocks[i], span, columns, tag='th scope="col"', named=i in own)
        for i in heads
    )
    body = "".join(_row(paper, block, span, columns) for block in shown)
    return (
        '<div class="wm-src-scroll" tabindex="0" role="group"><table>'
        + (f"<thead{note}>{head}</thead>" if head else "")
        + f"<tbody>{body}</tbody></table></div>"
    )


def _heads(paper: OpenDocument, row: Block) -> tuple[int, ...]:
    """Indices of the rows that head the table of `row`.

    Rows below a heading are said as statements with it; those above the first such row are it.
    """
    rows = [block for block in paper.blocks if block.group == row.group]
    said = next((n for n, block in enumerate(rows) if block.statement), None)
    return tuple(block.index for block in rows[: said or 0] if block.kind is BlockKind.ROW)


def _row(
    paper: OpenDocument,
    block: Block,
    span: Span,
    columns: int,
    *,
    tag: str = "td",
    named: bool = True,
) -> str:
    cells = list(_cells(paper.quote(block), block.start))
    wide = f' colspan="{columns}"' if len(cells) == 1 and columns > 1 else ""
    inner = "".join(
        f"<{tag}{wide}>{marked(text, at, span)}</{tag.split()[0]}>" for text, at in cells
    )
    return f"<tr{_id(block) if named else ''}>{inner}</tr>"


def _cells(text: str, at: int) -> Iterator[tuple[str, int]]:
    for cell in text.split("\t"):
        yield cell, at
        at += len(cell) + 1


def _fields(paper: OpenDocument, run: Sequence[Block], span: Span) -> str:
    """Labels with their values; a line that has no label is a value by itself."""
    out = []
    for block in run:
        text = paper.quote(block)
        sign = next((s for s in ("\t", ":") if s in text.strip()), None)
        label, _, value = text.partition(sign) if sign else ("", "", text)
        at = block.start + len(label) + (1 if sign else 0)
        label += ":" if sign == ":" else ""
        term = f"<dt>{marked(label, block.start, span)}</dt>" if sign else ""
        out.append(f"<div{_id(block)}>{term}<dd>{marked(value, at, span)}</dd></div>")
    return f"<dl>{''.join(out)}</dl>"
