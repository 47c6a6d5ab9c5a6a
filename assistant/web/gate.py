"""Who passes: each request is somebody's, comes from our own pages, and asks for what we serve.

request → whose is it? → sign in, or 401
→ does a strange page send it? → 403
→ does Waymark serve this? → 404
→ the room, the API or a file, with the person attached
"""

from __future__ import annotations

import json
import logging
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

from assistant.people import Asking, Door, Person, TokenExpired
from assistant.web.privacy import App, Message, refusal
from ingest.errors import WaymarkError

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

log = logging.getLogger(__name__)

Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
SIGN_IN = "/sign-in"
_NOTHING = "There is nothing at this address."
_LONGEST = 2_000_000  # bytes of one event of a page; files go another way
# What a browser needs before anybody has signed in: the sign-in page and what it is drawn with. And
# scripts and styles, ours and Gradio's: the same for all the world, and dozens for each page.
_OPEN = re.compile(
    r"/(sign-in|alive|own/[\w.-]+|assets/[\w-]+(\.[\w-]+)*\.(js|css)|favicon\.ico|robots\.txt)"
)
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


class Visits:
    """Which open page belongs to whom. Gradio sends a page its answers by the page's own key.

    The key is made up by the browser, so knowing one must not be enough to read along. The first
    who uses a key has it; the ones unused for longest are forgotten.
    """

    def __init__(self, most: int = 10_000) -> None:
        self._most = most
        self._owners: OrderedDict[str, str] = OrderedDict()

    def belongs(self, key: str, name: str) -> bool:
        """Whether the page with that key is this person's; an unknown one is from now on."""
        owner = self._owners.setdefault(key, name)
        self._owners.move_to_end(key)
        while len(self._owners) > self._most:
            self._owners.popitem(last=False)
        return owner == name


class Gate:
    """ASGI layer in front of everything that Waymark serves."""

    def __init__(self, app: App, door: Door) -> None:
        """Stand in front of `app`; `door` knows people."""
        self.app = app
        self.door = door
        self.visits = Visits()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Attach the person and pass the request on, or answer why not."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # no room uses a web socket
            return
        from starlette.concurrency import run_in_threadpool

        path, method = str(scope["path"]), str(scope["method"])
        client = scope.get("client")
        asking = Asking.of(scope["headers"], str(client[0]) if client else None)
        if path.startswith("/gradio_api/") and not _GRADIO.fullmatch(path):
            await _say(send, path, 404, _NOTHING)
            return
        if method not in _READING and not _of_ours(asking.headers):
            await _say(send, path, 403, "This was sent by another site's page, so it was not done.")
            return
        if _OPEN.fullmatch(path):
            await self.app({**scope, "waymark.asking": asking}, receive, send)
            return
        try:
            person = await run_in_threadpool(self.door.person, asking)
        except TokenExpired as error:
            await _say(send, path, 401, str(error))
            return
        except WaymarkError:
            log.exception("It cannot be told who asks")
            await _say(
                send, path, 503, "Waymark cannot tell who you are just now. Try again later."
            )
            return
        if person is not None:
            scope = {**scope, "waymark.person": person, "waymark.asking": asking}
            received = await self._own_page(scope, person, receive, send)
            if received is not None:
                await self.app(scope, received, send)
        elif method == "GET" and "text/html" in asking.headers.get("accept", ""):
            await _to_sign_in(send, path, scope.get("query_string", b"").decode("latin-1"))
        else:
            await _say(
                send, path, 401, "You are not signed in, or no longer. Sign in and try again."
            )

    async def _own_page(
        self, scope: Message, person: Person, receive: Receive, send: Send
    ) -> Receive | None:
        """How to go on reading the request; None where its page is another person's."""
        path = str(scope["path"]).rstrip("/")
        if not path.startswith("/gradio_api/"):
            return receive
        keys = parse_qs(bytes(scope["query_string"]).decode("latin-1")).get("session_hash", [])
        if path.startswith("/gradio_api/heartbeat/"):
            keys = [*keys, path.rsplit("/", 1)[1]]
        if scope["method"] == "POST":
            body = await _body(receive)
            if body is None:
                await _say(send, path, 413, "That is more than a page ever sends.")
                return None
            keys = [*keys, *_keys_in(body)]
            receive = _again(body, receive)
        if all(self.visits.belongs(key, person.name) for key in keys):
            return receive
        await _say(send, path, 404, _NOTHING)
        return None


async def _body(receive: Receive) -> bytes | None:
    """The whole of a request's body, None where it is too long."""
    parts, size = [], 0
    while True:
        message = await receive()
        parts.append(bytes(message.get("body", b"")))
        size += len(parts[-1])
        if size > _LONGEST:
            return None
        if message["type"] != "http.request" or not message.get("more_body"):
            return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives a body which was read already, and then goes on with the real one."""
    waiting = [body]

    async def given() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return given


def _keys_in(body: bytes) -> list[str]:
    try:
        said = json.loads(body)
    except ValueError:
        return []
    key = said.get("session_hash") if isinstance(said, dict) else None
    return [str(key)] if key is not None else []


def _of_ours(headers: Mapping[str, str]) -> bool:
    """Whether a changing request comes from one of our pages, or from no page at all.

    A browser says where a request comes from, in Sec-Fetch-Site or Origin; a program says neither.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


async def _say(send: Send, path: str, status: int, text: str) -> None:
    for message in refusal(path, status, text):
        await send(message)


async def _to_sign_in(send: Send, path: str, query: str) -> None:
    page = f"{quote(path, safe='/')}?{query}" if query else quote(path, safe="/")
    where = f"{SIGN_IN}?to={quote(page, safe='/')}".encode()
    headers = [(b"location", where), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
