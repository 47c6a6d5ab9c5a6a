"""Who passes: each request is somebody's, comes from our own pages, and asks for what we serve.

request → whose is it? → sign in, or 401
→ does a strange page send it? → 403
→ does Waymark serve this? → 404
→ the room, the API or a file, with the person attached
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from assistant.people import LOCAL, Person
from assistant.web.privacy import App, Message

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

Who = Callable[[Mapping[str, str], Mapping[str, str], str], Person | None]
"""(headers by lower-case name, cookies, address of the sender) → the person, None for nobody."""

SIGN_IN = "/sign-in"
# What a browser needs before anybody has signed in: the sign-in page and what it is drawn with.
_OPEN = re.compile(r"/(sign-in|alive|own/[\w.-]+|favicon\.ico|robots\.txt)")
# Of Gradio's own routes those that the page uses. Its upload, file, proxy and history routes are
# not among them: files go through routes of ours, which ask who may have them.
_GRADIO = re.compile(
    r"/gradio_api/(queue/(join|data)|heartbeat/\w+|cancel|reset|startup-events|app_id|theme\.css"
    r"|info|custom_component/[\w/.-]+)/?"
)
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


def person_of(request: HTTPConnection | None) -> Person:
    """The person whom the gate attached to a request.

    Raises PermissionError for a request that did not come through the gate.
    """
    person = None if request is None else request.scope.get("waymark.person")
    if not isinstance(person, Person):
        raise PermissionError("a request that nobody was looked up for")
    return person


def everybody_is_local(
    headers: Mapping[str, str], cookies: Mapping[str, str], address: str
) -> Person:
    """Where nobody signs in: whoever sits at this machine."""
    return LOCAL


class Gate:
    """ASGI layer in front of everything that Waymark serves."""

    def __init__(self, app: App, who: Who = everybody_is_local) -> None:
        """Stand in front of `app`; `who` may block (it is called in a worker thread)."""
        self.app = app
        self.who = who

    async def __call__(
        self,
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        """Attach the person and pass the request on, or answer why not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path, method = str(scope["path"]), str(scope["method"])
        headers = headers_of(scope)
        if path.startswith("/gradio_api/") and not _GRADIO.fullmatch(path):
            await _say(send, 404, "There is nothing at this address.")
            return
        if method not in _READING and not _of_ours(headers):
            await _say(send, 403, "This was sent by another site's page, so it was not done.")
            return
        if _OPEN.fullmatch(path):
            await self.app(scope, receive, send)
            return
        from starlette.concurrency import run_in_threadpool

        client = scope.get("client")
        address = str(client[0]) if client else ""
        person = await run_in_threadpool(self.who, headers, cookies_of(headers), address)
        if person is not None:
            await self.app({**scope, "waymark.person": person}, receive, send)
        elif method == "GET" and "text/html" in headers.get("accept", ""):
            await _to_sign_in(send, path)
        else:
            await _say(send, 401, "You are not signed in, or no longer. Sign in and try again.")


def headers_of(scope: Message) -> dict[str, str]:
    """A request's headers by their names in lower case; of several alike, the last."""
    return {
        bytes(name).decode("latin-1").lower(): bytes(value).decode("latin-1")
        for name, value in scope.get("headers", ())
    }


def cookies_of(headers: Mapping[str, str]) -> dict[str, str]:
    """The cookies that a request carries."""
    pairs = (part.partition("=") for part in headers.get("cookie", "").split(";"))
    return {name.strip(): value.strip().strip('"') for name, sign, value in pairs if sign}


def _of_ours(headers: Mapping[str, str]) -> bool:
    """Whether a changing request comes from one of our pages, or from no page at all.

    A browser says where a request comes from, in Sec-Fetch-Site or Origin; a program says neither.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


async def _say(send: Callable[[Message], Awaitable[None]], status: int, text: str) -> None:
    kind = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": kind})
    await send({"type": "http.response.body", "body": text.encode()})


async def _to_sign_in(send: Callable[[Message], Awaitable[None]], path: str) -> None:
    where = f"{SIGN_IN}?to={quote(path, safe='/')}".encode()
    headers = [(b"location", where), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
