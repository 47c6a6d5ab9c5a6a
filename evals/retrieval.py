"""Evidence recall of the search alone: a gold quote in the first passages, in how many characters?

    python -m evals.retrieval --library DIR --questions FILE [--top-k 5]

Prints, over the answerable questions: the share with a gold quote (60% of its words, in order)
within one of the first k passages, the same within the first 4,000 characters, and the mean of
characters read. A passage counts only if it is from a document that the question names. A quick
look; `waymark eval run --search-only` keeps a run with its settings and intervals.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.ask import Assistant
from assistant.model import Question
from evals.cases import case_from
from evals.generated import Ranked
from evals.metrics import retrieval
from evals.metrics.matching import covered
from evals.metrics.retrieval import CHARACTERS
from ingest.settings import load_settings

__all__ = ["Ranked", "covered", "main", "rank_of_evidence"]


def rank_of_evidence(row: Mapping[str, Any], ranking: Sequence[Ranked]) -> int | None:
    """1-based rank of the first passage that holds a gold quote; None where none does."""
    return retrieval.rank_of_evidence(case_from({"question": "?", **row}), ranking)


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; see the module's docstring."""
    parser = argparse.ArgumentParser(prog="evals.retrieval", description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--top-k", type=int, default=5)
    options = parser.parse_args(arguments)
    rows = [json.loads(line) for line in options.questions.read_text("utf8").splitlines()]
    rows = [r for r in rows if r["answerable"] and r["evidence"]]
    first, within, read, missed = 0, 0, 0, []
    with Assistant(load_settings(library=options.library)) as assistant:
        for row in rows:
            question = Question(row["question"], tuple(row.get("history") or ()), row["id"])
            found = assistant.search(question, 20)
            ranking = [Ranked(d.record.document, hit.passage.text) for hit, d in found]
            rank = rank_of_evidence(row, ranking)
            sizes = [len(p.text) for p in ranking]
            read += sum(sizes[: options.top_k])
            first += rank is not None and rank <= options.top_k
            within += rank is not None and sum(sizes[:rank]) <= CHARACTERS
            if rank is None or rank > options.top_k:
                missed.append((row["id"], rank))
    count = max(1, len(rows))
    sys.stdout.write(
        json.dumps(
            {
                "questions": len(rows),
                f"evidence@{options.top_k}": round(first / count, 3),
                f"evidence within {CHARACTERS} characters": round(within / count, 3),
                "mean characters": round(read / count),
                "missed": missed,
            }
        )
        + "\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
