"""Text as HTML: what a quote's mark holds, and what tables, lists and fields become."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.shelf import OpenDocument
from assistant.web.source.reading import AsRead, Room, reading_html
from assistant.web.source.section import NO_SPAN, block_at, blocks_html, marked, part_at, parts
from assistant.web.words import Words
from ingest.library import DocumentRecord, Library, StoredPassage
from ingest.model import Block, BlockKind, Facts, Section
from tests.assistant.web.source.made import paper_called


def made(*blocks: tuple[BlockKind, str, dict[str, object]]) -> OpenDocument:
    """A paper of these blocks, each on its line, a heading opening a section."""
    text, placed, sections = "", [], [Section(0, None, 0, "", None, (), 0, 0)]
    for index, (kind, words, more) in enumerate(blocks):
        if kind is BlockKind.HEADING:
            sections.append(
                Section(len(sections), 0, 1, words, None, (words,), len(text), len(text))
            )
        placed.append(
            Block(index, kind, len(text), len(text) + len(words), len(sections) - 1, **more)  # type: ignore[arg-type]
        )
        text += words + "\n"
    record = DocumentRecord(7, "made.docx", "0" * 64, Facts("Made"), None, 0, (), (), (), 1)
    return OpenDocument(record, text, tuple(placed), tuple(sections))


def told(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


@given(st.text(max_size=40), st.integers(-5, 45), st.integers(-5, 45))
def test_marking_keeps_every_character_and_marks_the_span(text: str, start: int, end: int) -> None:
    text = "".join(c for c in text if c.isprintable())
    html = marked(text, 0, (start, end))
    assert told(html) == text
    inside = "".join(unescape(m) for m in re.findall(r"<mark[^>]*>(.*?)</mark>", html))
    assert inside == text[max(0, start) : max(0, end)]


def test_rows_of_one_table_become_one_with_its_heading(words: Words) -> None:
    row = BlockKind.ROW
    paper = made(
        (row, "Lock\tKeeper", {"group": 1}),
        (row, "Upper\tAmes <i>", {"group": 1, "statement": "Lock: Upper; Keeper: Ames"}),
        (row, "Lower\tBurr", {"group": 1, "statement": "Lock: Lower; Keeper: Burr"}),
    )
    start = paper.text.index("Burr")
    html = blocks_html(paper, paper.blocks, (start, start + 4), words)
    assert html.count("<table>") == 1
    assert '<th scope="col">Lock</th><th scope="col">Keeper</th>' in html
    assert "<td>Ames &lt;i&gt;</td>" in html
    assert '<td><mark id="wm-src-quote">Burr</mark></td>' in html
    # A later page of the same table shows its headings again, without giving their ids twice.
    later = blocks_html(paper, paper.blocks[2:], NO_SPAN, words)
    assert '<th scope="col">Lock</th>' in later
    assert 'id="wm-src-b0"' not in later


def test_items_nest_by_their_level(words: Words) -> None:
    item = BlockKind.ITEM
    levels = (1, 2, 2, 1, 3, 1)
    paper = made(*((item, f"{n}", {"group": 1, "level": level}) for n, level in enumerate(levels)))
    html = re.sub(r" id=\"[^\"]*\"", "", blocks_html(paper, paper.blocks, NO_SPAN, words))
    assert html == (
        "<ul><li>0<ul><li>1</li><li>2</li></ul></li><li>3<ul><li>4</li></ul></li><li>5</li></ul>"
    )


def test_fields_become_labels_and_values(words: Words) -> None:
    field = BlockKind.FIELD
    paper = made(
        (field, "Written by: Jo Ames", {}), (field, "Purpose\tFor noting", {}), (field, "Alone", {})
    )
    html = re.sub(r" id=\"[^\"]*\"", "", blocks_html(paper, paper.blocks, NO_SPAN, words))
    assert html == (
        "<dl><div><dt>Written by:</dt><dd> Jo Ames</dd></div>"
        "<div><dt>Purpose</dt><dd>For noting</dd></div><div><dd>Alone</dd></div></dl>"
    )


def test_parts_hold_every_block_once_and_end_with_sections() -> None:
    blocks: list[tuple[BlockKind, str, dict[str, object]]] = []
    for n in range(40):
        blocks.append((BlockKind.HEADING, f"Part {n}", {}))
        blocks += [(BlockKind.PARAGRAPH, "Words and words. " * 20, {})] * (n % 7)
    paper = made(*blocks)
    cut = parts(paper)
    held = [i for part in cut for i in range(part.first, part.last + 1)]
    assert held == list(range(len(paper.blocks)))
    assert all(paper.blocks[part.first].kind is BlockKind.HEADING for part in cut)
    assert len(cut) > 5
    for number, part in enumerate(cut, 1):
        assert part_at(paper, cut, paper.blocks[part.first].start) == number
        assert part_at(paper, cut, paper.blocks[part.last].end - 1) == number


def test_a_paper_without_blocks_has_no_parts() -> None:
    paper = made()
    assert parts(paper) == ()
    assert block_at(paper, 0) is None


def long_paper() -> AsRead:
    paper = made(*((BlockKind.PARAGRAPH, f"Sentence {n}.", {}) for n in range(500)))
    passages = [
        StoredPassage(n, 0, b.index, b.index, b.start, b.end, None, paper.quote(b), "", "", 4,
                      id=n + 1, document_id=7)
        for n, b in enumerate(paper.blocks) if n != 250
    ]  # fmt: skip
    return AsRead.of(paper, passages)


def test_a_long_paper_is_told_in_parts_of_a_bounded_size(words: Words) -> None:
    read = long_paper()
    views = read.views()
    sizes = [len(reading_html(read, n, words)) for n in range(1, len(views) + 1)]
    assert max(sizes) < 30_000
    assert [view.room for view in views[:4]] == [
        Room.ABOUT, Room.OUTLINE, Room.UNUSED, Room.PASSAGES
    ]  # fmt: skip
    told_at = [
        n for n in range(1, len(views) + 1) if "Sentence 123." in reading_html(read, n, words)
    ]
    assert told_at == [read.part_with(read.paper.text.index("Sentence 123."))]


def test_what_no_passage_holds_is_told(words: Words) -> None:
    read = long_paper()
    assert [read.paper.quote(block) for block in read.unused] == ["Sentence 250."]
    assert "Sentence 250." in reading_html(read, 3, words)


@pytest.mark.parametrize("name", ["plain.pdf", "rules.md", "scanned.pdf", "table.pdf"])
def test_every_passage_of_a_real_paper_is_told(library: Library, words: Words, name: str) -> None:
    paper = paper_called(library, name)
    read = AsRead.of(paper, library.document_passages(paper.record.id))
    pages = [reading_html(read, n, words) for n in range(1, len(read.views()) + 1)]
    whole = told("".join(pages))
    for passage in read.passages:
        assert passage.text in whole
        assert f"{passage.tokens} tokens" in whole
    for note in paper.record.notes:
        assert note in whole
    assert paper.record.facts.date_basis in whole
