"""The panel in a real browser: by keyboard, on a phone, and with nothing left to guess."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def marker(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def open_(page: Page, name: str) -> Locator:
    marker(page, name).click()
    panel = page.get_by_role("dialog")
    expect(panel.locator("#wm-src-title")).to_be_focused()
    return panel


def image_is_there(panel: Locator) -> bool:
    picture = panel.locator("img")
    picture.evaluate("image => image.decode()")
    return bool(picture.evaluate("image => image.naturalWidth === 1400"))


def test_a_source_opens_with_focus_and_escape_gives_it_back(home: Page) -> None:
    panel = open_(home, "plain.pdf")
    expect(panel).to_contain_text("page 1 of 1")
    expect(panel).to_contain_text("The quote is boxed.")
    expect(panel.locator("[role=status]")).to_have_text("page 1 of 1")
    assert image_is_there(panel)
    home.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(marker(home, "plain.pdf")).to_be_focused()


def test_the_close_button_closes(home: Page) -> None:
    panel = open_(home, "plain.pdf")
    panel.get_by_role("button", name="Close the source").click()
    expect(panel).to_be_hidden()
    expect(marker(home, "plain.pdf")).to_be_focused()


def test_turning_pages_keeps_the_focus_and_says_where_one_is(home: Page) -> None:
    panel = open_(home, "over-pages.pdf")
    expect(panel.get_by_role("button", name="The quote goes on on page 2.")).to_be_visible()
    following = panel.get_by_role("button", name="Next page")
    following.focus()
    home.keyboard.press("Enter")
    expect(panel.locator("[role=status]")).to_have_text("page 2 of 3")
    expect(panel.get_by_role("button", name="Next page")).to_be_focused()
    expect(panel.get_by_role("button", name="The quote began on page 1.")).to_be_visible()
    home.keyboard.press("Enter")
    expect(panel.locator("[role=status]")).to_have_text("page 3 of 3")
    expect(panel).to_contain_text("The quote is not on this page.")
    last = panel.get_by_role("button", name="Next page")
    expect(last).to_be_focused()
    expect(last).to_have_attribute("aria-disabled", "true")
    home.keyboard.press("Enter")
    expect(panel.locator("[role=status]")).to_have_text("page 3 of 3")
    panel.get_by_role("button", name="Go to the quote on page 1").click()
    expect(panel.locator("[role=status]")).to_have_text("page 1 of 3")


def test_a_paper_without_pages_shows_its_section_with_the_quote_marked(home: Page) -> None:
    panel = open_(home, "rules.md")
    expect(panel.locator("mark")).to_have_text(
        "The lock keeper opens both gates at high water on Fridays."
    )
    expect(panel.get_by_role("columnheader", name="Lock")).to_be_visible()
    expect(panel.locator("ul ul li")).to_have_text("at the white post")
    assert panel.locator("b").count() == 0  # what looks like markup is text


def test_the_original_opens_in_the_browser_s_own_viewer_at_the_page(home: Page) -> None:
    panel = open_(home, "over-pages.pdf")
    panel.get_by_role("button", name="Next page").click()
    expect(panel).to_contain_text("page 2 of 3")
    with home.expect_popup() as opened:
        panel.get_by_role("link", name="Open the original at page 2").click()
    tab, viewer = opened.value, re.compile("^chrome-extension:")
    if tab.frame(url=viewer) is None:
        tab.wait_for_event("framenavigated", lambda frame: bool(viewer.match(frame.url)))
    shown = tab.frame(url=viewer)
    assert shown is not None
    expect(shown.locator("#pageSelector")).to_have_value("2", timeout=30_000)


def test_a_scan_is_shown_and_its_words_are_open_below(home: Page) -> None:
    panel = open_(home, "scanned.pdf")
    expect(panel).to_contain_text("This page is a scan.")
    assert image_is_there(panel)
    expect(panel.locator("mark").first).to_be_visible()


def test_as_the_assistant_reads_it_and_back(home: Page) -> None:
    panel = open_(home, "rules.md")
    panel.get_by_role("button", name="As the assistant reads it").click()
    expect(panel.locator("mark").first).to_be_visible()
    expect(panel.locator("#wm-src-title")).to_be_focused()
    expect(panel).to_contain_text("tokens")
    panel.get_by_role("button", name="Previous").click()
    panel.get_by_role("button", name="Back to the source").click()
    expect(panel.locator("mark")).to_have_text(
        "The lock keeper opens both gates at high water on Fridays."
    )
    home.keyboard.press("Escape")
    expect(marker(home, "rules.md")).to_be_focused()


def test_what_is_not_there_is_said_in_the_panel(home: Page) -> None:
    marker(home, "gone").click()
    expect(home.get_by_role("alert")).to_contain_text("not one that you may see")


def test_a_marker_that_was_drawn_anew_gets_the_focus_back(home: Page) -> None:
    panel = open_(home, "plain.pdf")
    home.evaluate("document.querySelector('main').innerHTML += ''")
    home.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(marker(home, "plain.pdf")).to_be_focused()


def test_escape_in_the_question_box_leaves_the_panel_open(home: Page) -> None:
    panel = open_(home, "plain.pdf")
    home.locator("#box").focus()
    home.keyboard.press("Escape")
    expect(panel).to_be_visible()


def test_on_a_phone_it_fills_the_screen_and_nothing_else_can_be_reached(phone: Page) -> None:
    panel = open_(phone, "plain.pdf")
    box = panel.bounding_box()
    assert box is not None
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 780)
    assert panel.get_attribute("aria-modal") == "true"
    for _ in range(12):
        phone.keyboard.press("Tab")
        assert phone.evaluate("!document.activeElement.closest('main')")
    phone.keyboard.press("Escape")
    expect(marker(phone, "plain.pdf")).to_be_focused()


def test_nothing_is_wider_than_a_window_of_320_points(phone: Page) -> None:
    phone.set_viewport_size({"width": 320, "height": 256})  # 1280 by 1024 at 400 %
    for name in ("over-pages.pdf", "rules.md"):
        panel = open_(phone, name)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320
        assert panel.evaluate("panel => panel.scrollWidth <= panel.clientWidth")
        phone.keyboard.press("Escape")


def test_axe_finds_no_barriers(home: Page) -> None:
    for scheme in ("light", "dark"):
        home.evaluate(f"document.body.className = '{scheme}'")
        home.evaluate("document.body.style.background = 'var(--wm-page)'")
        home.evaluate("document.body.style.color = 'var(--wm-text)'")
        for name in ("plain.pdf", "rules.md", "scanned.pdf"):
            panel = open_(home, name)
            _no_barriers(home)
            panel.get_by_role("button", name="As the assistant reads it").click()
            expect(panel).to_contain_text("What was taken from the file")
            _no_barriers(home)
            home.keyboard.press("Escape")


def _no_barriers(page: Page) -> None:
    found = Axe().run(page, context="#wm-source")
    told = [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found.response["violations"]]
    assert told == []


def test_everything_comes_from_this_server(home: Page, served: str) -> None:
    asked: list[str] = []
    home.on("request", lambda request: asked.append(request.url))
    open_(home, "over-pages.pdf")
    assert asked
    assert [url for url in asked if not url.startswith(served)] == []
