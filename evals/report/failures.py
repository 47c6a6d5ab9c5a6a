"""The failures of a run as HTML: each folded away, with all that is needed to judge it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from evals.cases import Case
from evals.generated import Cited
from evals.report.view import Failure, View, Wanted


def failures(seen: View) -> str:
    """All failures, a heading for each kind."""
    if not seen.failures:
        return "<p>There are none.</p>"
    parts = []
    for kind, some in groupby(seen.failures, key=lambda f: f.case.kind):
        those = list(some)
        name = kind.replace("_", " ").capitalize()
        parts.append(f"<h3>{escape(name)}: {len(those)}</h3>")
        parts += map(_failure, those)
    return "".join(parts)


def _failure(one: Failure) -> str:
    tags = "".join(f'<span class="tag">{escape(metric.title)}</span>' for metric, _ in one.why)
    head = f'<span class="id">{escape(one.case.id)}</span> {escape(one.case.question)} {tags}'
    body = "".join(f"<dt>{escape(name)}</dt><dd>{html}</dd>" for name, html in _rows(one))
    return f'<details><summary>{head}</summary><dl class="case">{body}</dl></details>'


def _rows(one: Failure) -> Iterator[tuple[str, str]]:
    case, made = one.case, one.made
    yield "Why", _list(f"{metric.title}: {score.why}" for metric, score in one.why)
    if case.history:
        yield "Asked before", _list(case.history)
    if made.understood:
        yield "Understood as", escape(made.understood)
    yield "Expected", escape("; ".join(expected(case)) or "not said")
    if one.wanted:
        yield "The answer", _wanted(one.wanted)
    if case.evidence:
        yield "Gold quotes", _list(case.evidence)
    yield f"Answer ({made.status})", f'<div class="answer">{escape(made.answer) or "–"}</div>'
    if made.citations:
        yield "Cited", _list(map(place, made.citations))
    if made.related:
        yield "Related", _list(map(place, made.related))


def expected(case: Case) -> Iterator[str]:
    """What a case expects besides what the answer says."""
    if case.expected_status:
        yield f"status {case.expected_status}"
    if case.documents:
        yield f"from {', '.join(case.documents)}"
    if case.pages:
        yield f"page {', '.join(map(str, case.pages))}"
    if case.superseded:
        yield f"not from {', '.join(case.superseded)} unmarked"
    if case.next is not None:
        yield ", ".join(f"{name}: {value}" for name, value in case.next.items())


def place(cited: Cited) -> str:
    """Where a citation is and the beginning of what it quotes."""
    page = f", page {cited.page}" if cited.page is not None else ""
    quote = " ".join(cited.quote.split())
    short = quote if len(quote) <= 240 else quote[:237] + "…"
    return f"[{cited.marker}] {cited.document}{page}: {short}"


def _wanted(wanted: Sequence[Wanted]) -> str:
    items = (
        f'<li class="{"yes" if one.there else "no"}">{escape(f"{one.what} {one.text}")}</li>'
        for one in wanted
    )
    return f"<ul>{''.join(items)}</ul>"


def _list(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
