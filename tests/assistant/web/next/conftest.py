"""A Library of the approach's pages, for what is cited from them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from ingest.run import ingest
from ingest.settings import Settings
from tests.assistant.register.made import REAL
from tests.assistant.web.next.desk_fakes import with_examples
from tests.fakes import FakeEmbedder


@pytest.fixture(scope="session")
def cited(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A Library of a copy of the approach's pages, and one paper that evidence names."""
    folder = tmp_path_factory.mktemp("cited")
    pages, papers = folder / "pages", folder / "papers"
    shutil.copytree(REAL, pages)
    papers.mkdir()
    (papers / "harbour-minutes-2026-05-14.md").write_text(
        "# Harbour board minutes\n\nThe board met and agreed the ferry.\n", encoding="utf-8"
    )
    settings = Settings(library=folder / "library", approach=pages)
    report = ingest([pages, papers], settings, FakeEmbedder())
    assert not report.failed
    with_examples(settings.library)
    return settings


@pytest.fixture
def assistant(cited: Settings) -> Iterator[Assistant]:
    with Assistant(cited, FakeEmbedder()) as opened:
        yield opened
