"""Opening a Library: one that is not there, is empty, or was made otherwise."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ingest.errors import LibraryMismatch, LibraryMissing
from ingest.library import Library
from ingest.library.opening import SCHEMA
from tests.fakes import FakeEmbedder
from tests.ingest.library.building import DIMENSIONS, built, opened, put


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder(DIMENSIONS)


def test_nothing_there(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "no such"):
        with pytest.raises(LibraryMissing, match=r"waymark ingest PATH --library "):
            opened(folder, write=False)
    assert list(tmp_path.iterdir()) == []  # looking leaves nothing behind
    (tmp_path / "library.db").touch()  # as a process killed at its first step leaves it
    with pytest.raises(LibraryMissing):
        opened(tmp_path, write=False)


def test_an_empty_library(tmp_path: Path, embedder: FakeEmbedder) -> None:
    with opened(tmp_path, write=True):
        pass
    with opened(tmp_path, write=False) as library:
        assert library.documents() == ()
        assert library.search_words('"x"', 5) == []
        assert library.search_vectors(embedder.embed(["x"])[0], 5) == []
        assert library.vectors([]).shape == (0, DIMENSIONS)


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"model": "another"}, "embedding model fake, not another"),
        ({"dimensions": 7}, "length 32, not 7"),
        ({"passage_tokens": 99}, "160, not 99"),
    ],
)
@pytest.mark.parametrize("write", [True, False])
def test_another_model_or_setting(
    tmp_path: Path, write: bool, other: dict[str, object], says: str
) -> None:
    opened(tmp_path, write=True, passage_tokens=160).close()
    with pytest.raises(LibraryMismatch, match=says) as caught:
        opened(tmp_path, write=write, **other)
    assert "--rebuild" in str(caught.value)
    opened(tmp_path, write=True).close()  # a refusal lets go of the lock


def test_an_older_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(tmp_path, write=True).close()
    monkeypatch.setattr("ingest.library.opening.SCHEMA", 99)
    with pytest.raises(LibraryMismatch, match=f"schema {SCHEMA}, not 99"):
        opened(tmp_path, write=False)


def test_whatever_is_there_is_taken_when_nothing_is_asked_for(tmp_path: Path) -> None:
    opened(tmp_path, write=True).close()
    with Library.open(tmp_path, model=None, dimensions=None, write=False, lock_wait=0.0) as library:
        assert (library.shape.model, library.shape.dimensions) == ("fake", DIMENSIONS)


def test_a_library_on_a_read_only_disk_can_be_read(tmp_path: Path, embedder: FakeEmbedder) -> None:
    with opened(tmp_path / "made", write=True) as library:
        put(library, built("a.txt", ["words"]), embedder)
    disk = tmp_path / "disk"
    disk.mkdir()
    mounts = (["--bind", str(tmp_path / "made"), str(disk)], ["-o", "remount,bind,ro", str(disk)])
    for options in mounts:
        try:
            done = subprocess.run(["mount", *options], capture_output=True, check=False)
        except FileNotFoundError:
            pytest.skip("no mount command here")
        if done.returncode:
            pytest.skip("this user may not mount a disk read-only")
    try:
        with opened(disk, write=False) as library:
            assert library.text("a.txt") == "words"
            assert len(library.search_words('"words"', 5)) == 1
            assert len(library.search_vectors(embedder.embed(["words"])[0], 5)) == 1
    finally:
        subprocess.run(["umount", str(disk)], check=True)
