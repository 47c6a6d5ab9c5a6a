"""The Library, Quality and Audit rooms in a real browser: flows, barriers, narrow screens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from assistant.feedback import Feedback, FeedbackStore, Place, Verdict
from assistant.model import Status
from tests.fakes_people import WORDS
from tests.fakes_rooms import Rooms

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAPER = {"name": "ferry plan.md", "mimeType": "text/markdown", "buffer": b"# Ferry\n\nIt runs.\n"}
NEWER = {**PAPER, "buffer": b"# Ferry\n\nIt runs no longer, said Ivy.\n"}
HOSTILE = {"name": "<img src=x onerror=window.hit=1>.md", "mimeType": "text/markdown",
           "buffer": b"# Hostile\n\n<script>window.hit=1</script> It rows.\n"}  # fmt: skip
BIG = {"name": "big.pdf", "mimeType": "application/pdf", "buffer": b"x" * 1_100_000}
TOOL = {"name": "tool.exe", "mimeType": "application/x-msdownload", "buffer": b"x"}


@pytest.fixture
def page(browser: Browser, open_rooms: Rooms) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        context.set_default_timeout(15_000)
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.set_extra_http_headers({})
        page.goto(f"{open_rooms.address}/library")
        page.locator(".wm-filters").wait_for()
        yield page
        assert errors == []


def job(page: Page, text: str) -> None:
    expect(page.locator(".wm-job", has_text=text).first).to_be_visible(timeout=60_000)


def test_papers_are_added_replaced_and_retired_by_keyboard(page: Page) -> None:
    page.get_by_role("link", name="Add papers").press("Enter")
    expect(page.get_by_role("heading", name="Add papers")).to_be_focused()
    files = page.locator("#wm-files")
    files.set_input_files([PAPER, HOSTILE, BIG, TOOL])
    items = page.locator(".wm-files li")
    expect(items).to_have_count(4)
    expect(items.nth(1)).to_contain_text("Will be called -img src=x onerror=window.hit=1-.md")
    expect(items.nth(2)).to_contain_text("the most is 1 MB")
    expect(items.nth(3)).to_contain_text("Readable are")
    page.get_by_role("button", name="Leave out big.pdf").press("Enter")
    expect(items).to_have_count(3)
    page.get_by_role("button", name="Add to the library").press("Enter")
    job(page, "uploaded/default/ferry plan.md")
    expect(page.locator(".wm-job").filter(has_text="Added")).to_have_count(2)
    expect(items).to_have_count(1)
    assert page.evaluate("window.hit") is None

    files.set_input_files([NEWER])
    expect(items.last).to_contain_text("there already: Ferry")
    page.get_by_role("button", name="Add to the library").press("Enter")
    expect(items.last).to_contain_text("Not sent: tick “Replace it”")
    page.get_by_label("Replace it").press("Space")
    page.get_by_role("button", name="Add to the library").press("Enter")
    expect(page.locator(".wm-job").filter(has_text="Updated")).to_have_count(1)
    files.set_input_files([{**NEWER, "name": "ferry plan again.md"}])
    page.get_by_role("button", name="Add to the library").press("Enter")
    expect(items.last).to_contain_text("The very same file is in the library already: Ferry")
    expect(page.get_by_label("Add it all the same")).to_be_focused()
    page.get_by_role("button", name="Leave out ferry plan again.md").press("Enter")
    page.reload()
    job(page, "Updated")

    page.get_by_role("link", name="All papers").press("Enter")
    search = page.get_by_label("Title or file name")
    search.fill("ferry plan")
    search.press("Enter")
    expect(page.locator(".wm-found")).to_contain_text("1 paper of")
    expect(search).to_be_focused()
    page.get_by_role("link", name="Ferry", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Ferry")).to_be_focused()
    opener = page.get_by_role("button", name="See it as the assistant reads it")
    assert "/reading" in (opener.get_attribute("data-href") or "")
    page.get_by_text("Retire this paper").press("Enter")
    page.get_by_role("button", name="Yes, retire it").press("Enter")
    job(page, "Retired")
    page.go_back()
    expect(page.get_by_text("No paper fits")).to_be_visible()


def test_what_is_being_done_is_told_aloud(page: Page) -> None:
    page.get_by_role("link", name="Add papers").click()
    page.locator("#wm-files").set_input_files(
        [{**PAPER, "name": "aloud.md", "buffer": b"# Aloud\n\nIt is said.\n"}]
    )
    page.get_by_role("button", name="Add to the library").click()
    expect(page.locator("#wm-said")).to_have_text("aloud.md: Added", timeout=60_000)


def test_a_paper_s_page_follows_what_is_done_with_it(page: Page, open_rooms: Rooms) -> None:
    query = {"collection": "open", "name": "buoy.md"}
    with open_rooms.as_("local") as client:
        client.post("/library/files", params=query, content=b"# Buoy\n\nIt is red.\n")
        open_rooms.desk.wait()
    page.goto(f"{open_rooms.address}/library?q=buoy")
    page.get_by_role("link", name="Buoy", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Buoy")
    newer = {**PAPER, "name": "buoy.md", "buffer": b"# Green buoy\n\nIt is green.\n"}
    page.get_by_text("Read it again").first.click()
    page.locator("form[action='/library/reread'] button").click()
    expect(page.locator(".wm-job", has_text="buoy.md").first).to_contain_text("Read again")
    expect(page.locator("p.wm-done")).to_have_count(0)
    page.locator("details:not([open]) > summary", has_text="Replace with").click()
    page.get_by_label("The newer file").set_input_files([newer])
    page.get_by_role("button", name="Replace", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Green buoy")
    page.get_by_text("Retire this paper").click()
    page.get_by_label("The newer file").set_input_files([newer])  # chosen, and not sent
    with open_rooms.as_("local") as client:
        number = page.url.rsplit("=", 1)[-1]
        client.post("/library/reread", data={"d": number})
    job(page, "Read again")
    open_rooms.desk.wait()
    expect(page.locator(".wm-jobs-in:not([data-busy])")).to_have_count(1)
    chosen = page.get_by_label("The newer file")
    assert chosen.evaluate("field => field.files.length") == 1
    page.get_by_role("button", name="Yes, retire it").click()
    expect(page.get_by_text("There is no such paper")).to_be_visible()
    expect(page.get_by_text("as soon as its turn comes")).to_have_count(0)
    expect(page.get_by_role("button", name="Yes, retire it")).to_have_count(0)


def test_a_lost_server_is_said_and_nothing_is_lost(page: Page) -> None:
    page.route("**/library/files*", lambda route: route.abort())
    page.get_by_role("link", name="Add papers").click()
    page.locator("#wm-files").set_input_files(
        [{**PAPER, "name": "lost.md", "buffer": b"# Lost\n\nIt is found.\n"}]
    )
    page.get_by_role("button", name="Add to the library").click()
    expect(page.locator(".wm-files li")).to_contain_text("could not be sent")
    page.unroute("**/library/files*")
    page.get_by_role("button", name="Add to the library").click()
    job(page, "lost.md")


def test_feedback_is_worked_off_by_keyboard_from_one_to_the_next(
    browser: Browser, open_rooms: Rooms
) -> None:
    store = FeedbackStore(open_rooms.settings.library)
    place = Place("open/minutes.md", 2, 0, 5)
    for question in ("Where is the oar?", "Who rows?", "When is high tide?"):
        store.add(Feedback(question, Status.ANSWERED, Verdict.DOWN, (), (place,)))
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{open_rooms.address}/quality")
        items, focus = page.locator(".wm-told h3"), page.locator(":focus")
        expect(items).to_have_text(["When is high tide?", "Who rows?", "Where is the oar?"])
        page.get_by_role("button", name="Done").nth(1).press("Enter")
        expect(focus).to_have_text("Where is the oar?")
        expect(page.locator(".wm-done")).to_have_text("Marked: Done.")
        for left in ("When is high tide?", "Quality"):
            for key in ("Tab", "Tab"):  # past the paper that it cites, to its first decision
                page.keyboard.press(key)
            expect(focus).to_have_text("Make it a candidate")
            page.keyboard.press("Enter")
            expect(focus).to_have_text(left)
        expect(page.locator("#wm-quality")).to_contain_text("Nothing is waiting")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_there_is_no_barrier_in_any_room(
    browser: Browser, open_rooms: Rooms, scheme: str, width: int
) -> None:
    place = Place("open/minutes.md", 2, 0, 5)
    down = Feedback("What was agreed?", Status.ANSWERED, Verdict.DOWN, (), (place,))
    FeedbackStore(open_rooms.settings.library).add(down)
    with browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    ) as context:
        page = context.new_page()
        for path in ("library", "library?d=1", "library?add=1", "quality", "audit"):
            page.goto(f"{open_rooms.address}/{path}")
            page.locator(".wm-part:not([aria-busy])").wait_for()
            page.locator(".wm-header nav").wait_for()
            expect(page.locator("h1")).to_have_count(1)
            found = Axe().run(page).response["violations"]
            bad = [one["id"] for one in found if one["impact"] in ("serious", "critical")]
            assert bad == [], path
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert over <= 0, f"{path} scrolls sideways"


def test_an_expired_session_loses_no_chosen_file(browser: Browser, rooms: Rooms) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.goto(f"{rooms.address}/library")
        page.get_by_label("Name").fill("Bo")
        page.get_by_label("Password").fill(WORDS)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("link", name="Add papers").click()
        page.locator(".wm-upload select[name=collection]").select_option("staff")
        page.locator("#wm-files").set_input_files([PAPER])
        expect(page.locator(".wm-files li")).to_contain_text("Ready")
        context.clear_cookies()
        page.get_by_role("button", name="Add to the library").click()
        dialog = page.get_by_role("dialog", name="Sign in again")
        expect(dialog).to_be_visible()
        dialog.get_by_label("Name").fill("Bo")
        dialog.get_by_label("Password").fill(WORDS)
        dialog.get_by_role("button", name="Sign in").click()
        expect(dialog).to_be_hidden()
        page.get_by_role("button", name="Add to the library").click()
        job(page, "uploaded/staff/ferry plan.md")
        assert page.get_by_role("link", name="Audit log").count() == 0
