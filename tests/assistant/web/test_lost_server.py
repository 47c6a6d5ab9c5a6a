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
from tests.assistant.web.next.desk_fakes import with_examples
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


def test_a_form_in_another_room_stays_as_it_is_and_no_reload_is_offered(
    browser: Browser, tmp_path: Path
) -> None:
    with_examples(tmp_path)
    port = free_port("127.0.0.1", 0)
    with browser.new_context() as context:
        page = context.new_page()
        with served("quick", tmp_path, port) as address:
            page.goto(f"{address}next?w=Stroke&d=D13")
            page.get_by_role("dialog").get_by_role("button", name="Add a note").click()
            words = page.get_by_label("What should be noted")
            words.fill("The board met twice")
        page.evaluate("fetch('/alive').catch(() => {})")  # the page looks by itself, but seldom
        expect(page.locator("#wm-lost")).to_be_visible()
        expect(words).to_have_value("The board met twice")
        with served("quick", tmp_path, port):
            expect(page.locator("#wm-back")).to_be_visible(timeout=30_000)
            expect(page.locator("#wm-lost")).to_be_hidden()
            expect(page.get_by_role("button", name="Load this page again")).to_have_count(0)
            expect(words).to_have_value("The board met twice")
            page.get_by_role("button", name="Check before recording").click()
            expect(page.locator(".wm-nx-problems")).to_be_visible()
            expect(words).to_have_value("The board met twice")
