"""What the tests run in processes of their own: `python -m tests.ingest.library.worker …`."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from ingest.errors import WaymarkError
from ingest.library import Library
from ingest.run import ingest
from ingest.settings import Settings
from tests.fakes import FakeEmbedder
from tests.ingest.library.building import DIMENSIONS, built, opened, plain_steps, put


def settings(library: Path) -> Settings:
    """Small batches, so that a kill may come between two."""
    return Settings(library=library, embedding_batch=4, lock_wait_seconds=20)


def run_ingest(papers: Path, library: Path, pause: float = 0.0) -> None:
    """Ingest, slowly."""
    embedder = FakeEmbedder(DIMENSIONS, pause=pause)
    ingest([papers], settings(library), embedder, steps=plain_steps())


def run_ingest_in_children(papers: Path, library: Path, pause: float) -> None:
    """For each line of input, ingest in a child; say its number, then "done" or "killed".

    A child starts with everything imported, so that a kill hits the work and not the start.
    """
    import chromadb  # noqa: F401

    _say("started")
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            run_ingest(papers, library, pause)
            os._exit(0)
        _say(str(child))
        _, status = os.waitpid(child, 0)
        _say("killed" if os.WIFSIGNALED(status) else f"done {status}")


def hold(library: Path) -> None:
    """Take the writer's lock and keep it until killed."""
    with opened(library, write=True):
        _say("holding")
        time.sleep(120)


def replace_again_and_again(library: Path, seconds: float) -> None:
    """Replace two documents by longer and shorter versions, indexing at times."""
    embedder = FakeEmbedder(DIMENSIONS)
    with opened(library, write=True) as writer:
        _say("started")
        end = time.monotonic() + seconds
        turn = 0
        while time.monotonic() < end:
            turn += 1
            for name in ("a.txt", "b.txt"):
                put(writer, version(name, turn), embedder)
            if turn % 5 == 0:
                writer.index_vectors()
    _say(str(turn))


def version(name: str, turn: int) -> object:
    """Every line of a version names the version, and how many lines it has."""
    count = 2 + turn % 4
    return built(name, [f"common turn{turn} of{count} line{i}" for i in range(count)])


def fill_until_full(library: Path) -> None:
    """Put documents until there is no room; say what was said, and what is there."""
    embedder = FakeEmbedder(DIMENSIONS)
    lines = [f"line {i} " + "word " * 40 for i in range(60)]
    done = 0
    try:
        with opened(library, write=True) as writer:
            for n in range(10_000):
                put(writer, built(f"{n:05}.txt", lines), embedder)
                done = n + 1
    except WaymarkError as error:
        _say(f"{type(error).__name__} {done} {error}")


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    task, *arguments = sys.argv[1:]
    paths = [Path(a) for a in arguments if not a.replace(".", "").isdigit()]
    numbers = [float(a) for a in arguments if a.replace(".", "").isdigit()]
    globals()[task](*paths, *numbers)

__all__ = ["Library", "settings", "version"]
