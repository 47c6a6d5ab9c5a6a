"""What people really hand over, end to end: each is named with its remedy, and harms nothing."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command_line import ROOT, run_process, waymark
from tests.papers import STRATEGY, write_papers, write_report

Making = Callable[[Path], None]


def _truncated(folder: Path) -> None:
    write_report(folder / "bad.pdf")
    whole = (folder / "bad.pdf").read_bytes()
    (folder / "bad.pdf").write_bytes(whole[: len(whole) // 3])


def _locked(folder: Path) -> None:
    write_report(folder / "bad.pdf", password="secret")


def _pageless(folder: Path) -> None:
    from pypdf import PdfWriter

    PdfWriter().write(folder / "bad.pdf")


def _bomb(folder: Path) -> None:
    with zipfile.ZipFile(folder / "bad.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.txt", b"0" * 60_000_000)


def _sparse(folder: Path) -> None:
    with (folder / "bad.txt").open("wb") as file:
        file.truncate(500 * 1024 * 1024)


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "bad.txt")


def _content(name: str, data: bytes) -> Making:
    def make(folder: Path) -> None:
        (folder / name).write_bytes(data)

    return make


BAD: dict[str, tuple[Making, str, str]] = {
    "empty": (_content("bad.txt", b""), "is empty", "again from its source"),
    "only white space": (_content("bad.txt", b" \n\n\t "), "no text", ""),
    "truncated PDF": (_truncated, "", "copy"),
    "password": (_locked, "password", "copy without one"),
    "no pages": (_pageless, "no pages", "new copy"),
    "zip bomb": (_bomb, "times its size", ""),
    "far too large": (_sparse, "500 MB; the limit is 300 MB", "WAYMARK_MAX_FILE_MB"),
    "a picture called PDF": (
        _content("bad.pdf", b"\x89PNG\r\n\x1a\n" + bytes(99)),
        "PNG",
        "Pictures",
    ),
    "text called Word": (
        _content("bad.docx", b"Dear all, plain text."),
        "plain text",
        "fresh copy",
    ),
    "bytes called text": (_content("bad.txt", bytes(range(256)) * 40), "", ""),
    "old Word": (
        _content("bad.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ".doc",
        ".docx",
    ),
    "pipe": (_pipe, "pipe", "Take it out"),
    "dangling link": (
        lambda f: (f / "bad.txt").symlink_to(f / "gone.txt"),
        "link to a file",
        "Mend",
    ),
    "linked folder": (
        lambda f: (f / "bad.d").symlink_to(ROOT / "corpus"),
        "link to a folder",
        "Ingest",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_among_good_ones(kind: str, tmp_path: Path) -> None:
    make, said, remedy = BAD[kind]
    papers, library = tmp_path / "papers", tmp_path / "library"
    papers.mkdir()
    (papers / "good.txt").write_text(STRATEGY, encoding="utf-8")
    assert waymark("ingest", papers, "--library", library).code == 0
    before = waymark("text", "good.txt", "--library", library).out
    make(papers)
    started = time.monotonic()
    done = waymark("ingest", papers, "--library", library, "--json")
    assert time.monotonic() - started < 10
    assert done.code == 1
    (row,) = done.rows
    assert (row["unchanged"], row["removed"]) == (1, 0)
    (failure,) = row["failed"]
    assert failure["document"].startswith("bad.")
    assert said in failure["reason"]
    assert remedy in failure["reason"]
    assert len(failure["reason"].split()) >= 8, "it says more than that it failed"
    assert failure["reason"][-1] == "."
    assert waymark("text", "good.txt", "--library", library).out == before
    shown = waymark("ingest", papers, "--library", library)
    assert f"failed  {failure['document']}: {failure['reason']}" in shown.out


def test_old_encodings_are_read(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    said = "The café’s budget is £40 a week – no more."
    for encoding in ("cp1252", "utf-16", "utf-8-sig"):
        (papers / f"{encoding}.txt").write_bytes(said.encode(encoding))
    assert waymark("ingest", papers, "--library", tmp_path / "library").code == 0
    for encoding in ("cp1252", "utf-16", "utf-8-sig"):
        assert said in waymark("text", f"{encoding}.txt", "--library", tmp_path / "library").out


def test_a_limit_can_be_set(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_text("word " * 400_000, encoding="utf-8")
    done = waymark("ingest", tmp_path, "--library", tmp_path / "l", "--json", max_file_mb=1)
    assert done.code == 1
    assert "the limit is 1 MB" in done.rows[0]["failed"][0]["reason"]


def test_two_folders_with_a_file_of_one_name(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(f"This is {folder}.", encoding="utf-8")
    library = tmp_path / "library"
    done = waymark("ingest", tmp_path / "a", tmp_path / "b", "--library", library, "--json")
    assert done.code == 1
    (failure,) = done.rows[0]["failed"]
    assert failure["document"] == "x.txt"
    assert str(tmp_path / "a" / "x.txt") in failure["reason"]
    assert "Rename" in failure["reason"]
    assert "This is a." in waymark("text", "x.txt", "--library", library).out
    both = waymark("ingest", tmp_path / "a", tmp_path / "b", "--library", library)
    assert both.code == 1, "it is said every time"
    assert "This is a." in waymark("text", "x.txt", "--library", library).out


@pytest.mark.parametrize(
    ("name", "said"),
    [("absent", "There is no file or folder"), ("pipe", "neither a file nor a folder")],
)
def test_a_path_that_cannot_be_ingested(name: str, said: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = waymark("ingest", tmp_path / name, "--library", tmp_path / "library")
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert name in done.err
    assert not (tmp_path / "library").exists()


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    done = waymark("ingest", tmp_path / "papers", "--library", tmp_path / "library")
    assert done.code == 0
    assert "There is nothing to read in" in done.out


@pytest.mark.parametrize(
    "question",
    [
        "Ποιος είναι ο λιμενάρχης;",
        "谁是港口负责人?",
        "من هو مدير الميناء؟",
        "🚢⚓️🌊",
        '"; DROP TABLE passages; --',
        'NEAR(ferry "budget) AND OR NOT * ^ text:',
        "<script>alert(1)</script> budget <b>dredging</b>?",
        "?!…",
        "ferry\x07\x1b[31m\u202ebudget",
        "a" * 3999,
        "budget " * 500,
    ],
)  # fmt: skip
def test_an_odd_question_is_only_a_question(question: str, small_library: Path) -> None:
    done = waymark("ask", question, "--library", small_library, "--json")
    assert done.code == 0, done.out
    assert done.rows[0]["status"] in {"answered", "no_evidence", "clarify"}
    assert done.rows[0]["answer"]
    found = waymark("search", question, "--library", small_library, "--json")
    assert found.code == 0, found.err
    assert "passages" in found.rows[0]


def test_halves_of_characters(small_library: Path, tmp_path: Path) -> None:
    source = tmp_path / "q.jsonl"
    source.write_text('{"question": "budget \\ud800 \\u0000 dredging"}\n', encoding="utf-8")
    for command in ("ask", "search"):
        done = waymark(command, "--from", source, "--library", small_library, "--json")
        assert done.code == 0, done.err


def test_a_question_of_fifty_thousand_characters(small_library: Path) -> None:
    long = "What is the budget? " * 2500
    done = waymark("ask", long, "--library", small_library, "--json")
    assert (done.code, done.rows[0]["status"]) == (0, "clarify")
    assert "49999" in done.rows[0]["answer"]
    assert "4000" in done.rows[0]["answer"]
    found = waymark("search", long, "--library", small_library, "--json")
    assert (found.code, found.out) == (2, "")
    assert "50000" in found.err
    assert "WAYMARK_MAX_QUESTION_CHARS" in found.err


def test_before_any_ingest(tmp_path: Path) -> None:
    for words in (["ask", "x"], ["search", "x"], ["text", "x"], ["chat"]):
        done = waymark(*words, "--library", tmp_path / "library")
        assert (done.code, done.out) == (1, "")
        assert f"waymark ingest PATH --library {tmp_path / 'library'}" in done.err
    assert not (tmp_path / "library").exists()


def test_a_folder_that_is_no_library(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("notes", encoding="utf-8")
    done = waymark("ask", "x", "--library", tmp_path)
    assert done.code == 1
    assert "There is no Library" in done.err
    (tmp_path / "library.db").write_bytes(b"not a database " * 500)
    done = waymark("ask", "x", "--library", tmp_path)
    assert done.code == 1
    assert "is damaged" in done.err
    assert f"--library {tmp_path} --rebuild" in done.err


@pytest.mark.parametrize("words", [["ask", "x"], ["ingest"], ["text", "x"], ["doctor"]])
def test_a_file_that_is_no_library(words: list[str], tmp_path: Path) -> None:
    file = tmp_path / "paper.txt"
    file.write_text("words", encoding="utf-8")
    paths = [file] if words == ["ingest"] else []
    done = waymark(*words, *paths, "--library", file)
    assert done.code == (1 if words == ["doctor"] else 2)
    assert "is a file, and a Library is a folder" in done.out + done.err
    assert file.read_text(encoding="utf-8") == "words"


def test_another_passage_size_names_the_command_that_helps(tmp_path: Path) -> None:
    papers, library = tmp_path / "papers", tmp_path / "library"
    write_papers(papers)
    assert waymark("ingest", papers, "--library", library).code == 0
    other = waymark("ingest", papers, "--library", library, passage_tokens=80)
    assert other.code == 1
    assert "160, not 80" in other.err
    command = f"waymark ingest PATH --library {library} --rebuild"
    assert command in other.err
    words = command.replace("PATH", str(papers)).split()[1:]
    again = waymark(*words, "--json", passage_tokens=80)
    assert (again.code, again.rows[0]["failed"]) == (0, [])
    assert waymark("ingest", papers, "--library", library, passage_tokens=80).code == 0
    assert waymark("ask", "What is the budget for dredging?", "--library", library).code == 0


def test_another_model(small_library: Path, tmp_path: Path) -> None:
    done = waymark("ask", "x", "--library", small_library, embedding_model=tmp_path)
    assert done.code == 1
    assert "WAYMARK_EMBEDDING_MODEL" in done.err
    from ingest.embed.minilm import _carried

    (tmp_path / "model").symlink_to(_carried())
    done = waymark("ask", "x", "--library", small_library, embedding_model=tmp_path / "model")
    assert done.code == 1
    assert "made with the embedding model all-MiniLM-L6-v2, not" in done.err
    assert "--rebuild" in done.err


def test_somebody_else_is_writing(small_library: Path, tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from ingest.library.lock import writer_lock\n"
        "with writer_lock(Path(sys.argv[1]), 0):\n    print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(small_library / "library.lock")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        (tmp_path / "x.txt").write_text("words", encoding="utf-8")
        done = waymark("ingest", tmp_path, "--library", small_library, lock_wait_seconds=0.1)
        assert (done.code, done.out) == (1, "")
        assert f"(process {holder.pid})" in done.err
        assert "try again" in done.err
        asked = waymark("ask", "What is the budget for dredging?", "--library", small_library)
        assert asked.code == 0, "reading goes on"
    finally:
        holder.kill()
        holder.communicate()


def test_a_disk_without_room(tmp_path: Path) -> None:
    papers, library = tmp_path / "papers", tmp_path / "library"
    papers.mkdir()
    for n in range(6):
        lines = (
            f"Paper {n}, paragraph {i}: tides, tariffs and timetables.\n\n" for i in range(300)
        )
        (papers / f"{n}.txt").write_text("".join(lines), encoding="utf-8")

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (130_000, 130_000))

    done = run_process("ingest", papers, "--library", library, preexec=limit)
    assert (done.code, done.out) == (1, "")
    assert "no room left" in done.err
    assert "run the same `waymark ingest` again" in done.err
    assert "Traceback" not in done.err
    again = waymark("ingest", papers, "--library", library, "--json")
    assert (again.code, again.rows[0]["failed"]) == (0, [])
