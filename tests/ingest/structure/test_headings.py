"""Headings that the file does not mark, and how deep they are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import BlockKind, RawBlock
from ingest.readers.lines import line_block
from ingest.structure.contents import contents, key
from ingest.structure.headings import promote

PROSE = "This paragraph says at some length what stands under the heading, as prose does."


def blocks(*lines: str) -> list[RawBlock]:
    """Plain lines; "**" marks a bold one, "#" a heading the file itself marks."""
    made = []
    for line in lines:
        if line.startswith("#"):
            level = len(line) - len(line.lstrip("#"))
            made.append(RawBlock(BlockKind.HEADING, line.strip("# "), level=level))
        else:
            block = line_block(line.strip("*"))
            bold = line.startswith("**")
            made.append(RawBlock(block.kind, block.text, None, block.level, block.label, bold=bold))
    return made


def tree(*lines: str, mended: bool = False) -> list[tuple[int | None, str]]:
    got = promote(blocks(*lines), mended=mended)
    return [(b.level, b.text) for b in got if b.kind is BlockKind.HEADING]


SESSION = (
    "Session 1: drawing inspiration from how we are already working differently in our local areas"
)
TREES: dict[str, tuple[list[str], list[tuple[int, str]]]] = {
    "bare lines of a web page": (
        ["The title", "The client", PROSE, "Our approach", PROSE, "to:", "- one"],
        [(1, "The title"), (1, "The client"), (1, "Our approach")],
    ),
    "numbers": (
        ["1. Introduction", PROSE, "2 Clinical Strategy", "2.1 Aims", PROSE, "2.2 Means", PROSE],
        [(1, "1. Introduction"), (1, "2 Clinical Strategy"), (2, "2.1 Aims"), (2, "2.2 Means")],
    ),
    "numbers with bare lines under them": (
        ["1. Introduction", PROSE, "Clinical priorities", PROSE, "2. Next", PROSE, "Costs", PROSE],
        [(1, "1. Introduction"), (2, "Clinical priorities"), (1, "2. Next"), (2, "Costs")],
    ),
    "numbered prose is no heading": (["1. Scope", f"1.1 {PROSE}",
        "1.2 The Board is asked to note."],
        [(1, "1. Scope")]),
    "short clauses under one number are a list": (
        ["5. Recommendations", "5.1 Approve the plan", "5.2 Note the risks", "5.3 Agree a date",
            PROSE],
        [(1, "5. Recommendations")],
    ),
    "a numbered heading that lost its picture": (
        ["3.1 Purpose", PROSE, "3.2 Organisation chart", "3.3 Roles", PROSE],
        [(2, "3.1 Purpose"), (2, "3.2 Organisation chart"), (2, "3.3 Roles")],
    ),
    "a heading with nothing under it": (
        ["Culture", PROSE, "Infrastructure", "Governance and decision-making", "- one", "- two"],
        [(1, "Culture"), (1, "Infrastructure"), (1, "Governance and decision-making")],
    ),
    "a named part, however long": (
        ["3. Summary of the sessions", SESSION, PROSE, "3.2 Session two: how can we change?",
            PROSE],
        [(1, "3. Summary of the sessions"), (2, SESSION), (2,
            "3.2 Session two: how can we change?")],
    ),
    "a sentence about a part": (["Summary", PROSE, "Section 5 links with the financial plan",
        PROSE],
        [(1, "Summary"), (1, "Section 5 links with the financial plan")]),
    "headings that introduce": (
        ["Topic 3: Prevention", PROSE, "Good looks like:", "Enablers include:", PROSE, "Culture",
            PROSE],
        [(1, "Topic 3: Prevention"), (2, "Good looks like:"), (2, "Enablers include:"), (1,
            "Culture")],
    ),
    "capitals over bold over bare": (
        ["PART ONE", PROSE, "**Aims**", PROSE, "PART TWO", PROSE, "**Means**", PROSE],
        [(1, "PART ONE"), (2, "Aims"), (1, "PART TWO"), (2, "Means")],
    ),
    "numbers that begin again in each part": (
        ["Part 1 Care", "1. Scope", PROSE, "2. Means", PROSE, "Part 2 Money", "1. Scope", PROSE],
        [(1, "Part 1 Care"), (2, "1. Scope"), (2, "2. Means"), (1, "Part 2 Money"), (2,
            "1. Scope")],
    ),
    "questions": (["What is an ICB?", PROSE, "Who pays?", PROSE, "Surely not?", PROSE],
        [(1, "What is an ICB?"), (1, "Who pays?")]),
    "the file's own levels": (
        ["# One", PROSE, "## Two", "2.1 Aims", PROSE, "# Three", PROSE],
        [(1, "One"), (2, "Two"), (4, "2.1 Aims"), (1, "Three")],
    ),
    "who said it, sign-offs, dates, pictures": (
        ["Outcome", "‘It helped us all to work in partnership.’", "A Person, Director of Change",
            PROSE,
         "Chart one.PNG", PROSE, "A Person", "29th Feb 2024", "26 September 2019", PROSE],
        [(1, "Outcome")],
    ),
    "a list written without bullets": (
        ["Workstreams", PROSE, "They are:", "Stroke", "Urology", "Vascular", "Head and neck",
            "Next", PROSE],
        [(1, "Workstreams"), (1, "Next")],
    ),
    "a title page": (
        ["The Unit", "Its client", "Developing an approach", "The client", PROSE, "Outcome", PROSE],
        [(1, "The client"), (1, "Outcome")],
    ),
    "an action's owner": (["Finance", PROSE, "**ACTION: AB/CD**", "Estates", PROSE],
        [(1, "Finance"), (1, "Estates")]),
    "a link": (["Film", PROSE, "Watch the [film of the day](#)", PROSE], [(1, "Film")]),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), TREES.values(), ids=TREES.keys())
def test_trees(lines: list[str], expected: list[tuple[int, str]]) -> None:
    assert tree(*lines) == expected


CHAPTERS = ["Contents", "1. Priorities", "2. Living Well", "3. Workforce"]


def test_a_contents_list_tells_the_chapters() -> None:
    body = ["Priorities", PROSE, "Key aims", PROSE, "Living well", "- Mental health", "- Autism",
            "Workforce", "- People", "Living Well", PROSE, PROSE, "Mental health", PROSE,
            "Workforce", PROSE, "Pay", PROSE]  # fmt: skip
    assert tree("The strategy", *CHAPTERS, *body) == [
        (1, "The strategy"), (1, "Contents"), (1, "Priorities"), (2, "Key aims"),
        (2, "Living well"), (2, "Workforce"), (1, "Living Well"), (2, "Mental health"),
        (1, "Workforce"), (2, "Pay"),
    ]  # fmt: skip


def test_bare_contents_end_where_the_first_chapter_begins() -> None:
    listed = blocks(
        "Contents", "Aims 3", "Means 7", "Costs 9", "Aims", PROSE, "Means", "Costs", PROSE
    )
    found = contents(listed)
    assert found.blocks == range(1, 4)
    assert found.keys == {"aims", "means", "costs"}


@pytest.mark.parametrize("lines", [["Contents", "- a", "- b", PROSE], [PROSE], ["Contents"]])
def test_contents_that_name_nothing(lines: list[str]) -> None:
    assert not contents(blocks(*lines)).keys


@pytest.mark.parametrize(
    ("text", "words"),
    [("3. Living Well ..... 12", "living well"), ("2.1 Aims", "aims"), ("A) Costs", "costs")],
)
def test_keys(text: str, words: str) -> None:
    assert key(text) == words


MENDED: dict[str, tuple[list[str], list[str]]] = {
    "bold over prose": (["**Aims**", PROSE], ["Aims"]),
    "bold cells": (["**Aims**", "**Benefits**", "**Costs**", PROSE], []),
    "scraps": (["Overview", PROSE, "14.6 Tonnes", PROSE, "10 Overview", PROSE], []),
    "contents": (
        ["**2.1 Members of the Board 56**", "**2.2 Attendance**", PROSE],
        ["2.2 Attendance"],
    ),
}


@pytest.mark.parametrize(("lines", "expected"), MENDED.values(), ids=MENDED.keys())
def test_in_a_mended_paper_more_is_asked(lines: list[str], expected: list[str]) -> None:
    assert [text for _, text in tree(*lines, mended=True)] == expected


def test_captions_have_no_headings() -> None:
    said = [f"00:0{n}:00.000 Okay everyone" for n in range(8)]
    assert tree(*said, mended=True) == []


_ANY = st.builds(
    RawBlock,
    st.sampled_from(BlockKind),
    st.one_of(
        st.text(st.characters(codec="utf-8"), min_size=1),
        st.sampled_from(
            ["1. One", "2.1 Two", "Contents", "Aims", "AIMS", "Aims:", "Why?", "Part 1"]
        ),
    ),
    level=st.one_of(st.none(), st.integers(1, 6)),
    bold=st.booleans(),
)


@settings(deadline=None)
@given(st.lists(_ANY, max_size=40), st.booleans())
def test_texts_stay_and_every_heading_has_a_level(made: list[RawBlock], mended: bool) -> None:
    got = promote(made, mended=mended)
    assert [b.text for b in got] == [b.text for b in made]
    assert all((b.level or 0) >= 1 for b in got if b.kind is BlockKind.HEADING)
    kept = [b.level for b in made if b.kind is BlockKind.HEADING and b.level]
    again = [
        g.level for g, b in zip(got, made, strict=True) if b.kind is BlockKind.HEADING and b.level
    ]
    assert again == kept


def test_a_sum_of_money_is_no_heading() -> None:
    assert tree("# Finances", "## Balance", "USD $23,891.00", "## Grants", PROSE) == [
        (1, "Finances"),
        (2, "Balance"),
        (2, "Grants"),
    ]
