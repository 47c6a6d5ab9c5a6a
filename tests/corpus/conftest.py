"""Texts that the corpus must not have copied from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.wording import SHARED, runs


@pytest.fixture(scope="session")
def papers() -> Path:
    """Return the folder of source papers, or skip and say why."""
    folder = SHARED / "papers"
    if not folder.is_dir():
        pytest.skip(f"the source papers are not part of the repository: no {folder}")
    return folder


@pytest.fixture(scope="session")
def copied_from(papers: Path) -> dict[tuple[str, ...], str]:
    """Map each eight-word run of the papers and other real texts to a file it stands in."""
    texts = sorted(papers.glob("*.txt"))
    texts += sorted(f for f in (SHARED / "real").glob("*") if f.suffix in {".txt", ".md"})
    return {
        run: f.name for f in texts for run in runs(f.read_text(encoding="utf-8", errors="replace"))
    }
