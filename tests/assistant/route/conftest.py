"""A Library of the approach's pages and a register of the examples, to ask."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.approach import load
from assistant.ask import Assistant
from assistant.register import Register, examples
from ingest.run import ingest
from ingest.settings import Settings
from tests.corpus.wording import CORPUS
from tests.fakes import FakeEmbedder

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the approach's pages."""
    folder = tmp_path_factory.mktemp("approach") / "pages"
    shutil.copytree(CORPUS / "redesign-approach", folder)
    return folder


@pytest.fixture(scope="session")
def made(pages: Path) -> Settings:
    """A Library of them with the six example workstreams."""
    settings = Settings(library=pages.parent / "library", approach=pages)
    report = ingest([pages], settings, FakeEmbedder())
    assert not report.failed
    with Register.open(settings.library, write=True) as register:
        examples.load(register, load(pages).approach, TODAY)
    return settings


@pytest.fixture(scope="session")
def assistant(made: Settings) -> Iterator[Assistant]:
    """Somebody to ask. Tests only read."""
    with Assistant(made, FakeEmbedder()) as opened:
        yield opened
