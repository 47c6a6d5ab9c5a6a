"""The baseline: the level that a change must not fall below by more than noise.

`evals/baseline/` holds a run's `summary.json` and `values.jsonl`, each case's values. A metric of
a group fails the check where one of these holds, "falls" meaning to its bad side:

    lost      the baseline has a mean and the run has none: it can no longer be measured
    paired    over the cases with a value in both, the whole 95% interval of the mean difference
              (paired bootstrap) is on the bad side of 0. The assistant is deterministic, so that
              nothing differs by chance between two runs of one version; the interval asks whether
              so many cases changed that others like them would too
    unpaired  where the two do not have values for the same cases (a precision is over what was
              refused, and that changes), the run's mean lies beyond the end of the baseline's own
              interval, or beyond its mean where that has no interval
    promise   for a metric that is a promise (`exact_spans`, `absent_kept`): any fall of the mean

Metrics with `check = false` in the catalogue (time, length) are never held against it. Groups of
fewer than LEAST cases with a value are passed over, but for promises.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.metrics import Metric, catalogue
from evals.paired import difference
from evals.run_folder import RunFolder
from evals.summary import Scores, groups, number
from ingest.errors import UsageError

FOLDER = Path(__file__).resolve().parent / "baseline"
LEAST = 5
Values = Mapping[str, Mapping[str, float]]  # metric → case → value


@dataclass(frozen=True, slots=True)
class Fall:
    """A metric of a group that fell below the baseline, by which rule and how far."""

    group: str
    metric: Metric
    rule: str
    was: float
    now: float | None
    why: str

    def __str__(self) -> str:
        """As a person reads it."""
        now = "not measured" if self.now is None else f"{self.now:.3f}"
        return f"{self.metric.title} ({self.group}): {now}, was {self.was:.3f}. {self.why}"


def keep(run: RunFolder, folder: Path = FOLDER) -> None:
    """Make a run the baseline. No path, answer or time is kept, only what is checked."""
    folder.mkdir(parents=True, exist_ok=True)
    settings, summary = run.settings(), run.summary()
    checked = {name for name, metric in catalogue().items() if metric.check}
    kept = {
        **summary,
        "groups": {
            group: {name: entry for name, entry in entries.items() if name in checked}
            for group, entries in summary["groups"].items()
        },
        "library": settings["library"]["digest"],
        "model": settings["library"]["model"],
        "depth": settings["depth"],
        "waymark": settings["packages"].get("waymark"),
    }
    (folder / "summary.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf8")
    rows = ({"id": i, "values": _values(scores)} for i, scores in run.scores().items())
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "values.jsonl").write_text(text, encoding="utf8")


def _values(scores: Scores) -> dict[str, float | None]:
    return {
        name: number(score.value)
        for name, score in scores.items()
        if score.defined and catalogue()[name].check
    }


def check(run: RunFolder, folder: Path = FOLDER) -> tuple[list[Fall], list[str]]:
    """(what fell below the baseline, what a person should know). Raises UsageError without one."""
    summary, before = _kept(folder)
    after: dict[str, dict[str, float]] = {
        name: {i: s[name].value for i, s in run.scores().items() if s[name].defined}
        for name in catalogue()
    }
    cases, settings = run.cases(), run.settings()
    falls = list(_falls(summary, before, after, groups(cases), summary["seed"]))
    notes = []
    if summary["digest"] != settings["cases"]["digest"]:
        notes.append("The cases are not those of the baseline: those in both are compared.")
    if summary.get("library") != settings["library"]["digest"]:
        notes.append("The Library is not that of the baseline: other papers or another model.")
    return falls, notes


def _falls(
    summary: Mapping[str, Any],
    before: Values,
    after: Values,
    members: Mapping[str, Sequence[str]],
    seed: int,
) -> Iterator[Fall]:
    for group, entries in summary["groups"].items():
        if group not in members:
            continue
        ids = set(members[group])
        for name, entry in entries.items():
            metric = catalogue().get(name)
            if metric is None or not metric.check or entry["mean"] is None:
                continue
            was = {i: v for i, v in before.get(name, {}).items() if i in ids}
            now = {i: v for i, v in after[name].items() if i in ids}
            if was or not before:  # else none of the baseline's cases is in the run
                fall = _fall(group, metric, entry, was, now, seed)
                if fall is not None:
                    yield fall


def _fall(
    group: str,
    metric: Metric,
    entry: Mapping[str, Any],
    was: Mapping[str, float],
    now: Mapping[str, float],
    seed: int,
) -> Fall | None:
    if not now:
        return Fall(group, metric, "lost", entry["mean"], None, "No case has a value any more.")
    mean = sum(now.values()) / len(now)
    shared = [i for i in was if i in now]
    if metric.promise and shared:
        old, new = ([one[i] for i in shared] for one in (was, now))
        if metric.worse(sum(new), sum(old)):
            return Fall(group, metric, "promise", entry["mean"], mean, "It is a promise.")
    if entry["n"] < LEAST:
        return None
    if len(shared) >= LEAST:
        change = difference([was[i] for i in shared], [now[i] for i in shared], seed, metric.name)
        nearest = change.low if metric.better == "lower" else change.high
        if metric.worse(nearest, 0.0):
            span = f"{change.low:+.3f} to {change.high:+.3f}"
            why = f"Changed by {change.mean:+.3f} ({span}) over {len(shared)} cases."
            return Fall(group, metric, "paired", entry["mean"], mean, why)
    if set(was) != set(now):
        end = entry["high"] if metric.better == "lower" else entry["low"]
        if metric.worse(mean, entry["mean"] if end is None else end):
            why = "Beyond the baseline's own interval."
            return Fall(group, metric, "unpaired", entry["mean"], mean, why)
    return None


def _kept(folder: Path) -> tuple[dict[str, Any], Values]:
    try:
        summary = json.loads((folder / "summary.json").read_text("utf8"))
    except OSError as error:
        raise UsageError(
            f"There is no baseline in {folder} ({error.strerror}). Keep one with "
            "`waymark eval baseline --run DIR`."
        ) from error
    before: dict[str, dict[str, float]] = {}
    values = folder / "values.jsonl"
    for line in values.read_text("utf8").splitlines() if values.is_file() else ():
        row = json.loads(line)
        for name, value in row["values"].items():
            before.setdefault(name, {})[row["id"]] = value
    return summary, before
