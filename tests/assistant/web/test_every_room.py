"""Every room over a Library whose papers, people and conversations have hostile names.

One real Library, one served application, one walk: in light and dark, wide and narrow, axe finds
nothing serious, nothing that somebody else wrote runs, and no request leaves this machine.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from assistant.ask import Assistant
from assistant.feedback import Feedback, FeedbackStore, Place, Verdict
from assistant.model import Status
from assistant.people import Account, Contents, PeopleFile, Role
from assistant.register import Register, record
from assistant.web.library.desk import Desk
from assistant.web.server import _server, application, free_port
from assistant.web.site import Site
from ingest.run import ingest
from ingest.settings import Settings
from tests.assistant.register.made import TODAY, event, real
from tests.assistant.web.next.desk_fakes import with_examples
from tests.fakes import FakeEmbedder
from tests.fakes_people import WORDS, cheap

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PERSON = "<img src=x onerror=window.hit='person'>"
TITLE = "<script>window.hit='title'</script> [title](javascript:window.hit='link')"
HEADING = "Fees <img src=x onerror=window.hit='heading'> ![x](x) `${window.hit='code'}`"
TALK = "<img src=x onerror=window.hit='talk'>"
STREAM = "Island <img src=x onerror=window.hit='stream'> ferry"
FILE = "fees <img src=x onerror=window.hit='file'>.md"
PAPER = f"""---
title: "{TITLE} **bold**"
meeting: "<b onmouseover=window.hit='meeting'>Board</b>"
version: "<svg onload=window.hit='version'>"
date_basis: "undated; <img src=x onerror=window.hit='basis'>"
---
# {HEADING}

The berth fee in Harbour Lane is 12 pounds a day <img src=x onerror=window.hit='text'>.

