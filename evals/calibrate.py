"""Fits the weights in assistant/answer/weights.json from questions with known evidence.

    python -m evals.calibrate refit --set NAME LIBRARY QUESTIONS [--set …] [--rows FOLDER]

is the whole of it: for each set the questions (a file, or several parted by commas) are run over
the Library up to the decision, the records go to FOLDER/NAME.jsonl, and all are fitted. The parts:

    python -m evals.calibrate collect --library DIR --questions FILE --out ROWS.jsonl
    python -m evals.calibrate fit --rows ROWS.jsonl … [--weights assistant/answer/weights.json]

`collect` writes for each question the features of its units with whether each is evidence, and the
signals of the decision. Each answerable question gives two near misses more: asked with its own
documents left out, and with its evidence taken out (evals.near_misses). A question whose document
is brief is asked of that document alone, too. `fit` reports on questions
whose id hashes to an odd number after fitting the even ones, and crosswise; the weights that it
writes are fitted on all of them (`--half`: on the even ones). The weights of a unit's features stay
as they are unless `--units` is given; the signals rest on them, so then collect and fit once more.

A question file has the lines {"id", "question", "history", "documents", "evidence", "nuggets",
"answerable"}; cases with `expected_status` do, too, those to ask back about being passed over.
"""

from __future__ import annotations

import argparse
import difflib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant import pipeline
from assistant.answer.choose import Evidence
from assistant.answer.decide import fitted, signals
from assistant.answer.signals import BRIEF
from assistant.ask import Assistant
from assistant.model import Answer, Question
from assistant.pipeline import Run
from assistant.room import Room
from evals import fitting
from evals.near_misses import without_evidence
from ingest.library import Scope
from ingest.settings import load_settings

UNITS_KEPT = 40  # units of a question that go into the fit: the others are never near the top
COVERS = 0.5  # share of a gold quote's words, in order, that makes a unit evidence
WEIGHTS = Path("assistant/answer/weights.json")


def words(text: str) -> list[str]:
    """Lower-case words and figures, for comparing a unit with a gold quote."""
    return re.findall(r"[a-z0-9£%/.]+", text.lower().replace(",", ""))


def shared_words(gold: Sequence[str], own: Sequence[str]) -> int:
    """How many of the gold words stand in the others in order, in runs of two or more."""
    blocks = difflib.SequenceMatcher(None, gold, own, autojunk=False).get_matching_blocks()
    return sum(b.size for b in blocks if b.size > 1 or len(gold) < 4)


def is_evidence(unit: str, quotes: Sequence[str]) -> bool:
    """Whether a unit holds at least COVERS of a quote's words in order, or lies within one."""
    own = words(unit)
    for quote in quotes:
        gold = words(quote)
        shared = shared_words(gold, own)
        if gold and shared >= COVERS * len(gold):
            return True
        if len(own) >= 5 and shared >= 0.9 * len(own):
            return True
    return False


def run_to_decision(question: Question, room: Room) -> Run | None:
    """The pipeline up to `decide`; None where it ended before, or is not decided by signals."""
    run = Run(question)
    for step in pipeline.STEPS:
        if step is pipeline.decide:
            return None if run.proceedings else run
        outcome = step(run, room)
        if isinstance(outcome, Answer):
            return None
        run = outcome
    return None


def collect(
    assistant: Assistant, rows: Sequence[dict[str, Any]], source: str = ""
) -> Iterator[dict[str, Any]]:
    """One record a question, and for each answerable one its two near misses."""
    names = frozenset(d.document for d in assistant.library.documents())
    for row in rows:
        if row.get("expected_status") == "clarify":
            continue
        answerable = bool(row.get("answerable", row.get("expected_status") == "answered"))
        question = Question(row["question"], tuple(row.get("history") or ()), row["id"])
        yield from _as_asked(assistant.room, question, row, answerable, source)
        yield from _alone(assistant, question, row, answerable, source)
        if answerable and row.get("documents"):
            gold = {Path(d).name for d in row["documents"]}
            others = frozenset(n for n in names if Path(n).name not in gold)
            if others and len(others) < len(names):
                scoped = replace(question, filters=Scope(documents=others))
                run = run_to_decision(scoped, assistant.room)
                if run:
                    yield _record(run, row, "left out", source)


