"""Ingest runs over several folders, over time: names, collections, rebuilds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ingest.errors import LibraryError, LibraryMismatch
from tests.fakes import FakeEmbedder
from tests.ingest.run_place import Place, counts


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_folders_leave_each_other_alone(place: Place, tmp_path: Path) -> None:
    place.write("a.txt", "one")
    place.ingest()
    other = tmp_path / "other"
    other.mkdir()
    (other / "b.txt").write_text("two")
    assert counts(place.ingest(other)) == (1, 0, 0, 0, 0)
    (other / "b.txt").unlink()
    report = place.ingest(other)
    assert counts(report) == (0, 0, 0, 1, 0)
    assert report.message == f"There is nothing to read in {other}."
    assert place.names() == ["a.txt"]


def test_two_files_of_one_name(place: Place, tmp_path: Path) -> None:
    place.write("a.txt", "one")
    place.write("same.txt", "same")
    place.ingest()
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text("another")
    (other / "same.txt").write_text("same")
    report = place.ingest(other)
    assert counts(report) == (0, 0, 1, 0, 1)
    assert str(place.papers / "a.txt") in report.failed[0].reason
    assert "Rename" in report.failed[0].reason
    with place.open() as library:
        assert library.text("a.txt") == "one"
    shutil.rmtree(place.papers)  # the first is gone: the other takes its place
    assert counts(place.ingest(other)) == (0, 1, 1, 0, 0)
    with place.open() as library:
        assert {record.root for record in library.documents()} == {str(other)}


def test_a_folder_that_moved_is_not_read_again(place: Place, tmp_path: Path) -> None:
    place.write("a.txt", "one")
    place.ingest()
    place.embedder.calls.clear()
    moved = place.papers.rename(tmp_path / "moved")
    assert counts(place.ingest(moved)) == (0, 0, 1, 0, 0)
    assert place.embedder.calls == []
    (moved / "a.txt").unlink()
    assert counts(place.ingest(moved)) == (0, 0, 0, 1, 0)


def test_one_file_is_one_document_under_the_name_it_was_last_given(place: Place) -> None:
    path = place.write("inner/a.txt", "one")
    assert counts(place.ingest(path)) == (1, 0, 0, 0, 0)
    assert place.names() == ["a.txt"]
    assert counts(place.ingest()) == (1, 0, 0, 1, 0)
    assert place.names() == ["inner/a.txt"]
    assert counts(place.ingest(place.papers, path, place.papers / "inner")) == (0, 0, 1, 0, 0)


def test_a_collection_is_remembered_for_its_folder(place: Place) -> None:
    def collections() -> dict[str, str]:
        with place.open() as library:
            return {r.document: r.facts.collection for r in library.documents()}

    place.write("a.txt", "one")
    place.ingest(collection="board")
    place.write("b.txt", "two")
    place.ingest()
    assert collections() == {"a.txt": "board", "b.txt": "board"}
    assert counts(place.ingest(collection="open")) == (0, 2, 0, 0, 0)
    place.ingest(rebuild=True)
    assert collections() == {"a.txt": "open", "b.txt": "open"}


def test_a_rebuild_takes_every_folder_that_the_library_held(place: Place, tmp_path: Path) -> None:
    place.write("a.txt", "one")
    place.ingest()
    other = tmp_path / "other"
    other.mkdir()
    (other / "b.txt").write_text("two")
    place.embedder = FakeEmbedder(16, name="another")
    with pytest.raises(LibraryMismatch, match="--rebuild"):
        place.ingest(other)
    assert counts(place.ingest(other, rebuild=True)) == (2, 0, 0, 0, 0)
    assert place.names() == ["a.txt", "b.txt"]
    shutil.rmtree(place.papers)
    report = place.ingest(other, rebuild=True)
    assert (counts(report), report.removed_names) == ((1, 0, 0, 1, 0), ("a.txt",))


def test_a_rebuild_that_reads_nothing_leaves_the_old_library(place: Place) -> None:
    place.write("a.txt", "one")
    place.ingest()
    place.write("a.txt", "broken")
    with pytest.raises(LibraryError, match=r"stays as it was.*a\.txt: The file is broken"):
        place.ingest(rebuild=True)
    with place.open() as library:
        assert library.text("a.txt") == "one"


def test_passages_of_another_size_want_a_rebuild(place: Place) -> None:
    place.write("a.txt", "one")
    place.ingest()
    place.settings = place.settings.model_copy(update={"passage_tokens": 99})
    with pytest.raises(LibraryMismatch, match="160, not 99"):
        place.ingest()
    place.ingest(rebuild=True)
