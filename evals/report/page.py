"""The page: tables, plots and failures in one HTML file with no script and no outside request.

Every text that comes from a paper, a question or an answer is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files
from itertools import groupby
from string import Template

from evals.metrics import Metric
from evals.report import plots
from evals.report.failures import failures
from evals.report.view import (
    AGREEMENT,
    Entry,
    View,
    agreed,
    beside,
    bins,
    judge_said,
    quantile,
    reliability_said,
    shown,
    span,
)
from evals.summary import ALL

SIDES = ("refusal", "answer", "citation", "judge", "retrieval")  # families, a table each
PLOTTED = ("answered", "refusal_recall", "nugget_recall", "evidence_cited", "evidence_recall_5")


def as_page(seen: View) -> str:
    """The whole page."""
    folder = files("evals.report")
    page = Template(folder.joinpath("page.html").read_text("utf8"))
    return page.substitute(
        title=escape(f"Evaluation {seen.name}"),
        style=folder.joinpath("style.css").read_text("utf8"),
        lead=_lead(seen),
        all=_all(seen.groups[ALL]),
        kinds=_table(seen.of("kind"), "Kind"),
        kind_plots=_kind_plots(seen.of("kind")),
        turns=_either(seen, "turn", "Every case is of one turn."),
        parts=_either(seen, "part", "The cases do not say which were there to develop with."),
        reliability=_reliability(seen),
        judge=_judge(seen),
        latency=_latency(seen.times),
        failures=failures(seen),
        made=_made(seen),
    )


def _lead(seen: View) -> str:
    library = seen.settings["library"]
    said = (
        f"{seen.summary['cases']} cases over {len(library['documents'])} documents "
        f"({library['passages']:,} passages, {library['model']}), made {seen.settings['made']}"
    )
    odd = [f"{seen.summary[word]} {word}" for word in ("missing", "errors") if seen.summary[word]]
    return escape("; ".join([said, *odd]))


def _all(entries: Sequence[Entry]) -> str:
    rows = [_row("th", ("Metric", "Mean", "95% interval", "", "Cases", "Undefined", ""))]
    for family, those in groupby(entries, key=lambda e: e.metric.family):
        rows.append(f'<tr class="family"><th colspan="7">{escape(family)}</th></tr>')
        for one in those:
            plot = ""
            if one.metric.shape in ("rate", "share"):
                plot = plots.interval(
                    one.mean, one.low, one.high, f"{one.metric.title} {span(one)}"
                )
            cells = (shown(one.metric, one.mean), span(one), plot, str(one.n), str(one.undefined))
            what = f'<td class="words">{escape(one.metric.what)}</td>'
            line = "".join(f"<td>{cell}</td>" for cell in (escape(one.metric.title), *cells))
            rows.append(f"<tr>{line}{what}</tr>")
    return _wide(rows)


def _table(groups: Mapping[str, Sequence[Entry]], head: str) -> str:
    """Groups down, metrics across, a table for each of SIDES; what no group has is left out."""
    every = [e.metric for e in next(iter(groups.values()), ())]
    made = []
    for side in SIDES:
        metrics = [m for m in every if m.family == side and m.compared and _any(groups, m)]
        rows = [_row("th", (head, *(escape(m.title) for m in metrics)))]
        for name, entries in groups.items():
            by_name = {e.metric.name: e for e in entries}
            if any(by_name[m.name].n for m in metrics):
                cells = "".join(_cell(by_name[m.name]) for m in metrics)
                rows.append(f"<tr><td>{_words(name)}</td>{cells}</tr>")
        if len(rows) > 1:
            made.append(_wide(rows))
    return "".join(made)


def _any(groups: Mapping[str, Sequence[Entry]], metric: Metric) -> bool:
    return any(e.n for entries in groups.values() for e in entries if e.metric == metric)


def _either(seen: View, sort: str, otherwise: str) -> str:
    groups = seen.of(sort)
    return _table(groups, sort.capitalize()) if groups else f"<p>{escape(otherwise)}</p>"


def _cell(entry: Entry) -> str:
    if not entry.n:
        return "<td>–</td>"
    best = 0.0 if entry.metric.better == "lower" else 1.0
    gap = abs(entry.mean - best)
    low = ' class="low"' if entry.metric.worse(entry.mean, best) and gap >= 0.25 else ""
    return f"<td{low}>{shown(entry.metric, entry.mean)}<small>{escape(beside(entry))}</small></td>"


def _kind_plots(kinds: Mapping[str, Sequence[Entry]]) -> str:
    made = []
    for name in PLOTTED:
        rows = []
        title = ""
        for kind, entries in kinds.items():
            for one in entries:
                if one.metric.name == name and one.n:
                    title = one.metric.title
                    plot = plots.interval(one.mean, one.low, one.high, f"{kind} {span(one)}")
                    rows.append(f"<tr><td>{_words(kind)}</td><td>{plot}</td></tr>")
        if rows:
            made.append(f"<div><h3>{escape(title)}</h3><table>{''.join(rows)}</table></div>")
    return f'<div class="plots">{"".join(made)}</div>'


def _reliability(seen: View) -> str:
    found = seen.reliability
    if found is None:
        return "<p>The assistant told no probabilities in this run.</p>"
    said = (
        f"{found.n} cases of which it is known whether they have an answer, and for which a "
        f"probability was told; for {found.without} none was. {reliability_said(found)} "
        "On the dashed line, what is stated is what is true; the lines through the dots are 95% "
        "intervals."
    )
    rows = [_row("th", ("Probability", "Cases", "Stated, mean", "True share", "95% interval"))]
    rows += [_row("td", map(escape, cells)) for cells in bins(found)]
    return (
        f'<p class="note">{escape(said)}</p><div class="plots">'
        f"<div>{plots.calibration(found)}</div><div>{_wide(rows)}</div></div>"
    )


def _judge(seen: View) -> str:
    if seen.judge is None:
        return "<p>No model judged this run.</p>"
    said = (
        f"{judge_said(seen)} Beside it stand the deterministic scores: support is an answer "
        "without an unsupported sentence, completeness one that says all that is wanted. Kappa is "
        "Cohen's: 1 is full agreement, 0 what chance would give."
    )
    rows = [_row("th", AGREEMENT), *(_row("td", map(escape, agreed(a))) for a in seen.agreements)]
    return f'<p class="note">{escape(said)}</p>{_wide(rows)}'


def _latency(times: Sequence[float]) -> str:
    if not times:
        return "<p>Nothing was asked in this run.</p>"
    parts = (("half within", 0.5), ("95% within", 0.95), ("all within", 1.0))
    said = ", ".join(f"{word} {quantile(times, q):,.0f} ms" for word, q in parts)
    return f'<p class="note">{escape(said)}</p>{plots.histogram(times, "ms")}'


def _made(seen: View) -> str:
    settings = seen.settings
    rows = [
        ("Waymark", settings["packages"].get("waymark", "")),
        ("Seed", settings["seed"]),
        ("Passages searched for", settings["depth"]),
        ("Cases", settings["cases"]["digest"]),
        ("Library", settings["library"]["digest"]),
        *((f"Source of {name}", digest) for name, digest in settings["sources"].items()),
        *((f"Setting {name}", value) for name, value in settings["settings"].items()),
        ("Python", f"{settings['python']}, {settings['system']}"),
        ("Packages", ", ".join(f"{n} {v}" for n, v in settings["packages"].items())),
    ]
    body = "".join(
        f"<tr><td>{escape(str(name))}</td>"
        f'<td class="words"><code>{escape(str(value))}</code></td></tr>'
        for name, value in rows
        if value is not None
    )
    return f'<div class="wide"><table>{body}</table></div>'


def _words(name: str) -> str:
    return escape(name.replace("_", " "))


def _row(tag: str, cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"


def _wide(rows: Sequence[str]) -> str:
    return f'<div class="wide"><table>{"".join(rows)}</table></div>'
