"""Before there is any paper: each room says what to do first, and doing that is enough."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.fakes_people import WORDS
from tests.fakes_rooms import PEOPLE, serve_rooms

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PAPER = {"name": "lamp.md", "mimeType": "text/markdown", "buffer": b"# The lamp\n\nIt is red.\n"}


def signed_in(context: BrowserContext, name: str) -> Page:
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(WORDS)
    page.get_by_role("button", name="Sign in").click()
    page.locator(".wm-header nav").wait_for()
    return page


def test_every_room_says_what_to_do_first_and_the_first_paper_can_be_asked(
    browser: Browser, tmp_path: Path
) -> None:
    rooms = serve_rooms(tmp_path, empty=True)
    assert {"Ed", "Bo"} < PEOPLE.keys()
    with browser.new_context(base_url=rooms.address) as context:
        page = signed_in(context, "Ed")
        expect(page.get_by_role("heading", name="There are no papers to ask yet")).to_be_visible()
        expect(page.locator("#wm-main")).to_contain_text("Librarians add papers")
        expect(page.get_by_label("Your question")).to_be_disabled()
        assert str(tmp_path) not in page.content()
        page.goto("/next")
        expect(page.get_by_text("No workstream is in the register yet")).to_be_visible()
        page.goto("/library")
        expect(page.locator(".wm-empty")).to_contain_text("Librarians add papers")
    with browser.new_context(base_url=rooms.address) as context:
        page = signed_in(context, "Bo")
        page.goto("/quality")
        expect(page.get_by_text("No evaluation has been made yet")).to_be_visible()
        page.goto("/")
        page.get_by_role("link", name="Add papers").click()
        page.locator("#wm-files").set_input_files([PAPER])
        page.get_by_role("button", name="Add to the library").click()
        expect(page.locator(".wm-job", has_text="Added")).to_be_visible(timeout=60_000)
        page.goto("/")
        expect(page.get_by_label("Your question")).to_be_enabled()
