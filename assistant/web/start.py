"""Starting the web chat, reading the corpus first where there is no Library yet."""

from __future__ import annotations

from pathlib import Path

from assistant.ask import Assistant
from assistant.ingesting import ingest_for_page
from assistant.web.ingestion import BackgroundIngestion
from assistant.web.opening import OpenedLater
from assistant.web.server import serve
from ingest.settings import Settings


def start(settings: Settings, corpus: Path) -> None:
    """Serve until Ctrl-C. On a first run the page is up at once and shows the reading of `corpus`.

    A Library that is there already is used as it is, whatever it was made from.
    """
    ingestion = None
    if not (settings.library / "library.db").exists():
        ingestion = BackgroundIngestion(ingest_for_page(corpus, settings))
        ingestion.start()
    serve(OpenedLater(lambda: Assistant(settings)), settings, ingestion=ingestion)
