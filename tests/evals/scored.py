"""Run folders written by hand: a value a case, without an assistant."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from evals.cases import Case, digest_of
from evals.metrics import Score, catalogue
from evals.run_folder import RunFolder
from evals.summary import summarise


def scored(path: Path, values: Mapping[str, Sequence[float | None]], kind: str = "k") -> RunFolder:
    """A run whose cases "c0", "c1"… have these values of these metrics; None is undefined."""
    size = max(map(len, values.values()))
    cases = [Case(f"c{i}", f"Question {i}?", kind) for i in range(size)]
    scores = {
        case.id: {name: Score(_value(values.get(name, ()), i), "by hand") for name in catalogue()}
        for i, case in enumerate(cases)
    }
    folder = RunFolder(path)
    settings = {
        "seed": 20,
        "depth": 20,
        "asked": True,
        "cases": {"count": size, "digest": digest_of(cases)},
        "library": {"digest": "0", "model": "fake"},
        "packages": {"waymark": "0.1.0"},
    }
    folder.begin(settings, cases)
    folder.write_scores(scores, {case.id: kind for case in cases})
    folder.write_json(
        "summary.json",
        {
            "cases": size,
            "digest": digest_of(cases),
            "seed": 20,
            "groups": summarise(cases, scores, 20),
        },
    )
    return folder


def _value(values: Sequence[float | None], place: int) -> float:
    found = values[place] if place < len(values) else None
    return math.nan if found is None else float(found)
