"""A person at the page: asks, follows a marker to its source, is refused, asks on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from assistant.web import Unread, serve
from ingest.settings import Settings
from tests.fakes_web import (
    ANSWERED,
    EXAMPLES,
    HOSTILE,
    RISK,
    ScriptedAnswerer,
    ScriptedIngestion,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Keeps what the answer's text looked like each time it changed.
WATCH = """() => {
  window.seen = [];
  const look = () => {
    const text = document.querySelector("#wm-current .wm-text");
    if (!text) return;
    const cards = document.querySelectorAll("#wm-current .wm-cards .wm-card").length;
    const line = `${text.querySelectorAll("p, li").length} ${cards}`;
    if (window.seen.at(-1) !== line) window.seen.push(line);
  };
  new MutationObserver(look).observe(document.body, {childList: true, subtree: true});
}"""
INSIDE = """element => {
  const box = element.getBoundingClientRect();
  const below = document.querySelector("#wm-composer").getBoundingClientRect().top;
  return box.top >= 0 && box.bottom <= below;
}"""


def ask(page: Page, question: str) -> None:
    """Type a question, press Enter and wait until its answer is complete."""
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    done(page, question)


def done(page: Page, question: str) -> None:
    """Wait until the answer to `question` is there as a whole."""
    expect(page.locator("#wm-current .wm-question")).to_have_text(f"You asked: {question}")
    page.locator("#wm-current .wm-answer").wait_for()
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_enabled()


def test_a_conversation(page: Page, answerer: ScriptedAnswerer) -> None:
    page.evaluate(WATCH)
    ask(page, "What was the Board asked to do?")
    # Lines and cards, one line at a time; a busy machine may draw two in one go.
    seen = page.evaluate("window.seen")
    assert set(seen) <= {"1 0", "2 1", "3 2", "4 4"}
    assert seen == sorted(seen)
    assert len(seen) >= 3
    expect(page.locator("#wm-live")).to_contain_text("3 sources.")
    expect(page.locator("#wm-live")).to_have_attribute("aria-live", "polite")

    marker = page.get_by_role("button", name="Source 2", exact=True)
    marker.click()
    card = page.locator("#wm-t1-c2")
    expect(card).to_be_focused()
    expect(card).to_have_class("wm-card wm-chosen")
    page.wait_for_function(INSIDE, arg=card.element_handle())
    assert card.locator("mark").text_content() == RISK.quote
    card.get_by_role("button", name="Back to where source 2 is used").click()
    expect(marker).to_be_focused()

    whole = card.get_by_role("button", name="Show the whole passage")
    expect(card.get_by_text("The Board ENDORSED")).to_be_hidden()
    whole.click()
    expect(card.get_by_text("The Board ENDORSED")).to_be_visible()
    expect(card.get_by_role("button", name="Show less")).to_have_attribute("aria-expanded", "true")

    ask(page, "What does parking cost?")
    now = page.locator("#wm-current")
    expect(now.locator(".wm-status")).to_have_text("The papers do not say")
    expect(now.get_by_role("heading", name="Related, not an answer")).to_be_visible()
    expect(page.locator("#wm-history").get_by_role("article")).to_have_count(1)

    ask(page, "And to a scan?")
    expect(now.locator(".wm-understood")).to_contain_text(
        "Understood as: How long to a scan in the stroke strategy?"
    )
    assert answerer.streamed[-1].history == (
        "What was the Board asked to do?",
        "What does parking cost?",
    )
    expect(page.locator("article h2")).to_have_count(3)
    page.get_by_role("link", name="New").click()
    expect(page.locator("article")).to_have_count(0)
    ask(page, "And to a scan?")
    assert answerer.streamed[-1].history == ()


def test_a_source_behind_a_disclosure_is_opened_when_its_marker_is_followed(page: Page) -> None:
    ask(page, "What was the Board asked to do?")
    expect(page.locator("#wm-t1-c4")).to_be_hidden()
    page.get_by_text("Show more").click()
    page.get_by_role("button", name="Source 4", exact=True).click()
    expect(page.locator("#wm-t1-c4")).to_be_focused()


def test_an_example_question_is_asked_by_keyboard_alone(page: Page) -> None:
    example = page.get_by_role("button", name=EXAMPLES[2])
    example.focus()
    page.keyboard.press("Enter")
    done(page, EXAMPLES[2])
    expect(page.locator(".wm-status")).to_have_text("Which do you mean?")
    expect(page.locator(".wm-text li")).to_have_count(2)
    expect(page.locator("#wm-start")).to_be_hidden()


def test_the_skip_link_leads_to_the_question_box(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your question")).to_be_focused()


def test_a_question_that_cannot_be_asked_gets_a_friendly_word(
    page: Page, answerer: ScriptedAnswerer
) -> None:
    before = len(answerer.streamed)
    for question, said in (
        ("   ", "Type a question first"),
        ("w" * 201, "201 characters and the most is 200"),
        ("", "Type a question first"),
    ):
        page.get_by_label("Your question").fill(question)
        page.get_by_role("button", name="Ask", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text(said)
        expect(page.get_by_label("Your question")).to_have_value(question)
    expect(page.locator("article")).to_have_count(0)
    assert len(answerer.streamed) == before


def test_what_goes_wrong_is_said_and_the_next_question_works(page: Page) -> None:
    ask(page, "break")
    expect(page.locator(".wm-error")).to_contain_text("not readable. Run 'waymark doctor'.")
    ask(page, "crash")
    expect(page.locator("#wm-current .wm-error")).to_contain_text("Something went wrong")
    expect(page.locator("body")).not_to_contain_text("secret detail")
    ask(page, "What was the Board asked to do?")
    expect(page.locator("#wm-current .wm-answered")).to_be_visible()


def test_scripts_in_questions_and_papers_are_text(page: Page) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    ask(page, HOSTILE)
    ask(page, "hostile again")
    for place in ("#wm-history", "#wm-current"):
        turn = page.locator(place)
        assert turn.locator("mark").text_content() == HOSTILE
        expect(turn.locator("h4")).to_have_text(f"Title {HOSTILE}")
        expect(turn.locator("img, script")).to_have_count(0)
    expect(page.locator("#wm-history h2")).to_have_text(f"You asked: {HOSTILE}")
    assert page.evaluate("window.hit") is None
    assert dialogs == []


def test_the_answer_is_copied_with_its_sources(browser: Browser, address: str) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(address)
        page.locator(".wm-example").first.click()
        done(page, EXAMPLES[0])
        page.get_by_role("button", name="Copy answer with sources").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("Question: What was the Board asked to do?")
    assert ANSWERED.text in text
    assert f"“{RISK.quote}”" in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_is_cut_off_and_sources_come_below(
    browser: Browser, address: str, scheme: str
) -> None:
    phone = {"width": 390, "height": 844}
    with browser.new_context(viewport=phone, color_scheme=scheme, has_touch=True) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(address)
        page.locator(".wm-example").first.click()
        done(page, EXAMPLES[0])
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        answer = page.locator(".wm-answer").bounding_box()
        sources = page.locator(".wm-sources").bounding_box()
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert answer and sources
    assert sources["y"] >= answer["y"] + answer["height"]
    assert ground == {"light": "rgb(243, 245, 247)", "dark": "rgb(15, 24, 34)"}[scheme]


def test_on_a_desktop_sources_stand_beside_the_answer(page: Page) -> None:
    ask(page, "What was the Board asked to do?")
    answer = page.locator(".wm-answer").bounding_box()
    sources = page.locator(".wm-sources").bounding_box()
    assert answer and sources
    assert sources["x"] >= answer["x"] + answer["width"]
    composer = page.locator("#wm-composer").bounding_box()
    assert composer
    assert composer["y"] + composer["height"] == pytest.approx(800, abs=1)


def test_the_page_shows_the_reading_and_becomes_usable_by_itself(
    browser: Browser, tmp_path: Path
) -> None:
    ingestion = ScriptedIngestion()
    answerer = ScriptedAnswerer()
    address = serve(
        answerer,
        Settings(port=0, library=tmp_path),
        ingestion=ingestion,
        block=False,
        on_ready=lambda _: None,
    )
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        expect(page.get_by_role("heading", name="Reading the papers…")).to_be_visible()
        expect(page.locator(".wm-count")).to_have_text("1 of 3 files")
        expect(page.locator(".wm-now")).to_have_text(f"Now reading minutes {HOSTILE}.pdf")
        expect(page.get_by_label("Your question")).to_be_disabled()
        ingestion.finish(failed=(Unread("scan.pdf", "There is no text in it."),))
        expect(page.get_by_label("Your question")).to_be_enabled()
        expect(page.locator("#wm-live")).to_have_text("The papers have been read. You can ask now.")
        expect(page.locator(".wm-header")).to_contain_text("2 documents, 1,234 passages")
        page.get_by_text("1 file could not be read").click()
        expect(page.get_by_text("There is no text in it.")).to_be_visible()
        ask(page, "What was the Board asked to do?")
        expect(page.locator(".wm-answered")).to_be_visible()


def test_reading_that_stopped_says_why(browser: Browser, tmp_path: Path) -> None:
    ingestion = ScriptedIngestion()
    ingestion.finish(problem="The disk is full. Free some room and start again.")
    settings = Settings(port=0, library=tmp_path)
    address = serve(
        ScriptedAnswerer(), settings, ingestion=ingestion, block=False, on_ready=lambda _: None
    )
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        expect(page.get_by_role("heading", name="The papers could not be read")).to_be_visible()
        expect(page.get_by_text("The disk is full. Free some room")).to_be_visible()
        expect(page.get_by_label("Your question")).to_be_disabled()


@pytest.mark.parametrize("width", [1600, 1280, 390])
def test_the_edges_of_the_header_and_of_the_rooms_are_one(page: Page, width: int) -> None:
    def edge(selector: str) -> float:
        return float(
            page.locator(selector).evaluate(
                "e => e.getBoundingClientRect().left + parseFloat(getComputedStyle(e).paddingLeft)"
            )
        )

    page.set_viewport_size({"width": width, "height": 800})
    header = edge(".wm-header-in")
    assert edge(".wm-talks") == header
    for room in ("next", "library", "draft"):
        page.goto(urljoin(page.url, room))
        page.locator("#wm-room h1").wait_for()
        assert (edge(".wm-header-in"), edge("#wm-room")) == (header, header), room
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
