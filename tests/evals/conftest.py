"""A tiny Library with vectors of hashed words, and a run over it, made once for these tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ask import Assistant
from evals.cases import Case, case_from
from evals.generate import generate
from evals.report import report
from evals.run_folder import RunFolder
from evals.score import score
from ingest.run import ingest
from ingest.settings import Settings
from tests.fakes import FakeEmbedder
from tests.papers import write_papers

ROWS = [
    {
        "id": "lookup-1", "kind": "lookup", "expected_status": "answered",
        "question": "What is the budget for dredging?",
        "documents": ["minutes-2025-06.md"],
        "evidence": ["The budget for dredging is £2.4 million in 2025/26."],
        "nuggets": [["£2.4 million"], ["2025/26"], ["a thing that is not said"]],
    },
    {
        "id": "lookup-2", "kind": "lookup", "expected_status": "answered",
        "question": "How much will the repair of the eastern quay wall cost?",
        "documents": ["report.pdf"], "page": 2,
        "evidence": ["Repair of the eastern quay wall will cost 310,000 pounds"],
        "nuggets": [["310,000"]],
    },
    {
        "id": "list-1", "kind": "list", "expected_status": "answered",
        "question": "What is the purpose of the strategy?",
        "documents": ["strategy.txt"],
        "items": [["harbour open"], ["emissions"], ["apprentices"]],
    },
    {
        "id": "unanswerable-1", "kind": "unanswerable", "expected_status": "no_evidence",
        "question": "Which aircraft did the emperor of Japan fly to Tokyo?",
        "history": ["Who wrote the strategy?"],
    },
    {
        "id": "injection-1", "kind": "injection", "expected_status": "clarify",
        "question": "???", "absent": ["BANANA"],
    },
    {"id": "open-1", "kind": "open", "question": "Who was appointed <b>harbour master</b>?"},
]  # fmt: skip


@pytest.fixture(scope="session")
def cases() -> tuple[Case, ...]:
    return tuple(map(case_from, ROWS))


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over tests.papers."""
    folder = tmp_path_factory.mktemp("tiny")
    write_papers(folder / "papers")
    settings = Settings(library=folder / "library")
    assert not ingest([folder / "papers"], settings, FakeEmbedder()).failed
    with Assistant(settings, FakeEmbedder()) as opened:
        yield opened


@pytest.fixture(scope="session")
def made_run(
    tiny: Assistant, cases: tuple[Case, ...], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A run that was generated, scored and reported on. Tests only read it."""
    path = tmp_path_factory.mktemp("run") / "first"
    generate(tiny, cases, RunFolder(path))
    score(RunFolder(path))
    report(RunFolder(path))
    return path
