"""Tables that came without column headings, and those that came as lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import BlockKind, RawBlock
from ingest.structure.pairs import paired
from ingest.structure.tables import number_tables, with_headers


def row(*cells: str, table: int | None = None, header: tuple[str, ...] = ()) -> RawBlock:
    return RawBlock(BlockKind.ROW, "\t".join(cells), cells=cells, table=table, header=header)


def line(text: str, *, bold: bool = False) -> RawBlock:
    return RawBlock(BlockKind.PARAGRAPH, text, bold=bold)


def test_rows_side_by_side_are_one_table() -> None:
    blocks = [row("a"), row("b"), line("between"), row("c"), row("d", table=4), row("e")]
    assert [b.table for b in number_tables(blocks)] == [5, 5, None, 6, 4, 7]


HEADERS: dict[str, tuple[list[tuple[str, ...]], tuple[str, ...]]] = {
    "words over numbers": ([("Ward", "Beds", "Cost"), ("A", "12", "£3m"), ("B", "9", "£2m")],
        ("Ward", "Beds", "Cost")),
    "words over long text": ([("Risk", "Response"), ("Money", "x " * 40), ("Staff", "y " * 40)],
        ("Risk", "Response")),
    "numbers over numbers": ([("2023", "2024"), ("1", "2")], ()),
    "words over words": ([("Chair", "A Person"), ("Deputy", "Another")], ()),
    "one row": ([("Ward", "Beds")], ()),
    "one column": ([("Ward",), ("A",)], ()),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "header"), HEADERS.values(), ids=HEADERS.keys())
def test_headers(cells: list[tuple[str, ...]], header: tuple[str, ...]) -> None:
    got = with_headers([row(*c, table=0) for c in cells])
    assert got[0].header == ()
    assert all(b.header == header for b in got[1:])


def test_a_header_that_the_file_gives_stays_and_rows_of_other_lengths_get_none() -> None:
    given_one = [row("Ward", "Beds", table=0), row("A", "1", table=0, header=("x", "y"))]
    assert with_headers(given_one) == given_one
    short = with_headers([row("Ward", "Beds", table=0), row("A", "1", table=0), row("2", table=0)])
    assert [b.header for b in short] == [(), ("Ward", "Beds"), ()]


AIMS = ("Standard pathways", "Quality standards", "Personal care", "Digital change")
GAIN = "Compliance with service specifications and with what is recommended nationally."


def flattened(pairs: int = 4) -> list[RawBlock]:
    cells = [t for n in range(pairs) for t in (AIMS[n % 4], GAIN)]
    return [line("This needs deep collaboration."), *map(line, ("Aims", "Benefits", *cells))]


def test_a_flattened_table_is_paired_again() -> None:
    got = paired([*flattened(), line("Our journey"), line("We must."), line("And we will go on.")])
    assert [b.kind for b in got[1:6]] == [BlockKind.ROW] * 5
    assert got[1].cells == ("Aims", "Benefits") and got[1].header == ()
    assert [b.cells for b in got[2:6]] == [(aim, GAIN) for aim in AIMS]
    assert all(b.header == ("Aims", "Benefits") for b in got[2:6])
    assert {b.table for b in got[1:6]} == {0}
    assert [b.text for b in got[6:]] == ["Our journey", "We must.", "And we will go on."]


@pytest.mark.parametrize(
    "blocks",
    [
        flattened(3),
        flattened()[1:],  # at the top of a paper two short lines are its title
        [b for b in flattened() if b.text != "Benefits"],
        [line(b.text, bold=b.text in AIMS) for b in flattened()],
        [b for short in flattened(6) for b in (short, line("More prose stands here."))],
    ],
)  # fmt: skip
def test_weaker_evidence_leaves_lines_alone(blocks: list[RawBlock]) -> None:
    assert paired(blocks) == blocks


@settings(deadline=None)
@given(st.lists(st.sampled_from([line(t) for t in ("Aims", "Gain", GAIN, "x:", GAIN * 9)])))
def test_pairing_keeps_every_word_in_order(blocks: list[RawBlock]) -> None:
    assert "".join(b.text.replace("\t", "") for b in paired(blocks)) == "".join(
        b.text for b in blocks
    )
