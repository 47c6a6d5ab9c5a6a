"""The room's routes: its parts as HTML, the forms, and the register as a file.

Each asks who is there first. What is typed is checked here, whatever the page let somebody send.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from assistant.people import Person
from assistant.web.gate import person_of
from assistant.web.next.answers import Answers
from assistant.web.next.recorder import Recorder
from assistant.web.site import Site

MOST_BYTES = 256 * 1024  # of what a form sends


def next_router(site: Site) -> APIRouter:
    """GET /next/view, /next/detail, /next/form, /next/register.(csv|json); POST what is typed."""
    router = APIRouter(prefix="/next")
    room = Answers(site)
    recorder = Recorder(room)

    @router.get("/view")
    def view(request: Request, w: str = "") -> Response:
        return room.said(lambda: room.view(person_of(request), w))

    @router.get("/detail")
    def details(request: Request, w: str = "", d: str = "") -> Response:
        return room.said(lambda: room.detail(person_of(request), w, d))

    @router.get("/form")
    def form(request: Request) -> Response:
        asked = dict(request.query_params)
        return room.said(lambda: recorder.form(person_of(request), asked))

    @router.get("/register.{kind}")
    def register(request: Request, kind: str, w: str = "") -> Response:
        return room.said(lambda: room.export(person_of(request), kind, w))

    @router.post("/check")
    async def check(request: Request) -> Response:
        return await _typed(request, recorder.check, room)

    @router.post("/record")
    async def recorded(request: Request) -> Response:
        return await _typed(request, recorder.record, room)

    @router.post("/examples")
    def examples(request: Request) -> Response:
        return room.said(lambda: room.examples(person_of(request)))

    return router


async def _typed(
    request: Request, answer: Callable[[Person, dict[str, str]], Response], room: Answers
) -> Response:
    """Answer what a form sent; one that is too long or no form at all is refused unread."""
    person = person_of(request)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            return room.problem(room.site.words("next.too_much"), 413)
    try:
        sent = json.loads(body)
    except ValueError:
        return room.problem(room.site.words("next.no_form"), 400)
    if not isinstance(sent, Mapping) or not all(isinstance(v, str) for v in sent.values()):
        return room.problem(room.site.words("next.no_form"), 400)
    typed = {str(key): str(value) for key, value in sent.items()}
    return await run_in_threadpool(room.said, lambda: answer(person, typed))
