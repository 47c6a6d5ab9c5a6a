"""Where blocks stand in the canonical text, and the tree of sections over them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import BlockKind, RawBlock
from ingest.structure.outline import place

KINDS = BlockKind


def raw(kind: BlockKind, text: str, level: int | None = None, table: int | None = None) -> RawBlock:
    return RawBlock(kind, text, level=level, table=table)


_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1, max_size=30)
RAW_BLOCKS = st.lists(
    st.builds(
        RawBlock,
        st.sampled_from(BlockKind),
        st.one_of(_TEXT, st.sampled_from(["1. One", "1.2 Two", "Table 1: Beds", "Annex A"])),
        level=st.one_of(st.none(), st.integers(1, 7)),
        label=st.sampled_from([None, "1.", "1.1", "1.2", "1.3", "1.2.1"]),
        table=st.one_of(st.none(), st.integers(0, 2)),
    ),
    max_size=40,
)


@settings(deadline=None)
@given(RAW_BLOCKS)
def test_every_block_is_its_span_of_the_text(blocks: list[RawBlock]) -> None:
    placed = place(blocks, "Title")
    assert [placed.text[b.start : b.end] for b in placed.blocks] == [b.text for b in blocks]
    ends = [0, *(b.end for b in placed.blocks)]
    assert all(end <= b.start for end, b in zip(ends, placed.blocks, strict=False))
    between = "".join(
        placed.text[end : b.start] for end, b in zip(ends, placed.blocks, strict=False)
    )
    assert set(between) <= set("\n• ")
    assert [b.index for b in placed.blocks] == list(range(len(blocks)))


@settings(deadline=None)
@given(RAW_BLOCKS)
def test_sections_nest_and_paths_are_chains_of_headings(blocks: list[RawBlock]) -> None:
    placed = place(blocks, "Title")
    root, *sections = placed.sections
    assert (root.parent, root.start, root.end, root.path) == (None, 0, len(placed.text), ())
    heads = [b for b in blocks if b.kind is KINDS.HEADING]
    assert len(sections) == len(heads)
    for section, head in zip(sections, heads, strict=True):
        assert section.parent is not None
        parent = placed.sections[section.parent]
        assert parent.start <= section.start <= section.end <= parent.end
        assert parent.level < section.level
        assert section.heading == " ".join(head.text.split())
        titled = section.index == 1 and section.heading.casefold() == "title"
        assert section.path == (parent.path if titled else (*parent.path, section.heading))
    for block in placed.blocks:
        section = placed.sections[block.section]
        assert section.start <= block.start and block.end <= section.end


@settings(deadline=None)
@given(RAW_BLOCKS)
def test_leads_stand_before_in_the_same_section(blocks: list[RawBlock]) -> None:
    placed = place(blocks, "Title")
    for block in placed.blocks:
        if block.lead is None:
            continue
        lead = placed.blocks[block.lead]
        assert lead.index < block.index
        assert lead.section == block.section
        assert lead.kind in (KINDS.PARAGRAPH, KINDS.HEADING, KINDS.ITEM)
        assert block.kind in (KINDS.ITEM, KINDS.ROW)


def test_the_text_as_it_reads() -> None:
    blocks = [
        raw(KINDS.HEADING, "Aims", 1),
        raw(KINDS.PARAGRAPH, "To:"),
        raw(KINDS.ITEM, "one", 1),
        RawBlock(KINDS.ITEM, "2. two", level=1, label="2."),
        raw(KINDS.ROW, "A\tB", table=0),
        raw(KINDS.ROW, "C\tD", table=0),
    ]
    assert place(blocks, "").text == "Aims\n\nTo:\n\n• one\n2. two\n\nA\tB\nC\tD"


def test_lists_tables_and_what_leads_them_in() -> None:
    blocks = [
        raw(KINDS.HEADING, "Aims", 1),
        raw(KINDS.ITEM, "under the heading", 1),
        raw(KINDS.PARAGRAPH, "The purpose was to:"),
        raw(KINDS.ITEM, "one", 1),
        raw(KINDS.ITEM, "deeper", 2),
        raw(KINDS.ITEM, "deepest", 3),
        raw(KINDS.ITEM, "two", 1),
        raw(KINDS.ROW, "a", table=0),
        raw(KINDS.PARAGRAPH, "Costs by year"),
        raw(KINDS.ROW, "b", table=1),
        raw(KINDS.ROW, "c", table=1),
        raw(KINDS.ROW, "d", table=2),
        raw(KINDS.PARAGRAPH, "x" * 300),
        raw(KINDS.ROW, "e", table=3),
        raw(KINDS.FIELD, "Date\t1 May"),
    ]
    placed = place(blocks, "")
    assert [b.lead for b in placed.blocks] == [
        None, 0, None, 2, 3, 4, 2, None, None, 8, 8, None, None, None, None,
    ]  # fmt: skip
    assert [b.group for b in placed.blocks] == [
        None, 0, None, 1, 1, 1, 1, 2, None, 3, 3, 4, None, 5, 6,
    ]  # fmt: skip


def test_levels_that_skip_and_a_title_that_is_repeated() -> None:
    heads = [("A Paper", 2), ("One", 3), ("Deep", 6), ("Two", 3), ("Over all", 1), ("Last\tone", 4)]
    placed = place([raw(KINDS.HEADING, text, level) for text, level in heads], "a paper ")
    assert [(s.parent, s.path) for s in placed.sections[1:]] == [
        (0, ()),
        (1, ("One",)),
        (2, ("One", "Deep")),
        (1, ("Two",)),
        (0, ("Over all",)),
        (5, ("Over all", "Last one")),
    ]


def test_a_long_list_keeps_its_lead() -> None:
    items = [raw(KINDS.ITEM, str(n), 1) for n in range(300)]
    placed = place([raw(KINDS.PARAGRAPH, "All of:"), *items], "")
    assert {b.lead for b in placed.blocks[1:]} == {0}


def test_nothing() -> None:
    placed = place([], "Title")
    assert (placed.text, placed.blocks, len(placed.sections)) == ("", (), 1)
