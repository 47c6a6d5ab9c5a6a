"""No request leaves the machine: not from the page, not from the server's process."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Response

ROOT = Path(__file__).resolve().parents[3]

# Runs before anything else in the server's process and cannot be taken off again. It sees names
# being looked up as well as connections, of every thread and library that goes through Python.
GUARD = """
import os, sys
log = open(os.environ["GUARD_LOG"], "a", buffering=1)
print("guarded", file=log)
def hook(event, args):
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event in ("socket.connect", "socket.sendto"):
        host = args[1][0] if isinstance(args[1], tuple) else "127.0.0.1"
    elif event in ("socket.gethostbyname", "socket.gethostbyaddr"):
        host = args[0]
    else:
        return
    print(host if isinstance(host, str) else repr(host), file=log)
sys.addaudithook(hook)
"""
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
# Whatever makes a browser fetch: attributes that load (not a link that a person may follow, nor a
# <meta> that only names), url(…) and @import.
LOADS = re.compile(
    r"""<(?:script|link|img|iframe|source|video|audio)\b[^>]*?(?:src|href)=["']?(?:https?:)?//"""
    r"""|url\(\s*["']?(?:https?:)?//|@import\s+(?:url\()?["']?(?:https?:)?//""",
    re.IGNORECASE,
)


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The scripted page in a process of its own, with a guard, behind a proxy that is not there."""
    (tmp_path / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    log = tmp_path / "hosts.log"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GRADIO")},
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)]),
        "GUARD_LOG": str(log),
        "WAYMARK_PORT": "0",
        "HTTP_PROXY": "http://192.0.2.1:9",
        "HTTPS_PROXY": "http://192.0.2.1:9",
        "HOME": str(tmp_path),
    }
    environment.pop("HF_HUB_OFFLINE", None)
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.fakes_web"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout
    try:
        yield server.stdout.readline().strip(), log
    finally:
        server.terminate()
        server.wait(10)
        server.stdout.close()


def test_no_request_leaves_the_machine(browser: Browser, guarded: tuple[str, Path]) -> None:
    address, log = guarded
    assert address.startswith("http://127.0.0.1:")
    asked: list[str] = []
    texts: dict[str, str] = {}

    def keep(response: Response) -> None:
        kind = response.headers.get("content-type", "")
        if kind.startswith(("text/html", "text/css")):
            texts[response.url] = response.text()

    with browser.new_context() as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda socket: asked.append(socket.url))
        page.on("requestfinished", lambda request: keep(request.response()))
        page.goto(address)
        page.locator(".wm-example").first.click()
        page.get_by_role("button", name="Copy answer with sources").wait_for()
        page.get_by_label("Your question").fill("hostile")
        page.keyboard.press("Enter")
        expect(page.locator("#wm-current .wm-question")).to_contain_text("hostile")
        page.locator("#wm-current [data-wm=copy]").wait_for()
        outside = page.evaluate(
            """() => performance.getEntriesByType("resource").map(entry => entry.name)"""
        )

    hosts = {urlsplit(url).hostname for url in [*asked, *outside] if not _inline(url)}
    assert hosts == {"127.0.0.1"}
    assert any(kind.endswith(".css") for kind in texts), "the style sheets were looked at"
    assert {url: LOADS.findall(text) for url, text in texts.items() if LOADS.search(text)} == {}
    reached = set(log.read_text(encoding="utf-8").split())
    assert "guarded" in reached, "the guard was there"
    assert reached - {"guarded"} <= LOOPBACK


def _inline(url: str) -> bool:
    return url.startswith(("data:", "blob:"))


def test_the_browser_refuses_what_a_page_would_load_from_elsewhere(
    browser: Browser, address: str
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        page.locator(".wm-example").first.wait_for()
        refused = page.evaluate(
            """() => new Promise(done => {
                document.addEventListener("securitypolicyviolation", e => done(e.blockedURI));
                const image = document.createElement("img");
                image.src = "http://192.0.2.1/seen.png";
                document.body.append(image);
            })"""
        )
    assert refused.startswith("http://192.0.2.1")