| Berth | <img src=x onerror=window.hit='cell'> |
|---|---|
| North | <script>window.hit='row'</script> |
"""
QUESTION = "What is the berth fee in Harbour Lane?"
BAD = ("serious", "critical")


@dataclass(frozen=True)
class Served:
    """Where it is, and its Library."""

    address: str
    library: Path


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Served:
    folder = tmp_path_factory.mktemp("every")
    papers, library, users = folder / "papers", folder / "library", folder / "people.json"
    papers.mkdir()
    (papers / FILE).write_text(PAPER, encoding="utf-8")
    account = Account(PERSON, Role.ADMIN, (), cheap().hash(WORDS))
    made = Contents({PERSON.casefold(): account}, {"default": ("everybody",)})
    PeopleFile(users, cheap()).change(lambda _: made, begin=made)
    port = free_port("127.0.0.1", 0)
    settings = Settings(library=library, users=users, port=port, runs=folder / "runs")
    assert not ingest([papers], settings, FakeEmbedder()).failed
    with_examples(library)
    begun = event("submit", "S01", workstream=STREAM, person=PERSON, role=TALK, reason=HEADING)
    record(Register.open(library, write=True), real(), begun, TODAY, new=True)
    FeedbackStore(library).add(
        Feedback(HEADING, Status.ANSWERED, Verdict.DOWN, (), (Place(FILE, None, 0, 5),),
                 comment=TITLE, who=PERSON)
    )  # fmt: skip
    site = Site.of(Assistant(settings, FakeEmbedder()), settings)
    desk = Desk(settings, site.audit, site.words, FakeEmbedder)
    server = _server(application(site, desk), "127.0.0.1", port)
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.02)
    return Served(f"http://127.0.0.1:{port}", library)


@contextmanager
def signed_in(browser: Browser, rooms: Served, **size: Any) -> Iterator[Page]:
    """A page of somebody who has signed in. Fails on errors of its script and on foreign hosts."""
    size = {"viewport": {"width": 1280, "height": 800}, **size}
    with browser.new_context(base_url=rooms.address, **size) as context:
        context.set_default_timeout(20_000)
        page = context.new_page()
        errors: list[str] = []
        asked: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda socket: asked.append(socket.url))
        page.goto("/sign-in")
        page.get_by_label("Name").fill(PERSON)
        page.get_by_label("Password").fill(WORDS)
        page.get_by_role("button", name="Sign in").click()
        page.locator("#wm-box textarea").wait_for()
        yield page
        assert errors == []
        outside = [url for url in asked if not url.startswith(("data:", "blob:"))]
        assert {urlsplit(url).hostname for url in outside} == {"127.0.0.1"}


def ask(page: Page, question: str = QUESTION) -> None:
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    page.locator("#wm-current .wm-verdict").wait_for()


def _ask(page: Page) -> None:
    page.goto("/")
    page.locator(".wm-out").wait_for()


def _answered(page: Page) -> None:
    ask(page)


def _source(page: Page) -> None:
    page.locator("#wm-current [data-wm=source]").first.click()
    page.locator("#wm-src-title").wait_for()


def _read(page: Page) -> None:
    page.get_by_role("button", name="As the assistant reads it").click()
    page.get_by_text("What was taken from the file").wait_for()


def _talks(page: Page) -> None:
    page.keyboard.press("Escape")
    talks = page.get_by_role("button", name="Conversations", exact=True)
    if talks.get_attribute("aria-expanded") == "false":
        talks.click()
    page.locator(".wm-talk .wm-dots").first.click()
    page.locator("[data-wm=talk-rename]").first.click()
    page.locator(".wm-talk-rename input").first.fill(TALK)
    page.keyboard.press("Enter")
    expect(page.locator(".wm-talk").first).to_contain_text(TALK)


def _deleting(page: Page) -> None:
    page.locator(".wm-talk .wm-dots").first.click()
    page.locator("[data-wm=talk-delete]").first.click()
    expect(page.locator("#wm-deleting")).to_contain_text(TALK)


def _part(path: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(path)
        page.locator(".wm-part:not([aria-busy])").wait_for()
        page.locator(".wm-out").wait_for()

    return go


def _paper(page: Page) -> None:
    page.get_by_role("link", name=TITLE).click()
    page.locator(".wm-two").wait_for()


def _add(page: Page) -> None:
    _part("/library?add=1")(page)
    paper = {"name": FILE, "mimeType": "text/markdown", "buffer": b"x"}
    page.locator("#wm-files").set_input_files([paper])
    page.locator(".wm-files li").wait_for()


def _next(page: Page) -> None:
    page.goto("/next")
    page.locator(".wm-nx-portfolio").wait_for()
    page.locator(".wm-out").wait_for()


def _stream(page: Page) -> None:
    page.get_by_role("link", name=STREAM).click()
    page.locator(".wm-nx-map").wait_for()


def _detail(page: Page) -> None:
    page.goto(f"{page.url}&d=S01")
    page.get_by_role("dialog").locator("#wm-nx-title").wait_for()


def _form(page: Page) -> None:
    page.get_by_role("dialog").get_by_role("button", name="Add a note").click()
    page.get_by_role("button", name="Check before recording").click()
    page.get_by_role("alert").wait_for()


def _draft(page: Page) -> None:
    page.goto("/draft")
    page.locator(".wm-out").wait_for()


def _expired(page: Page) -> None:
    page.evaluate("document.querySelector('#wm-signing').showModal()")


def _sign_in(page: Page) -> None:
    page.context.clear_cookies()
    page.goto("/sign-in?to=/library")


WALK: tuple[Callable[[Page], None], ...] = (
    _ask, _answered, _source, _read, _talks, _deleting,
    _next, _stream, _detail, _form,
    _part("/library"), _paper, _add, _part("/quality"), _part("/audit"),
    _draft, _expired, _sign_in,
)  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_room_is_free_of_barriers_and_of_what_others_wrote(
    browser: Browser, rooms: Served, scheme: str, width: int
) -> None:
    size = {"width": width, "height": 844}
    with signed_in(browser, rooms, viewport=size, color_scheme=scheme) as page:
        for number, go in enumerate(WALK):
            go(page)
            where = f"{number}: {page.url}"
            found = [
                f"{one['id']}: {one['nodes'][0]['html'][:160]}"
                for one in Axe().run(page).response["violations"]
                if one["impact"] in BAD
            ]
            assert found == [], where
            assert page.evaluate("window.hit") is None, where
            assert page.locator("img[src=x], [onerror], [onload], [onmouseover]").count() == 0
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, where


def test_what_others_wrote_is_shown_as_it_stands(browser: Browser, rooms: Served) -> None:
    with signed_in(browser, rooms) as page:
        expect(page.locator(".wm-holds")).to_contain_text(PERSON)
        ask(page)
        around = page.locator("#wm-current .wm-said")  # the answer is a box, what is around it none
        expect(around).to_have_css("background-color", "rgba(0, 0, 0, 0)")
        card = page.locator("#wm-current .wm-card").first
        expect(card).to_contain_text(TITLE)
        expect(card).to_contain_text(FILE)
        expect(card).to_contain_text("<img src=x onerror=window.hit='basis'>")
        _source(page)
        expect(page.locator("#wm-src-title")).to_contain_text(TITLE)
        _part("/library")(page)
        expect(page.get_by_role("link", name=TITLE)).to_be_visible()
        _paper(page)
        expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
        expect(page.locator("#wm-room")).to_contain_text("<svg onload=window.hit='version'>")
        _part("/quality")(page)
        expect(page.locator(".wm-triage")).to_contain_text(TITLE)
        _part("/audit")(page)
        expect(page.locator(".wm-audit-table")).to_contain_text(PERSON)
        _next(page)
        _stream(page)
        expect(page.get_by_role("heading", level=1)).to_have_text(STREAM)
        assert page.evaluate("window.hit") is None


def _tab_to(page: Page, selector: str, most: int = 60) -> None:
    for _ in range(most):
        if page.evaluate("s => !!document.activeElement?.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached within {most} steps of Tab")


def test_the_keyboard_alone_leads_from_a_question_to_its_source_and_back(
    browser: Browser, rooms: Served
) -> None:
    with signed_in(browser, rooms) as page:
        page.goto("/")
        page.locator(".wm-out").wait_for()
        _tab_to(page, "#wm-box textarea")
        page.keyboard.type(QUESTION)
        page.keyboard.press("Enter")
        page.locator("#wm-current .wm-verdict").wait_for()
        page.evaluate("document.activeElement.blur()")
        _tab_to(page, "#wm-current .wm-marker")
        page.keyboard.press("Enter")
        card = page.locator("#wm-current .wm-card").first
        expect(card).to_be_focused()
        _tab_to(page, "#wm-current .wm-open", 4)
        page.keyboard.press("Enter")
        expect(page.locator("#wm-src-title")).to_be_focused()
        expect(page.locator("#wm-source mark").first).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#wm-source")).to_be_hidden()
        expect(page.locator("#wm-current .wm-open").first).to_be_focused()
