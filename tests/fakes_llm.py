"""Scripted language models: one that is called, and one behind a real socket that misbehaves."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from assistant.llm import Request


@dataclass
class ScriptedModel:
    """Writes `reply` a few characters at a time, then raises `error` if there is one.

    `asked` keeps the requests, `closed` says whether somebody gave up in the middle.
    """

    reply: str = ""
    error: Exception | None = None
    name: str = "scripted"
    asked: list[Request] = field(default_factory=list)
    closed: bool = False

    def write(self, request: Request, seconds: float) -> Iterator[str]:
        """The reply, seven characters a piece."""
        self.asked.append(request)
        try:
            for at in range(0, len(self.reply), 7):
                yield self.reply[at : at + 7]
        except GeneratorExit:
            self.closed = True
            raise
        if self.error:
            raise self.error


class ScriptedServer:
    """An OpenAI-compatible server on 127.0.0.1 that does what `behaviour` says.

    well        replies `reply` in pieces
    cut         closes the connection in the middle
    silent      accepts, and never answers
    drip        sends a comment now and then, and nothing else
    500, 404    an error with that status
    nonsense    pieces that are no JSON
    page        a web page with status 200
    redirect    sends the client to `elsewhere`
    """

    def __init__(self, behaviour: str = "well", reply: str = "", elsewhere: str = "") -> None:
        self.behaviour = behaviour
        self.reply = reply
        self.elsewhere = elsewhere
        self.requests: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.stopping = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """What WAYMARK_LLM_URL would be."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                """Nothing on the terminal."""

            def _told(self) -> dict[str, str]:
                return {name.lower(): value for name, value in self.headers.items()}

            def do_GET(self) -> None:
                outer.requests.append((self.path, self._told(), {}))
                self._body(200, json.dumps({"data": [{"id": "small"}]}), "application/json")

            def do_POST(self) -> None:
                length = int(self.headers["content-length"])
                sent = json.loads(self.rfile.read(length))
                outer.requests.append((self.path, self._told(), sent))
                behaviour = outer.behaviour
                if behaviour.isdigit():
                    self._body(int(behaviour), '{"error": {"message": "out of memory"}}')
                elif behaviour == "redirect":
                    self.send_response(307)
                    self.send_header("location", outer.elsewhere)
                    self.send_header("content-length", "0")
                    self.end_headers()
                elif behaviour == "page":
                    self._body(200, "<html><p>Please log in.</p></html>", "text/html")
                elif behaviour == "silent":
                    outer.stopping.wait(30)
                else:
                    self._stream(behaviour)

            def _stream(self, behaviour: str) -> None:
                self.send_response(200)
                self.send_header("content-type", "text/event-stream")
                self.send_header("transfer-encoding", "chunked")
                self.end_headers()
                if behaviour == "drip":
                    while not outer.stopping.is_set() and self._chunk(": still here\n\n"):
                        time.sleep(0.05)
                    return
                if behaviour == "nonsense":
                    self._chunk("data: {this is no JSON\n\n")
                    return
                for at in range(0, len(outer.reply), 9):
                    self._chunk(_event({"content": outer.reply[at : at + 9]}, None))
                if behaviour == "cut":
                    self.close_connection = True
                    return
                self._chunk(_event({}, "stop") + "data: [DONE]\n\n")
                self.wfile.write(b"0\r\n\r\n")

            def _chunk(self, text: str) -> bool:
                data = text.encode()
                try:
                    self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
                    self.wfile.flush()
                except OSError:  # the client has gone
                    return False
                return True

            def _body(self, status: int, text: str, kind: str = "application/json") -> None:
                data = text.encode()
                self.send_response(status)
                self.send_header("content-type", kind)
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        return Handler


def _event(delta: dict[str, str], ended: str | None) -> str:
    chunk = {
        "id": "1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "small",
        "choices": [{"index": 0, "delta": delta, "finish_reason": ended}],
    }
    return f"data: {json.dumps(chunk)}\n\n"
