"""`waymark serve`: up, stopped with Ctrl-C, and a first reading that goes on where it stopped."""

from __future__ import annotations

import signal
import sqlite3
import urllib.request
from pathlib import Path
from threading import Event

import pytest

from assistant.web.start import unread, warming
from ingest.embed.minilm import SentenceTransformerEmbedder
from ingest.settings import Settings
from tests.command_line import start_process, waymark


def test_served_and_stopped(small_library: Path) -> None:
    process = start_process("serve", "--library", small_library, "--port", "0")
    assert process.stderr is not None
    line = process.stderr.readline()
    assert line.startswith("Waymark is at http://127.0.0.1:")
    with urllib.request.urlopen(line.split()[3], timeout=20) as page:
        assert page.status == 200
        assert b"Waymark" in page.read()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "", "")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("Words of a paper.", encoding="utf-8")
    return folder


def test_what_is_still_to_be_read(corpus: Path, tmp_path: Path) -> None:
    settings = Settings(library=tmp_path / "library")
    assert unread(settings, corpus), "no Library yet"
    settings.library.mkdir()
    (settings.library / "library.lock").touch()
    sqlite3.connect(settings.library / "library.db").close()
    assert unread(settings, corpus), "killed while it was being made"
    assert waymark("ingest", corpus, "--library", settings.library).code == 0
    assert not unread(settings, corpus)
    (corpus / "b.txt").write_text("Words of another paper.", encoding="utf-8")
    assert unread(settings, corpus), "stopped before the second file"
    (corpus / "b.txt").unlink()
    assert not unread(settings, corpus)
    (corpus / "a.txt").write_text("Other words.", encoding="utf-8")
    assert unread(settings, corpus), "a paper was changed since"


def test_a_library_of_other_papers_is_left_alone(corpus: Path, small_library: Path) -> None:
    assert not unread(Settings(library=small_library), corpus)


def test_a_library_that_cannot_be_opened_is_the_pages_to_tell(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "library.db").write_bytes(b"not a database " * 500)
    assert not unread(Settings(library=tmp_path), corpus)


def test_the_model_is_loaded_before_the_first_question(
    small_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = Event()
    load = SentenceTransformerEmbedder._loaded
    monkeypatch.setattr(
        SentenceTransformerEmbedder, "_loaded", lambda self: (load(self), loaded.set())[0]
    )
    with warming(Settings(library=small_library)):
        assert loaded.wait(60)
