"""The routes of the Quality room: for librarians, each within what that person may read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from assistant.audit import What
from assistant.feedback import Triage, begun
from assistant.people import Act, Person
from assistant.web.fragments import NOT_KEPT, allowed, fragment, plain, refuse, told
from assistant.web.quality.page import feedback_html, run_html
from assistant.web.quality.runs import Run, newest, report_of
from assistant.web.quality.seen import entries_for, records_for
from assistant.web.site import Site

if TYPE_CHECKING:
    from collections.abc import Mapping

# A report quotes papers: whatever stands in it can do nothing here, not even if a quote escaped it.
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def quality_router(site: Site) -> APIRouter:
    """Everything below /quality but the page itself."""
    router = APIRouter(prefix="/quality")
    words = site.words

    def keeper(request: Request) -> Person:
        return allowed(request, Act.KEEP, words("quality.not_allowed"))

    @router.get("/part")
    def part(request: Request) -> Response:
        return told(words, lambda: fragment(_part(site, keeper(request), request.query_params)))

    @router.get("/report")
    def report(request: Request) -> Response:
        def made() -> Response:
            person, run = keeper(request), newest(site.settings.runs)
            content = None
            if run is not None and _may_read(site, person, run):
                content = report_of(run)
            if run is None or content is None:
                refuse(words("library.nothing"))
            site.note(person, What.OPENED, report=run.name)
            headers = {**NOT_KEPT, "Content-Security-Policy": SANDBOX}
            return Response(content, media_type="text/html; charset=utf-8", headers=headers)

        return told(words, made)

    @router.post("/triage")
    async def triage(request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=8)
        number, state = str(form.get("number", "")), str(form.get("state", ""))
        return await run_in_threadpool(
            told, words, lambda: _triaged(site, keeper(request), number, state)
        )

    @router.get("/candidates.jsonl")
    def candidates(request: Request) -> Response:
        def made() -> Response:
            person = keeper(request)
            found = entries_for(site, person)
            chosen = [one.feedback for one in found if one.state is Triage.CANDIDATE]
            rows = list(begun(sorted(chosen, key=lambda one: one.number)))
            site.note(person, What.EXPORTED, export="evaluation candidates", rows=len(rows))
            text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            headers = {**NOT_KEPT, "Content-Disposition": 'attachment; filename="questions.jsonl"'}
            return Response(text, media_type="application/jsonl", headers=headers)

        return told(words, made)

    return router


def _part(site: Site, person: Person, query: Mapping[str, str]) -> str:
    words = site.words
    state, page = query.get("state", Triage.OPEN.value), query.get("page", "")
    chosen = Triage(state) if state in list(Triage) else None
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    run = newest(site.settings.runs)
    may_read = run is not None and _may_read(site, person, run)
    records = {record.document: record for record in records_for(site, person)}
    found = entries_for(site, person)
    head = (
        f'<div class="wm-desk-head"><div><h1 tabindex="-1">{words.html("page.room_quality")}</h1>'
        f'<p class="wm-lead">{words.html("quality.lead")}</p></div></div>'
    )
    return (
        head
        + feedback_html(found, chosen, max(1, number), records, words)
        + run_html(run, words, folder=str(site.settings.runs), may_read=may_read)
    )


def _may_read(site: Site, person: Person, run: Run) -> bool:
    """Whether every paper that a run's report may quote is one that the person may read."""
    if person.collections is None:
        return True
    return run.documents <= {record.document for record in records_for(site, person)}


def _triaged(site: Site, person: Person, number: str, state: str) -> Response:
    words = site.words
    known = {str(one.feedback.number): one for one in entries_for(site, person)}
    if number not in known or state not in list(Triage):
        refuse(words("quality.missing"))
    decided = Triage(state)
    site.note(person, What.TRIAGED, feedback=int(number), state=decided.value)
    site.feedback.triage(int(number), decided, person.name)
    name = f"quality.state_{decided.value.replace(' ', '_')}"
    return plain(words("quality.marked", state=words(name)))
