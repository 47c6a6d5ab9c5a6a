"""A person in the Next step room: finds a workstream, reads why, and records what has happened."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from assistant.people import Person, Role
from assistant.register import Register
from assistant.web import serve
from ingest.settings import Settings
from tests.assistant.web.next.desk_fakes import with_examples
from tests.fakes_web import ScriptedAnswerer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Opened = Callable[..., AbstractContextManager["Page"]]
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("register")
    with_examples(folder)
    return folder


@pytest.fixture(scope="module")
def room(library: Path) -> str:
    settings = Settings(port=0, library=library)
    address = serve(ScriptedAnswerer(), settings, block=False, on_ready=lambda _: None)
    return f"{address}next"


@pytest.fixture
def opened(browser: Browser, room: str) -> Opened:
    """`with opened("?w=Stroke") as page`: the room, ready. Fails on an error of its own script."""

    @contextmanager
    def page(query: str = "", address: str = room, **context: Any) -> Iterator[Page]:
        context = {"viewport": {"width": 1280, "height": 800}, **context}
        with browser.new_context(**context) as made:
            made.set_default_timeout(10_000)
            page = made.new_page()
            errors: list[str] = []
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.goto(f"{address}{query}")
            page.locator(".wm-nx").first.wait_for()
            yield page
            assert errors == []

    return page


def fill(page: Page, person: str = "Dr Joseph Amankwah", day: str = "3 August 2026") -> None:
    page.get_by_label("Name of the person").fill(person)
    page.get_by_label("In what role").fill("clinical professional lead")
    page.get_by_label("Date").fill(day)


def drawer(page: Page) -> Any:
    return page.get_by_role("dialog")


def test_from_all_workstreams_to_one_and_back(opened: Opened) -> None:
    with opened() as page:
        table = page.get_by_role("table", name="Where each workstream stands")
        expect(table.locator("tbody tr")).to_have_count(6)
        row = table.get_by_role("row", name="Diagnostics")
        expect(row).to_contain_text("Mend what G1 Scoping gate sent back")
        table.get_by_role("link", name="Stroke").click()
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text("Stroke")
        expect(heading).to_be_focused()
        expect(page).to_have_url(re.compile(r"/next\?w=Stroke$"))
        expect(page).to_have_title("Stroke – Next step – Waymark")
        expect(page.locator("h1")).to_have_count(1)
        page.get_by_label("Workstream", exact=True).select_option("Head and Neck")
        page.get_by_role("button", name="Show", exact=True).click()
        expect(heading).to_have_text("Head and Neck")
        expect(page.locator(".wm-nx-do")).to_have_text("Start S05 Population need.")
        page.go_back()
        expect(heading).to_have_text("Stroke")
        page.reload()
        expect(heading).to_have_text("Stroke")


def test_a_link_to_a_deliverable_opens_its_detail_and_escape_leads_back(opened: Opened) -> None:
    with opened("?w=Head+and+Neck&d=S07") as page:
        shown = drawer(page)
        expect(shown.get_by_role("heading", level=2)).to_have_text("S07 Case for change")
        expect(shown).to_contain_text("Blocked: it waits for")
        expect(shown.get_by_text("Illustrative: a proposed method")).to_be_visible()
        expect(shown.get_by_role("heading", name="Headings of its template")).to_be_visible()
        expect(shown.get_by_role("link", name="Ask about it")).to_have_attribute(
            "href", "/?q=What+must+be+in+the+Case+for+change+%28S07%29%3F"
        )
        page.keyboard.press("Escape")
        expect(shown).to_be_hidden()
        expect(page).to_have_url(re.compile(r"\?w=Head\+and\+Neck$"))


def test_the_keyboard_alone_opens_a_box_and_comes_back_to_it(opened: Opened) -> None:
    with opened("?w=Stroke") as page:
        box = page.locator(".wm-nx-box[data-id=D10]")
        expect(box).to_have_accessible_name("D10 Travel and access: Ready to start")
        box.focus()
        page.keyboard.press("Enter")
        expect(drawer(page).locator("#wm-nx-title")).to_be_focused()
        page.keyboard.press("Escape")
        expect(box).to_be_focused()


def test_pointing_at_a_box_shows_its_path(opened: Opened) -> None:
    with opened("?w=Stroke") as page:
        page.locator(".wm-nx-box[data-id=S06]").hover()
        lit = page.locator(".wm-nx-box.wm-nx-on").evaluate_all("all => all.map(b => b.dataset.id)")
        assert {"S01", "S02", "S06", "S07", "D12"} <= set(lit)
        assert not {"S03", "S04", "S05", "S08"} & set(lit)
        page.locator("h1").hover()
        expect(page.locator(".wm-nx-picked")).to_have_count(0)


def test_an_event_is_checked_recorded_once_and_seen_in_the_history(
    opened: Opened, library: Path
) -> None:
    register = Register.open(library, write=False)
    count = len(register.events("Urology"))
    with opened("?w=Urology") as page:
        page.get_by_role("button", name="Record that it was started").first.click()
        shown = drawer(page)
        shown.get_by_role("button", name="Check before recording").click()
        summary = shown.get_by_role("alert")
        expect(summary).to_be_focused()
        summary.get_by_role("link", name="Give the name of the person.").click()
        name = page.get_by_label("Name of the person")
        expect(name).to_be_focused()
        expect(name).to_have_attribute("aria-invalid", "true")
        fill(page, day="3 August 2027")
        shown.get_by_role("button", name="Check before recording").click()
        expect(shown).to_contain_text("That day is still to come.")
        expect(name).to_have_value("Dr Joseph Amankwah")
        fill(page)
        shown.get_by_role("button", name="Check before recording").click()
        expect(shown.get_by_text("3 August 2026: D01 started by")).to_be_visible()
        assert len(register.events("Urology")) == count
        shown.get_by_role("button", name="Go back and change it").click()
        expect(name).to_have_value("Dr Joseph Amankwah")
        page.get_by_label("In what role").fill("chair")
        shown.get_by_role("button", name="Check before recording").click()
        shown.get_by_role("button", name="Record it").dblclick()
        expect(shown.get_by_role("heading", level=2)).to_contain_text("Recorded as event")
        shown.get_by_role("button", name="Close").last.click()
        expect(page.locator(".wm-nx-do")).to_have_text("Finish D01 Co-design report and submit it.")
        expect(page.locator(".wm-nx-log tbody tr").first).to_contain_text("D01 started")
        expect(page.locator(".wm-nx-box[data-id=D01]")).to_have_accessible_name(
            "D01 Co-design report: In progress"
        )
    events = register.events("Urology")
    assert len(events) == count + 1
    assert events[-1].role == "chair"


def test_two_people_at_once(opened: Opened, library: Path) -> None:
    with opened("?w=Vascular&d=D10") as first, opened("?w=Vascular&d=D13") as second:
        for page in (first, second):
            drawer(page).get_by_role("button", name="Record that it was started").click()
            fill(page)
            page.get_by_role("button", name="Check before recording").click()
            page.get_by_role("button", name="Record it").wait_for()
        first.get_by_role("button", name="Record it").click()
        expect(first.locator(".wm-nx-done")).to_be_visible()
        second.get_by_role("button", name="Record it").click()
        expect(second.get_by_role("alert")).to_contain_text("The register changed")
        expect(second.get_by_role("alert")).to_contain_text("D10 started")
        second.get_by_role("button", name="Record it").click()
        expect(second.locator(".wm-nx-done")).to_be_visible()
    last = Register.open(library, write=False).events("Vascular")[-2:]
    assert [one.deliverable for one in last] == ["D10", "D13"]


def test_what_was_typed_survives_a_reload_and_an_ended_session(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.people import LOCAL

    with opened("?w=Paediatric+HDU&d=S03") as page:
        start = drawer(page).get_by_role("button", name="Record that it was started")
        start.click()
        fill(page)
        page.reload()
        start.click()
        expect(page.get_by_label("Name of the person")).to_have_value("Dr Joseph Amankwah")
        monkeypatch.setattr("assistant.web.gate.LOCAL", None)
        page.get_by_role("button", name="Check before recording").click()
        expect(page.get_by_role("heading", name="Sign in again")).to_be_visible()
        expect(page.get_by_label("Name of the person")).to_have_value("Dr Joseph Amankwah")
        monkeypatch.setattr("assistant.web.gate.LOCAL", LOCAL)
        page.evaluate("document.querySelector('#wm-signing').close()")
        expect(page.get_by_role("button", name="Record it")).to_be_visible()


def test_a_reader_sees_everything_and_no_way_to_record(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Person("Rae Quill", Role.READER, collections=None)
    monkeypatch.setattr("assistant.web.gate.LOCAL", reader)
    with opened("?w=Stroke") as page:
        expect(page.locator(".wm-nx-box")).to_have_count(30)
        expect(page.get_by_text("You can look at the register").first).to_be_visible()
        expect(page.get_by_role("button", name="Record")).to_have_count(0)


def test_a_workstream_is_begun_where_there_is_none(opened: Opened, tmp_path: Path) -> None:
    settings = Settings(port=0, library=tmp_path)
    address = serve(ScriptedAnswerer(), settings, block=False, on_ready=lambda _: None)
    with opened(address=f"{address}next") as page:
        expect(page.get_by_role("heading", level=2)).to_contain_text("No workstream")
        page.get_by_role("button", name="Begin a workstream").click()
        page.get_by_label("Name of the workstream").fill("Island <b>ferry</b>")
        page.get_by_label("S01 Project initiation document was submitted").check()
        fill(page)
        page.get_by_role("button", name="Check before recording").click()
        page.get_by_role("button", name="Record it").click()
        expect(page.locator(".wm-nx-done")).to_be_visible()
        page.get_by_role("button", name="Close").last.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Island <b>ferry</b>")
        expect(page.locator(".wm-nx-do")).to_contain_text("Get an answer on S01")


def test_the_register_is_saved_as_a_file(opened: Opened) -> None:
    with opened("?w=Stroke") as page:
        with page.expect_download() as saved:
            page.get_by_role("link", name="Save as a table (CSV)").click()
        assert saved.value.suggested_filename == "register-Stroke.csv"
        text = saved.value.path().read_text(encoding="utf-8")
    assert text.startswith("workstream,deliverable,")


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_the_list_comes_first_and_nothing_is_cut_off(opened: Opened, width: int) -> None:
    with opened("?w=Stroke", viewport={"width": width, "height": 844}) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        listed = page.locator(".wm-nx-table").bounding_box()
        picture = page.locator(".wm-nx-picture").bounding_box()
        assert listed and picture and listed["y"] < picture["y"]
        page.get_by_role("link", name="D10 Travel and access").last.click()
        expect(drawer(page)).to_be_visible()
        inside = page.evaluate(
            "(d => d.scrollWidth - d.clientWidth)(document.querySelector('#wm-nx-drawer'))"
        )
        assert inside <= 0
        page.goto(page.url.split("?")[0])
        page.locator(".wm-nx-portfolio").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def findings(page: Page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(opened: Opened, scheme: str) -> None:
    with opened(color_scheme=scheme) as page:
        assert findings(page) == []
        page.goto(f"{page.url}?w=Diagnostics")
        page.locator(".wm-nx-map").wait_for()
        assert findings(page) == []
        page.goto(f"{page.url}&d=G1")
        drawer(page).locator("#wm-nx-title").wait_for()
        assert findings(page) == []
        drawer(page).get_by_role("button", name="Record the decision of G1").click()
        page.get_by_label("Pass", exact=True).check()
        page.get_by_role("button", name="Check before recording").click()
        page.get_by_role("alert").wait_for()
        assert findings(page) == []
        page.goto(f"{page.url.split('&')[0]}&d=D01")
        drawer(page).get_by_role("button", name="Add a note").click()
        page.get_by_label("What should be noted").fill("A note.")
        fill(page)
        page.get_by_role("button", name="Check before recording").click()
        page.get_by_role("button", name="Record it").wait_for()
        assert findings(page) == []


def test_what_cannot_be_fetched_is_said_and_tried_again(opened: Opened) -> None:
    with opened() as page:
        page.route("**/next/view*", lambda route: route.abort())
        page.get_by_role("link", name="Stroke").click()
        expect(page.get_by_role("alert").first).to_contain_text("could not be fetched")
        page.unroute("**/next/view*")
        page.get_by_role("button", name="Try again").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Stroke")
