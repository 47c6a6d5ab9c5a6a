"""Captions lead in their tables and head no section."""

from __future__ import annotations

import pytest

from ingest.model import BlockKind, RawBlock
from ingest.structure.headings import promote
from ingest.structure.outline import place
from ingest.structure.table_captions import is_caption

KINDS = BlockKind
PROSE = "This paragraph says at some length what stands under the heading, as prose does."


def row(*cells: str, table: int = 0) -> RawBlock:
    return RawBlock(KINDS.ROW, "\t".join(cells), cells=cells, table=table)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Table 2: Costs by year", True),
        ("Table 1", True),
        ("Table One", True),
        ("Table B1: Minutes to a site, by area", True),
        ("TABLE 2.3F – Sickness absence", True),
        ("Figure 3.1 Beds and Posts", True),
        ("Fig. 4 (continued)", True),
        ("Figure 7. Beds by site.", True),
        ("Map 3a: Current provision", True),
        ("Chart A", True),
        ("Table Two summarises the set up costs", False),
        ("Table 3 Costs are shown for each of the sites.", False),
        ("Table of contents", False),
        ("Map of the county", False),
        ("Figures 1 and 2", False),
        ("Chart 2025", False),
        ("Tables", False),
        (f"Table 4: {'words ' * 60}", False),
    ],
)
def test_what_reads_as_a_caption(text: str, expected: bool) -> None:
    assert is_caption(RawBlock(KINDS.PARAGRAPH, text, bold=True)) is expected


def test_a_list_item_is_no_caption_and_the_file_may_say_that_words_are() -> None:
    assert not is_caption(RawBlock(KINDS.ITEM, "Table 1"))
    assert is_caption(RawBlock(KINDS.PARAGRAPH, "Our partners", caption=True))


@pytest.mark.parametrize(
    "caption",
    [
        RawBlock(KINDS.PARAGRAPH, "Table 1: Beds", bold=True),
        RawBlock(KINDS.PARAGRAPH, "Table 1: Beds"),
        RawBlock(KINDS.HEADING, "Table 1: Beds", level=3),
        RawBlock(KINDS.PARAGRAPH, "Beds by site", bold=True, caption=True),
    ],
)
def test_what_follows_a_table_belongs_to_the_section_round_it(caption: RawBlock) -> None:
    blocks = promote(
        [
            RawBlock(KINDS.HEADING, "Services", level=2),
            RawBlock(KINDS.PARAGRAPH, PROSE),
            caption,
            row("Site", "Beds"),
            row("North", "12"),
            RawBlock(KINDS.PARAGRAPH, PROSE),
        ]
    )
    placed = place(blocks, "")
    assert [s.path for s in placed.sections[1:]] == [("Services",)]
    assert [b.lead for b in placed.blocks] == [None, None, None, 2, 2, None]
    assert {b.section for b in placed.blocks} == {1}


def test_a_bare_heading_over_a_caption_stays_one() -> None:
    blocks = promote(
        [
            RawBlock(KINDS.PARAGRAPH, "Workforce"),
            RawBlock(KINDS.PARAGRAPH, "Figure 1"),
            row("Role", "Posts"),
            RawBlock(KINDS.PARAGRAPH, PROSE),
        ]
    )
    assert [b.text for b in blocks if b.kind is KINDS.HEADING] == ["Workforce"]


def test_where_headings_are_marked_a_bold_line_over_a_table_names_the_table() -> None:
    marked = [
        block
        for name in ("Who we are", "What we do", "Why", "How")
        for block in (
            RawBlock(KINDS.HEADING, name, level=2),
            RawBlock(KINDS.PARAGRAPH, PROSE),
            RawBlock(KINDS.PARAGRAPH, "Beds by site", bold=True),
            row("Site", "Beds"),
            RawBlock(KINDS.PARAGRAPH, PROSE),
        )
    ]
    assert {b.text for b in promote(marked) if b.level} == {
        "Who we are", "What we do", "Why", "How",
    }  # fmt: skip
    bare = promote(marked[1:4] * 2)
    assert {b.text for b in bare if b.level} == {"Beds by site"}
