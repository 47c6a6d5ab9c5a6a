"""Ingest runs: what is added, updated, left, removed and refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.errors import LibraryFull, ModelError, UsageError
from ingest.library import Library
from ingest.model import ReadFile, SourceFile
from ingest.run import Progress, ingest
from ingest.settings import Settings
from tests.fakes import FakeEmbedder
from tests.ingest.library.building import assert_whole, dump, plain_steps
from tests.ingest.run_place import Place, counts

PAPERS = Path(__file__).parents[3] / "shared" / "papers"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_folder_over_time(place: Place) -> None:
    place.write("b.txt", "one\ntwo\nthree")
    place.write("inner/a.md", "one")
    report = place.ingest()
    assert counts(report) == (2, 0, 0, 0, 0)
    assert report.added_names == ("b.txt", "inner/a.md")
    assert report.passages == 4
    assert place.embedder.calls[0] != place.embedder.calls[1], "in batches of two"
    assert set(report.as_json()) == {
        "added", "updated", "unchanged", "removed", "failed", "passages", "seconds",
    }  # fmt: skip
    place.embedder.calls.clear()
    assert counts(place.ingest()) == (0, 0, 2, 0, 0)
    assert place.embedder.calls == []
    place.write("b.txt", "changed")
    (place.papers / "inner/a.md").unlink()
    place.write("c.txt", "new")
    report = place.ingest()
    assert counts(report) == (1, 1, 0, 1, 0)
    assert (report.updated_names, report.removed_names) == (("b.txt",), ("inner/a.md",))
    assert place.names() == ["b.txt", "c.txt"]


def test_the_same_papers_make_the_same_library(place: Place, tmp_path: Path) -> None:
    for n in range(5):
        place.write(f"{n}.txt", f"paper {n}\nmore")
    place.ingest()
    with place.open() as library:
        first = dump(library)
    place.ingest(rebuild=True)
    with place.open() as library:
        assert dump(library) == first


def test_what_is_not_a_paper(place: Place) -> None:
    place.write("a.txt", "one")
    for name in (".hidden.txt", ".git/config.txt", "~$a.docx", ".DS_Store", "x/.y/z.txt"):
        place.write(name, "never read")
    for name in ("photo.png", "song.mp3", "no-ending"):
        place.write(name, "passed over")
    report = place.ingest()
    assert counts(report) == (1, 0, 0, 0, 0)
    assert report.skipped == ("no-ending", "photo.png", "song.mp3")


def test_the_library_itself_is_never_ingested(place: Place) -> None:
    place.settings = place.settings.model_copy(update={"library": place.papers / "library"})
    place.write("a.txt", "one")
    place.ingest()
    place.write("library/note.txt", "not a paper")
    assert counts(place.ingest()) == (0, 0, 1, 0, 0)


def test_one_failure_never_stops_the_rest(place: Place) -> None:
    place.write("a.txt", "broken")
    place.write("b.txt", "bug")
    place.write("c.txt", "fine")
    place.write("d.txt", "\n")
    (place.papers / "e.txt").symlink_to(place.papers / "nowhere.txt")
    (place.papers / "f.txt").write_bytes(b"\xff\xfe\xff")
    report = place.ingest()
    assert counts(report) == (1, 0, 0, 0, 5)
    reasons = {failure.document: failure.reason for failure in report.failed}
    assert reasons["a.txt"] == "The file is broken. Mend it."
    assert reasons["b.txt"] == "The file could not be read: 'bug'."
    assert "no text" in reasons["d.txt"]
    assert "link to a file that is not there" in reasons["e.txt"]
    assert reasons["f.txt"].startswith("The file could not be read: ")
    assert place.names() == ["c.txt"]


def test_a_file_that_can_no_longer_be_read_keeps_its_old_version(place: Place) -> None:
    place.write("a.txt", "old words")
    place.ingest()
    place.write("a.txt", "broken")
    report = place.ingest()
    assert counts(report) == (0, 0, 0, 0, 1)
    assert "stays in the Library" in report.failed[0].reason
    with place.open() as library:
        (record,) = library.documents()
        assert library.text("a.txt") == "old words"
        assert "The file is broken." in record.notes[-1]
    place.write("a.txt", "old words")  # put back as it was
    assert counts(place.ingest()) == (0, 0, 1, 0, 0)
    with place.open() as library:
        assert library.documents()[0].failure is None


def test_a_real_old_word_file_is_a_failure_by_name(place: Place) -> None:
    place.write("minutes.doc", "x")
    report = place.ingest(steps=replace(plain_steps(), read=_real_read()))
    assert counts(report) == (0, 0, 0, 0, 1)
    assert report.failed[0].document == "minutes.doc"
    assert "save it as .docx" in report.failed[0].reason


def _real_read() -> Callable[[SourceFile, Settings], ReadFile]:
    from ingest.readers import read_file

    return read_file


def test_an_archive(place: Place) -> None:
    def pack(**members: str) -> None:
        with zipfile.ZipFile(place.papers / "pack.zip", "w") as archive:
            for name, text in members.items():
                archive.writestr(name.replace("_", "."), text)

    pack(a_txt="one", b_txt="broken", c_png="picture", d_doc="old")
    report = place.ingest()
    assert counts(report) == (1, 0, 0, 0, 2)
    assert {f.document for f in report.failed} == {"pack.zip/b.txt", "pack.zip/d.doc"}
    assert report.skipped == ("pack.zip/c.png",)
    assert place.names() == ["pack.zip/a.txt"]
    pack(a_txt="one", e_txt="new")
    assert counts(place.ingest()) == (1, 0, 1, 0, 0)
    (place.papers / "pack.zip").write_bytes(b"PK\x03\x04 cut short")
    report = place.ingest()
    assert counts(report) == (0, 0, 0, 0, 1)  # broken, not gone: what was in it stays
    assert place.names() == ["pack.zip/a.txt", "pack.zip/e.txt"]
    (place.papers / "pack.zip").unlink()
    assert counts(place.ingest()) == (0, 0, 0, 2, 0)


def test_paths_that_are_not_there(place: Place) -> None:
    with pytest.raises(UsageError, match="no file or folder"):
        place.ingest(place.papers, place.papers / "nowhere")
    assert not place.settings.library.exists()


def test_an_empty_folder(place: Place) -> None:
    report = place.ingest()
    assert (counts(report), report.passages) == ((0, 0, 0, 0, 0), 0)
    assert report.message == f"There is nothing to read in {place.papers}."


def test_progress(place: Place) -> None:
    told: list[Progress] = []
    place.write("a.txt", "one\ntwo\nthree")
    place.write("b.txt", "one")
    place.ingest(on_progress=told.append)
    assert [(p.stage, p.document, p.done, p.total) for p in told] == [
        ("reading", "a.txt", 1, 2),
        ("embedding", "a.txt", 0, 3),
        ("embedding", "a.txt", 2, 3),
        ("reading", "b.txt", 2, 2),
        ("embedding", "b.txt", 0, 1),
        ("indexing", "", 4, 4),
    ]


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), ModelError("no weights"), LibraryFull("no room")]
)
def test_what_stops_a_run_leaves_a_whole_library(place: Place, error: BaseException) -> None:
    class Stops(FakeEmbedder):
        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
            if len(self.calls) == 2:
                raise error
            return super().embed(texts)

    place.write("a.txt", "one\ntwo")
    place.write("b.txt", "one\ntwo\nthree")
    place.embedder = Stops(32)
    with pytest.raises(type(error)):
        place.ingest()
    assert place.names() == ["a.txt"]
    place.embedder = FakeEmbedder(32)
    assert counts(place.ingest()) == (1, 0, 1, 0, 0)


@pytest.mark.skipif(not PAPERS.is_dir(), reason="the shared papers are not beside this checkout")
def test_real_papers_with_the_real_steps(tmp_path: Path) -> None:
    settings = Settings(library=tmp_path / "library")
    embedder = FakeEmbedder(64)
    report = ingest([PAPERS], settings, embedder)
    assert counts(report) == (len(list(PAPERS.iterdir())), 0, 0, 0, 0)
    assert report.passages > 100
    with Library.open(
        settings.library, model="fake", dimensions=64, write=False, lock_wait=0
    ) as library:
        assert_whole(library)
        assert library.acronyms()
    assert ingest([PAPERS], settings, embedder).unchanged == report.added
