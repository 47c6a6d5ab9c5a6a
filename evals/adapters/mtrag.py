"""MTRAG, government: multi-turn questions over web pages, as `passages.jsonl` and `tasks.jsonl`.

Each passage is a document of its own; `gold_ids` are the relevant ones. The history is that of the
person's own earlier questions: what an assistant said is not among them. The human rewrites are a
set of their own: they tell what understanding a follow-up is worth.
"""

from __future__ import annotations

from pathlib import Path

from evals.adapters.base import OutsideSet, file_name, rows
from evals.cases import Case

DEPTH = 60  # passages: of one document there are up to five


def mtrag(folder: Path) -> OutsideSet:
    """The set of a folder, every task at its own turn. Raises UsageError."""
    papers = {file_name(p["_id"]): p["text"] for p in rows(folder / "passages.jsonl")}
    cases = []
    for task in rows(folder / "tasks.jsonl"):
        gold = {file_name(i): 1 for i in task["gold_ids"]}
        cases.append(
            Case(
                id=task["task_id"].replace("<::>", ":"),
                question=task["question"],
                kind=task["answerability"].lower(),
                history=tuple(t["text"] for t in task["history"] if t["speaker"] == "user"),
                expected_status="answered" if gold else "no_evidence",
                relevant=gold,
            )
        )
    return OutsideSet("mtrag", papers, tuple(cases), depth=DEPTH)


def rewrites(folder: Path) -> OutsideSet:
    """The same set with each question as people made it stand alone, and no history."""
    whole = mtrag(folder)
    asked = {t["task_id"].replace("<::>", ":"): t["rewrite"] for t in rows(folder / "tasks.jsonl")}
    cases = tuple(
        Case(
            id=f"{case.id}~rewrite",
            question=asked[case.id],
            kind=case.kind,
            expected_status=case.expected_status,
            relevant=case.relevant,
        )
        for case in whole.cases
    )
    return OutsideSet("mtrag-rewrites", whole.papers, cases, depth=DEPTH)
