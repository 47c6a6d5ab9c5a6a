"""`waymark doctor`: is the install whole, does the model load, can the Library be read?"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ingest.errors import LanguageModelError, WaymarkError
from ingest.settings import Settings

ROOM_WANTED_MB = 500  # free disk below which an ingest may fail
SERVER_SECONDS = 5.0  # a language model's server lists its models within this


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, and what to do where it is not."""

    what: str
    well: bool
    said: str

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return {"what": self.what, "ok": self.well, "message": self.said}

    def as_text(self) -> str:
        """For people."""
        return f"{'ok  ' if self.well else 'FAIL'}  {self.what}: {self.said}"


def examine(settings: Settings) -> tuple[Finding, ...]:
    """Look at everything an answer needs, in the order in which it is needed."""
    checks: tuple[tuple[str, Callable[[Settings], str]], ...] = (
        ("python", _python),
        ("token vocabulary", _tokens),
        ("embedding model", _model),
        ("reading scans", _ocr),
        ("disk", _disk),
        ("library", _library),
        ("people", _people),
        ("language model", _language_model),
    )
    return tuple(_finding(what, check, settings) for what, check in checks)


def _finding(what: str, check: Callable[[Settings], str], settings: Settings) -> Finding:
    try:
        return Finding(what, True, check(settings))
    except WaymarkError as error:
        return Finding(what, False, str(error))


def _python(settings: Settings) -> str:
    return sys.version.split()[0]


def _tokens(settings: Settings) -> str:
    from ingest.tokens import ENCODING, count_tokens

    count_tokens("hurdle criteria")
    return ENCODING


def _model(settings: Settings) -> str:
    from ingest.embed.minilm import SentenceTransformerEmbedder

    embedder = SentenceTransformerEmbedder(settings.embedding_model)
    length = embedder.embed(["hurdle criteria"]).shape[1]
    return f"{embedder.name}, {length} dimensions, loaded from disk"


def _ocr(settings: Settings) -> str:
    from ingest.readers import ocr

    lacking = ocr.lacking()
    return f"scanned pages are refused. {lacking}" if lacking else "installed"


def _disk(settings: Settings) -> str:
    folder = settings.library.absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < ROOM_WANTED_MB:
        raise WaymarkError(f"{free} MB free at {folder}; free some room before ingesting.")
    return f"{free} MB free"


def _library(settings: Settings) -> str:
    from ingest.embed.minilm import SentenceTransformerEmbedder
    from ingest.library import Library

    model = SentenceTransformerEmbedder(settings.embedding_model)
    with Library.open(
        settings.library, model=model.name, dimensions=model.dimensions, write=False, lock_wait=0.0
    ) as library:
        documents, passages = len(library.documents()), library.passage_count()
    return f"{settings.library}: {documents} documents, {passages} passages"


def _people(settings: Settings) -> str:
    from assistant.people import PeopleFile
    from assistant.people.check import faults
    from assistant.people.file import FILE

    path = settings.users or settings.library / FILE
    if settings.users is None and not path.exists():
        return "nobody signs in: the page is for whoever sits at this machine"
    people = PeopleFile(path)
    found = faults(people, through_proxy=settings.trusted_header is not None)
    if found:
        raise WaymarkError(" ".join(found))
    count = len(people.contents().accounts)
    unused = "" if settings.users else "; `waymark serve` heeds them where --users names this file"
    return f"{path}: {count} {'person' if count == 1 else 'people'}{unused}"


def _language_model(settings: Settings) -> str:
    if settings.llm_url is None:
        return "none is set: answers are made of quotes, and nothing is contacted"
    from assistant.llm.server import OpenAICompatible

    server = OpenAICompatible(settings)
    try:
        offered = server.models(min(SERVER_SECONDS, settings.llm_seconds))
    except LanguageModelError as error:
        raise WaymarkError(
            f"{error}. Looked at {server.url}: is it running, and are WAYMARK_LLM_URL and "
            "WAYMARK_LLM_KEY right? Until it answers, answers are made of quotes."
        ) from error
    if server.name not in offered:
        names = ", ".join(offered[:8]) or "none"
        raise WaymarkError(
            f"{server.url} does not offer {server.name}. Set WAYMARK_LLM_NAME to one of: {names}."
        )
    return f"{server.name} at {server.url}"
