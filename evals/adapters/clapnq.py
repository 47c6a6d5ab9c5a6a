"""CLAP NQ: questions with one Wikipedia passage each, which holds the answer or does not.

Every passage is a document; all of them are asked together, so that a question without an answer
meets its own near miss among 600 passages. The selected sentences are the gold evidence; there are
no nuggets, since the reference answers are sentences and not facts.
"""

from __future__ import annotations

from pathlib import Path

from evals.adapters.base import OutsideSet, file_name, rows
from evals.cases import Case

FILES = {
    "answerable": ("clapnq_dev_answerable.jsonl", "answered"),
    "unanswerable": ("clapnq_dev_unanswerable.jsonl", "no_evidence"),
}


def clapnq(folder: Path) -> OutsideSet:
    """The set of a folder. Raises UsageError."""
    names: dict[str, str] = {}  # passage → file: a passage that comes twice is one document
    cases = []
    for kind, (file, status) in FILES.items():
        for row in rows(folder / file):
            (passage,) = row["passages"]
            text = f"{passage['title']}\n\n{passage['text'].strip()}\n"
            name = names.setdefault(text, file_name(row["id"]))
            quotes = dict.fromkeys(
                s.strip() for one in row["output"] for s in one["selected_sentences"] if s.strip()
            )
            cases.append(
                Case(
                    id=row["id"],
                    question=row["input"],
                    kind=kind,
                    expected_status=status,
                    documents=(name,),
                    evidence=tuple(quotes),
                )
            )
    papers = {name: text for text, name in names.items()}
    return OutsideSet("clapnq", papers, tuple(cases))
