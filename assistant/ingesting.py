"""Ingesting with its progress shown: on the terminal, or on the web page."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.web.ingestion import Report
    from ingest.report import IngestReport, Progress


def ingest_with_progress(
    paths: Sequence[Path], settings: Settings, rebuild: bool, collection: str | None
) -> IngestReport:
    """Ingest, with a bar on stderr where that is a terminal and a line a file where it is not."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    console = Console(file=sys.stderr)
    if not console.is_terminal:
        return _ingest(paths, settings, rebuild, collection, _Lines())
    columns = (
        TextColumn("{task.description}", style="bold"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[document]}", style="dim"),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Loading", total=None, document="")

        def show(progress: Progress) -> None:
            stage = progress.stage.capitalize()
            bar.update(
                task,
                description=stage,
                completed=progress.done,
                total=progress.total or None,
                document=progress.document[-48:],
            )

        return _ingest(paths, settings, rebuild, collection, show)


def ingest_for_page(path: Path, settings: Settings) -> Callable[[Report], None]:
    """The work of a first run behind the web page: it reports to the page as it goes."""

    def work(report: Report) -> None:
        from ingest.folder import rules_above

        base = path.resolve().parent if path.is_file() else path.resolve()

        def collection(document: str) -> str | None:
            return rules_above(base / document).collection

        def show(progress: Progress) -> None:
            if progress.stage == "reading":
                name = progress.document
                report.reading(name, progress.done - 1, progress.total, collection(name))

        outcome = _ingest([path], settings, False, None, show)
        for failure in outcome.failed:
            report.failed(failure.document, failure.reason, collection(failure.document))

    return work


def _ingest(
    paths: Sequence[Path],
    settings: Settings,
    rebuild: bool,
    collection: str | None,
    show: Callable[[Progress], None],
) -> IngestReport:
    from ingest.embed.minilm import SentenceTransformerEmbedder
    from ingest.run import ingest

    embedder = SentenceTransformerEmbedder(settings.embedding_model, settings.embedding_batch)
    return ingest(
        paths, settings, embedder, rebuild=rebuild, on_progress=show, collection=collection
    )


class _Lines:
    """A line on stderr for each file, for logs."""

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, progress: Progress) -> None:
        line = f"{progress.stage} {progress.document}".strip()
        if line != self._last:
            self._last = line
            sys.stderr.write(f"{line}\n")
            sys.stderr.flush()
