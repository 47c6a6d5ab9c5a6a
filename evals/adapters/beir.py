"""A folder as BEIR has it: `corpus.jsonl`, `queries.jsonl` and `qrels/*.tsv`.

`corpus.jsonl` has `_id`, `title` and `text`; `queries.jsonl` has `_id` and `text`; a file of qrels
has the columns query-id, corpus-id and score under a line of headings. `test.tsv` is taken where
it is there, else `dev.tsv`, else the first by name. Answers are not scored: there are none.
"""

from __future__ import annotations

import csv
from pathlib import Path

from evals.adapters.base import OutsideSet, file_name, rows
from evals.cases import Case
from ingest.errors import UsageError

DEPTH = 60


def beir(folder: Path) -> OutsideSet:
    """The set of a folder: the queries that have a relevant document. Raises UsageError."""
    papers = {}
    for row in rows(folder / "corpus.jsonl"):
        parts = (row.get("title") or "", row["text"])
        papers[file_name(str(row["_id"]))] = "\n\n".join(p for p in parts if p.strip()) + "\n"
    relevant = _qrels(folder / "qrels")
    cases = tuple(
        Case(
            id=str(row["_id"]),
            question=row["text"],
            kind="query",
            expected_status="answered",
            relevant=relevant[str(row["_id"])],
        )
        for row in rows(folder / "queries.jsonl")
        if any(relevant.get(str(row["_id"]), {}).values())
    )
    return OutsideSet(f"beir-{folder.name}", papers, cases, depth=DEPTH, asked=False)


def _qrels(folder: Path) -> dict[str, dict[str, int]]:
    files = sorted(folder.glob("*.tsv"))
    if not files:
        raise UsageError(f"There are no qrels in {folder}: it should hold test.tsv.")
    by_name = {file.stem: file for file in files}
    chosen = by_name.get("test") or by_name.get("dev") or files[0]
    graded: dict[str, dict[str, int]] = {}
    with chosen.open(encoding="utf8", newline="") as lines:
        for query, document, grade in list(csv.reader(lines, delimiter="\t"))[1:]:
            graded.setdefault(query, {})[file_name(document)] = int(float(grade))
    return graded
