"""What goes into a Library comes out of it again, and searches find it."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from ingest.errors import UsageError
from ingest.library import Library, Scope
from ingest.library.records import DocumentRecord
from ingest.model import Facts, Passage
from tests.fakes import FakeEmbedder
from tests.ingest.library.building import DIMENSIONS, assert_whole, built, cut, dump, opened, put

FACTS = Facts(
    title="Board paper",
    type="board paper",
    date="2024-03-13",
    date_basis="cover sheet",
    meeting="Integrated Care Board",
    version="v0.3",
    supersedes="old.docx",
    organisation="ICB",
    collection="board",
)
LINES = ["3.1 The Board is asked to note the plan", "Hurdle criteria apply", "café\tX\t"]


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder(DIMENSIONS)


def test_everything_put_in_comes_out(tmp_path: Path, embedder: FakeEmbedder) -> None:
    document = built("a/paper.docx", LINES, FACTS)
    with opened(tmp_path, write=True) as library:
        document_id = put(library, document, embedder)
    with opened(tmp_path, write=False) as library:
        (record,) = library.documents()
        assert record == library.record(document_id) == library.find("a/paper.docx")
        assert record.facts == FACTS
        assert record.fields == document.fields
        assert (record.notes, record.furniture) == (document.notes, document.furniture)
        assert (record.pages, record.passages, record.digest) == (2, 3, document.digest)
        assert library.text("a/paper.docx") == document.text
        assert library.blocks(document_id) == document.blocks
        assert library.sections(document_id) == document.sections
        stored = library.document_passages(document_id)
        plain = [Passage(*(getattr(p, f.name) for f in fields(Passage))) for p in stored]
        assert plain == list(cut(document))
        ids = [p.id for p in stored]
        assert library.passages(reversed(ids)) == stored[::-1]
        expected = embedder.embed([p.embedded_text for p in cut(document)])
        assert np.array_equal(library.vectors(ids), expected)
        (acronym,) = library.acronyms()
        assert (acronym.short, acronym.long, acronym.document_id) == (
            "ICB",
            "Board of 3",
            document_id,
        )
        assert_whole(library)


def test_a_newer_version_takes_the_place_of_the_older(
    tmp_path: Path, embedder: FakeEmbedder
) -> None:
    with opened(tmp_path, write=True) as library:
        first = put(library, built("a.txt", ["one thing", "gone words"]), embedder)
        other = put(library, built("b.txt", ["one thing"]), embedder)
        old = [p.id for p in library.document_passages(first)]
        assert put(library, built("a.txt", ["new words"]), embedder) == first
        assert library.search_words('"gone"', 5) == []
        assert library.passages(old) == ()
        assert not library.vectors(old).any()
        assert library.record(first).revision > library.record(other).revision
        assert_whole(library)
    with opened(tmp_path, write=False) as library:
        found = library.search_vectors(embedder.embed(["new words"])[0], 10)
        assert {library.passages([i])[0].text for i, _ in found} == {"new words", "one thing"}


def test_removing_leaves_nothing(tmp_path: Path, embedder: FakeEmbedder) -> None:
    with opened(tmp_path, write=True) as library:
        put(library, built("b.txt", ["kept"]), embedder)
        before = dump(library)
        put(library, built("a.txt", LINES), embedder)
        assert library.remove("a.txt") is True
        assert library.remove("a.txt") is False
        assert dump(library) == before
        assert [a.long for a in library.acronyms()] == ["Board of 1"]
        assert_whole(library)


@pytest.mark.parametrize(
    ("match", "texts"),
    [
        ('"hurdles"', {"Hurdle criteria apply"}),  # stemmed
        ('"cafe"', {"café\tX\t"}),  # accents folded
        ('"ticked"', {"café\tX\t"}),  # a row's statement
        ('"paper"', set(LINES)),  # the context
        ('"nothing of the kind"', set()),
        ('"hurdle" AND "board"', {"Hurdle criteria apply"}),
        ('"hurdle" OR "asked"', set(LINES[:2])),
    ],
)
def test_words(tmp_path: Path, embedder: FakeEmbedder, match: str, texts: set[str]) -> None:
    with opened(tmp_path, write=True) as library:
        put(library, built("a.txt", LINES, FACTS), embedder)
        found = library.search_words(match, 10)
        assert {p.text for p in library.passages(i for i, _ in found)} == texts
        assert [score for _, score in found] == sorted((s for _, s in found), reverse=True)


def test_weights_choose_the_column_that_counts(tmp_path: Path, embedder: FakeEmbedder) -> None:
    with opened(tmp_path, write=True) as library:
        put(library, built("a.txt", ["plan of something"], Facts(title="Minutes")), embedder)
        put(library, built("b.txt", ["else and other"], Facts(title="Plan")), embedder)
        for n in range(4):
            put(library, built(f"z{n}.txt", ["unlike this"]), embedder)

        def best(weights: tuple[float, float, float]) -> str:
            ((first, _), _) = library.search_words('"plan"', 2, weights=weights)
            return library.passages([first])[0].text

        assert best((10.0, 1.0, 0.0)) == "else and other"
        assert best((0.1, 1.0, 0.0)) == "plan of something"


def test_equal_scores_are_ordered_by_name_whatever_came_in_first(
    tmp_path: Path, embedder: FakeEmbedder
) -> None:
    with opened(tmp_path, write=True) as library:
        for name in ("c", "a", "b"):
            put(library, built(name, ["same words", "same words"], Facts("t")), embedder)
        query = embedder.embed(["same words"])[0]
        for found in (library.search_words('"same"', 9), library.search_vectors(query, 9)):
            passages = library.passages(i for i, _ in found)
            names = [(library.record(p.document_id).document, p.ordinal) for p in passages]
            firsts = [name for name in names if name[1] == 0]
            assert firsts == [("a", 0), ("b", 0), ("c", 0)]
        written = library.search_vectors(query, 9)
    with opened(tmp_path, write=False) as library:
        assert library.search_vectors(query, 9) == written  # the index and the scan agree


@pytest.mark.parametrize("match", ['"', "AND", 'nosuch : "x"', "(", ""])
def test_a_malformed_expression_is_the_callers_error(tmp_path: Path, match: str) -> None:
    with opened(tmp_path, write=True) as library, pytest.raises(UsageError, match="double quotes"):
        library.search_words(match, 5)


def test_frequencies_are_of_stemmed_terms(tmp_path: Path, embedder: FakeEmbedder) -> None:
    with opened(tmp_path, write=True) as library:
        put(library, built("a.txt", ["The plans", "A plan to plan", "Café plan"]), embedder)
        put(library, built("b.txt", ["Nothing"], Facts("b", collection="other")), embedder)
        terms = ["planning", "CAFE", "a plan", 'x"y', "absent", ""]
        counts = dict(zip(terms, (3, 1, 1, 0, 0, 0), strict=True))
        assert library.document_frequency(terms) == counts
        other = Scope(collections=frozenset({"other"}))
        assert library.document_frequency(["plan", "nothing"], other) == {"plan": 0, "nothing": 1}
        assert (library.passage_count(), library.passage_count(other)) == (4, 1)


def test_unknown_documents(tmp_path: Path, embedder: FakeEmbedder) -> None:
    with opened(tmp_path, write=True) as library:
        put(library, built("minutes.txt", ["x"]), embedder)
        with pytest.raises(UsageError, match=r"Did you mean 'minutes\.txt'"):
            library.text("minute.txt")
        with pytest.raises(UsageError, match="no document number 99"):
            library.record(99)
        assert library.find("minute.txt") is None
        assert library.blocks(99) == library.sections(99) == library.document_passages(99) == ()


def test_the_passages_beside_one_are_of_its_document(
    tmp_path: Path, embedder: FakeEmbedder
) -> None:
    with opened(tmp_path, write=True) as library:
        numbers = [put(library, built(name, LINES, FACTS), embedder) for name in ("a.txt", "b.txt")]
        a, b = ([p.id for p in library.document_passages(n)] for n in numbers)
        assert library.beside([b[0], a[1], a[2], 10_000]) == {
            b[0]: (b[1],),
            a[1]: (a[0], a[2]),
            a[2]: (a[1],),
        }
        only = Scope(documents=frozenset({"b.txt"}))
        assert library.beside([a[1], b[1]], only) == {b[1]: (b[0], b[2])}


def _passages() -> tuple[Passage, ...]:
    return cut(built("a.txt", LINES))


@pytest.mark.parametrize(
    ("passages", "vectors", "says"),
    [
        (_passages(), np.eye(2, DIMENSIONS), "vectors of shape"),
        (_passages(), np.eye(3, 5), "vectors of shape"),
        (_passages(), 2 * np.eye(3, DIMENSIONS), "unit length"),
        (_passages(), np.full((3, DIMENSIONS), np.nan), "unit length"),
        (_passages()[1:], np.eye(2, DIMENSIONS), "has number 1"),
        ((replace(_passages()[0], start=1),), np.eye(1, DIMENSIONS), "not its span"),
    ],
)
def test_what_does_not_fit_is_refused_whole(
    tmp_path: Path,
    passages: tuple[Passage, ...],
    vectors: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    says: str,
) -> None:
    with opened(tmp_path, write=True) as library:
        with pytest.raises(ValueError, match=says):
            library.put(built("a.txt", LINES), passages, vectors.astype(np.float32))
        assert library.documents() == ()


def test_a_failure_is_noted_until_the_file_can_be_read(
    tmp_path: Path, embedder: FakeEmbedder
) -> None:
    with opened(tmp_path, write=True) as library:
        put(library, built("a.txt", ["x"]), embedder)
        library.note_failure("a.txt", "it is broken")
        assert _found(library).notes == ("a note", "it is broken")
        assert _found(library).failure == "it is broken"
        library.adopt("a.txt", root="/r", origin="/r/a.txt")
        assert _found(library).notes == ("a note",)
        library.note_failure("a.txt", "it is broken")
        put(library, built("a.txt", ["y"]), embedder)
        assert _found(library).failure is None


def _found(library: Library) -> DocumentRecord:
    record = library.find("a.txt")
    assert record is not None
    return record
