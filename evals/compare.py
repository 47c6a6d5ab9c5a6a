"""Two runs side by side: what changed, and whether it is more than noise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from evals.intervals import Interval
from evals.metrics import Metric, catalogue
from evals.paired import difference, holm, mcnemar, permutation
from evals.run_folder import RunFolder
from evals.summary import Scores, number, values_of

LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Row:
    """One metric in both runs, over the cases that have a value in each.

    change           second − first, with its paired bootstrap interval
    p, adjusted      of the paired test, and after Holm's correction over all metrics judged
    better, worse    ids of cases that changed for the better and for the worse
    only_first       cases with a value in the first run alone; `only_second` the other way
    """

    metric: Metric
    n: int
    first: float
    second: float
    change: Interval
    p: float
    better: tuple[str, ...]
    worse: tuple[str, ...]
    only_first: int
    only_second: int
    adjusted: float = 1.0

    @property
    def judged(self) -> bool:
        """Whether a difference is one of the assistant's quality."""
        return self.metric.better != "neutral" and self.metric.family != "cost"

    @property
    def verdict(self) -> str:
        """In plain words."""
        changed = len(self.better) + len(self.worse)
        if not changed and self.first == self.second:
            return "the same on every case"
        if self.metric.better == "neutral":
            return "other, neither better nor worse"
        if not self.judged:
            return "not judged: it depends on the machine"
        side = "worse" if self.metric.worse(self.second, self.first) else "better"
        if self.adjusted < LEVEL:
            return f"{side}"
        if self.p < LEVEL:
            return f"perhaps {side}: by itself more than noise, not among so many metrics"
        return "no difference that noise would not explain"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs over the cases that both have.

    warnings   why the two may not be comparable
    """

    names: tuple[str, str]
    shared: int
    rows: tuple[Row, ...]
    warnings: tuple[str, ...]


def compare(first: RunFolder, second: RunFolder) -> Comparison:
    """Compare the scores of two run folders. Raises UsageError where one was not scored."""
    left, right = first.scores(), second.scores()
    shared = [i for i in left if i in right]
    before, after = first.settings(), second.settings()
    rows = compared({i: left[i] for i in shared}, {i: right[i] for i in shared}, before["seed"])
    judges = [run.judge() for run in (first, second)]
    names = (first.path.name or str(first.path), second.path.name or str(second.path))
    warnings = tuple(_warnings(before, after, len(left), len(right), len(shared)))
    if all(judges) and len({(j["model"], j["terms"]) for j in judges if j}) > 1:
        warnings += ("The judges are not the same: what they find is not comparable.",)
    return Comparison(names, len(shared), rows, warnings)


def compared(left: Mapping[str, Scores], right: Mapping[str, Scores], seed: int) -> tuple[Row, ...]:
    """A row for each metric that has a value in both runs for some case."""
    rows = []
    for metric in catalogue().values():
        one, other = values_of(left, metric.name), values_of(right, metric.name)
        ids = [i for i in one if i in other]
        if ids:
            rows.append(_row(metric, ids, one, other, seed))
    judged = [row for row in rows if row.judged]
    adjusted = dict(zip((r.metric.name for r in judged), holm([r.p for r in judged]), strict=True))
    return tuple(replace(row, adjusted=adjusted.get(row.metric.name, 1.0)) for row in rows)


def _row(
    metric: Metric,
    ids: Sequence[str],
    one: Mapping[str, float],
    other: Mapping[str, float],
    seed: int,
) -> Row:
    before, after = [one[i] for i in ids], [other[i] for i in ids]
    p = mcnemar(before, after) if metric.is_rate else permutation(before, after, seed)
    return Row(
        metric=metric,
        n=len(ids),
        first=sum(before) / len(ids),
        second=sum(after) / len(ids),
        change=difference(before, after, seed, metric.name),
        p=p,
        better=tuple(i for i in ids if metric.worse(one[i], other[i])),
        worse=tuple(i for i in ids if metric.worse(other[i], one[i])),
        only_first=len(one) - len(ids),
        only_second=len(other) - len(ids),
    )


def _warnings(
    before: Mapping[str, Any], after: Mapping[str, Any], left: int, right: int, shared: int
) -> list[str]:
    said = []
    if before["cases"]["digest"] != after["cases"]["digest"]:
        said.append(
            f"The cases are not the same: {left} in the first run, {right} in the second, "
            f"{shared} ids in both. Only these are compared."
        )
    if before["library"]["digest"] != after["library"]["digest"]:
        said.append("The Libraries are not the same: other papers, or another embedding model.")
    if before["depth"] != after["depth"]:
        said.append(
            f"The first run searched {before['depth']} passages deep, the second "
            f"{after['depth']}: retrieval is not comparable."
        )
    return said


def as_markdown(found: Comparison) -> str:
    """A table with a verdict for each metric, then the cases that changed."""
    first, second = found.names
    lines = [
        f"# {first} and {second}",
        "",
        f"{found.shared} cases in both. A change is the second run's mean less the first's, with "
        "its 95% interval over paired cases. p: exact McNemar for rates, paired permutation for "
        "the others; the verdict goes by p after Holm's correction over these metrics.",
        "",
        *(f"**Take care:** {warning}\n" for warning in found.warnings),
        f"| metric | n | {first} | {second} | change | p | verdict |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in found.rows:
        apart = row.only_first + row.only_second
        note = f" ({apart} cases have a value in one run alone)" if apart else ""
        lines.append(
            f"| {row.metric.title} | {row.n} | {_shown(row.first)} | {_shown(row.second)} | "
            f"{_change(row.change)} | {row.p:.3f} | {row.verdict}{note} |"
        )
    for row in found.rows:
        if not row.judged:
            continue
        for word, ids in (("better", row.better), ("worse", row.worse)):
            if ids:
                lines += ["", f"{row.metric.title}, {word}: {', '.join(ids)}"]
    return "\n".join(lines) + "\n"


def as_json(found: Comparison) -> dict[str, Any]:
    """The same for a program."""
    return {
        "runs": list(found.names),
        "shared": found.shared,
        "warnings": list(found.warnings),
        "metrics": {
            row.metric.name: {
                "n": row.n,
                "first": number(row.first),
                "second": number(row.second),
                "change": number(row.change.mean),
                "low": number(row.change.low),
                "high": number(row.change.high),
                "p": number(row.p),
                "adjusted": number(row.adjusted),
                "better": list(row.better),
                "worse": list(row.worse),
                "verdict": row.verdict,
            }
            for row in found.rows
        },
    }


def _shown(value: float) -> str:
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.0f}"


def _change(change: Interval) -> str:
    sign = "+" if change.mean > 0 else ""
    if change.low != change.low:  # NaN: too few cases for an interval
        return f"{sign}{_shown(change.mean)}"
    return f"{sign}{_shown(change.mean)} ({_shown(change.low)} to {_shown(change.high)})"
