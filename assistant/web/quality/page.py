"""The Quality room as HTML: the latest evaluation's table, and feedback to decide about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlencode

from assistant.feedback import Feedback, Triage
from assistant.people import LOCAL
from assistant.web.escape import escaped
from assistant.web.html import moment, pager, pairs, select, spoken_moment, table
from assistant.web.library.list_page import paper_anchor
from assistant.web.quality.runs import Result, Run
from assistant.web.quality.seen import Entry
from assistant.web.words import Words
from ingest.library import DocumentRecord

PAGE = 20
SIDES = frozenset({"refusal", "answer", "citation", "judge", "retrieval", "cost"})
_SHORT = 80  # characters of a question that name a group of buttons


def run_html(run: Run | None, words: Words, *, folder: str, may_read: bool) -> str:
    """The latest run; `may_read` is whether its whole report may be seen."""
    heading = f"<h2>{words.html('quality.report')}</h2>"
    if run is None:
        said, todo = words.html("quality.no_run"), words.html("quality.no_run_do", folder=folder)
        return f'<section>{heading}<div class="wm-empty"><p>{said}</p><p>{todo}</p></div></section>'
    made = words.html("quality.made", name=run.name, made=_made(run.made), cases=run.cases)
    if run.missing or run.errors:
        made += f" {words.html('quality.odd', missing=run.missing, errors=run.errors)}"
    if run.report is None:
        link = f"<p>{words.html('quality.no_report')}</p>"
    elif may_read:
        link = (
            '<p><a class="wm-button" href="/quality/report" target="_blank" rel="noopener">'
            f"{words.html('quality.open')}</a></p>"
        )
    else:
        link = f"<p>{words.html('quality.withheld')}</p>"
    explain = f'<p class="wm-lead">{words.html("quality.report_lead")}</p>'
    return f"<section>{heading}{explain}<p>{made}</p>{link}{_tables(run.results, words)}</section>"


def _tables(results: Sequence[Result], words: Words) -> str:
    """What was measured, a table for each side of it in the order of the results."""
    headings = [words(f"quality.col_{name}") for name in ("metric", "mean", "interval", "cases")]
    sides: dict[str, list[Result]] = {}
    for one in results:
        if one.cases:
            sides.setdefault(one.family if one.family in SIDES else "other", []).append(one)
    parts = []
    for side, those in sides.items():
        name = words(f"quality.side_{side}")
        shown = table(name, headings, (_result(one, words) for one in those), "wm-results")
        parts.append(f"<h3>{escaped(name)}</h3>{shown}")
    return "".join(parts)


def feedback_html(
    found: Sequence[Entry],
    state: Triage | None,
    page: int,
    records: Mapping[str, DocumentRecord],
    words: Words,
) -> str:
    """Feedback in one state, None for all; `records` are the papers that may be named."""
    chosen = [one for one in found if state is None or one.state is state]
    pages = max(1, -(-len(chosen) // PAGE))
    page = min(page, pages)
    shown = chosen[(page - 1) * PAGE : page * PAGE]
    items = "".join(_entry(one, records, words) for one in shown)
    nothing = words.html("quality.none_open" if state is Triage.OPEN else "quality.none")
    body = f'<ul class="wm-triage">{items}</ul>' if shown else f'<p class="wm-empty">{nothing}</p>'
    first = (page - 1) * PAGE + 1
    position = words("quality.showing", first=first, last=first + len(shown) - 1, found=len(chosen))
    before = (address(state, page - 1), words("quality.previous")) if page > 1 else None
    after = (address(state, page + 1), words("quality.next")) if page < pages else None
    states = [(one.value, words(f"quality.state_{_key(one)}")) for one in Triage]
    choice = select(
        "state",
        words("quality.state"),
        [*states, ("all", words("quality.state_all"))],
        state.value if state else "all",
    )
    return (
        f"<section><h2>{words.html('quality.feedback')}</h2>"
        f'<p class="wm-lead">{words.html("quality.feedback_lead")}</p>'
        f'<div class="wm-triage-head"><form action="/quality" data-part role="search"'
        f' aria-label="{words.html("quality.feedback")}">{choice}'
        f'<button class="wm-button">{words.html("quality.apply")}</button></form>'
        f'<p><a class="wm-button" href="/quality/candidates.jsonl" download>'
        f'{words.html("quality.export")}</a> <span class="wm-sub">'
        f"{words.html('quality.export_note')}</span></p></div>"
        f'<p class="wm-vh" data-live>{escaped(position) if shown else nothing}'
        f"</p>{body}{pager(words('quality.pager'), position, before, after)}</section>"
    )


def address(state: Triage | None, page: int) -> str:
    """The address of a page of feedback."""
    return f"/quality?{urlencode({'state': state.value if state else 'all', 'page': page})}"


def _result(one: Result, words: Words) -> tuple[str, ...]:
    less = f" ({words('quality.lower')})" if one.better == "lower" else ""
    what = f'<span class="wm-sub">{escaped(one.what + less)}</span>' if one.what else ""
    interval = words.html("quality.no_interval")
    if one.low is not None and one.high is not None:
        interval = f"{_shown(one.low, one)} – {_shown(one.high, one)}"
    mean = words.html("quality.no_interval") if one.mean is None else _shown(one.mean, one)
    return f"<b>{escaped(one.title)}</b>{what}", f"<b>{mean}</b>", interval, f"{one.cases:,}"


def _shown(value: float, one: Result) -> str:
    if one.is_share:
        return f"{100 * value:.0f}%"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _entry(one: Entry, records: Mapping[str, DocumentRecord], words: Words) -> str:
    said, triaged = one.feedback, one.triaged
    reason = said.reason.value.capitalize() if said.reason else words("quality.no_reason")
    rows = [(words("quality.reason"), escaped(reason))]
    if said.comment:
        rows.append((words("quality.comment"), escaped(said.comment)))
    if said.history:
        items = "".join(f"<li>{escaped(question)}</li>" for question in said.history)
        rows.append((words("quality.after"), f"<ul>{items}</ul>"))
    rows.append((words("quality.ended"), escaped(said.status.value.replace("_", " "))))
    rows.append((words("quality.cited"), _cited(said, records, words)))
    by = words.html("quality.by_nobody")
    if said.who not in ("", LOCAL.name):  # without signing in there is nobody to name
        by = words.html("quality.by", who=said.who)
    decided = ""
    if triaged is not None:
        state = words(f"quality.state_{_key(triaged.state)}")
        name = "quality.decided_nobody" if triaged.who == LOCAL.name else "quality.decided"
        told = words.html(name, state=state, who=triaged.who)
        decided = f'<p class="wm-sub">{told}, {moment(triaged.when)}</p>'
    return (
        f'<li class="wm-told"><h3 tabindex="-1">{escaped(said.question)}</h3>'
        f'<p class="wm-sub">{by}, {moment(said.when)}</p>{decided}{pairs(rows)}'
        f"{_buttons(one, words)}</li>"
    )


def _cited(said: Feedback, records: Mapping[str, DocumentRecord], words: Words) -> str:
    items = []
    for document, page in dict.fromkeys((c.document, c.page) for c in said.citations):
        record = records.get(document)
        name = escaped(document) if record is None else paper_anchor(record)
        place = "" if page is None else f", {words.html('quality.cited_page', page=page)}"
        items.append(f"<li>{name.replace(' data-part', '')}{place}</li>")
    return f"<ul>{''.join(items)}</ul>" if items else words.html("quality.cited_nothing")


def _buttons(one: Entry, words: Words) -> str:
    question = one.feedback.question
    short = question if len(question) <= _SHORT else f"{question[:_SHORT]}…"
    buttons = "".join(
        f'<button class="wm-button" name="state" value="{state.value}">'
        f"{words.html(f'quality.mark_{_key(state)}')}</button>"
        for state in (Triage.CANDIDATE, Triage.DONE, Triage.NO_PROBLEM, Triage.OPEN)
        if state is not one.state
    )
    return (
        f'<form method="post" action="/quality/triage" data-post data-onward'
        f' aria-label="{words.html("quality.mark", question=short)}">'
        f'<input type="hidden" name="number" value="{one.feedback.number}">'
        f'<p class="wm-problem" role="alert"></p><div class="wm-actions">{buttons}</div></form>'
    )


def _key(state: Triage) -> str:
    return state.value.replace(" ", "_")


def _made(made: str) -> str:
    try:
        when = datetime.fromisoformat(made)
    except ValueError:
        return made
    return spoken_moment(when)
