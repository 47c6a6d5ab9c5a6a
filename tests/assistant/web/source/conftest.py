"""A Library of small real papers, their routes served alone, and a page that opens them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.responses import FileResponse, HTMLResponse
from starlette.middleware import Middleware

import assistant.web
from assistant.people import LOCAL
from assistant.web.privacy import LocalOnly
from assistant.web.server import free_port
from assistant.web.source import opener, panel_link, source_router
from assistant.web.words import Words, load_words
from ingest.library import Library
from tests.assistant.web.source.made import (
    QUOTE,
    make_library,
    open_library,
    paper_called,
    span_of,
    write_papers,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


STATIC = Path(assistant.web.__file__).parent / "static"
OPENED = {"plain.pdf": QUOTE, "over-pages.pdf": "pay for", "rules.md": QUOTE,
          "scanned.pdf": ""}  # fmt: skip


@pytest.fixture(scope="session")
def words() -> Words:
    return load_words()


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("source")
    write_papers(folder / "papers")
    make_library(folder / "papers", folder / "library")
    return folder


@pytest.fixture(scope="session")
def library(papers: Path) -> Iterator[Library]:
    with open_library(papers / "library") as library:
        yield library


def _home(library: Library) -> str:
    """A page with the panel's style and script, and a marker for each paper to open."""
    buttons = []
    for name, quote in OPENED.items():
        paper = paper_called(library, name)
        start, end = span_of(paper, quote) if quote else (0, 10)
        end += 30 if name == "over-pages.pdf" else 0  # onto the next page
        buttons.append(opener(panel_link(paper.record.id, start, end), name, kind="wm-marker"))
    return (
        '<!doctype html><html lang="en-GB"><head><title>Opening sources</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/1-style.css"><link rel="stylesheet" href="/2-source.css">'
        '</head><body class="light"><main><h1>Answer</h1><p>What the papers say.</p>'
        f"{''.join(buttons)}"
        '<button type="button" data-wm="source" data-href="/source/999999/panel">gone</button>'
        '<p><label>Question <input id="box"></label></p></main>'
        '<script src="/2-source.js"></script></body></html>'
    )


@pytest.fixture(scope="session")
def served(library: Library) -> Iterator[str]:
    """The address of a server with nothing but the routes, the style and the script."""
    app = FastAPI(middleware=[Middleware(LocalOnly)])
    app.include_router(source_router(lambda: library, lambda request: LOCAL))
    home = _home(library)

    @app.get("/")
    def page() -> HTMLResponse:
        return HTMLResponse(home)

    @app.get("/favicon.ico")
    def icon() -> HTMLResponse:
        return HTMLResponse("", status_code=404)

    @app.get("/{name}")
    def static(name: str) -> FileResponse:
        return FileResponse(STATIC / name)

    port = free_port("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture
def home(browser: Browser, served: str) -> Iterator[Page]:
    """The page, opened on a desk. Fails on an error in its script."""
    yield from opened(browser, served, 1280, 900)


@pytest.fixture
def phone(browser: Browser, served: str) -> Iterator[Page]:
    """The page, opened on a phone."""
    yield from opened(browser, served, 390, 780)


def opened(browser: Browser, address: str, width: int, height: int) -> Iterator[Page]:
    with browser.new_context(viewport={"width": width, "height": height}) as context:
        context.set_default_timeout(10_000)
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        yield page
        assert errors == []
