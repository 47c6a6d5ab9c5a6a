"""What a report shows of a run, gathered once for the page and for Markdown."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.cases import Alternatives, Case
from evals.generated import Generated
from evals.judge.agreement import Agreement, agreements
from evals.metrics import Metric, Score, catalogue
from evals.metrics.answering import READ
from evals.metrics.matching import says
from evals.reliability import Reliability, of_run
from evals.run_folder import RunFolder
from evals.summary import ALL

TIMES = "latency"
UNSHARED = {"refusal_precision"}  # of a kind whose every case has an answer, it is 0 by its making
AGREEMENT = (
    "", "Answers", "Agreed", "Kappa", "95% interval", "Both good", "Only judge", "Only score",
    "Both bad",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A metric of a group of cases; NaN for what is undefined."""

    metric: Metric
    mean: float
    low: float
    high: float
    n: int
    undefined: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that the answer should hold, and whether it does."""

    what: str
    text: str
    there: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """A case with a metric that is not at its best: what was asked, made and expected, and why."""

    case: Case
    made: Generated
    wanted: tuple[Wanted, ...]
    why: tuple[tuple[Metric, Score], ...]


@dataclass(frozen=True, slots=True)
class View:
    """All that a report shows.

    groups     entries by group, "all" first, metrics without any value in the run left out
    judge      which judge was asked, None where none was
    """

    name: str
    settings: Mapping[str, Any]
    summary: Mapping[str, Any]
    groups: Mapping[str, tuple[Entry, ...]]
    failures: tuple[Failure, ...]
    times: tuple[float, ...]
    engines: tuple[str, ...]
    reliability: Reliability | None
    judge: Mapping[str, Any] | None
    agreements: tuple[Agreement, ...]

    def of(self, sort: str) -> dict[str, tuple[Entry, ...]]:
        """The groups of one sort ("kind", "turn", "part") by their names; {} where none are."""
        mark = f"{sort}/"
        return {
            group.removeprefix(mark): tuple(e for e in entries if e.metric.name not in UNSHARED)
            if sort == "kind"
            else entries
            for group, entries in self.groups.items()
            if group.startswith(mark)
        }


def view(folder: RunFolder) -> View:
    """Read a scored run. Raises UsageError for one that was not scored."""
    settings, summary = folder.settings(), folder.summary()
    cases, generated, scores = folder.cases(), folder.generated(), folder.scores()
    measured = [n for n, entry in summary["groups"][ALL].items() if entry["n"]]
    groups = {
        group: tuple(_entry(catalogue()[n], entries[n]) for n in measured if n in catalogue())
        for group, entries in summary["groups"].items()
    }
    made = {case.id: generated.get(case.id) or Generated(case.id, "missing") for case in cases}
    failures = tuple(
        Failure(case, made[case.id], _wanted(case, made[case.id]), why)
        for case in sorted(cases, key=lambda c: c.kind)
        if (why := _failing(scores[case.id]))
    )
    times = tuple(s[TIMES].value for s in scores.values() if s[TIMES].defined)
    return View(
        name=folder.path.resolve().name,
        settings=settings,
        summary=summary,
        groups=groups,
        failures=failures,
        times=times,
        engines=tuple(sorted({m.engine for m in generated.values() if m.answered and m.engine})),
        reliability=of_run(cases, generated, settings["seed"]),
        judge=folder.judge(),
        agreements=agreements(scores, settings["seed"]),
    )


def shown(metric: Metric, value: float) -> str:
    """A value as tables print it; a dash for one that is undefined."""
    if math.isnan(value):
        return "–"
    if metric.shape in ("rate", "share"):
        return f"{value:.2f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:,.0f}"


def span(entry: Entry) -> str:
    """An interval as tables print it."""
    if math.isnan(entry.low):
        return "–"
    return f"{shown(entry.metric, entry.low)} to {shown(entry.metric, entry.high)}"


def beside(entry: Entry) -> str:
    """What stands by a mean where there is little room: its interval and its cases."""
    if math.isnan(entry.low):
        return f"({entry.n})"
    low, high = (shown(entry.metric, end) for end in (entry.low, entry.high))
    return f"{low}–{high} ({entry.n})"


def reliability_said(found: Reliability) -> str:
    """What a calibration comes to, in a sentence."""
    brier = found.brier
    return (
        f"Expected calibration error {found.error:.3f}; Brier score {brier.mean:.3f} "
        f"({brier.low:.3f} to {brier.high:.3f}), where 0 is best and always saying one half "
        "gives 0.250."
    )


def judge_said(seen: View) -> str:
    """Who judged whose answers, in a sentence or two; "" where nobody did."""
    if seen.judge is None:
        return ""
    model = seen.judge["model"]
    said = f"{model} judged answers composed by {', '.join(seen.engines) or 'nobody'}."
    if any(model in engine for engine in seen.engines):
        said += " It judged its own answers: take another model to judge."
    return said


def agreed(found: Agreement) -> tuple[str, ...]:
    """A row of the table of agreements."""
    share, kappa = found.agreed, found.kappa
    between = "–" if math.isnan(kappa.low) else f"{kappa.low:.2f} to {kappa.high:.2f}"
    return (
        found.what.capitalize(),
        str(found.n),
        f"{share.mean:.2f} ({share.low:.2f} to {share.high:.2f})",
        "–" if math.isnan(kappa.mean) else f"{kappa.mean:.2f}",
        between,
        *map(str, (found.both, found.judge, found.score, found.neither)),
    )


def bins(found: Reliability) -> list[tuple[str, ...]]:
    """A row for each bin that has cases."""
    return [
        (
            f"{one.start:.1f} to {one.end:.1f}",
            str(one.n),
            f"{one.stated:.2f}",
            f"{one.true.mean:.2f}",
            f"{one.true.low:.2f} to {one.true.high:.2f}",
        )
        for one in found.bins
    ]


def quantile(values: Sequence[float], q: float) -> float:
    """The q-quantile of some values, linear between neighbours; NaN for none."""
    ordered = sorted(values)
    if not ordered:
        return math.nan
    at = q * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])


def _entry(metric: Metric, row: Mapping[str, Any]) -> Entry:
    ends = (math.nan if row[key] is None else float(row[key]) for key in ("mean", "low", "high"))
    mean, low, high = ends
    return Entry(metric, mean, low, high, row["n"], row["undefined"])


def _failing(scores: Mapping[str, Score]) -> tuple[tuple[Metric, Score], ...]:
    return tuple(
        (metric, scores[name])
        for name, metric in catalogue().items()
        if metric.failed(scores[name])
    )


def _wanted(case: Case, made: Generated) -> tuple[Wanted, ...]:
    def each(what: str, wanted: Sequence[Alternatives], text: str) -> list[Wanted]:
        return [Wanted(what, " / ".join(one), says(one, text)) for one in wanted]

    return (
        *each("says", case.nuggets, made.answer[:READ]),
        *each("lists", case.items, made.answer),
        *each("shows", case.values, made.answer),
        *(Wanted("never says", one, one.lower() not in made.answer.lower()) for one in case.absent),
    )
