"""Filters stand in the query, for words and for vectors alike, and mean the same in both."""

from __future__ import annotations

import pytest

from ingest.errors import UsageError
from ingest.library import EVERYTHING, Library, Scope, narrowed
from ingest.library.scope import chroma_condition, date_range, sql_condition
from ingest.model import Facts
from tests.fakes import FakeEmbedder
from tests.ingest.library.building import DIMENSIONS, built, opened, put

EMBEDDER = FakeEmbedder(DIMENSIONS)
PAPERS = {
    "day": Facts("t", type="minutes", date="2024-03-13", collection="board"),
    "month": Facts("t", type="minutes", date="2024-03", collection="board"),
    "year": Facts("t", type="strategy", date="2024", collection='o\'hara "x"'),
    "undated": Facts("t", type="strategy", collection="board"),
    "earlier": Facts("t", type="strategy", date="2019-09-26"),
}


@pytest.fixture(scope="module", params=["index", "scan"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The same papers, searched through the vector index and without it."""
    folder = tmp_path_factory.mktemp("library")
    with opened(folder, write=True) as library:
        for name, facts in PAPERS.items():
            put(library, built(name, ["same words"], facts), EMBEDDER)
    if request.param == "scan":
        (folder / "vectors.lock").unlink()
    opened_to_read = opened(folder, write=False)
    request.addfinalizer(opened_to_read.close)
    return opened_to_read


def only(*names: str) -> frozenset[str]:
    return frozenset(names)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(), set(PAPERS)),
        (Scope(collections=only("board")), {"day", "month", "undated"}),
        (Scope(collections=only('o\'hara "x"')), {"year"}),
        (Scope(collections=only("no such")), set()),
        (Scope(collections=only()), set()),
        (Scope(types=only(), collections=only("board")), set()),
        (Scope(documents=only()), set()),
        (Scope(types=only("strategy")), {"year", "undated", "earlier"}),
        (Scope(types=only("strategy"), collections=only("board")), {"undated"}),
        (Scope(documents=only("day", "year", "gone")), {"day", "year"}),
        (Scope(after="2024-03-13"), {"day", "month", "year"}),
        (Scope(after="2024-03-14"), {"month", "year"}),
        (Scope(after="2024-04"), {"year"}),
        (Scope(after="2025"), set()),
        (Scope(before="2024-03-13"), {"day", "month", "year", "earlier"}),
        (Scope(before="2024-03-12"), {"month", "year", "earlier"}),
        (Scope(before="2024-02"), {"year", "earlier"}),
        (Scope(before="2024"), {"day", "month", "year", "earlier"}),
        (Scope(before="2019-09-25"), set()),
        (Scope(after="2024-03-01", before="2024-03-31"), {"day", "month", "year"}),
        (Scope(after="2019", before="2019", types=only("strategy")), {"earlier"}),
    ],
)
def test_scope(library: Library, scope: Scope, expected: set[str]) -> None:
    def names(found: list[tuple[int, float]]) -> set[str]:
        passages = library.passages(i for i, _ in found)
        assert len(passages) == len(found)
        return {library.record(p.document_id).document for p in passages}

    assert names(library.search_words('"same"', 10, scope)) == expected
    assert names(library.search_vectors(EMBEDDER.embed(["same"])[0], 10, scope)) == expected
    assert {record.document for record in library.documents(scope)} == expected
    assert len(library.acronyms(scope)) == len(expected)
    assert library.passage_count(scope) == len(expected)
    assert library.document_frequency(["same"], scope) == {"same": len(expected)}


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (None, None),
        ("2024-03-13", (20240313, 20240313)),
        ("2024-03", (20240301, 20240331)),
        ("2024", (20240101, 20241231)),
    ],
)
def test_what_a_date_may_mean(date: str | None, expected: tuple[int, int] | None) -> None:
    assert date_range(date) == expected


@pytest.mark.parametrize("date", ["", "13 March 2024", "2024-13", "2024-3", "2024-03-32", "24"])
def test_what_is_no_date(date: str) -> None:
    with pytest.raises(ValueError, match="not an ISO date"):
        date_range(date)
    for say in (sql_condition, chroma_condition):
        with pytest.raises(UsageError, match="2024-03-13, 2024-03 or 2024"):
            say(Scope(after=date))


def test_a_filter_never_stands_in_the_text_of_a_query() -> None:
    condition, values = sql_condition(Scope(collections=only("x' OR 1=1 --")))
    assert "x'" not in condition
    assert values == ['["x\' OR 1=1 --"]']


SCOPES = (
    EVERYTHING,
    Scope(collections=only("board")),
    Scope(collections=only("board", "default"), types=only("minutes")),
    Scope(collections=frozenset()),
    Scope(documents=only("day", "earlier")),
    Scope(after="2024-03", types=only("strategy")),
    Scope(after="2019", before="2024-03-12"),
    Scope(before="2023"),
)


@pytest.mark.parametrize("one", SCOPES)
@pytest.mark.parametrize("other", SCOPES)
def test_a_narrowed_scope_lets_through_what_both_do(
    library: Library, one: Scope, other: Scope
) -> None:
    def names(scope: Scope) -> set[str]:
        return {record.document for record in library.documents(scope)}

    assert names(narrowed(one, other)) == names(one) & names(other)
