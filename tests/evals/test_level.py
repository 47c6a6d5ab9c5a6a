"""The level that answers over the corpus must hold, and that worse answers do fall below it.

The whole of it is asked: every committed case over the whole corpus, with the real model. Make the
baseline anew with `waymark eval baseline`, and say in the commit why it changed.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals.baselines import FOLDER, Fall, check
from evals.cases import load_cases
from evals.level import CASES, level
from evals.run_folder import RunFolder
from evals.score import score

pytestmark = pytest.mark.timeout(1800)
Row = dict[str, Any]


@pytest.fixture(scope="module")
def run(corpus_library: Path, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """Today's run. The Library is copied: the register's examples go into it."""
    folder = tmp_path_factory.mktemp("level")
    shutil.copytree(corpus_library, folder / "library")
    return level(RunFolder(folder / "run"), folder / "library")


def test_nothing_fell_below_the_baseline(run: RunFolder) -> None:
    falls, notes = check(run)
    assert [str(fall) for fall in falls] == []
    assert [note for note in notes if "cases" in note] == [], "make the baseline anew"


def test_the_baseline_is_of_all_the_cases() -> None:
    kept = (FOLDER / "values.jsonl").read_text("utf8").splitlines()
    assert [json.loads(line)["id"] for line in kept] == [c.id for c in load_cases([CASES])]


def refuses_more(number: int, row: Row) -> None:
    if number % 4 == 0 and row["status"] == "answered":
        row |= {"status": "no_evidence", "answer": "The papers do not say.", "citations": []}


def answers_all(number: int, row: Row) -> None:
    if row["status"] == "no_evidence":
        row["status"] = "answered"


def quotes_amiss(number: int, row: Row) -> None:
    for citation in row["citations"] if number % 40 == 0 else ():
        citation["quote"] += "."


def searches_badly(number: int, row: Row) -> None:
    row["passages"] = row["passages"][::-1]


def drops_a_citation(number: int, row: Row) -> None:
    row["citations"] = row["citations"][1:]


@pytest.mark.parametrize(
    ("spoil", "metric", "rule"),
    [
        (refuses_more, "answered", "paired"),
        (answers_all, "refusal_recall", "paired"),
        (quotes_amiss, "exact_spans", "promise"),
        (searches_badly, "evidence_recall_5", "paired"),
        (drops_a_citation, "sentences_without_support", "paired"),
    ],
)
def test_worse_answers_fall_below_it(
    run: RunFolder,
    tmp_path: Path,
    spoil: Callable[[int, Row], None],
    metric: str,
    rule: str,
) -> None:
    """Each way of being worse is noticed by the metric that is there for it."""
    worse = RunFolder(tmp_path)
    for name in ("settings.json", "cases.jsonl"):
        shutil.copy(run.path / name, tmp_path)
    rows = [json.loads(x) for x in run.generated_path.read_text("utf8").splitlines()]
    for number, row in enumerate(rows):
        spoil(number, row)
    worse.generated_path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf8")
    score(worse)
    falls, _ = check(worse)
    assert (metric, rule) in {(fall.metric.name, fall.rule) for fall in falls if is_all(fall)}


def is_all(fall: Fall) -> bool:
    return fall.group == "all"
