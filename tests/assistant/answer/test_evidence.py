"""How passages come apart into what can be quoted by itself."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer.evidence import LONGEST, PART, SHORTEST, sentences
from assistant.shelf import OpenDocument
from ingest.model import Block, BlockKind, Section
from tests.assistant.answer.made import cut, paper, record, units_of

WORDS = ("the ferry crosses twice a day and the pilots wait for the tide at the outer mole " * 12)[
    :-1
]


def prose(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> OpenDocument:
    """One block of running text."""
    block = Block(0, kind, 0, len(text), 0)
    section = Section(0, None, 0, "", None, (), 0, len(text))
    return OpenDocument(record(1, "Paper"), text, (block,), (section,))


def test_sentences_stand_where_they_are_in_the_whole_text() -> None:
    document = paper("# Harbour\n\nThe mole was mended. Dr. Oke saw it.\n\nThe ferry sank.\n")
    (first, second) = (b for b in document.blocks if b.kind is BlockKind.PARAGRAPH)
    said = [document.text[start:end] for start, end in sentences(document, first)]
    assert said == ["The mole was mended.", "Dr. Oke saw it."]
    assert sentences(document, second) == [(second.start, second.end)]


def test_a_short_sentence_is_joined_to_the_next() -> None:
    long = "The outer mole was mended by the port's own masons in the spring."
    joined, alone = units_of(prose(f"Agreed. {long} {long}"))
    assert joined.said == f"Agreed. {long}"
    assert alone.said == long
    (both,) = units_of(prose(f"{long} Agreed."))
    assert both.said == f"{long} Agreed."
    assert len("Agreed.") < SHORTEST < len(long)


def test_long_running_text_is_parted_and_a_list_item_is_not() -> None:
    parts = units_of(prose(WORDS))
    assert len(parts) > 2
    assert all(len(part.said) <= LONGEST for part in parts)
    assert " ".join(part.said for part in parts) == WORDS
    (item,) = units_of(prose(WORDS, BlockKind.ITEM))
    assert item.said == WORDS
    (short,) = units_of(prose(WORDS[:LONGEST]))
    assert (short.start, short.end) == (0, LONGEST)


@pytest.mark.parametrize(("mark", "ends"), [(";", ";"), (",", ","), ("", "")])
def test_a_part_ends_at_the_strongest_break_near_its_length(mark: str, ends: str) -> None:
    at = WORDS.index(" ", PART)
    text = f"{WORDS[: at - 20]}, and {WORDS[at - 20 : at]}{mark}{WORDS[at:]}"
    first = units_of(prose(text))[0].said
    if mark == ";":
        assert len(first) == at + len(", and ") + 1
    assert first.endswith(ends or ",")
    assert PART * 2 // 3 <= len(first) <= PART * 4 // 3


@given(
    st.lists(st.sampled_from(["quay", "a", "mole,", "tide;", "berth:", "x" * 300, "end."]))
    .map(" ".join)
    .filter(bool)
)
@settings(max_examples=60, deadline=None)
def test_nothing_is_lost_or_doubled_between_parts(text: str) -> None:
    document = prose(text)
    parts = units_of(document)
    for unit in parts:
        assert unit.said == " ".join(document.text[unit.start : unit.end].split())
    for one, other in pairwise(parts):
        assert one.end <= other.start
        assert not document.text[one.end : other.start].strip()
    assert (parts[0].start, parts[-1].end) == (0, len(text))
    letters = re.sub(r"\s", "", "".join(document.text[u.start : u.end] for u in parts))
    assert letters == re.sub(r"\s", "", text)


def test_only_what_the_passage_reaches_is_taken() -> None:
    document = prose(WORDS)
    first, second, *_ = units_of(document)
    (only,) = cut(document, second.start, second.end)
    assert only.key == second.key
    assert [u.key for u in cut(document, first.start + 5, second.start + 1)] == [
        first.key,
        second.key,
    ]


def test_rows_are_said_with_their_headings_and_items_stand_under_their_lead_in() -> None:
    document = paper(
        "# Harbour\n\n## Roles\n\nThe duties are to:\n\n- keep the light\n- ring the bell\n\n"
        "| Role | Name |\n| --- | --- |\n| Pilot | Ada Whitcombe |\n| Cook | Rafiq Odell |\n"
    )
    found = {unit.said: unit for unit in units_of(document)}
    assert found["keep the light"].context == "Paper, paper, 1 › Roles › The duties are to:"
    assert "Roles" not in found, "a heading is no evidence"
    (row,) = (said for said in found if "Ada Whitcombe" in said)
    assert "Role" in row
    assert document.text[found[row].start : found[row].end] == "Pilot\tAda Whitcombe"


def test_what_a_template_shows_for_an_example_is_no_fact() -> None:
    from assistant.answer.evidence import facts_alone
    from tests.assistant.answer.made import paper, units_of

    text = '# Berth plan\n\nSay how many berths close.\n\nExample: "Ten berths close in May."\n'
    plain = "# Berths\n\nExample: ten berths closed in May at the mole.\n"
    template, report = paper(text, 1), paper(plain, 2)
    made = units_of(template, report)

    def said(question: str) -> str:
        return " ".join(one.said for one in facts_alone(made, question))

    assert "Ten berths close" not in said("how many berths close in May?")
    assert "Say how many" in said("how many berths close in May?")
    assert "ten berths closed" in said("how many berths close in May?")
    assert "Ten berths close" in said("is there an example of how many berths close?")
