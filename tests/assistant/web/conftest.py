"""A served page with a scripted answerer behind it, and a browser to look at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.web import serve
from assistant.web.words import Words, load_words
from ingest.settings import Settings
from tests.fakes_web import ScriptedAnswerer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def words() -> Words:
    return load_words()


@pytest.fixture(scope="session")
def answerer() -> ScriptedAnswerer:
    return ScriptedAnswerer()


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the served page keeps conversations and feedback."""
    return tmp_path_factory.mktemp("library")


@pytest.fixture(scope="session")
def address(answerer: ScriptedAnswerer, library: Path) -> str:
    """Where the scripted answerer is served; the server ends with the test run."""
    settings = Settings(port=0, max_question_chars=200, library=library)
    return serve(answerer, settings, block=False, on_ready=lambda _: None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"no browser: {CHROMIUM} is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page opened and ready to be asked. Fails on an error in its own script."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        context.set_default_timeout(10_000)
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        page.locator(".wm-example").first.wait_for()
        yield page
        assert errors == []
