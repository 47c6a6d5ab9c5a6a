"""A full disk is said in words, and what was ingested by then is whole."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.errors import LibraryError, LibraryFull
from ingest.library.vectors import VectorIndex
from tests.fakes import FakeEmbedder
from tests.ingest.library.building import DIMENSIONS, assert_whole, built, opened, put

ROOT = Path(__file__).parents[3]
EMBEDDER = FakeEmbedder(DIMENSIONS)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes, where this user may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("no mount command here")
    if done.returncode:
        pytest.skip("this user may not mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def filled(folder: Path, preexec: Callable[[], None] | None = None) -> int:
    """Fill `folder` in a process of its own; how many documents it says that it put in."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.ingest.library.worker", "fill_until_full", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        preexec_fn=preexec,
        check=True,
    )
    said = re.match(r"LibraryFull (\d+) (.*)", done.stdout)
    assert said, done.stdout + done.stderr
    assert "no room left" in said[2]
    assert "run the same `waymark ingest` again" in said[2]
    return int(said[1])


def assert_goes_on(folder: Path, count: int) -> None:
    with opened(folder, write=False) as library:
        assert len(library.documents()) == count > 2
        assert_whole(library)
        assert library.search_vectors(EMBEDDER.embed(["line 3"])[0], 3)


def test_a_full_disk(small_disk: Path) -> None:
    assert_goes_on(small_disk, filled(small_disk))


def test_a_limit_on_the_size_of_files(tmp_path: Path) -> None:
    size = 1_000_000

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    count = filled(tmp_path, limit)
    assert_goes_on(tmp_path, count)
    with opened(tmp_path, write=True) as library:  # with room again, it goes on
        put(library, built("more.txt", ["more"]), EMBEDDER)
    assert_goes_on(tmp_path, count + 1)


def test_no_more_pages(tmp_path: Path) -> None:
    with opened(tmp_path, write=True) as library:
        for n in range(3):
            put(library, built(f"{n}.txt", ["words"] * 20), EMBEDDER)
        connection = library._database.connection()
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(LibraryFull, match="no room left"):
            put(library, built("long.txt", ["many words " * 50] * 200), EMBEDDER)
        assert len(library.documents()) == 3
        assert_whole(library)
        library.remove("0.txt")  # what makes room can still be done


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("error returned from database: (code: 13) database or disk is full", LibraryFull),
        ("No space left on device (os error 28)", LibraryFull),
        ("something else", LibraryError),
    ],
)
def test_what_the_index_says_of_a_full_disk(
    tmp_path: Path, said: str, kind: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError(said)

    monkeypatch.setattr(VectorIndex, "_write", fails)
    library = opened(tmp_path, write=True)
    put(library, built("a.txt", ["a"]), EMBEDDER)
    with pytest.raises(LibraryError) as caught:
        library.close()
    assert type(caught.value) is kind
    with opened(tmp_path, write=False) as library:
        assert len(library.search_vectors(EMBEDDER.embed(["a"])[0], 3)) == 1