def _as_asked(
    room: Room, question: Question, row: dict[str, Any], answerable: bool, source: str
) -> Iterator[dict[str, Any]]:
    run = run_to_decision(question, room)
    if run is None or run.asked is None:
        return
    quotes = row.get("evidence") or []
    documents = {Path(d).stem for d in row.get("documents") or []}

    def known(evidence: Evidence) -> bool:
        document = evidence.unit.document
        if not answerable or Path(document.record.document).stem not in documents:
            return False
        return is_evidence(document.text[evidence.unit.start : evidence.unit.end], quotes)

    gold = [known(e) for e in run.evidence]
    record = _record(run, row, "asked", source)
    if answerable:
        record["answerable"] = True
        record["units"] = [
            {"x": [round(v, 5) for v in e.features.row], "y": y}
            for e, y in zip(run.evidence[:UNITS_KEPT], gold, strict=False)
        ]
    yield record
    nuggets = [n for n in row.get("nuggets") or [] if isinstance(n, list)]
    left = without_evidence(run.asked, run.evidence, gold, nuggets, room.weights.unit)
    if left:
        yield _record(replace(run, evidence=left), row, "masked", source)


def _alone(
    assistant: Assistant, question: Question, row: dict[str, Any], answerable: bool, source: str
) -> Iterator[dict[str, Any]]:
    """A question whose one document is brief, asked of that document as if there were no other."""
    named = {Path(d).name for d in row.get("documents") or []}
    own = [d.document for d in assistant.library.documents() if Path(d.document).name in named]
    if len(own) != 1 or len(assistant.library.text(own[0])) >= BRIEF:
        return
    scope = Scope(documents=frozenset(own))
    run = run_to_decision(replace(question, filters=scope), assistant.room)
    if run:
        yield {**_record(run, row, "alone", source), "answerable": answerable}


def _record(run: Run, row: dict[str, Any], how: str, source: str) -> dict[str, Any]:
    if run.asked is None:
        raise AssertionError("choose did not run")
    return {
        "id": row["id"] if how == "asked" else f"{row['id']} {how}",
        "group": row["id"],
        "source": source or row.get("source", ""),
        "how": how,
        "answerable": False,
        "signals": signals(run.asked, run.evidence),
        "units": [],
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; see the module's docstring."""
    options = _parser().parse_args(arguments)
    if options.command == "collect":
        _collected("", options.library, options.questions, options.out)
        return 0
    rows = options.rows
    if options.command == "refit":
        rows.mkdir(parents=True, exist_ok=True)
        made = [
            (name, library, questions, rows / f"{name}.jsonl")
            for name, library, questions in options.set
        ]
        for name, library, questions, out in made:
            _collected(name, Path(library), questions, out)
        rows = [out for *_, out in made]
    _fit(
        [r for path in rows for r in _lines(path)],
        options.weights,
        half=options.half,
        units=options.units,
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="evals.calibrate", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("collect")
    one.add_argument("--library", type=Path, required=True)
    one.add_argument("--questions", required=True)
    one.add_argument("--out", type=Path, required=True)
    two = commands.add_parser("fit")
    two.add_argument("--rows", type=Path, nargs="+", required=True)
    three = commands.add_parser("refit")
    three.add_argument(
        "--set", nargs=3, action="append", required=True, metavar=("NAME", "LIBRARY", "QUESTIONS")
    )
    three.add_argument("--rows", type=Path, default=Path("runs/calibration"))
    for command in (two, three):
        command.add_argument("--weights", type=Path, default=WEIGHTS)
        command.add_argument("--half", action="store_true", help="fit the even half alone")
        command.add_argument("--units", action="store_true", help="fit the units' weights anew")
    return parser


def _collected(name: str, library: Path, questions: str, out: Path) -> None:
    rows = [r for file in questions.split(",") for r in _lines(Path(file))]
    with (
        Assistant(load_settings(library=library)) as assistant,
        out.open("w", encoding="utf8") as to,
    ):
        for done, record in enumerate(collect(assistant, rows, name), start=1):
            to.write(json.dumps(record) + "\n")
            sys.stderr.write(f"\r{name} {done} records of {len(rows)} questions")
    sys.stderr.write("\n")


def _fit(records: Sequence[dict[str, Any]], weights: Path, *, half: bool, units: bool) -> None:
    """Fit, report on standard error, and write the weights with what was reported."""
    result = fitting.fit(records, half=half)
    unit, told = fitted().unit, result.told
    if units:
        unit, ranks = fitting.fit_units(records)
        told = [*told, f"Units: {ranks}."]
    weights.write_text(
        json.dumps(
            {
                "provenance": told,
                "unit": dict(unit),
                "decision": result.decision,
                "threshold": result.threshold,
                "keep": fitted().keep,
            },
            indent=2,
            ensure_ascii=False,
        )
        + "\n",
        encoding="utf8",
    )
    sys.stderr.write("\n".join(told) + "\n")


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf8").splitlines() if line.strip()]


if __name__ == "__main__":
    sys.exit(main())
