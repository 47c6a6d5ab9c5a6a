"""The level held on the development papers: read, asked and scored as outside judges do it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import output
from assistant.ask import Assistant
from assistant.model import Question
from evals.retrieval import Ranked, rank_of_evidence
from ingest.embed.minilm import SentenceTransformerEmbedder
from ingest.run import ingest
from ingest.settings import Settings

SHARED = Path(__file__).resolve().parents[2] / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "papers").is_dir(), reason="the development papers (../shared) are not here"
)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    settings = Settings(library=tmp_path_factory.mktemp("level") / "library")
    embedder = SentenceTransformerEmbedder()
    assert not ingest([SHARED / "papers"], settings, embedder).failed
    with Assistant(settings, embedder) as opened:
        yield opened


def _rows() -> list[dict[str, Any]]:
    lines = (SHARED / "papers_questions.dev.jsonl").read_text("utf8").splitlines()
    return [json.loads(line) for line in lines]


def _question(row: dict[str, Any]) -> Question:
    return Question(row["question"], tuple(row.get("history") or ()), row["id"])


def test_answers(asked: Assistant, tmp_path: Path) -> None:
    answers = tmp_path / "answers.jsonl"
    questions = [_question(row) for row in _rows()]
    lines = [output.answer_json(question, asked.ask(question)) for question in questions]
    answers.write_text("\n".join(lines), encoding="utf8")
    told = subprocess.run(
        [
            sys.executable,
            SHARED / "score_answers.py",
            SHARED / "papers_questions.dev.jsonl",
            answers,
            "--docs",
            SHARED / "papers",
            "--json",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    score = json.loads(told.stdout)
    assert score["exact"] == 1.0
    assert score["answered"] >= 0.9
    assert score["nuggets"] >= 0.85
    assert score["cited"] >= 0.85
    assert score["refused"] == 1.0


def test_evidence_is_in_the_first_passages(asked: Assistant) -> None:
    found, near, count = 0, 0, 0
    for row in _rows():
        if not row["answerable"] or not row["evidence"]:
            continue
        passages = asked.search(_question(row), 20)
        ranking = [Ranked(d.record.document, hit.passage.text) for hit, d in passages]
        rank = rank_of_evidence(row, ranking)
        count += 1
        found += rank is not None and rank <= 5
        near += rank is not None and sum(len(p.text) for p in ranking[:rank]) <= 4000
    assert found / count >= 0.98
    assert near / count >= 0.95
