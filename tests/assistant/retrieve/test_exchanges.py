"""Exchanges of a small meeting, read from the layouts in which people save them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.retrieve.exchanges import exchange
from assistant.shelf import OpenDocument
from ingest.passages import cut
from tests.assistant.answer.made import record
from tests.ingest.structure.test_turns import read
from tests.ingest.talk import TURNS, Turn, apart, inline

LATER: tuple[Turn, ...] = (
    *TURNS[:9],
    ("The Chair", "Mr. Venn once more."),
    (
        "Mr. Tobias Venn",
        "I come back to the lock, because the gates are older than anybody here and the winter is "
        "near. What will be done about them before the first frost comes?",
    ),
    ("Dr. Amara Quist", "They are looked at each week from October on."),
)  # fmt: skip


def opened(folder: Path, name: str, text: str) -> OpenDocument:
    """A file as the answering steps read it."""
    made = read(folder, name, text)
    told = record(1, made.facts.title, type=made.facts.type)
    return OpenDocument(told, made.text, made.blocks, made.sections)


def by_turn(document: OpenDocument, turns: tuple[Turn, ...]) -> list[int]:
    """The exchange in which each turn's words begin."""
    found = []
    for _, said in turns:
        start = document.text.index(said)
        block = next(b for b in document.blocks if b.start <= start < b.end)
        found.append(document.exchanges[block.index])
    return found


@pytest.mark.parametrize("name", ["inline.txt", "apart.txt"])
def test_an_exchange_is_by_who_asks(tmp_path: Path, name: str) -> None:
    text = (apart if name == "apart.txt" else inline)(LATER)
    numbers = by_turn(opened(tmp_path, name, text), LATER)
    # Opened for Mr. Venn; what the Chair says in between follows a question; Mr. Venn once more.
    assert numbers == [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2]


def test_what_nobody_says_is_apart(tmp_path: Path) -> None:
    text = f"# Harbour inquiry\n\nHeld in the town hall.\n\nMany came.\n\n## Evidence\n\n{inline()}"
    document = opened(tmp_path, "inquiry.md", text)
    assert document.exchanges[:4] == (0, 1, 2, 3)
    assert by_turn(document, TURNS) == [4, 4, 4, 4, 4, 4, 5, 5, 5, 5]


def test_a_passage_is_of_the_exchange_that_fills_it(tmp_path: Path) -> None:
    document = opened(tmp_path, "inquiry.txt", inline())
    passages = cut(read(tmp_path, "inquiry.txt", inline()), 60)
    found = {w: next(p for p in passages if w in p.text) for w in ("forty-one", "before nine")}
    assert "Thank you. Mrs. Ode." in found["before nine"].text  # the end of what came before
    assert {w: exchange(p, document) for w, p in found.items()} == {
        "forty-one": 0,
        "before nine": 1,
    }
