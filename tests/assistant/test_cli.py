"""The contract of the command line: fields, spans, order, streams and exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import run_process, start_process, waymark
from tests.papers import write_papers

Q = "How much will the repair of the eastern quay wall cost?"
PASSAGE = ["rank", "score", "document", "page", "section", "start", "end", "text"]
ANSWER = ["id", "status", "answer", "citations", "engine", "timings_ms"]
CITATION = ["marker", "document", "title", "page", "section", "start", "end", "quote"]
INGEST = ["added", "updated", "unchanged", "removed", "failed", "passages", "seconds"]
STATUSES = {"answered", "no_evidence", "clarify", "error"}


def untimed(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "timings_ms"}


def question_file(folder: Path, *rows: object) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def test_ingest_in_a_process_of_its_own(tmp_path: Path) -> None:
    write_papers(tmp_path / "papers")
    (tmp_path / "papers" / "empty.txt").touch()
    library = tmp_path / "library"
    done = run_process("ingest", tmp_path / "papers", "--library", library, "--json")
    assert done.code == 1, "one file failed"
    (row,) = done.rows
    assert list(row) == INGEST
    assert (row["added"], row["updated"], row["unchanged"], row["removed"]) == (3, 0, 0, 0)
    assert row["passages"] >= 3
    assert row["seconds"] > 0
    (failure,) = row["failed"]
    assert list(failure) == ["document", "reason"]
    assert failure["document"] == "empty.txt"
    assert "report.pdf" in done.err, "progress goes to stderr"
    (tmp_path / "papers" / "empty.txt").unlink()
    again = waymark("ingest", tmp_path / "papers", "--library", library, "--json")
    assert again.code == 0
    assert (again.rows[0]["unchanged"], again.rows[0]["failed"]) == (3, [])


def test_search(small_library: Path) -> None:
    done = waymark(
        "search", "eastern quay wall", "--library", small_library, "--top-k", "2", "--json"
    )
    assert (done.code, done.err) == (0, "")
    (row,) = done.rows
    assert list(row) == ["id", "passages"]
    assert row["id"] is None
    assert [p["rank"] for p in row["passages"]] == [1, 2]
    assert all(list(p) == PASSAGE for p in row["passages"])
    assert row["passages"][0]["score"] >= row["passages"][1]["score"]
    best = row["passages"][0]
    assert best["document"] == "report.pdf"
    assert best["page"] in (1, 2)
    for passage in row["passages"]:
        text = waymark("text", passage["document"], "--library", small_library).out
        assert text[passage["start"] : passage["end"]] == passage["text"]


def test_ask(small_library: Path) -> None:
    done = waymark("ask", Q, "--library", small_library, "--json")
    assert (done.code, done.err) == (0, "")
    (row,) = done.rows
    assert list(row) == ANSWER
    assert (row["id"], row["status"], row["engine"]) == (None, "answered", "quotes")
    assert "310,000" in row["answer"]
    assert row["timings_ms"]["total"] > 0
    assert all(list(c) == CITATION for c in row["citations"])
    markers = {int(m) for m in re.findall(r"\[(\d+)\]", row["answer"])}
    assert markers == {c["marker"] for c in row["citations"]}
    for citation in row["citations"]:
        text = waymark("text", citation["document"], "--library", small_library).out
        assert text[citation["start"] : citation["end"]] == citation["quote"]
    pages = {(c["document"], c["page"]) for c in row["citations"]}
    assert ("report.pdf", 2) in pages


def test_another_process_answers_the_same(small_library: Path) -> None:
    here = waymark("ask", Q, "--library", small_library, "--json")
    there = run_process("ask", Q, "--library", small_library, "--json", PYTHONHASHSEED="7")
    assert (there.code, there.err) == (0, "")
    assert untimed(here.rows[0]) == untimed(there.rows[0])


def test_not_knowing_is_done(small_library: Path) -> None:
    done = waymark("ask", "What is the capital of Mongolia?", "--library", small_library, "--json")
    assert done.code == 0
    (row,) = done.rows
    assert (row["status"], row["citations"]) == ("no_evidence", [])
    assert row["answer"]


def test_a_file_of_questions_is_answered_in_order(small_library: Path, tmp_path: Path) -> None:
    source = question_file(
        tmp_path,
        {"id": "b", "question": Q},
        {"id": "a", "question": "Who is the harbour master?", "history": []},
        {"question": "What is the budget for dredging?"},
        {"id": "e", "question": ""},
        {"id": "h", "question": "And what will it cost?", "history": ["Is the quay wall cracked?"]},
    )
    done = waymark("ask", "--from", source, "--library", small_library, "--json")
    assert done.code == 0
    assert [row["id"] for row in done.rows] == ["b", "a", None, "e", "h"]
    assert all(list(row) == ANSWER and row["status"] in STATUSES for row in done.rows)
    assert done.rows[3]["status"] == "clarify"
    alone = waymark("ask", Q, "--library", small_library, "--json").rows[0]
    assert untimed(done.rows[0]) == {**untimed(alone), "id": "b"}
    piped = waymark(
        "ask", "--from", "-", "--library", small_library, "--json", stdin=source.read_bytes()
    )
    assert list(map(untimed, piped.rows)) == list(map(untimed, done.rows))
    found = waymark("search", "--from", source, "--library", small_library, "--json")
    assert found.code == 0
    assert [row["id"] for row in found.rows] == ["b", "a", None, "e", "h"]
    assert found.rows[4]["passages"][0]["document"] == "report.pdf", "its history was read"


def test_earlier_questions_are_used(small_library: Path, tmp_path: Path) -> None:
    leaning = {"question": "And what will it cost?"}
    wall = {**leaning, "history": ["Where is the eastern quay wall cracked?"]}
    source = question_file(tmp_path, wall, leaning)
    done = waymark("ask", "--from", source, "--library", small_library)
    assert "(Understood as: " in done.out
    assert done.out.count("(Understood as: ") == 1, "only the one that has a history"
    assert "310,000" in done.out.split("Sources")[0]


def test_what_people_read(small_library: Path) -> None:
    answered = waymark("ask", Q, "--library", small_library)
    assert answered.code == 0
    assert "310,000" in answered.out
    assert "Sources\n[1] " in answered.out
    assert "report.pdf, page 2" in answered.out
    found = waymark("search", "dredging", "--library", small_library, "--top-k", "1")
    assert found.out.startswith("1. board/minutes-2025-06.md")
    typed = "Who is the harbour master?\n\n"
    chatted = waymark("chat", "--library", small_library, stdin=typed)
    assert chatted.code == 0
    assert "Miriam Oke" in chatted.out
    assert ">" not in chatted.out, "the prompt is a message"


def test_text_is_the_canonical_text_and_nothing_else(small_library: Path) -> None:
    done = waymark("text", "strategy.txt", "--library", small_library)
    assert (done.code, done.err) == (0, "")
    assert "halve the emissions" in done.out
    unknown = waymark("text", "strateg.txt", "--library", small_library)
    assert (unknown.code, unknown.out) == (2, "")
    assert "'strategy.txt'" in unknown.err, "the nearest name is offered"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nope"], "No such command 'nope'"),
        (["ask", "--nope"], "No such option: --nope"),
        (["search", "x", "--top-k", "0"], "--top-k"),
        (["text"], "Missing argument"),
        (["ask"], "--from FILE"),
        (["ask", "a", "--from", "b"], "--from FILE"),
        (["ask", "  "], "The question is empty"),
        (["ask", "--from", "absent.jsonl"], "absent.jsonl cannot be opened"),
        (["ingest", "absent-folder"], "There is no file or folder absent-folder"),
        (["serve", "--port", "99999"], "port"),
    ],
)
def test_bad_usage(words: list[str], said: str, tmp_path: Path) -> None:
    library = () if words in (["nope"], ["ask", "--nope"]) else ("--library", tmp_path / "library")
    done = waymark(*words, *library)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "Traceback" not in done.err
    assert not (tmp_path / "library").exists(), "nothing is made for a mistake"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{not json", "line 2 is not JSON"),
        (b"[]", 'line 2 has no "question"'),
        (b'{"id": "x"}', 'line 2 has no "question"'),
        (b'{"question": 7}', 'line 2 has no "question"'),
        (b'{"question": "x", "history": "y"}', '"history" must be a list'),
        (b'{"question": "caf\xe9"}', "not UTF-8"),
        (b"[" * 100_000, "line 2 is not JSON"),
    ],
)
def test_a_bad_line_is_said_before_anything_is_answered(
    line: bytes, said: str, small_library: Path, tmp_path: Path
) -> None:
    source = tmp_path / "questions.jsonl"
    source.write_bytes(b'\xef\xbb\xbf{"question": "fine"}\n' + line + b"\n")
    done = waymark("ask", "--from", source, "--library", small_library, "--json")
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert source.name in done.err


def test_help_and_version() -> None:
    assert waymark("--version").out == "waymark 0.1.0\n"
    shown = waymark("--help")
    assert shown.code == 0
    commands = shown.out.split("Commands:")[1]
    listed = re.findall(r"(?m)^  (\w+) ", commands)
    assert listed == [
        "ingest", "search", "ask", "text", "serve", "chat", "doctor", "next", "gate", "approach",
        "register", "users", "eval",
    ]  # fmt: skip


def test_a_setting_that_is_not_known(small_library: Path) -> None:
    done = waymark("ask", "x", "--library", small_library, pasage_tokens=100)
    assert done.code == 2
    assert "WAYMARK_PASAGE_TOKENS" in done.err
    assert "WAYMARK_PASSAGE_TOKENS" in done.err
    done = waymark("ask", "x", "--library", small_library, passage_tokens=3)
    assert done.code == 2
    assert "passage_tokens" in done.err


def test_a_fault_of_our_own_is_not_a_traceback(
    small_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant import answering

    real = answering.answer

    def fails(question: Any, room: Any) -> Any:
        if "dredging" in question.text:
            raise KeyError("wanted")
        return real(question, room)

    monkeypatch.setattr(answering, "answer", fails)
    source = question_file(
        tmp_path,
        {"id": "bad", "question": "dredging"},
        {"id": "good", "question": Q},
    )
    done = waymark("ask", "--from", source, "--library", small_library, "--json")
    assert done.code == 1
    assert [(r["id"], r["status"]) for r in done.rows] == [("bad", "error"), ("good", "answered")]
    assert "KeyError" in done.rows[0]["answer"]
    assert "waymark doctor" in done.rows[0]["answer"]


def test_ctrl_c_leaves_the_library_whole(tmp_path: Path) -> None:
    import signal

    papers = tmp_path / "papers"
    papers.mkdir()
    for n in range(12):
        words = " ".join(
            f"Paragraph {i} of paper {n} speaks of tides and tariffs.\n\n" for i in range(25)
        )
        (papers / f"{n:02}.txt").write_text(words, encoding="utf-8")
    process = start_process("ingest", papers, "--library", tmp_path / "library")
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("reading 02.txt"):
            break
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert out == ""
    assert err.splitlines()[-1].startswith("waymark: stopped.")
    assert "Traceback" not in err
    done = waymark("ingest", papers, "--library", tmp_path / "library", "--json")
    assert done.code == 0, "the lock is free and the rest goes in"
    (row,) = done.rows
    assert row["unchanged"] >= 1
    assert row["added"] + row["unchanged"] == 12
