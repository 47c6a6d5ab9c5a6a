"""Numbered paragraphs go back to the section that has their number."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import BlockKind, RawBlock
from ingest.structure.clauses import clauses, nested
from ingest.structure.outline import Placed, place
from tests.ingest.structure.test_table_captions import row

KINDS = BlockKind


def paper(*lines: str) -> list[RawBlock]:
    """`#`s before a heading, `|` before a row, `*` before an item; "3.2 …" is a numbered item."""
    made = []
    for line in lines:
        mark, _, text = line.partition(" ")
        if mark.strip("#") == "":
            made.append(RawBlock(KINDS.HEADING, text, level=len(mark)))
        elif mark == "|":
            made.append(row(*text.split("|")))
        elif mark == "*":
            made.append(RawBlock(KINDS.ITEM, text, level=2))
        elif mark.replace(".", "").isdigit():
            made.append(RawBlock(KINDS.ITEM, line, level=1, label=mark))
        else:
            made.append(RawBlock(KINDS.PARAGRAPH, line))
    return made


def told(*lines: str) -> tuple[Placed, list[tuple[str, str]]]:
    """The paper in its places, and each numbered paragraph with its path."""
    placed = place(nested(paper(*lines)), "")
    paths = [
        (b.label, " › ".join(placed.sections[b.section].path)) for b in placed.blocks if b.label
    ]
    return placed, [(label, path) for label, path in paths if label]


PATHS: dict[str, tuple[list[str], list[tuple[str, str]]]] = {
    "a table under a heading of its own": (
        ["# 3. Baseline", "3.1 One", "## Activity", "| a|b", "3.2 Two", "3.3 Three"],
        [("3.1", "3. Baseline"), ("3.2", "3. Baseline"), ("3.3", "3. Baseline")],
    ),
    "a box with words in it": (
        ["# 3. Baseline", "3.1 One", "## Mr T's story", "He drove a bus.", "3.2 Two"],
        [("3.1", "3. Baseline"), ("3.2", "3. Baseline")],
    ),
    "a sub-heading over the paragraphs that follow": (
        ["# 3. Plan", "3.1 One", "## Money", "3.2 Two", "3.3 Three", "## Staff", "3.4 Four"],
        [
            ("3.1", "3. Plan"), ("3.2", "3. Plan › Money"), ("3.3", "3. Plan › Money"),
            ("3.4", "3. Plan › Staff"),
        ],
    ),
    "a table between the paragraphs of a sub-heading": (
        ["# 3. Plan", "## Money", "3.1 One", "### Costs", "| a|b", "3.2 Two"],
        [("3.1", "3. Plan › Money"), ("3.2", "3. Plan › Money")],
    ),
    "a sub-heading that looks larger than its section's": (
        ["## 3. Plan", "3.1 One", "# Money", "3.2 Two", "# Costs", "| a|b", "3.3 Three"],
        [("3.1", "3. Plan"), ("3.2", "3. Plan › Money"), ("3.3", "3. Plan")],
    ),
    "a numbered heading before a numbered paragraph": (
        ["# 3. Plan", "## 3.1 Money", "It is short.", "3.2 Two", "3.2.1 Deeper"],
        [("3.2", "3. Plan"), ("3.2.1", "3. Plan")],
    ),
    "another section": (
        ["# 3. Plan", "3.1 One", "# 4. Staff", "4.1 Four", "## Costs", "| a|b", "3.2 Two"],
        [("3.1", "3. Plan"), ("4.1", "4. Staff"), ("3.2", "4. Staff › Costs")],
    ),
    "numbers that begin again in an annex": (
        ["# 3. Plan", "3.1 One", "# Annex A", "3.2 Two"],
        [("3.1", "3. Plan"), ("3.2", "Annex A")],
    ),
    "a figure that is no paragraph's number": (
        ["# 3. Plan", "3.1 One", "## Costs", "| a|b", "3.9 tonnes of waste"],
        [("3.1", "3. Plan"), ("3.9", "3. Plan › Costs")],
    ),
    "one number lost on the way": (
        ["# 3. Plan", "3.1 One", "## Costs", "| a|b", "3.3 Three"],
        [("3.1", "3. Plan"), ("3.3", "3. Plan")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), PATHS.values(), ids=PATHS.keys())
def test_paths(lines: list[str], expected: list[tuple[str, str]]) -> None:
    assert told(*lines)[1] == expected


def test_a_section_ends_where_the_numbers_go_back() -> None:
    placed, _ = told("# 3. Plan", "3.1 One", "## Costs", "| a|b", "3.2 Two", "### Deep", "Words")
    plan, costs, deep = placed.sections[1:]
    assert placed.text[costs.start : costs.end].split() == ["Costs", "a", "b"]
    assert (plan.end, deep.parent) == (len(placed.text), plan.index)
    assert deep.path == ("3. Plan", "Deep")


def test_leads_go_on_past_lists_and_tables() -> None:
    placed, _ = told(
        "# 3. Plan",
        "3.1 One:",
        "* a",
        "3.2 Two",
        "## Costs",
        "| a|b",
        "3.3 Three",
        "| c|d",
        "3.4 Four",
    )
    assert [b.lead for b in placed.blocks] == [None, 0, 1, 0, None, None, 0, None, 0]


def test_the_first_paragraph_behind_a_table_is_led_in_by_its_section() -> None:
    placed, _ = told("# 3. Plan", "## Costs", "* a", "3.1 One")
    assert [b.lead for b in placed.blocks] == [None, None, 1, 0]
    assert [b.group for b in placed.blocks] == [None, None, 0, 1]


_ANY = st.lists(
    st.builds(
        RawBlock,
        st.sampled_from(BlockKind),
        st.sampled_from(["1. One", "2. Two", "1.2 Three", "Words", "Annex A"]),
        level=st.one_of(st.none(), st.integers(1, 4)),
        label=st.sampled_from([None, "1.1", "1.2", "1.2.1", "2.1", "2.2."]),
    ),
    max_size=30,
)


@settings(deadline=None)
@given(_ANY)
def test_only_levels_change_and_every_clause_has_its_section_above(blocks: list[RawBlock]) -> None:
    deeper = nested(blocks)
    assert [(b.kind, b.text) for b in deeper] == [(b.kind, b.text) for b in blocks]
    placed = place(deeper, "")
    for clause in clauses(deeper):
        own = placed.blocks[clause.home].section
        at: int | None = placed.blocks[clause.index].section
        above = set()
        while at is not None:
            above.add(at)
            at = placed.sections[at].parent
        assert own in above
