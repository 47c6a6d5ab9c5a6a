"""`/api/v1`: the answers over HTTP. Its description in OpenAPI is at `/api/v1/openapi.json`.

A program signs in by a token (`Authorization: Bearer wm_…`, from `waymark users token`); where
nobody signs in, none is needed. Plain functions: FastAPI calls them in worker threads.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.web.api import asked
from assistant.web.api.shapes import (
    AnswerBody,
    Document,
    DocumentText,
    GateBody,
    NextBody,
    PassagesBody,
    WorkstreamBody,
)
from assistant.web.gate import person_of
from assistant.web.site import Site
from ingest.errors import UsageError, WaymarkError
from ingest.library.scope import Scope


class Filters(BaseModel):
    """Which papers may be used; they only ever narrow what the person may read."""

    model_config = ConfigDict(extra="forbid")

    collections: list[str] | None = None
    types: list[str] | None = None
    documents: list[str] | None = None
    after: str | None = Field(default=None, description="YYYY-MM-DD, YYYY-MM or YYYY, included")
    before: str | None = Field(default=None, description="YYYY-MM-DD, YYYY-MM or YYYY, included")

    def scope(self) -> Scope:
        """The same as the core has it."""

        def chosen(names: list[str] | None) -> frozenset[str] | None:
            return None if names is None else frozenset(names)

        return Scope(
            chosen(self.collections),
            chosen(self.types),
            chosen(self.documents),
            self.after,
            self.before,
        )


class Ask(BaseModel):
    """A question, with the person's earlier questions, oldest first."""

    model_config = ConfigDict(extra="forbid")

    question: str
    history: list[str] = Field(default_factory=list, max_length=asked.EARLIER)
    filters: Filters = Filters()


class Search(BaseModel):
    """What to look for, and how many passages to give."""

    model_config = ConfigDict(extra="forbid")

    query: str
    top_k: int = Field(10, ge=1, le=asked.MOST)
    filters: Filters = Filters()


def api(site: Site) -> FastAPI:
    """The application to mount at /api/v1, behind the gate."""
    app = FastAPI(
        title="Waymark",
        version="1",
        description="Answers over an organisation's papers, each sentence with its source.",
        docs_url=None,
        redoc_url=None,
        servers=[{"url": "/api/v1"}],
    )

    @app.exception_handler(WaymarkError)
    def failed(request: Request, error: WaymarkError) -> JSONResponse:
        status = 422 if isinstance(error, UsageError) else 503
        return JSONResponse({"detail": str(error)}, status)

    @app.post("/ask", response_model=AnswerBody, response_model_exclude_unset=True)
    def ask(body: Ask, request: Request) -> dict[str, Any]:
        """Answer a question. `no_evidence` is an answer too: the papers do not say."""
        person, chosen = person_of(request), body.filters.scope()
        return asked.ask(site, person, body.question, tuple(body.history), chosen)

    @app.post("/search", response_model=PassagesBody)
    def search(body: Search, request: Request) -> dict[str, Any]:
        """The passages nearest to a question, best first."""
        chosen = body.filters.scope()
        return asked.search(site, person_of(request), body.query, body.top_k, chosen)

    @app.post("/documents", response_model=list[Document])
    def documents_within(body: Filters, request: Request) -> list[dict[str, Any]]:
        """The papers that fit the filters."""
        return asked.papers(site, person_of(request), body.scope())

    @app.get("/documents", response_model=list[Document])
    def documents(request: Request) -> list[dict[str, Any]]:
        """All papers that you may read."""
        return asked.papers(site, person_of(request), Scope())

    @app.get("/text", response_model=DocumentText)
    def text(document: str, request: Request) -> dict[str, Any]:
        """A paper's canonical text: every citation's quote is `text[start:end]`."""
        found = asked.text_of(site, person_of(request), document)
        if found is None:
            raise HTTPException(404, "There is no such paper.")
        return found

    @app.get("/workstreams", response_model=list[WorkstreamBody])
    def workstreams(request: Request) -> list[dict[str, Any]]:
        """The workstreams that the register knows."""
        return asked.workstreams(site, person_of(request))

    @app.get("/workstreams/{workstream}/next", response_model=NextBody)
    def next_(workstream: str, request: Request) -> dict[str, Any]:
        """What a workstream can do next, what holds up the rest, and the coming gate."""
        return asked.next_of(site, person_of(request), workstream)

    @app.get("/workstreams/{workstream}/gate", response_model=GateBody)
    def gate(workstream: str, request: Request, gate: str | None = None) -> dict[str, Any]:
        """What a gate tests, and what the register holds for each criterion."""
        return asked.gate_of(site, person_of(request), workstream, gate)

    return app
