"""Libraries that several tests ask, made once with the real model. Tests only read them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.command_line import ROOT, waymark
from tests.papers import write_papers


@pytest.fixture(scope="session", autouse=True)
def _no_settings_from_outside() -> None:
    """A developer's own WAYMARK_… variables must not decide whether tests pass."""
    for name in [name for name in os.environ if name.startswith("WAYMARK_")]:
        del os.environ[name]


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Library of tests.papers."""
    folder = tmp_path_factory.mktemp("small")
    write_papers(folder / "papers")
    done = waymark("ingest", folder / "papers", "--library", folder / "library")
    assert done.code == 0, done.err
    return folder / "library"


@pytest.fixture(scope="session")
def corpus_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Library of the whole corpus, as a first start reads it."""
    library = tmp_path_factory.mktemp("corpus") / "library"
    done = waymark("ingest", ROOT / "corpus", "--library", library)
    assert done.code == 0, done.err
    return library


@pytest.fixture(scope="session")
def briefings_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Library of the briefings that Waymark comes with."""
    library = tmp_path_factory.mktemp("briefings") / "library"
    done = waymark("ingest", ROOT / "corpus" / "briefings", "--library", library)
    assert done.code == 0, done.err
    return library
