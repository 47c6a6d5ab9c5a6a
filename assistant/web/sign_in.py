"""Signing in and out: the one page that anybody may see, drawn without Gradio."""

from __future__ import annotations

import re
from typing import cast
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse

from assistant.audit import AuditLog, What
from assistant.people import COOKIE, Asking, Door, SignedIn, SignInDoor
from assistant.web.assets import head
from assistant.web.frame import sign_in_form
from assistant.web.words import Words

NOBODY = "unknown"  # who tried to sign in with a name that nobody has, for the audit log
_OURS = re.compile(r"/(?![/\\])[\w./?=&%~+-]*")  # an address below our own root


def sign_in_router(door: Door, audit: AuditLog, words: Words) -> APIRouter:
    """GET and POST /sign-in, POST /sign-out. Where nobody signs in they lead to the first room."""
    router = APIRouter()

    @router.get("/sign-in")
    def ask_who(to: str = "/") -> Response:
        if not isinstance(door, SignInDoor):
            return RedirectResponse("/", 303)
        return HTMLResponse(sign_in_page(words, _onward(to)), headers={"cache-control": "no-store"})

    @router.post("/sign-in")
    async def sign_in(request: Request) -> Response:
        from starlette.concurrency import run_in_threadpool

        if not isinstance(door, SignInDoor):
            return RedirectResponse("/", 303)
        async with request.form(max_files=0, max_fields=8) as form:
            name, password, to = (str(form.get(key, "")) for key in ("name", "password", "to"))
        asking = cast("Asking", request.scope["waymark.asking"])
        done = await run_in_threadpool(_tried, door, audit, name, password, asking)
        if done.person is None:
            problem = words("sign_in.wait", seconds=done.wait) if done.wait else words("sign_in.no")
            status = 429 if done.wait else 401
            if "text/html" in asking.headers.get("accept", ""):
                return HTMLResponse(sign_in_page(words, _onward(to), problem, name), status)
            return PlainTextResponse(problem, status)
        html = "text/html" in asking.headers.get("accept", "")
        response = RedirectResponse(_onward(to), 303) if html else Response(status_code=204)
        # For a page that is open already: it may be another person's.
        response.headers["x-waymark-person"] = quote(done.person.name)
        secure = request.url.scheme == "https" or "https" in asking.headers.get(
            "x-forwarded-proto", ""
        )
        response.set_cookie(
            COOKIE, done.session, httponly=True, samesite="strict", secure=secure, path="/"
        )
        return response

    @router.post("/sign-out")
    def sign_out(request: Request) -> Response:
        asking = cast("Asking", request.scope["waymark.asking"])
        if isinstance(door, SignInDoor):
            audit.add(What.SIGNED_OUT, request.scope["waymark.person"].name)
            door.sign_out(asking)
        response = Response(status_code=204)
        response.delete_cookie(COOKIE, path="/")
        return response

    return router


def _tried(door: SignInDoor, audit: AuditLog, name: str, password: str, asking: Asking) -> SignedIn:
    done = door.sign_in(name, password, asking)
    what = What.SIGNED_IN if done.person else What.SIGN_IN_FAILED
    detail = {"address": door.address(asking)} | ({"too soon": True} if done.wait else {})
    audit.add(what, done.person.name if done.person else done.name or NOBODY, detail)
    return done


def _onward(to: str) -> str:
    """Where to go on: an address of ours, whatever a link asked for."""
    return to if _OURS.fullmatch(to) else "/"


def sign_in_page(words: Words, to: str = "/", problem: str = "", name: str = "") -> str:
    """The whole page as HTML; `problem` is why the last attempt, as `name`, did not work."""
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark">{head()}'
        f"<title>{words.html('sign_in.heading')}</title></head>"
        f'<body class="wm-outside"><p class="wm-bar-top">{words.html("page.title")}</p>'
        '<main id="wm-room" class="gradio-container wm-door">'
        f"<h1>{words.html('sign_in.heading')}</h1>"
        f"{sign_in_form(words, to, problem, name)}"
        "</main></body></html>"
    )
