"""Passages of a transcript: turns together, with speaker and question."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.model import Passage, StructuredDocument
from ingest.passages import cut
from tests.ingest.structure.test_turns import read
from tests.ingest.talk import TURNS, apart, inline
from tests.ingest.test_passages import check

LIMIT = 60
LONG = "The county pays for the gates, and the boats pay for the county, as everybody knows. " * 12


@pytest.fixture
def document(tmp_path: Path) -> StructuredDocument:
    turns = (*TURNS[:4], ("Dr. Amara Quist", LONG.strip()), *TURNS[5:])
    return read(tmp_path, "harbour-inquiry.txt", inline(turns))


def holding(passages: tuple[Passage, ...], words: str) -> Passage:
    return next(p for p in passages if words in p.text)


def test_the_promises_hold(document: StructuredDocument) -> None:
    check(document, cut(document, LIMIT), 2 * LIMIT)


def test_an_answer_is_found_by_its_question(tmp_path: Path) -> None:
    passages = cut(read(tmp_path, "inquiry.txt", inline()), 40)
    answer = holding(passages, "forty-one")
    assert "boats were turned away last winter" in answer.context
    assert answer.context.startswith("Inquiry › ")


def test_every_part_of_a_long_turn_says_who_speaks(document: StructuredDocument) -> None:
    passages = cut(document, LIMIT)
    parts = [p for p in passages if "everybody knows" in p.text]
    assert len(parts) > 2
    for part in parts:
        assert "Amara Quist" in f"{part.context} {part.text}"
        assert "who pays for the repair" in f"{part.context} {part.text}"


def test_a_few_words_are_no_passage(document: StructuredDocument) -> None:
    passages = cut(document, LIMIT)
    floor = holding(passages, "Thank you. Mrs. Ode.")
    assert "turn to the ferry" in floor.text
    assert "The Chair" not in floor.context


def test_a_name_stays_with_its_words(tmp_path: Path) -> None:
    document = read(tmp_path, "inquiry.txt", apart())
    names = {who for who, _ in TURNS}
    for passage in cut(document, 40):
        assert passage.text.rsplit("\n", 1)[-1] not in names
