"""The vector index is a copy: whatever befalls it, searches stay right."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from ingest.library import Library
from ingest.library import vectors as vectors_module
from ingest.library.lock import sole_lock
from ingest.library.vectors import VectorIndex
from ingest.model import Facts
from tests.fakes import FakeEmbedder
from tests.ingest.library.building import DIMENSIONS, assert_whole, built, opened, put

EMBEDDER = FakeEmbedder(DIMENSIONS)
NEAREST = built("new.txt", ["paper 3 line 5", "other"], Facts(title=""))
QUERY = EMBEDDER.embed(["paper 3 line 5"])[0]


def fill(folder: Path, papers: int = 6) -> None:
    with opened(folder, write=True) as library:
        for n in range(papers):
            put(library, built(f"{n}.txt", [f"paper {n} line {i}" for i in range(9)]), EMBEDDER)


def searches(library: Library) -> tuple[list[tuple[int, float]], bool]:
    """What a search finds, and whether the index was asked."""
    asked: list[list[int] | None] = []
    nearest = library._index.nearest

    def spy(*args: object, **kwargs: object) -> list[int] | None:
        asked.append(nearest(*args, **kwargs))  # type: ignore[arg-type]
        return asked[-1]

    library._index.nearest = spy  # type: ignore[method-assign]
    try:
        found = library.search_vectors(QUERY, 5)
    finally:
        library._index.nearest = nearest  # type: ignore[method-assign]
    return found, asked != [None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(tmp_path)
    return tmp_path


def expected(folder: Path) -> list[tuple[int, float]]:
    """By plain arithmetic."""
    with opened(folder, write=False) as library:
        passages = [p for r in library.documents() for p in library.document_passages(r.id)]
        scores = library.vectors([p.id for p in passages]).astype(float) @ QUERY.astype(float)
        ranked = sorted(zip(-scores.round(6), range(len(passages)), strict=True))
        return [(passages[i].id, -score) for score, i in ranked[:5]]


def test_the_index_is_asked_and_agrees_with_arithmetic(folder: Path) -> None:
    with opened(folder, write=False) as library:
        assert searches(library) == (expected(folder), True)


def test_a_writer_that_is_not_done_scans(folder: Path) -> None:
    with opened(folder, write=True) as library:
        assert searches(library) == (expected(folder), True)
        put(library, NEAREST, EMBEDDER)
        (best, score), *_ = searches(library)[0]
        assert (library.passages([best])[0].text, score) == ("paper 3 line 5", 1.0)
        assert searches(library)[1] is False
        assert library.index_vectors() is True
        assert searches(library)[1] is True


def test_nothing_but_what_filters_need_is_in_the_index(folder: Path) -> None:
    records = vectors_module._collection(folder / "vectors").get(include=["metadatas", "documents"])
    assert all(document is None for document in records["documents"] or [])
    keys = {key for metadata in records["metadatas"] or [] for key in metadata}
    assert keys == {"collection", "type", "document"}  # and the dates, of a paper that has one


def damage_nothing_left(vectors: Path) -> None:
    shutil.rmtree(vectors)


def damage_database(vectors: Path) -> None:
    (vectors / "chroma.sqlite3").write_bytes(b"not a database at all" * 99)


def damage_records(vectors: Path) -> None:
    collection = vectors_module._collection(vectors)
    collection.delete(ids=collection.get(limit=3)["ids"])


@pytest.mark.parametrize("damage", [damage_nothing_left, damage_database, damage_records])
def test_a_damaged_index_is_passed_over_and_made_again(
    folder: Path, damage: object, caplog: pytest.LogCaptureFixture
) -> None:
    right = expected(folder)
    damage(folder / "vectors")  # type: ignore[operator]
    with opened(folder, write=False) as library:
        assert searches(library) == (right, False)
    with opened(folder, write=True) as library:
        assert library.index_vectors(afresh=True) is True
        assert searches(library) == (right, True)


def test_a_process_that_died_while_indexing_leaves_an_index_that_is_made_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(self: VectorIndex, *_: object) -> None:
        (self.path / "chroma.sqlite3").write_bytes(b"half")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(VectorIndex, "_write", dies)
        library = opened(folder, write=True)
        put(library, built("new.txt", ["new"]), EMBEDDER)
        with pytest.raises(KeyboardInterrupt):
            library.close()
    right = expected(folder)
    with opened(folder, write=False) as library:
        assert searches(library) == (right, False)
    opened(folder, write=True).close()
    with opened(folder, write=False) as library:
        assert searches(library) == (right, True)
        assert_whole(library)


def test_readers_that_do_not_let_go_only_postpone_the_index(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors_module, "_LOCK_SECONDS", 0.1)
    with vectors_module.shared_lock(folder / "vectors.lock") as held:
        assert held
        with opened(folder, write=True) as library:
            put(library, built("new.txt", ["new"]), EMBEDDER)
            assert library.index_vectors() is False
    with opened(folder, write=False) as library:
        assert searches(library)[1] is False
    opened(folder, write=True).close()
    with opened(folder, write=False) as library:
        assert searches(library)[1] is True


def test_a_reader_never_waits_for_the_indexing(folder: Path) -> None:
    with opened(folder, write=False) as library:
        assert searches(library)[1] is True
        with sole_lock(folder / "vectors.lock", 0.0) as held:
            assert held
            assert searches(library) == (expected(folder), False)
        assert searches(library)[1] is True


def test_a_snapshot_keeps_its_version_while_the_index_moves_on(folder: Path) -> None:
    with opened(folder, write=False) as reader, reader.snapshot():
        before, asked = searches(reader)
        assert asked
        with opened(folder, write=True) as writer:
            writer.remove("3.txt")
        assert searches(reader) == (before, False)
        assert reader.text("3.txt").startswith("paper 3")
    with opened(folder, write=False) as reader:
        assert searches(reader)[0] != before


def test_two_readers_in_one_process_see_the_same_new_version(folder: Path) -> None:
    with opened(folder, write=False) as first, opened(folder, write=False) as second:
        before, _ = searches(first)
        assert searches(second) == (before, True)
        with opened(folder, write=True) as writer:
            put(writer, NEAREST, EMBEDDER)
        found, asked = searches(first)
        assert asked
        assert found != before
        assert searches(second) == (found, True)


def test_progress_is_told(folder: Path) -> None:
    told: list[tuple[int, int]] = []
    with opened(folder, write=True) as library:
        library.index_vectors(afresh=True, on_progress=lambda *at: told.append(at))
    assert told == [(54, 54)]


def test_the_query_need_not_be_of_unit_length(folder: Path) -> None:
    with opened(folder, write=False) as library:
        assert library.search_vectors(np.float32(3) * QUERY, 5) == expected(folder)
