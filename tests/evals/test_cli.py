"""`waymark eval` as a person types it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import ROOT, waymark
from tests.evals.scored import scored

QUESTIONS = """question,answer,document
How much will the repair of the eastern quay wall cost?,"310,000",report.pdf
What colour is the harbour master's hat?,none,
"""


def test_alone_it_runs_a_persons_own_questions(small_library: Path, tmp_path: Path) -> None:
    (tmp_path / "questions.csv").write_text(QUESTIONS, encoding="utf8")
    run = tmp_path / "run"
    done = waymark("eval", tmp_path / "questions.csv", "--library", small_library, "--run", run)
    assert done.code == 0, done.err
    assert "Nuggets" in done.out
    assert done.out.splitlines()[-1] == f"report: {run / 'report.html'}"
    summary = json.loads((run / "summary.json").read_text("utf8"))
    assert summary["groups"]["all"]["nugget_recall"]["mean"] == 1.0
    assert summary["groups"]["all"]["refusal_recall"]["mean"] == 1.0
    again = waymark("eval", "score", "--run", run)
    assert again.out == "".join(f"{line}\n" for line in done.out.splitlines()[:-1])


def test_the_cases_that_come_with_it_are_not_for_other_papers(
    small_library: Path, tmp_path: Path
) -> None:
    done = waymark("eval", "--library", small_library, "--run", tmp_path / "run")
    assert done.code == 2
    assert "questions.csv" in done.err
    assert not (tmp_path / "run").exists()


def test_what_a_library_lacks_is_said_first(small_library: Path, tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_text("question,document\nWho?,moon.txt\n")
    done = waymark(
        "eval", "generate", tmp_path / "q.csv", "--library", small_library, "--run",
        tmp_path / "run", "--search-only", "--top-k", "2",
    )  # fmt: skip
    assert done.code == 0
    assert "waymark: q-2: the Library has no document moon.txt" in done.err
    assert done.out == f"{tmp_path / 'run' / 'generated.jsonl'}\n"


def test_compare_and_baseline(tmp_path: Path) -> None:
    good = scored(tmp_path / "good", {"answered": [1.0] * 12}).path
    bad = scored(tmp_path / "bad", {"answered": [0.0] * 12}).path
    done = waymark("eval", "compare", good, bad, "--out", tmp_path / "c.md")
    assert done.code == 0
    assert "worse" in done.out
    assert (tmp_path / "c.md").read_text("utf8").rstrip() == done.out.rstrip()
    told = waymark("eval", "compare", good, bad, "--json")
    assert told.rows[0]["metrics"]["answered"]["verdict"] == "worse"
    level = ("--baseline", tmp_path / "level")
    assert waymark("eval", "baseline", "--run", good, *level).code == 0
    assert waymark("eval", "baseline", "--run", good, "--check", *level).code == 0
    failed = waymark("eval", "baseline", "--run", bad, "--check", *level)
    assert failed.code == 1
    assert failed.out.startswith("fell: Answered (all): 0.000, was 1.000.")


def test_bad_usage(tmp_path: Path) -> None:
    assert waymark("eval", "set", "moon", tmp_path).code == 2
    assert waymark("eval", "score", "--run", tmp_path).code == 2
    assert waymark("eval", "report", "--run", tmp_path / "none").code == 2
    assert waymark("eval", "nothing.csv", "--library", tmp_path).code == 2
    assert "run" in waymark("eval", "--help").out


def test_an_install_without_it_says_what_to_do() -> None:
    code = (
        "import sys, importlib.metadata as m\n"
        "m.distributions = lambda **_: ()\n"
        "sys.argv = ['waymark', 'eval', 'x.csv', '--library', 'y']\n"
        "from assistant.cli import main\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Install Waymark again" in done.stderr


@pytest.mark.parametrize("module", ["evals.cli"])
def test_the_commands_load_nothing_heavy(module: str) -> None:
    heavy = ("torch", "chromadb", "numpy", "sentence_transformers", "evals.report")
    code = f"import sys, {module}\nprint([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
