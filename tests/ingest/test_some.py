"""Single files in and out: nothing else of their folder is touched."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ingest.library import Library
from ingest.model import SourceFile
from ingest.report import IngestReport
from ingest.run import ingest
from ingest.settings import Settings
from ingest.some import ingest_some, take_out
from tests.fakes import FakeEmbedder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    papers = tmp_path / "papers"
    papers.mkdir()
    for name in ("lamp", "bell"):
        (papers / f"{name}.md").write_text(f"# The {name}\n\nThe {name} is kept by Ivy.\n")
    ingest([papers], settings(tmp_path), FakeEmbedder())
    return papers


def settings(tmp_path: Path) -> Settings:
    return Settings(library=tmp_path / "library")


def names(folder: Path) -> dict[str, str]:
    with Library.open(
        folder.parent / "library", model=None, dimensions=None, write=False, lock_wait=0
    ) as library:
        return {r.document: library.text(r.document) for r in library.documents()}


def bring(folder: Path, *files: SourceFile, again: bool = False) -> IngestReport:
    chosen = settings(folder.parent)
    return ingest_some(folder, files, chosen, FakeEmbedder(), again=again)


def test_one_file_comes_in_and_the_others_stay(folder: Path) -> None:
    (folder / "bell.md").unlink()
    staged = folder.parent / "elsewhere.md"
    staged.write_text("# The oar\n\nThe oar is new.\n")
    report = bring(folder, SourceFile("oar.md", staged))
    assert (report.added_names, report.removed) == (("oar.md",), 0)
    assert set(names(folder)) == {"bell.md", "lamp.md", "oar.md"}, "bell.md was not looked for"


def test_a_file_is_read_again_only_when_asked(folder: Path) -> None:
    source = SourceFile("lamp.md", folder / "lamp.md")
    assert bring(folder, source).unchanged == 1
    assert bring(folder, source, again=True).updated_names == ("lamp.md",)


def test_what_an_archive_no_longer_holds_goes(folder: Path) -> None:
    archive = folder / "old.zip"
    source = SourceFile("old.zip", archive)
    for held in (("a.md", "b.md"), ("b.md",)):
        with zipfile.ZipFile(archive, "w") as file:
            for name in held:
                file.writestr(name, f"# Paper {name}\n\nWords of {name} are here.\n")
        report = bring(folder, source)
    assert report.removed_names == ("old.zip/a.md",)
    assert set(names(folder)) == {"bell.md", "lamp.md", "old.zip/b.md"}


def test_a_file_that_cannot_be_read_leaves_the_old_version(folder: Path) -> None:
    staged = folder.parent / "lamp.md"
    staged.write_bytes(b"")
    report = bring(folder, SourceFile("lamp.md", staged))
    assert [failure.document for failure in report.failed] == ["lamp.md"]
    assert "kept by Ivy" in names(folder)["lamp.md"]


def test_taken_out_papers_come_back_with_their_folder(folder: Path) -> None:
    chosen = settings(folder.parent)
    assert take_out(["lamp.md", "nothing.md"], chosen) == ("lamp.md",)
    assert set(names(folder)) == {"bell.md"}
    assert ingest([folder], chosen, FakeEmbedder()).added_names == ("lamp.md",)
