"""Progress: a bar on a terminal, lines in a log, and what the web page shows."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from assistant.ingesting import ingest_for_page, ingest_with_progress
from ingest.settings import Settings
from tests.papers import STRATEGY


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.txt").write_text(STRATEGY, encoding="utf-8")
    (folder / "b.txt").touch()
    return folder


def test_lines_in_a_log(papers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = ingest_with_progress([papers], Settings(library=tmp_path / "l"), False, None)
    assert (report.added, len(report.failed)) == (1, 1)
    shown = capsys.readouterr()
    assert shown.out == ""
    lines = shown.err.splitlines()
    assert lines == ["reading a.txt", "embedding a.txt", "reading b.txt", "indexing"]


def test_a_bar_on_a_terminal(papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    report = ingest_with_progress([papers], Settings(library=tmp_path / "l"), False, None)
    assert report.added == 1
    assert "\x1b[" in terminal.getvalue()
    assert "a.txt" in terminal.getvalue()


class Page:
    def __init__(self) -> None:
        self.seen: list[tuple[str, int, int, str | None]] = []
        self.refused: list[tuple[str, str, str | None]] = []

    def reading(self, current: str, done: int, total: int, collection: str | None = None) -> None:
        self.seen.append((current, done, total, collection))

    def failed(self, name: str, reason: str, collection: str | None = None) -> None:
        self.refused.append((name, reason, collection))


def test_what_the_page_is_told(papers: Path, tmp_path: Path) -> None:
    (papers / "board").mkdir()
    (papers / "board" / "c.txt").write_text("", encoding="utf-8")
    (papers / "board" / "waymark.toml").write_text('collection = "private"\n', encoding="utf-8")
    page = Page()
    ingest_for_page(papers, Settings(library=tmp_path / "l"))(page)
    assert page.seen == [
        ("a.txt", 0, 3, None),
        ("b.txt", 1, 3, None),
        ("board/c.txt", 2, 3, "private"),
    ]
    assert [(name, where) for name, _, where in page.refused] == [
        ("b.txt", None),
        ("board/c.txt", "private"),
    ]
    assert all("empty" in reason for _, reason, _ in page.refused)


def test_a_collection_given_is_remembered(papers: Path, tmp_path: Path) -> None:
    from ingest.library import Library

    settings = Settings(library=tmp_path / "l")
    (papers / "b.txt").unlink()
    named = papers / "named.md"
    named.write_text(
        "---\ntitle: Named\ncollection: finance\n---\n\nSome words.\n", encoding="utf-8"
    )
    ingest_with_progress([papers], settings, False, None)
    ingest_with_progress([papers], settings, False, "board")
    (papers / "c.txt").write_text("More words.", encoding="utf-8")
    ingest_with_progress([papers], settings, False, None)
    with Library.open(
        tmp_path / "l", model=None, dimensions=None, write=False, lock_wait=0
    ) as held:
        found = {record.document: record.facts.collection for record in held.documents()}
    assert found == {"a.txt": "board", "named.md": "board", "c.txt": "board"}
