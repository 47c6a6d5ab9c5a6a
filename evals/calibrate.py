"""Fits the weights in assistant/answer/weights.json from questions with known evidence.

    python -m evals.calibrate collect --library DIR --questions FILE --out ROWS.jsonl
    python -m evals.calibrate fit --rows ROWS.jsonl … --weights assistant/answer/weights.json

`collect` runs the pipeline up to `choose` and writes, for each question, the features of its units
with whether each is evidence, and the signals of the decision. Each answerable question is asked a
second time with its own documents left out: then it has no answer, and is one more example of that.
`fit` uses the questions whose id hashes to an even number and reports on the odd ones.

A question file has the lines {"id", "question", "history", "documents", "evidence", "answerable"}.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant import pipeline
from assistant.answer.choose import Evidence
from assistant.answer.decide import SIGNALS, fitted, signals
from assistant.answer.features import NAMES
from assistant.ask import Assistant
from assistant.model import Answer, Question
from assistant.pipeline import Run
from assistant.room import Room
from ingest.library import Scope
from ingest.settings import load_settings

UNITS_KEPT = 40  # units of a question that go into the fit: the others are never near the top
COVERS = 0.5  # share of a gold quote's words, in order, that makes a unit evidence


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


def run_to_choice(question: Question, room: Room) -> Run | None:
    """The pipeline up to `choose`; None where it ended before."""
    run = Run(question)
    for step in pipeline.STEPS:
        outcome = step(run, room)
        if isinstance(outcome, Answer):
            return None
        run = outcome
        if step is pipeline.choose:
            return run
    return None


def collect(
    assistant: Assistant, rows: Sequence[dict[str, Any]], *, left_out: bool = True
) -> Iterator[dict[str, Any]]:
    """One record a question, and a second one, without its documents, for each answerable one."""
    names = frozenset(d.document for d in assistant.library.documents())
    for row in rows:
        question = Question(row["question"], tuple(row.get("history") or ()), row["id"])
        yield from _record(assistant, question, row, bool(row["answerable"]), "")
        if left_out and row["answerable"] and row.get("documents"):
            gold = {Path(d).name for d in row["documents"]}
            others = frozenset(n for n in names if Path(n).name not in gold)
            if others:
                scope = Scope(documents=others)
                yield from _record(assistant, replace(question, filters=scope), row, False, "~out")


def _record(
    assistant: Assistant, question: Question, row: dict[str, Any], answerable: bool, suffix: str
) -> Iterator[dict[str, Any]]:
    run = run_to_choice(question, assistant.room)
    if run is None or run.asked is None:
        return
    quotes = row.get("evidence") or []
    gold = {Path(d).stem for d in row.get("documents") or []}

    def labelled(evidence: Evidence) -> bool:
        name = Path(evidence.unit.document.record.document).stem
        text = evidence.unit.document.text[evidence.unit.start : evidence.unit.end]
        return answerable and name in gold and is_evidence(text, quotes)

    yield {
        "id": f"{question.id}{suffix}",
        "group": row["id"],
        "source": row.get("source", ""),
        "answerable": answerable,
        "signals": signals(run.asked, run.evidence),
        "units": [
            {"x": [round(v, 5) for v in e.features.row], "y": labelled(e)}
            for e in run.evidence[:UNITS_KEPT]
        ]
        if answerable
        else [],
    }


def held_out(group: str) -> bool:
    """Whether a question is kept from the fit: by its id, so that it stays so."""
    return hashlib.sha256(group.encode()).digest()[0] % 2 == 1


def fit_units(records: Sequence[dict[str, Any]]) -> tuple[dict[str, float], str]:
    """Weights of a unit's features by pairwise logistic regression: evidence above the rest."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    def pairs(chosen: Sequence[dict[str, Any]]) -> tuple[Any, Any]:
        differences, weights = [], []
        for record in chosen:
            good = [u["x"] for u in record["units"] if u["y"]]
            bad = [u["x"] for u in record["units"] if not u["y"]]
            for g in good:
                for b in bad:
                    differences.append(np.subtract(g, b))
                    weights.append(1.0 / (len(good) * len(bad)))
        x = np.asarray(differences)
        return np.vstack([x, -x]), np.asarray(weights + weights)

    train = [r for r in records if r["units"] and not held_out(r["group"])]
    x, weights = pairs(train)
    y = np.repeat([1, 0], len(x) // 2)
    model = LogisticRegression(C=1.0, fit_intercept=False, max_iter=2000)
    model.fit(x, y, sample_weight=weights)
    raw = model.coef_[0]
    fitted_weights = {
        n: round(float(w / max(raw.max(), 1e-9)), 4) for n, w in zip(NAMES, raw, strict=True)
    }
    return fitted_weights, _rank_report(records, fitted_weights)


def _rank_report(records: Sequence[dict[str, Any]], weights: dict[str, float]) -> str:
    """Mean reciprocal rank of the first piece of evidence, fitted part and held-out part."""
    lines = []
    for name, part in (("fitted", False), ("held out", True)):
        ranks = []
        for record in records:
            if held_out(record["group"]) is not part or not any(u["y"] for u in record["units"]):
                continue
            scored = sorted(
                record["units"],
                key=lambda u: -sum(w * v for w, v in zip(weights.values(), u["x"], strict=True)),
            )
            ranks.append(1 / (1 + next(i for i, u in enumerate(scored) if u["y"])))
        if ranks:
            lines.append(f"{name}: MRR {sum(ranks) / len(ranks):.3f} over {len(ranks)}")
    return "; ".join(lines)


def fit_decision(records: Sequence[dict[str, Any]]) -> tuple[dict[str, float], str]:
    """Logistic regression over the signals, both outcomes weighing the same."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    def table(part: bool) -> tuple[Any, Any]:
        chosen = [r for r in records if held_out(r["group"]) is part]
        x = np.asarray([[r["signals"][s] for s in SIGNALS] for r in chosen])
        return x, np.asarray([int(r["answerable"]) for r in chosen])

    x, y = table(False)
    model = LogisticRegression(C=1.0, class_weight="balanced", max_iter=5000)
    model.fit(x, y)
    weights = {s: round(float(w), 4) for s, w in zip(SIGNALS, model.coef_[0], strict=True)}
    weights["bias"] = round(float(model.intercept_[0]), 4)
    lines = []
    for name, part in (("fitted", False), ("held out", True)):
        px, py = table(part)
        said = model.predict_proba(px)[:, 1] >= 0.5
        answered = said[py == 1].mean() if (py == 1).any() else float("nan")
        refused = (~said[py == 0]).mean() if (py == 0).any() else float("nan")
        lines.append(f"{name}: answered {answered:.3f}, refused {refused:.3f} of {len(py)}")
    return weights, "; ".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; see the module's docstring."""
    parser = argparse.ArgumentParser(prog="evals.calibrate", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("collect")
    one.add_argument("--library", type=Path, required=True)
    one.add_argument("--questions", type=Path, required=True)
    one.add_argument("--out", type=Path, required=True)
    one.add_argument("--as-asked", action="store_true", help="no second asking without documents")
    two = commands.add_parser("fit")
    two.add_argument("--rows", type=Path, nargs="+", required=True)
    two.add_argument("--weights", type=Path, required=True)
    options = parser.parse_args(arguments)
    if options.command == "collect":
        rows = _lines(options.questions)
        with Assistant(load_settings(library=options.library)) as assistant:
            records = collect(assistant, rows, left_out=not options.as_asked)
            with options.out.open("w", encoding="utf8") as out:
                for done, record in enumerate(records, start=1):
                    out.write(json.dumps(record) + "\n")
                    sys.stderr.write(f"\r{done} records of about {2 * len(rows)}")
        sys.stderr.write("\n")
        return 0
    fitting = [r for path in options.rows for r in _lines(path)]
    unit, said_unit = fit_units(fitting)
    decision, said_decision = fit_decision(fitting)
    old = fitted()
    options.weights.write_text(
        json.dumps(
            {
                "provenance": f"evals/calibrate.py over {', '.join(p.stem for p in options.rows)}. "
                f"Units: {said_unit}. Decision: {said_decision}.",
                "unit": unit,
                "decision": decision,
                "threshold": old.threshold,
                "keep": old.keep,
            },
            indent=2,
        )
        + "\n",
        encoding="utf8",
    )
    sys.stderr.write(f"units: {said_unit}\ndecision: {said_decision}\n")
    return 0


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf8").splitlines() if line.strip()]


if __name__ == "__main__":
    sys.exit(main())
