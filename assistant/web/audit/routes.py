"""The routes of the audit log's room. Looking at the log and exporting it are put on record."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from assistant.audit import What
from assistant.people import Act, Person
from assistant.web.audit.page import PAGE, Asked, asked_by, audit_html
from assistant.web.audit.sight import RowSight
from assistant.web.fragments import NOT_KEPT, allowed, fragment, refuse, told
from assistant.web.site import Site
from ingest.errors import LibraryMissing
from ingest.library import EVERYTHING

if TYPE_CHECKING:
    from ingest.library import Scope


def audit_router(site: Site) -> APIRouter:
    """Everything below /audit but the page itself."""
    router = APIRouter(prefix="/audit")
    words = site.words

    def asked_for(request: Request) -> tuple[Person, Asked]:
        person = allowed(request, Act.ADMINISTER, words("audit.not_allowed"))
        try:
            return person, asked_by(request.query_params)
        except (ValueError, OverflowError):
            refuse(words("audit.bad_date"), 422)

    @router.get("/part")
    def part(request: Request) -> Response:
        def made() -> Response:
            person, asked = asked_for(request)
            site.note(person, What.READ_AUDIT, **asked.detail())
            since, until = asked.times
            rows = site.audit.rows(
                since, until, asked.who or None, asked.what, PAGE + 1, asked.before
            )
            sight = row_sight(site, person)
            shown = [sight.row(row) for row in rows]
            return fragment(audit_html(shown, site.audit.people(), asked, words))

        return told(words, made)

    @router.get("/export.csv")
    def export(request: Request) -> Response:
        def made() -> Response:
            person, asked = asked_for(request)
            site.note(person, What.EXPORTED, export="audit log", **asked.detail())
            since, until = asked.times
            sight = row_sight(site, person)
            lines = site.audit.export_csv(
                since, until, asked.who or None, asked.what, shown=sight.row
            )
            headers = {**NOT_KEPT, "Content-Disposition": 'attachment; filename="audit-log.csv"'}
            return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=headers)

        return told(words, made)

    return router


def row_sight(site: Site, person: Person) -> RowSight:
    """What that person may be told of the papers that rows name."""

    def names(scope: Scope) -> frozenset[str]:
        try:
            return frozenset(record.document for record in site.answerer.documents(scope))
        except LibraryMissing:
            return frozenset()

    scope = person.scope()
    seen = names(scope)
    hidden = names(EVERYTHING) - seen if person.collections is not None else frozenset()

    @cache
    def readable(name: str) -> bool:
        return name in seen or site.answerer.document(name, scope) is not None

    paper, other = site.words("audit.hidden_paper"), site.words("audit.hidden_collection")
    return RowSight(readable, hidden, person.collections, paper, other)
