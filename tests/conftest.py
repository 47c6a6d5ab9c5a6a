"""Libraries that several tests ask, made once with the real model. Tests only read them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.command_line import ROOT, waymark
from tests.made_once import made_once
from tests.papers import write_papers


@pytest.fixture(scope="session", autouse=True)
def _no_settings_from_outside() -> None:
    """A developer's own WAYMARK_… variables must not decide whether tests pass."""
    for name in [name for name in os.environ if name.startswith("WAYMARK_")]:
        del os.environ[name]


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Library of tests.papers."""

    def make(folder: Path) -> None:
        write_papers(folder / "papers")
        _read(folder / "papers", folder / "library")

    return made_once(tmp_path_factory, "small", make) / "library"


@pytest.fixture(scope="session")
def corpus_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Library of the whole corpus, as a first start reads it."""
    return _library(tmp_path_factory, "corpus", ROOT / "corpus")


@pytest.fixture(scope="session")
def briefings_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Library of the briefings that Waymark comes with."""
    return _library(tmp_path_factory, "briefings", ROOT / "corpus" / "briefings")


def _library(factory: pytest.TempPathFactory, name: str, papers: Path) -> Path:
    made = made_once(factory, name, lambda folder: _read(papers, folder / "library"))
    return made / "library"


def _read(papers: Path, library: Path) -> None:
    done = waymark("ingest", papers, "--library", library)
    assert done.code == 0, done.err
