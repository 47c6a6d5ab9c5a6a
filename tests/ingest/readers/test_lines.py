"""What a line says about itself."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import BlockKind, RawBlock
from ingest.readers.lines import (
    fold,
    goes_on,
    indent_of,
    is_clause,
    joined,
    line_block,
    printed_label,
    split_bullet,
    without_lone_rows,
    without_stamps,
    wrap_width,
)


def words(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("3.1 The Board noted", "3.1"),
        ("3.1. The Board noted", "3.1"),
        ("12.10 Item", "12.10"),
        ("2.3.4 Deeper", "2.3.4"),
        ("3. The Board", "3."),
        ("a) first", "a)"),
        ("(iv) fourth", "(iv)"),
        ("3.1\tThe Board", "3.1"),
        ("2.5 million people", None),
        ("10.05 Tea", None),
        ("14.6 tonnes of carbon", None),
        ("3.5 % of patients", None),
        ("2024. A year", None),
        ("2 Clinical Strategy", None),
        ("The Board", None),
        ("3.1", None),
    ],
)
def test_printed_labels(line: str, label: str | None) -> None:
    assert printed_label(line) == label


@pytest.mark.parametrize(
    ("line", "clause"), [("3.1 The", True), ("3. The", False), ("a) x", False)]
)
def test_clauses_have_several_levels(line: str, clause: bool) -> None:
    assert is_clause(line) is clause


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("- one", (0, "one")),
        ("  • two", (2, "two")),
        ("•two", (0, "two")),
        ("\t• tabbed", (4, "tabbed")),
        ("•\ttabbed", (0, "tabbed")),
        ("\uf0b7 Word's own", (0, "Word's own")),
        ("* starred", (0, "starred")),
        ("o   hollow", (0, "hollow")),
        ("*Note* on this", None),
        ("**Bold** opening", None),
        ("+44 1234 567890", None),
        ("-5 degrees", None),
        ("o clock", None),
        ("-", None),
        ("•", None),
    ],
)
def test_bullets(line: str, found: tuple[int, str] | None) -> None:
    assert split_bullet(line) == found


@pytest.mark.parametrize(
    ("line", "kind", "text", "level", "label"),
    [
        ("Plain words", BlockKind.PARAGRAPH, "Plain words", None, None),
        ("    - nested", BlockKind.ITEM, "nested", 3, None),
        ("1. first", BlockKind.ITEM, "1. first", 1, "1."),
        (" - a. Efficient", BlockKind.ITEM, "a. Efficient", 1, "a."),
        ("- 3.5 We expect", BlockKind.PARAGRAPH, "3.5 We expect", None, "3.5"),
        ("3.1\tThe Board", BlockKind.PARAGRAPH, "3.1 The Board", None, "3.1"),
        ("3.\tThe Board", BlockKind.ITEM, "3. The Board", 1, "3."),
        ("•\tA point", BlockKind.ITEM, "A point", 1, None),
        ("\tAn indented line", BlockKind.PARAGRAPH, "An indented line", None, None),
        ("- **Workforce** – new roles", BlockKind.ITEM, "Workforce – new roles", 1, None),
        ("one\u00a0\u200b  two", BlockKind.PARAGRAPH, "one two", None, None),
    ],
)
def test_a_line_as_a_block(
    line: str, kind: BlockKind, text: str, level: int | None, label: str | None
) -> None:
    block = line_block(line, page=2)
    assert (block.kind, block.text, block.level, block.label) == (kind, text, level, label)
    assert block.page == 2


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("SO1\tImprove quality\tX", ("SO1", "Improve quality", "X")),
        ("\tYes\tNo", ("", "Yes", "No")),
        ("Implications\t\t", ("Implications", "", "")),
        ("A Person\t\t-\tAn NHS Trust", ("A Person", "", "-", "An NHS Trust")),
    ],
)
def test_tabs_make_rows_with_their_empty_cells(line: str, cells: tuple[str, ...]) -> None:
    block = line_block(line)
    assert block.kind is BlockKind.ROW
    assert block.cells == cells
    assert block.text == "\t".join(cells)


def test_a_lone_row_is_no_table() -> None:
    said = line_block("Before")
    heading, alone = line_block("2\tClinical Strategy"), line_block("Left over\t")
    table = [line_block("1\tWelcome"), line_block("2\tMinutes")]
    got = without_lone_rows([heading, said, alone, said, *table])
    assert [b.text for b in got] == [
        "2 Clinical Strategy", "Before", "Left over", "Before", "1\tWelcome", "2\tMinutes",
    ]  # fmt: skip
    assert [b.kind is BlockKind.ROW for b in got] == [False] * 4 + [True] * 2


@pytest.mark.parametrize(
    ("lines", "width"),
    [
        (["x" * 78] * 9 + ["short"], 78),
        (["x" * 400] * 9, None),
        (["x" * 20] * 9, None),
        (["x" * 78] * 3, None),
        (["x" * n for n in range(20, 300, 20)], None),
    ],
)
def test_the_width_at_which_lines_were_broken(lines: list[str], width: int | None) -> None:
    assert wrap_width(lines) == width


@pytest.mark.parametrize(
    ("before", "line", "width", "on"),
    [
        ("x" * 70, "Board", 78, True),
        ("x" * 40, "Board", 78, False),
        ("x" * 40, "the Board", 78, True),
        ("x" * 50, "Board", None, True),
        ("Minutes of the meeting", "Thursday 28 March", None, False),
    ],
)
def test_whether_a_line_goes_on(before: str, line: str, width: int | None, on: bool) -> None:
    assert goes_on(before, line, width) is on


@pytest.mark.parametrize(
    ("text", "more", "whole"),
    [
        ("the", "Board", "the Board"),
        ("a world-", "class service", "a world-class service"),
        ("short-", "and long-term", "short- and long-term"),
        ("2019-", "based", "2019- based"),
    ],
)
def test_joining_lines(text: str, more: str, whole: str) -> None:
    assert joined(RawBlock(BlockKind.PARAGRAPH, text, label="1."), more).text == whole


def test_indents_and_stamps() -> None:
    assert [indent_of(s) for s in ("a", "  a", "\ta", "  \ta")] == [0, 2, 4, 4]
    assert without_stamps("00:00:01.200 hello 00:01:02 there 3:15 pm") == "hello there 3:15 pm"


@settings(deadline=None)
@given(st.text())
def test_folding_loses_no_word_and_is_done_once(text: str) -> None:
    once = fold(text)
    assert words(once) == words(text)
    assert fold(once) == once
    assert "\n" not in once and "  " not in once


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\n")))
def test_a_line_keeps_its_words(line: str) -> None:
    block = line_block(line)
    kept = words(block.text)
    bullet = re.match(r"\s*o\s", line)  # the letter o as a bullet is the only one that may go
    assert kept in (words(line), words(line)[1:] if bullet else words(line))
