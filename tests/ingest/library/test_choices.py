"""What there is to filter by, and reading by name, each within a scope."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import UsageError
from ingest.library import Choices, Library, Scope
from ingest.model import Facts
from tests.fakes import FakeEmbedder
from tests.ingest.library.building import DIMENSIONS, built, opened, put

PAPERS = {
    "a.md": Facts("A", type="minutes", date="2024-02", collection="open"),
    "b.md": Facts("B", type="strategy", date="2023", collection="open"),
    "board-part-2.md": Facts("C", type="contract", date="2031-05-06", collection="closed"),
    "d.md": Facts("D", collection="undated"),
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path / "library", write=True) as made:
        for name, facts in PAPERS.items():
            put(made, built(name, [f"text of {name}"], facts), FakeEmbedder(DIMENSIONS))
        yield made


@pytest.mark.parametrize(
    ("scope", "choices"),
    [
        (Scope(collections=frozenset()), Choices()),
        (Scope(collections=frozenset({"undated"})), Choices(("undated",), ("paper",))),
        (
            Scope(collections=frozenset({"open", "none"})),
            Choices(("open",), ("minutes", "strategy"), "2023-01-01", "2024-02-29"),
        ),
        (
            Scope(types=frozenset({"contract", "minutes"})),
            Choices(("closed", "open"), ("contract", "minutes"), "2024-02-01", "2031-05-06"),
        ),
    ],
)
def test_only_what_occurs_is_offered(library: Library, scope: Scope, choices: Choices) -> None:
    assert library.choices(scope) == choices


def test_everything_is_offered_without_a_scope(library: Library) -> None:
    assert library.choices().collections == ("closed", "open", "undated")
    assert library.choices().first == "2023-01-01"


def test_a_name_out_of_scope_is_unknown_and_not_suggested(library: Library) -> None:
    scope = Scope(collections=frozenset({"open"}))
    assert library.find("board-part-2.md") is not None
    assert library.find("board-part-2.md", scope) is None
    assert library.text("a.md", scope) == "text of a.md"
    for name in ("board-part-2.md", "board-part-3.md"):
        with pytest.raises(UsageError) as told:
            library.text(name, scope)
        assert "Did you mean" not in str(told.value)
    with pytest.raises(UsageError, match=r"Did you mean 'board-part-2\.md'"):
        library.text("board-part-3.md")
