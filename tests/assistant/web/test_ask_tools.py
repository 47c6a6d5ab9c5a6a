"""What stands around an answer in the browser: limits, verdicts, next questions, as typed, axe."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from assistant.feedback import FeedbackStore, Reason, Verdict
from assistant.web import serve
from ingest.library import Scope
from ingest.settings import Settings
from tests.assistant.web.test_browser import ask
from tests.fakes_web import ANSWERED, HOSTILE, ScriptedAnswerer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

QUESTION = "What was the Board asked to do?"


def test_a_question_is_limited_and_the_limits_last(page: Page, answerer: ScriptedAnswerer) -> None:
    page.get_by_role("button", name="Limit to some of the papers").click()
    page.get_by_label("Board papers").check()
    page.get_by_label("From").fill("2024-01-01")
    page.get_by_role("button", name="Done").click()
    on = page.locator(".wm-limits-on")
    expect(on).to_contain_text("Only: Board papers, since 2024")
    ask(page, QUESTION)
    assert answerer.streamed[-1].filters == Scope(
        collections=frozenset({"Board papers"}), after="2024-01-01"
    )
    expect(page.locator("#wm-current .wm-limited")).to_have_text("Only: Board papers, since 2024")
    page.reload()
    expect(page.locator("#wm-current .wm-limited")).to_have_text("Only: Board papers, since 2024")
    expect(on).to_contain_text("Only: Board papers, since 2024")
    on.get_by_role("button", name="Clear").click()
    expect(on).to_be_hidden()
    ask(page, "What does parking cost?")
    assert answerer.streamed[-1].filters == Scope()


def test_open_limits_make_way_for_the_answer(page: Page) -> None:
    button = page.get_by_role("button", name="Limit to some of the papers")
    button.click()
    arrow = "select => getComputedStyle(select).appearance"
    for select in page.locator("#wm-limits-form select").all():
        assert select.evaluate(arrow) == "auto"
    page.get_by_label("Board papers").check()
    ask(page, QUESTION)
    expect(page.locator("#wm-limits-form")).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".wm-limits-on")).to_contain_text("Only: Board papers")


def test_a_comment_and_limits_that_were_not_sent_outlive_a_reload(page: Page) -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name="No", exact=True).click()
    page.get_by_label("Out of date").check()
    page.get_by_label("What should it have said?").fill("The newer paper")
    page.get_by_role("button", name="Limit to some of the papers").click()
    page.get_by_label("Board papers").check()
    page.get_by_label("From").fill("2024-01-01")
    page.reload()
    expect(page.get_by_label("What should it have said?")).to_have_value("The newer paper")
    expect(page.get_by_label("Out of date")).to_be_checked()
    expect(page.locator(".wm-limits-on")).to_contain_text("Only: Board papers, since 2024")


def test_enlarged_fourfold_an_answer_can_be_read(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 256})
    ask(page, QUESTION)
    seen = """() => {
      const at = document.querySelector("#wm-current .wm-question").getBoundingClientRect();
      const bars = [...document.querySelectorAll("#wm-top, #wm-side, #wm-composer")];
      const covered = bars.some((bar) => {
        const over = bar.getBoundingClientRect();
        return over.bottom > innerHeight / 6 && over.top < innerHeight;
      });
      return at.top >= 0 && at.top < innerHeight / 4 && !covered;
    }"""
    page.wait_for_function(seen)
    box = page.get_by_label("Your question")
    box.focus()
    page.keyboard.type("And")  # whoever types sees what
    expect(box).to_be_in_viewport()


def test_dates_the_wrong_way_round_are_said(page: Page) -> None:
    page.get_by_role("button", name="Limit to some of the papers").click()
    page.get_by_label("From").fill("2024-03-01")
    page.get_by_role("textbox", name="To").fill("2024-01-01")
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="first date")).to_be_visible()
    expect(page.locator("#wm-limits-form")).to_be_visible()
    expect(page.get_by_label("Your question")).to_have_value(QUESTION)


def test_what_was_wrong_is_told_by_keyboard_and_shown_as_given(page: Page, library: Path) -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name="No", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Wrong source")).to_be_focused()
    page.get_by_label("Out of date").check()
    page.get_by_label("What should it have said?").fill(HOSTILE)
    page.get_by_role("button", name="Send").click()
    said = page.locator(".wm-verdict-said")
    expect(said).to_contain_text("You said this was not right: Out of date")
    expect(said).to_be_focused()
    kept = FeedbackStore(library).all()[-1]
    assert (kept.verdict, kept.reason) == (Verdict.DOWN, Reason.OUT_OF_DATE)
    assert (kept.question, kept.comment, kept.who) == (QUESTION, HOSTILE, "local")
    assert [place.document for place in kept.citations] == [c.document for c in ANSWERED.citations]
    page.reload()
    expect(said).to_contain_text(HOSTILE)
    expect(page.locator(".wm-verdict img")).to_have_count(0)
    page.get_by_role("button", name="Change").click()
    page.get_by_role("button", name="Yes", exact=True).click()
    expect(said).to_contain_text("You said this was right")
    assert FeedbackStore(library).all()[-1].verdict is Verdict.UP


def test_papers_that_disagree_stand_side_by_side_and_open_from_there(page: Page) -> None:
    ask(page, "Do the papers agree?")
    sides = page.locator("#wm-current .wm-against-side")
    expect(sides).to_have_count(2)
    expect(page.locator("#wm-current .wm-said")).to_contain_text("Two papers say different things.")
    for side, title, said in (
        (sides.nth(0), "Stroke strategy", "no more than two hours to a scan"),
        (sides.nth(1), "Board paper: Harbour Lane", "The Chair asked for the travel times"),
    ):
        expect(side).to_contain_text(title)
        expect(side).to_contain_text(said)
    first, second = places(sides)
    assert first["top"] == second["top"] and first["right"] <= second["left"]
    sides.nth(1).get_by_role("button", name="Source 2", exact=True).click()
    card = page.locator("#wm-t1-c2")
    expect(card).to_be_focused()
    assert card.locator("mark").text_content() == "The Chair asked for the travel times"
    page.set_viewport_size({"width": 390, "height": 844})
    first, second = places(sides)
    assert first["bottom"] <= second["top"]


def places(found: Locator) -> list[dict[str, float]]:
    """Where each stands in the window, all seen in one moment."""
    whole: list[dict[str, float]] = found.evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().toJSON())"
    )
    return whole


def test_what_leans_on_the_question_before_can_be_asked_as_typed(
    page: Page, answerer: ScriptedAnswerer
) -> None:
    ask(page, QUESTION)
    ask(page, "And to a scan?")
    page.get_by_label("Your question").fill("something half typed")
    page.get_by_role("button", name="Ask it as I typed it").click()
    expect(page.locator("#wm-current .wm-turn")).to_have_attribute("data-turn", "3")
    expect(page.locator("#wm-current .wm-turn")).to_have_attribute("data-state", "answered")
    assert (answerer.streamed[-1].text, answerer.streamed[-1].history) == ("And to a scan?", ())
    expect(page.get_by_label("Your question")).to_have_value("something half typed")


def test_only_questions_that_are_answered_are_suggested(browser: Browser, tmp_path: Path) -> None:
    class Suggesting(ScriptedAnswerer):
        def examples(self, scope: Scope = Scope()) -> tuple[str, ...]:  # noqa: B008
            return ("What does parking cost?", "Which gate 2?", "And the Board in June?")

    settings = Settings(port=0, library=tmp_path)
    address = serve(Suggesting(), settings, block=False, on_ready=lambda _: None)
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        page.locator(".wm-example").first.wait_for()
        ask(page, QUESTION)
        following = page.locator(".wm-next .wm-example")
        expect(following).to_have_text(["And the Board in June?"])
        following.click()
        expect(page.locator("#wm-current .wm-question")).to_contain_text("And the Board in June?")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    browser: Browser, address: str, scheme: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    size = {"width": width, "height": 800}
    with browser.new_context(viewport=size, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(address)
        page.locator(".wm-example").first.wait_for()
        ask(page, QUESTION)
        page.get_by_role("button", name="No", exact=True).click()
        page.get_by_role("button", name="Limit to some of the papers").click()
        talks = page.get_by_role("button", name="Conversations", exact=True)
        if talks.get_attribute("aria-expanded") == "false":
            talks.click()
        page.get_by_role("button", name="More about").first.click()
        found = Axe().run(page).response["violations"]
        assert [one for one in found if one["impact"] in ("serious", "critical")] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
