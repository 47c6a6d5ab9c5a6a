"""Conversations in the browser: they last, have names, can be taken away and deleted."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from assistant.audit import AuditLog, What
from assistant.conversation.kept import ConversationStore
from assistant.web import serve
from ingest.settings import Settings
from tests.assistant.web.ask.test_asking import SlowAnswerer
from tests.assistant.web.test_browser import ask, done
from tests.fakes_web import HOSTILE, RISK, ScriptedAnswerer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUESTION = "What was the Board asked to do?"


def _settled(page: Page, question: str = QUESTION) -> None:
    expect(page.locator("#wm-current .wm-question")).to_contain_text(question)
    expect(page.locator("#wm-current .wm-turn")).to_have_attribute("data-state", "answered")


def _noted(library: Path, id: str) -> list[What]:
    """What is on record of a conversation, the oldest first."""
    rows = reversed(AuditLog(library).rows())
    return [row.what for row in rows if row.detail.get("conversation") == id]


def test_a_reload_and_a_second_tab_show_the_same_conversation(page: Page, library: Path) -> None:
    ask(page, QUESTION)
    ask(page, "What does parking cost?")
    address = page.url
    assert "?c=" in address
    page.reload()
    _settled(page, "What does parking cost?")
    expect(page.locator("#wm-history .wm-question")).to_contain_text(QUESTION)
    page.get_by_role("button", name="Source 2", exact=True).click()
    expect(page.locator("#wm-t1-c2")).to_be_focused()
    assert page.locator("#wm-t1-c2 mark").text_content() == RISK.quote
    other = page.context.new_page()
    other.goto(address)
    _settled(other, "What does parking cost?")
    ask(other, "And to a scan?")
    ask(page, QUESTION)
    expect(page.locator("article h2")).to_have_count(4)
    expect(page.locator("#wm-current .wm-turn")).to_have_attribute("data-turn", "4")
    assert _noted(library, address.split("?c=")[1]) == [What.ASKED, What.ANSWERED] * 4


def test_a_restarted_server_shows_the_same_conversation(browser: Browser, tmp_path: Path) -> None:
    settings = Settings(port=0, library=tmp_path)

    def started() -> str:
        return serve(ScriptedAnswerer(), settings, block=False, on_ready=lambda _: None)

    with browser.new_context() as context:
        page = context.new_page()
        page.goto(started())
        page.locator(".wm-example").first.click()
        done(page, QUESTION)
        id = page.url.split("?c=")[1]
        page.goto(f"{started()}?c={id}")
        _settled(page)
        expect(page.locator("#wm-current .wm-cards .wm-card")).to_have_count(4)
        page.reload()
        _settled(page)
        noted = _noted(tmp_path, id)
        assert noted == [What.ASKED, What.ANSWERED, What.OPENED_CONVERSATION]


def test_a_question_that_the_server_did_not_survive_can_be_asked_again(
    browser: Browser, tmp_path: Path
) -> None:
    kept = ConversationStore(tmp_path)
    id = kept.begin("local").id
    kept.ask("local", id, QUESTION)
    settings = Settings(port=0, library=tmp_path)
    address = serve(ScriptedAnswerer(), settings, block=False, on_ready=lambda _: None)
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}?c={id}")
        expect(page.locator(".wm-interrupted")).to_contain_text("Waymark was stopped")
        page.get_by_role("button", name="Ask it again").click()
        _settled(page)
        expect(page.locator("#wm-current .wm-turn")).to_have_attribute("data-turn", "2")


@pytest.fixture
def slow(browser: Browser, tmp_path: Path) -> tuple[SlowAnswerer, str]:
    """A served answerer that waits in mid-answer until its `go` is set."""
    answerer = SlowAnswerer()
    settings = Settings(port=0, library=tmp_path)
    return answerer, serve(answerer, settings, block=False, on_ready=lambda _: None)


def test_a_page_reloaded_in_mid_answer_goes_on(
    browser: Browser, slow: tuple[SlowAnswerer, str]
) -> None:
    answerer, address = slow
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        page.locator(".wm-example").first.click()
        expect(page.locator("#wm-current")).to_contain_text("At its meeting of 27 March 2024")
        page.wait_for_url("**/?c=*")
        page.reload()
        expect(page.locator("#wm-current")).to_contain_text("At its meeting of 27 March 2024")
        expect(page.locator(".wm-working")).to_be_visible()
        answerer.go.set()
        _settled(page)
        assert len(answerer.streamed) == 1


def test_an_answer_can_be_stopped(browser: Browser, slow: tuple[SlowAnswerer, str]) -> None:
    answerer, address = slow
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        page.locator(".wm-example").first.click()
        page.get_by_role("button", name="Stop").click()
        expect(page.locator("#wm-current .wm-status")).to_have_text("Stopped")
        expect(page.get_by_role("button", name="Ask", exact=True)).to_be_enabled()
        answerer.go.set()
        page.get_by_role("button", name="Ask it again").click()
        _settled(page)
        page.reload()
        expect(page.locator("#wm-history .wm-status")).to_have_text("Stopped")


def test_sent_twice_it_is_asked_once(browser: Browser, slow: tuple[SlowAnswerer, str]) -> None:
    answerer, address = slow
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        page.locator(".wm-example").first.wait_for()
        page.get_by_label("Your question").fill(QUESTION)
        page.evaluate(
            "() => { for (let i = 0; i < 3; i++) document.querySelector('#wm-submit').click(); }"
        )
        expect(page.locator("#wm-current .wm-working")).to_be_visible()
        answerer.go.set()
        _settled(page)
        expect(page.locator("article")).to_have_count(1)
        assert len(answerer.streamed) == 1


def test_two_tabs_that_ask_at_once_get_turns_of_their_own(
    browser: Browser, slow: tuple[SlowAnswerer, str]
) -> None:
    answerer, address = slow
    answerer.go.set()
    with browser.new_context() as context:
        one, other = context.new_page(), context.new_page()
        one.goto(address)
        one.locator(".wm-example").first.click()
        _settled(one)
        other.goto(one.url)
        _settled(other)
        answerer.go = Event()
        for page, question in ((one, "What does parking cost?"), (other, "And to a scan?")):
            page.get_by_label("Your question").fill(question)
            page.keyboard.press("Enter")
            expect(page.locator("#wm-current .wm-question")).to_contain_text(question)
        answerer.go.set()
        _settled(one, "What does parking cost?")
        _settled(other, "And to a scan?")
        expect(one.locator("#wm-current .wm-turn")).to_have_attribute("data-turn", "2")
        expect(other.locator("#wm-current .wm-turn")).to_have_attribute("data-turn", "3")
        expect(other.locator("#wm-history .wm-turn")).to_have_count(2)


@pytest.mark.parametrize(
    "id",
    [
        "0123456789abcdef0123456789abcdef",
        "../../etc",
        "<img src=x onerror=window.hit=1>",
    ],
)
def test_an_unknown_conversation_is_no_conversation(page: Page, address: str, id: str) -> None:
    page.goto(f"{address}?c={id}")
    expect(page.get_by_role("alert")).to_contain_text("There is no such conversation")
    page.wait_for_url(address)
    expect(page.locator(".wm-example").first).to_be_visible()
    ask(page, QUESTION)
    assert page.evaluate("window.hit") is None


def test_another_persons_conversation_is_no_conversation(
    page: Page, address: str, library: Path
) -> None:
    kept = ConversationStore(library)
    hers = kept.begin("ada").id
    kept.ask("ada", hers, "Ada's secret?")
    page.goto(f"{address}?c={hers}")
    expect(page.get_by_role("alert")).to_contain_text("There is no such conversation")
    for path, method in (
        (f"/conversations/{hers}/export.md", "GET"),
        (f"/conversations/{hers}/export.docx", "GET"),
        (f"/conversations/{hers}", "DELETE"),
        (f"/conversations/{hers}/turns/1/stop", "POST"),
        (f"/conversations/{hers}/turns/1/next", "GET"),
    ):
        answer = page.request.fetch(f"{address.rstrip('/')}{path}", method=method)
        assert answer.status == 404
        assert "Ada" not in answer.text()
    page.get_by_role("searchbox").fill("secret")
    expect(page.locator("#wm-talks-list")).to_contain_text("No conversation has these words")
    assert kept.get("ada", hers) is not None


def test_the_list_is_searched_renamed_and_deleted(page: Page) -> None:
    ask(page, "What does parking cost?")
    here = page.locator(".wm-talk").filter(has=page.locator("[aria-current]"))
    expect(here).to_contain_text("What does parking cost?")
    here.get_by_role("button", name="More about").click()
    here.get_by_role("button", name="Rename").click()
    here.get_by_label("Name").fill(f"Parking wharfside {HOSTILE}")
    page.keyboard.press("Enter")
    expect(here.get_by_role("link").first).to_contain_text("Parking wharfside <img src=x")
    expect(page.locator(".wm-talks img, .wm-talks script")).to_have_count(0)
    page.get_by_role("searchbox").fill("wharfside")
    expect(page.locator(".wm-talk")).to_have_count(1)
    here.get_by_role("button", name="More about").click()
    here.get_by_role("button", name="Delete").click()
    dialog = page.get_by_role("dialog", name="Delete this conversation?")
    expect(dialog).to_contain_text("Parking")
    dialog.get_by_role("button", name="Keep it").click()
    expect(page.locator(".wm-talk")).to_have_count(1)
    here.get_by_role("button", name="Delete").click()
    dialog.get_by_role("button", name="Delete").click()
    expect(page.locator(".wm-talk")).to_have_count(0)
    expect(page.locator("article")).to_have_count(0)
    expect(page.locator(".wm-example").first).to_be_visible()
    assert "?c=" not in page.url
    assert page.evaluate("window.hit") is None


def test_another_conversation_is_opened_and_the_way_back_leads_back(page: Page) -> None:
    ask(page, QUESTION)
    first = page.url
    page.get_by_role("link", name="New").click()
    expect(page.locator("article")).to_have_count(0)
    ask(page, "What does parking cost?")
    page.locator(f'.wm-talk a[href="{first[first.index("/?") :]}"]').click()
    _settled(page)
    expect(page.locator("article")).to_have_count(1)
    page.go_back()
    _settled(page, "What does parking cost?")


@pytest.mark.parametrize(("kind", "begins"), [("Markdown", b"# "), ("Word", b"PK")])
def test_a_conversation_is_taken_away_as_a_file(page: Page, kind: str, begins: bytes) -> None:
    ask(page, QUESTION)
    here = page.locator(".wm-talk").filter(has=page.locator("[aria-current]"))
    here.get_by_role("button", name="More about").click()
    with page.expect_download() as download:
        here.get_by_role("link", name=f"Save as {kind}").click()
    assert download.value.suggested_filename.startswith("what-was-the-board-asked-to-do.")
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(begins)
    if kind == "Markdown":
        assert RISK.quote in content.decode()


def test_a_lost_server_is_said_and_what_was_typed_stays(page: Page) -> None:
    ask(page, QUESTION)
    page.context.set_offline(True)
    box = page.get_by_label("Your question")
    box.fill("What does parking cost?")
    page.keyboard.press("Enter")
    expect(page.locator("#wm-lost")).to_be_visible()
    expect(box).to_have_value("What does parking cost?")
    page.context.set_offline(False)
    expect(page.locator("#wm-lost")).to_be_hidden(timeout=15_000)
    _settled(page)
    expect(box).to_have_value("What does parking cost?")
