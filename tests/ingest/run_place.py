"""A folder of papers and a Library for them, to run an ingest between."""

from __future__ import annotations

from pathlib import Path

from ingest.library import Library
from ingest.run import IngestReport, Steps, ingest
from ingest.settings import Settings
from tests.fakes import FakeEmbedder
from tests.ingest.library.building import assert_whole, plain_steps


class Place:
    """A folder of papers and a Library for them."""

    def __init__(self, folder: Path) -> None:
        self.papers = folder / "papers"
        self.papers.mkdir()
        self.settings = Settings(library=folder / "library", embedding_batch=2)
        self.embedder = FakeEmbedder(32)

    def write(self, name: str, text: str) -> Path:
        path = self.papers / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def ingest(self, *paths: Path, steps: Steps | None = None, **options: object) -> IngestReport:
        return ingest(
            paths or [self.papers],
            self.settings,
            self.embedder,
            steps=steps or plain_steps(),
            **options,
        )

    def open(self) -> Library:
        return Library.open(
            self.settings.library, model=None, dimensions=None, write=False, lock_wait=0
        )

    def names(self) -> list[str]:
        with self.open() as library:
            assert_whole(library)
            return [record.document for record in library.documents()]


def counts(report: IngestReport) -> tuple[int, int, int, int, int]:
    return (
        report.added,
        report.updated,
        report.unchanged,
        report.removed,
        len(report.failed),
    )
