"""Answers in, scores out. Nothing is run: a folder can be scored again after a metric changed."""

from __future__ import annotations

from typing import Any

from evals.generated import Generated
from evals.judge.agreement import agreements
from evals.judge.agreement import as_json as agreed
from evals.metrics import Score, catalogue, score_case
from evals.reliability import as_json, of_run
from evals.run_folder import RunFolder
from evals.summary import summarise

SAID = ("title", "what", "family", "shape", "better")  # of each metric, for whoever reads a summary


def score(folder: RunFolder) -> dict[str, Any]:
    """Write `scores.jsonl` and `summary.json`, and return the summary.

    A case that the run never came to is scored as one that ended without an answer.
    """
    settings, cases, generated = folder.settings(), folder.cases(), folder.generated()
    missing = "missing" if settings["asked"] else ""
    scores: dict[str, dict[str, Score]] = {
        case.id: score_case(case, generated.get(case.id) or Generated(case.id, missing))
        for case in cases
    }
    folder.write_scores(scores, {case.id: case.kind for case in cases})
    summary = {
        "cases": len(cases),
        "missing": sum(case.id not in generated for case in cases),
        "errors": sum(made.status == "error" for made in generated.values()),
        "digest": settings["cases"]["digest"],
        "seed": settings["seed"],
        "metrics": {
            name: {key: getattr(metric, key) for key in SAID}
            for name, metric in catalogue().items()
        },
        "groups": summarise(cases, scores, settings["seed"]),
        "agreement": [agreed(one) for one in agreements(scores, settings["seed"])],
        "reliability": as_json(of_run(cases, generated, settings["seed"])),
    }
    folder.write_json("summary.json", summary)
    return summary
