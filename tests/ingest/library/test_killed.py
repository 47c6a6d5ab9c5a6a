"""Killed at any moment, a Library is as it was before or after the document in hand."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from ingest.errors import LibraryBusy, LibraryMissing
from ingest.library import Library
from ingest.run import IngestReport, ingest
from tests.fakes import FakeEmbedder
from tests.ingest.library.building import DIMENSIONS, assert_whole, dump, opened, plain_steps, put
from tests.ingest.library.worker import settings, version

ROOT = Path(__file__).parents[3]
KILLS = 50


def start(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.ingest.library.worker", *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def heard(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def tell(process: subprocess.Popen[str], line: str) -> str:
    assert process.stdin is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
    return heard(process)


def end(process: subprocess.Popen[str]) -> str:
    """Let a process come to its end; what else it said."""
    rest, _ = process.communicate()
    return rest


def write_papers(folder: Path, version: int) -> None:
    """Twelve papers, of which a new version changes some, adds one and takes one away."""
    folder.mkdir(exist_ok=True)
    for n in range(12):
        about = version if n % 3 == 0 else 0
        lines = [f"paper {n} version {about} line {i} hurdle" for i in range(5 + (n * 7) % 20)]
        (folder / f"{n:02}.txt").write_text("\n".join(lines), encoding="utf-8")
    (folder / f"only-{version}.txt").write_text("here\nfor once", encoding="utf-8")
    (folder / f"only-{version - 1}.txt").unlink(missing_ok=True)


def brought_in(papers: Path, library: Path) -> IngestReport:
    return ingest([papers], settings(library), FakeEmbedder(DIMENSIONS), steps=plain_steps())


def searched(library: Library) -> list[tuple[str, int, float]]:
    """What a search by vectors finds, by name instead of by number."""
    query = FakeEmbedder(DIMENSIONS).embed(["paper 3 line 4 hurdle"])[0]
    found = library.search_vectors(query, 10)
    passages = library.passages(i for i, _ in found)
    names = {record.id: record.document for record in library.documents()}
    return [
        (names[p.document_id], p.ordinal, score)
        for p, (_, score) in zip(passages, found, strict=True)
    ]


@pytest.mark.timeout(240)
def test_killed_at_fifty_moments(tmp_path: Path) -> None:
    papers, folder = tmp_path / "papers", tmp_path / "library"
    chance = random.Random(7)
    version, finished, wholly, span = 1, 0, set[str](), 0.6
    write_papers(papers, version)
    reached: dict[str, set[str]] = {}  # document → every version of its text there may be
    nursery = start("run_ingest_in_children", papers, folder, 0.001)
    assert heard(nursery) == "started"
    for _ in range(KILLS):
        for path in papers.iterdir():
            reached.setdefault(path.name, set()).add(path.read_text(encoding="utf-8"))
        child = int(tell(nursery, "go"))
        time.sleep(chance.random() * span)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        ended = heard(nursery)
        assert ended in ("killed", "done 0")
        finished += ended == "done 0"
        span *= 0.8 if ended == "done 0" else 1.15  # as fast as this machine is today
        try:
            with opened(folder, write=False) as library:
                assert_whole(library)
                for record in library.documents():
                    assert library.text(record.document) in reached[record.document]
                    wholly.add(record.document)
                assert len(searched(library)) == min(10, library.passage_count())
        except LibraryMissing:
            continue
        if chance.random() < 0.6:
            version += 1
            write_papers(papers, version)
    end(nursery)
    assert wholly, "no run came far enough for a test"
    assert finished < 0.8 * KILLS, "most runs were over before they were killed"
    brought_in(papers, folder)
    uninterrupted = tmp_path / "uninterrupted"
    brought_in(papers, uninterrupted)
    with opened(folder, write=False) as one, opened(uninterrupted, write=False) as other:
        assert dump(one) == dump(other)
        assert searched(one) == searched(other)
        assert_whole(one)
    again = brought_in(papers, folder)
    assert (again.added, again.updated, again.unchanged, again.removed) == (0, 0, 13, 0)


def test_a_killed_writer_leaves_the_lock_to_the_next(tmp_path: Path) -> None:
    process = start("hold", tmp_path)
    assert heard(process) == "holding"
    with pytest.raises(LibraryBusy, match=rf"process {process.pid}\)"):
        opened(tmp_path, write=True)
    started = time.monotonic()
    with pytest.raises(LibraryBusy):
        opened(tmp_path, write=True, lock_wait=0.3)
    assert time.monotonic() - started >= 0.3
    with opened(tmp_path, write=False) as library:  # reading goes on
        assert library.documents() == ()
    process.kill()
    end(process)
    opened(tmp_path, write=True, lock_wait=1.0).close()


def test_readers_see_one_version_or_the_other_while_a_writer_commits(tmp_path: Path) -> None:
    embedder = FakeEmbedder(DIMENSIONS)
    with opened(tmp_path, write=True) as library:
        for name in ("a.txt", "b.txt"):
            put(library, version(name, 0), embedder)
    writer = start("replace_again_and_again", tmp_path, 6)
    assert heard(writer) == "started"
    query = embedder.embed(["common turn1"])[0]
    generations = set()
    with opened(tmp_path, write=False) as reader:
        while writer.poll() is None:
            with reader.snapshot():
                generations.add(reader.generation())
                by_words = {i for i, _ in reader.search_words('"common"', 50)}
                by_vectors = {i for i, _ in reader.search_vectors(query, 50)}
                assert by_words == by_vectors
                passages = reader.passages(sorted(by_words))
                assert len(passages) == len(by_words) == reader.passage_count()
                for record in reader.documents():
                    text = reader.text(record.document)
                    own = [p for p in passages if p.document_id == record.id]
                    assert [p.text for p in own] == text.split("\n")
                    assert len(own) == int(text.split(" of")[1].split()[0])
        assert reader.search_vectors(query, 50)
    turns = int(end(writer))
    assert writer.returncode == 0
    assert turns > 3
    assert len(generations) > 3, "the reader saw the writer's commits"


def test_threads_share_a_reader(tmp_path: Path) -> None:
    papers, folder = tmp_path / "papers", tmp_path / "library"
    write_papers(papers, 1)
    brought_in(papers, folder)
    with opened(folder, write=False) as library:
        expected = searched(library)
        with ThreadPoolExecutor(8) as pool:
            for found in pool.map(lambda _: searched(library), range(64)):
                assert found == expected
