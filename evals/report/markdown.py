"""The same report as Markdown: for a pull request, a log or a reader without a browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from evals.report.failures import expected, place
from evals.report.view import (
    AGREEMENT,
    Entry,
    Failure,
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

SORTS = (
    ("By kind", "kind"),
    ("First and later turns", "turn"),
    ("Developed with and held out", "part"),
)
ANSWER = 600  # characters of an answer that are shown


def as_markdown(seen: View) -> str:
    """The whole report."""
    return "\n".join(_lines(seen)) + "\n"


def table(entries: Sequence[Entry]) -> Iterator[str]:
    """A row for each metric."""
    yield "| metric | mean | 95% interval | cases | undefined |"
    yield "|---|---|---|---|---|"
    for one in entries:
        mean = shown(one.metric, one.mean)
        yield f"| {one.metric.title} | {mean} | {span(one)} | {one.n} | {one.undefined} |"


def plain(seen: View) -> str:
    """All cases in lines for a terminal."""
    rows = [(e.metric.title, shown(e.metric, e.mean), span(e), e.n) for e in seen.groups[ALL]]
    widths = [max((len(str(row[i])) for row in rows), default=0) for i in range(2)]
    return "\n".join(
        f"{title:{widths[0]}}  {mean:>{widths[1]}}  ({interval}), {n} of {seen.summary['cases']}"
        for title, mean, interval, n in rows
    )


def _lines(seen: View) -> Iterator[str]:
    library = seen.settings["library"]
    yield f"# Evaluation {seen.name}"
    yield ""
    yield (
        f"{seen.summary['cases']} cases over {len(library['documents'])} documents, "
        f"{library['passages']} passages, {library['model']}; made {seen.settings['made']}; "
        f"{seen.summary['missing']} missing, {seen.summary['errors']} errors."
    )
    yield ""
    yield from table(seen.groups[ALL])
    for title, sort in SORTS:
        groups = seen.of(sort)
        if groups:
            yield from ("", f"## {title}", "")
            yield from _across(groups)
    if seen.times:
        yield from ("", "## Latency", "")
        parts = (("half within", 0.5), ("95% within", 0.95), ("all within", 1.0))
        yield ", ".join(f"{word} {quantile(seen.times, q):,.0f} ms" for word, q in parts)
    if seen.reliability:
        yield from ("", "## Reliability", "")
        found = seen.reliability
        yield f"{reliability_said(found)} {found.n} cases; {found.without} without a probability."
        yield ""
        yield "| probability | cases | stated, mean | true share | 95% interval |"
        yield "|---|---|---|---|---|"
        yield from (f"| {' | '.join(cells)} |" for cells in bins(found))
    if seen.judge is not None:
        yield from ("", "## Judge", "", judge_said(seen), "")
        yield f"| {' | '.join(AGREEMENT)} |"
        yield "|---" * len(AGREEMENT) + "|"
        yield from (f"| {' | '.join(agreed(one))} |" for one in seen.agreements)
    yield from ("", f"## Failures: {len(seen.failures)}", "")
    for one in seen.failures:
        yield from _failure(one)


def _across(groups: Mapping[str, Sequence[Entry]]) -> Iterator[str]:
    first = next(iter(groups.values()))
    kept = [
        place
        for place, entry in enumerate(first)
        if entry.metric.compared and any(entries[place].n for entries in groups.values())
    ]
    yield f"| | {' | '.join(first[place].metric.title for place in kept)} |"
    yield "|---" * (len(kept) + 1) + "|"
    for name, entries in groups.items():
        cells = (
            f"{shown(e.metric, e.mean)} {beside(e)}" if e.n else "–"
            for e in (entries[place] for place in kept)
        )
        yield f"| {name} | {' | '.join(cells)} |"


def _failure(one: Failure) -> Iterator[str]:
    case, made = one.case, one.made
    yield f"### {case.id} ({case.kind}): {_flat(case.question)}"
    yield ""
    for earlier in case.history:
        yield f"- asked before: {_flat(earlier)}"
    if made.understood:
        yield f"- understood as: {_flat(made.understood)}"
    yield f"- expected: {_flat('; '.join(expected(case))) or 'not said'}"
    missing = [f"{w.what} {w.text}" for w in one.wanted if not w.there]
    if missing:
        yield f"- not so: {_flat('; '.join(missing))}"
    for metric, score in one.why:
        yield f"- {metric.title}: {_flat(score.why)}"
    yield f"- answer ({made.status}): {_flat(made.answer[:ANSWER])}"
    for cited in made.citations[:6]:
        yield f"- {_flat(place(cited))}"
    yield ""


def _flat(text: str) -> str:
    """One line, with nothing in it that Markdown or HTML would act on."""
    line = " ".join(text.split())
    for mark in "\\`*_<>|#":
        line = line.replace(mark, f"\\{mark}")
    return line
