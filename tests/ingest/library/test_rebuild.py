"""A rebuild replaces everything in one transaction, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import LibraryError, LibraryMismatch
from tests.fakes import FakeEmbedder
from tests.ingest.library.building import DIMENSIONS, assert_whole, built, dump, opened, put

EMBEDDER = FakeEmbedder(DIMENSIONS)
OTHER = FakeEmbedder(16, name="another")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with opened(tmp_path, write=True) as library:
        put(library, built("old.txt", ["old words"]), EMBEDDER)
        library.set_root("/papers", "board")
    return tmp_path


def test_a_rebuild_takes_another_model(folder: Path) -> None:
    with opened(folder, write=True, rebuild=True, model="another", dimensions=16) as library:
        put(library, built("new.txt", ["new words"]), OTHER)
        with opened(folder, write=False) as reader:  # until it is done, the old one is there
            assert [record.document for record in reader.documents()] == ["old.txt"]
            assert len(reader.search_vectors(EMBEDDER.embed(["old"])[0], 5)) == 1
            before = reader.generation()
    with opened(folder, write=False, model="another", dimensions=16) as library:
        assert [record.document for record in library.documents()] == ["new.txt"]
        assert library.roots() == {}
        assert library.generation() > before
        assert len(library.search_vectors(OTHER.embed(["new"])[0], 5)) == 1
        assert_whole(library)


def test_a_reader_is_told_when_the_model_changes_under_it(folder: Path) -> None:
    with opened(folder, write=False) as reader:
        with opened(folder, write=True, rebuild=True, model="other") as library:
            put(library, built("new.txt", ["new words"]), EMBEDDER)
        with pytest.raises(LibraryMismatch, match="made again with the embedding model other"):
            reader.search_vectors(EMBEDDER.embed(["new"])[0], 5)
        assert len(reader.search_words('"new"', 5)) == 1


def test_a_rebuild_that_fails_leaves_the_old_library(folder: Path) -> None:
    with opened(folder, write=False) as library:
        before = dump(library)
    with pytest.raises(KeyboardInterrupt), opened(folder, write=True, rebuild=True) as library:
        put(library, built("new.txt", ["new words"]), EMBEDDER)
        raise KeyboardInterrupt
    with opened(folder, write=True) as library:
        assert dump(library) == before
        assert library.roots() == {"/papers": "board"}
        assert_whole(library)


def test_one_document_may_fail_within_a_rebuild(folder: Path) -> None:
    with opened(folder, write=True, rebuild=True) as library:
        put(library, built("a.txt", ["a"]), EMBEDDER)
        with pytest.raises(ValueError, match="shape"):
            library.put(built("b.txt", ["b"]), (), EMBEDDER.embed(["b"]))
        put(library, built("c.txt", ["c"]), EMBEDDER)
    with opened(folder, write=False) as library:
        assert [record.document for record in library.documents()] == ["a.txt", "c.txt"]
        assert_whole(library)


def test_a_rebuild_mends_a_damaged_library(folder: Path) -> None:
    (folder / "library.db").write_bytes(b"this is no database" * 1000)
    for write in (True, False):
        with pytest.raises(LibraryError, match=r"damaged.*--rebuild"):
            opened(folder, write=write)
    with opened(folder, write=True, rebuild=True) as library:
        put(library, built("a.txt", ["a"]), EMBEDDER)
    with opened(folder, write=False) as library:
        assert_whole(library)


def test_a_rebuild_of_nothing_makes_a_library(tmp_path: Path) -> None:
    opened(tmp_path / "new", write=True, rebuild=True).close()
    with opened(tmp_path / "new", write=False) as library:
        assert library.documents() == ()
