"""Keeping everything on this machine: what the server's libraries and the browser are told."""

from __future__ import annotations

import json
import os
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
App = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]],
    Awaitable[None],
]

# The browser itself refuses whatever else a page might ask for. Gradio starts with inline scripts
# and compiles its templates, hence the two 'unsafe-' words; where they may load from is still here.
CONTENT_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "media-src 'self' blob:",
        "worker-src 'self' blob:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
# A browser's own viewer for PDF stands in a page that the browser makes. Some versions hold that
# page to the file's policy: without objects or styles, or in a sandbox, the file is "blocked". A
# PDF cannot act here whatever stands in it, as it is never taken for anything else (nosniff).
PDF_POLICY = "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
HEADERS = (
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-dns-prefetch-control", b"off"),
)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_QUIET = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_SHARE": "False",
    "GRADIO_SSR_MODE": "False",
    "GRADIO_RUN_HISTORY": "False",
    "GRADIO_MCP_SERVER": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "ANONYMIZED_TELEMETRY": "False",
}


def stay_local() -> None:
    """Tell the libraries, through the environment, to reach for nothing outside.

    Call it before Gradio is imported: some of these are read at that moment. Gradio also checks its
    own address over HTTP when it starts, which must not go to a proxy of the organisation.
    """
    os.environ.update(_QUIET)
    for name in ("NO_PROXY", "no_proxy"):
        known = [host for host in os.environ.get(name, "").split(",") if host]
        missing = [host for host in _LOOPBACK if host not in known]
        os.environ[name] = ",".join(known + missing)


class LocalOnly:
    """ASGI layer that puts `HEADERS` and a policy on responses and refuses strangers' host names.

    A page elsewhere can point its own name at 127.0.0.1 and so read a server that listens there;
    such a request carries that name. `hosts` are the names that are ours, empty for any (when the
    server listens beyond this machine, its names are for whoever runs it to know).
    """

    def __init__(self, app: App, hosts: frozenset[str] = frozenset()) -> None:
        """Stand in front of `app`."""
        self.app = app
        self.hosts = hosts

    async def __call__(
        self,
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        """Pass the request on, or answer 400 to a host name that is not ours."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                said = {bytes(name).lower() for name, _ in headers}
                ours = [header for header in HEADERS if header[0] not in said]
                message = {**message, "headers": [*headers, *ours, _policy(headers)]}
            await send(message)

        if self.hosts and _host(scope) not in self.hosts:
            text = "This address is not one that Waymark answers to. Use the one it printed."
            for message in refusal(str(scope["path"]), 400, text):
                await send_with_headers(message)
            return
        await self.app(scope, receive, send_with_headers)


def refusal(path: str, status: int, text: str) -> tuple[Message, Message]:
    """The response that says why a request is not passed on: words, or JSON for a program.

    Under `/api/` and `/mcp` it has the shape of the API's own errors, and a 401 says what to show.
    """
    headers = [(b"cache-control", b"no-store")]
    if path.startswith(("/api/", "/mcp/")) or path == "/mcp":
        headers.append((b"content-type", b"application/json"))
        if status == 401:
            headers.append((b"www-authenticate", b"Bearer"))
        body = json.dumps({"detail": text}).encode()
    else:
        headers.append((b"content-type", b"text/plain; charset=utf-8"))
        body = text.encode()
    return (
        {"type": "http.response.start", "status": status, "headers": headers},
        {"type": "http.response.body", "body": body},
    )


def hosts_for(host: str) -> frozenset[str]:
    """The host names a browser may use for a server that listens on `host`."""
    return frozenset({*_LOOPBACK}) if host in _LOOPBACK else frozenset()


def _policy(headers: Iterable[tuple[bytes, bytes]]) -> tuple[bytes, bytes]:
    """The policy for a response with those headers."""
    kinds = [bytes(value) for name, value in headers if bytes(name).lower() == b"content-type"]
    policy = PDF_POLICY if kinds == [b"application/pdf"] else CONTENT_POLICY
    return b"content-security-policy", policy.encode()


def _host(scope: Message) -> str:
    for name, value in scope.get("headers", ()):
        if name == b"host":
            host = bytes(value).decode("latin-1")
            return host[1:].split("]")[0] if host.startswith("[") else host.rsplit(":", 1)[0]
    return ""
