"""Starting the web chat, reading the corpus first where there is no Library yet."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

from assistant.ask import Assistant
from assistant.ingesting import ingest_for_page
from assistant.web.ingestion import BackgroundIngestion
from assistant.web.opening import OpenedLater
from assistant.web.server import serve
from ingest.errors import LibraryMissing, WaymarkError
from ingest.library import Library
from ingest.readers import ARCHIVES
from ingest.settings import Settings
from ingest.walk import digest, find


def start(settings: Settings, corpus: Path) -> None:
    """Serve until Ctrl-C. On a first run the page is up at once and shows the reading of `corpus`.

    A reading that was stopped goes on. A Library made from other papers is used as it is.
    """
    ingestion = None
    if unread(settings, corpus):
        ingestion = BackgroundIngestion(ingest_for_page(corpus, settings))
        ingestion.start()
    serve(OpenedLater(lambda: warming(settings)), settings, ingestion=ingestion)


def warming(settings: Settings) -> Assistant:
    """The Assistant, whose model loads while the first question is still being thought of."""
    assistant = Assistant(settings)
    Thread(target=assistant.warm, name="warming", daemon=True).start()
    return assistant


def unread(settings: Settings, corpus: Path) -> bool:
    """Whether there is no Library yet, or one of `corpus` that lacks or lags behind its files."""
    try:
        with Library.open(
            settings.library, model=None, dimensions=None, write=False, lock_wait=0.0
        ) as library:
            roots = library.roots()
            known = {record.document: record.digest for record in library.documents()}
    except LibraryMissing:
        return True
    except WaymarkError:
        return False  # the page says what is wrong with it, when it opens it
    if not roots:
        return True
    return str(corpus.resolve()) in roots and any(
        file.suffix not in ARCHIVES and known.get(file.document) != digest(file.path)
        for root in find([corpus], settings.library)
        for file in root.files
    )
