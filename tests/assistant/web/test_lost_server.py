"""A server that is killed: the page says so in our words alone, and goes on when it is back."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from assistant.web.server import free_port
from tests.command_line import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SERVED = """
import sys
from assistant.web import serve
from ingest.settings import load_settings
from tests.assistant.web.ask.test_asking import SlowAnswerer
from tests.fakes_web import ScriptedAnswerer
answerer = {"slow": SlowAnswerer, "quick": ScriptedAnswerer}[sys.argv[1]]()
serve(answerer, load_settings(), on_ready=lambda address: print(address, flush=True))
"""


@contextmanager
def served(kind: str, folder: Path, port: int) -> Iterator[str]:
    """A server in a process of its own, which is killed in the end."""
    environment = {**os.environ, "WAYMARK_PORT": str(port), "WAYMARK_LIBRARY": str(folder)}
    process = subprocess.Popen(
        [sys.executable, "-c", SERVED, kind],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_server_killed_in_mid_answer_is_said_in_our_words_and_found_again(
    browser: Browser, tmp_path: Path
) -> None:
    port = free_port("127.0.0.1", 0)
    with browser.new_context() as context:
        page = context.new_page()
        with served("slow", tmp_path, port) as address:
            page.goto(address)
            page.locator(".wm-example").first.click()
            expect(page.locator("#wm-current")).to_contain_text("At its meeting of 27 March 2024")
        expect(page.locator("#wm-lost")).to_be_visible()
        expect(page.locator(".toast-body")).to_be_hidden()
        box = page.get_by_label("Your question")
        box.fill("What does parking cost?")
        with served("quick", tmp_path, port):
            expect(page.locator(".wm-interrupted")).to_be_visible(timeout=30_000)
            expect(page.locator("#wm-lost")).to_be_hidden()
            expect(box).to_have_value("What does parking cost?")
            page.get_by_role("button", name="Ask", exact=True).click()
            expect(page.locator("#wm-current .wm-no_evidence")).to_be_visible()
        box.fill("And to a scan?")
        page.keyboard.press("Enter")
        expect(page.locator("#wm-lost")).to_be_visible()
        expect(page.locator(".toast-body")).to_be_hidden()
        expect(box).to_have_value("And to a scan?")
