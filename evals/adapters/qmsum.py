"""QMSum meetings: transcripts of committees with queries, as `meetings.jsonl`, `queries.jsonl`.

Each meeting is a document, a paragraph a turn: "Speaker: what was said". The relevant turns of a
query are its places, so that a passage counts which overlaps one of them.
"""

from __future__ import annotations

from pathlib import Path

from evals.adapters.base import OutsideSet, file_name, rows
from evals.cases import Case


def qmsum(folder: Path) -> OutsideSet:
    """The set of a folder. Raises UsageError."""
    papers: dict[str, str] = {}
    turns: dict[str, list[str]] = {}
    for meeting in rows(folder / "meetings.jsonl"):
        name = file_name(meeting["meeting_id"])
        turns[name] = [turn["content"] for turn in meeting["turns"]]
        said = (f"{turn['speaker']}: {turn['content']}" for turn in meeting["turns"])
        papers[name] = "\n\n".join(said) + "\n"
    cases, stretches = [], {}
    for query in rows(folder / "queries.jsonl"):
        name = file_name(query["meeting_id"])
        cases.append(
            Case(
                id=query["id"],
                question=query["query"],
                kind=query["meeting_id"].split("_")[0],
                expected_status="answered",
                documents=(name,),
            )
        )
        stretches[query["id"]] = [
            (name, turn) for first, last in query["turn_spans"] for turn in range(first, last + 1)
        ]
    return OutsideSet("qmsum", papers, tuple(cases), stretches=stretches, parts=turns)
