"""The suite's numbers are those of the script that outside judges use."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from assistant.ask import Assistant
from evals.cases import load_cases
from evals.generate import generate
from evals.run_folder import RunFolder
from evals.score import score
from evals.surroundings import surroundings
from ingest.run import ingest
from ingest.settings import Settings
from tests.command_line import ROOT
from tests.fakes import FakeEmbedder

SHARED = ROOT.parent / "shared"
JUDGE = SHARED / "score_answers.py"
SAME = {
    "answered": "answered",
    "refused": "refusal_recall",
    "nuggets": "nugget_recall",
    "cited": "evidence_cited",
    "page": "right_page",
    "mean_length": "length",
    "exact": "exact_spans",
}
pytestmark = pytest.mark.skipif(not JUDGE.is_file(), reason="the judge's script is not here")


def judged(questions: Path, answers: Path, *options: str | Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, JUDGE, questions, answers, "--json", *options],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def compare(theirs: Mapping[str, Any], summary: Mapping[str, Any], names: set[str]) -> None:
    ours = summary["groups"]["all"]
    for name in names:
        assert ours[SAME[name]]["mean"] == pytest.approx(theirs[name], abs=0.00051), name


def test_on_real_answers(tmp_path: Path) -> None:
    """With vectors that mean nothing some answers are wrong, which is what is wanted here."""
    questions = SHARED / "papers_questions.dev.jsonl"
    settings = Settings(library=tmp_path / "library")
    assert not ingest([SHARED / "papers"], settings, FakeEmbedder()).failed
    folder = RunFolder(tmp_path / "run")
    with Assistant(settings, FakeEmbedder()) as assistant:
        generate(assistant, load_cases([questions]), folder, depth=0)
    theirs = judged(questions, folder.generated_path, "--docs", SHARED / "papers")
    assert theirs["questions"] == 21
    compare(
        theirs,
        score(folder),
        {"answered", "refused", "nuggets", "cited", "exact"} | {"mean_length"},
    )


def test_on_made_up_answers_with_pages(tiny: Assistant, tmp_path: Path) -> None:
    """Answers of every sort over the 79 questions: right, half right, wrong, refused, faulty."""
    questions = SHARED / "real_questions.dev.jsonl"
    cases = load_cases([questions])
    folder = RunFolder(tmp_path / "run")
    folder.begin(surroundings(tiny, cases, seed=20, depth=0, asked=True), cases)
    rows = [json.loads(line) for line in questions.read_text("utf8").splitlines()]
    made = [_answer(number, row) for number, row in enumerate(rows)]
    text = "".join(json.dumps(row) + "\n" for row in made if row is not None)
    folder.generated_path.write_text(text, encoding="utf8")
    theirs = judged(questions, folder.generated_path)
    names = {"answered", "refused", "nuggets", "cited", "page", "mean_length"}
    assert all(0 < theirs[name] < 1 for name in names - {"mean_length"}), "a mixture"
    compare(theirs, score(folder), names)


def _answer(number: int, row: dict[str, Any]) -> dict[str, Any] | None:
    """Of seven sorts in turn."""
    sort = number % 7
    if sort == 6:
        return None  # missing
    quote = (row["evidence"] or ["something else altogether"])[0]
    words = quote.split()
    quote = " ".join(words[: len(words) // 3]) if sort == 2 else quote  # too short to be evidence
    pages = row.get("page")
    page = pages[0] if isinstance(pages, list) else pages
    document = (row["documents"] or ["nowhere.txt"])[0]
    cited = {
        "marker": 1, "quote": quote, "page": page if sort != 3 else 9999,
        "document": f"folder/{document}" if sort != 1 else "another.txt",
    }  # fmt: skip
    said = [alternatives[-1].upper() for alternatives in row["nuggets"]]
    return {
        "id": row["id"],
        "status": ("answered", "answered", "answered", "answered", "no_evidence", "error")[sort],
        "answer": ("x" * 1190 if sort == 3 else "") + "; ".join(said[: 1 + number % 2]),
        "citations": [cited] if sort != 4 or number % 2 else [],
    }
