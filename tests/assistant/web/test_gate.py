"""Who passes the gate, who does not, and what each is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from playwright.sync_api import expect

from assistant.audit import AuditLog, What
from assistant.people import COOKIE, Asking, PeopleFile, Person, changes
from assistant.people.keys import new_token
from assistant.web import serve
from assistant.web.assets import address, files
from assistant.web.gate import Gate, Visits
from ingest.settings import Settings
from tests.fakes_people import WORDS, cheap, people_file
from tests.fakes_web import ScriptedAnswerer
from tests.loops import in_a_loop

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("library")


@pytest.fixture(scope="module")
def signed(folder: Path) -> str:
    """Where people have to sign in: Ada Bell and Bo, both readers."""
    users = folder / "people.json"
    people_file(users, {"Ada Bell": ("board",), "Bo": ()})
    settings = Settings(port=0, library=folder, users=users)
    return serve(ScriptedAnswerer(), settings, block=False, on_ready=lambda _: None).rstrip("/")


def test_a_token_whose_last_day_is_over_is_refused_in_words(signed: str, folder: Path) -> None:
    yesterday, token = date.today() - timedelta(days=1), new_token()
    made = partial(changes.with_token, name="Bo", token=token, until=yesterday)
    PeopleFile(folder / "people.json", cheap()).change(made)
    shown = {"authorization": f"Bearer {token}"}
    for path in ("/api/v1/documents", "/mcp/"):
        said = httpx.get(f"{signed}{path}", headers=shown, trust_env=False)
        assert said.status_code == 401
        assert said.headers["www-authenticate"] == "Bearer"
        told = said.json()["detail"]
        assert told.startswith(f"The last day of this token was {yesterday.day} ")
        assert "waymark users token NAME" in told and "Bo" not in told


@pytest.mark.parametrize("path", ["/api/v1/documents", "/mcp/", "/mcp"])
def test_programs_are_refused_in_the_shape_of_the_apis_own_errors(signed: str, path: str) -> None:
    said = httpx.get(f"{signed}{path}", trust_env=False)
    assert (said.status_code, said.headers["www-authenticate"]) == (401, "Bearer")
    assert "Sign in" in said.json()["detail"]
    strange = {"origin": "http://evil.example"}
    said = httpx.post(f"{signed}{path}", headers=strange, trust_env=False)
    assert said.status_code == 403 and "another site" in said.json()["detail"]
    said = httpx.get(f"{signed}{path}", headers={"host": "evil.example"}, trust_env=False)
    assert said.status_code == 400 and "detail" in said.json()
    page = httpx.get(f"{signed}/learn", trust_env=False)
    assert page.status_code == 401 and "www-authenticate" not in page.headers
    assert page.headers["content-type"].startswith("text/plain")


@pytest.fixture
def nobody(signed: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=signed, trust_env=False) as client:
        yield client


@pytest.fixture
def ada(signed: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=signed, trust_env=False) as client:
        said = client.post("/sign-in", data={"name": "ada bell", "password": WORDS})
        assert said.status_code == 204
        yield client


def test_a_page_leads_to_signing_in_and_from_there_back(nobody: httpx.Client) -> None:
    sent = nobody.get("/learn", headers=HTML)
    assert (sent.status_code, sent.headers["location"]) == (303, "/sign-in?to=/learn")
    form = nobody.get(sent.headers["location"])
    assert 'name="to" value="/learn"' in form.text
    data = {"name": "Ada Bell", "password": WORDS, "to": "/learn"}
    done = nobody.post("/sign-in", data=data, headers=HTML)
    assert (done.status_code, done.headers["location"]) == (303, "/learn")

    cookie = done.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert nobody.get("/learn").status_code == 200


def test_signing_in_leads_back_to_the_very_place_asked_for(nobody: httpx.Client) -> None:
    sent = nobody.get("/next?w=Head+and+Neck&d=S01", headers=HTML)
    assert sent.headers["location"] == "/sign-in?to=/next%3Fw%3DHead%2Band%2BNeck%26d%3DS01"
    form = nobody.get(sent.headers["location"])
    assert 'name="to" value="/next?w=Head+and+Neck&amp;d=S01"' in form.text
    data = {"name": "Ada Bell", "password": WORDS, "to": "/next?w=Head+and+Neck&d=S01"}
    done = nobody.post("/sign-in", data=data, headers=HTML)
    assert (done.status_code, done.headers["location"]) == (303, "/next?w=Head+and+Neck&d=S01")


def test_a_mistyped_password_leaves_the_name_in_the_form(nobody: httpx.Client) -> None:
    data = {"name": 'Tom "T" Nobody', "password": "not this one", "to": "/"}
    refused = nobody.post("/sign-in", data=data, headers=HTML)
    assert refused.status_code == 401
    assert 'value="Tom &quot;T&quot; Nobody"' in refused.text
    assert "not this one" not in refused.text


@pytest.mark.parametrize(
    "path",
    ["/", "/learn", "/config", "/theme.css", "/gradio_api/info", "/gradio_api/queue/data",
     "/static/x.js", "/nothing"],
)  # fmt: skip
def test_without_signing_in_there_is_nothing(nobody: httpx.Client, path: str) -> None:
    assert nobody.get(path).status_code == 401
    assert nobody.get(path, headers=HTML).status_code == 303


class NoDoor:
    """A door that nobody may knock at."""

    def person(self, request: Asking) -> Person | None:
        raise AssertionError("somebody was looked up")


@pytest.mark.parametrize(
    ("path", "needs"),
    [
        (address(files(".css")[0]).split("?")[0], False),
        (address(files(".js")[0]).split("?")[0], False),
        ("/assets/Blocks-C0_x-1.js", False),
        ("/assets/Blocks-C0.min.css", False),
        ("/assets/../config", True),
        ("/assets/a/b.js", True),
        ("/assets/x.json", True),
        ("/assets/.js", True),
        ("/own/a/b.js", True),
        ("/static/x.js", True),
        ("/config", True),
    ],
)
def test_scripts_and_styles_need_nobody_and_nothing_else_is_open(path: str, needs: bool) -> None:
    passed: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        passed.append(scope["path"])

    scope = {"type": "http", "path": path, "method": "GET", "headers": [], "client": None}
    gate = Gate(app, NoDoor())
    if needs:
        with pytest.raises(AssertionError, match="looked up"):
            in_a_loop(gate(scope, app, app))  # type: ignore[arg-type]
    else:
        in_a_loop(gate(scope, app, app))  # type: ignore[arg-type]
    assert passed == ([] if needs else [path])


def test_gradios_own_scripts_are_served_to_everybody(
    nobody: httpx.Client, ada: httpx.Client
) -> None:
    named = re.findall(r"assets/[\w-]+\.js", ada.get("/learn").text)
    assert named and nobody.get(f"/{named[0]}").status_code == 200
    for path in ("/assets/%2e%2e/config", "/assets/..%2fconfig", "/assets/%5c..%5cconfig.js"):
        assert nobody.get(path).status_code in (401, 404)


def test_an_event_is_refused_to_nobody(nobody: httpx.Client) -> None:
    event = {"data": [], "fn_index": 0, "session_hash": "abc"}
    assert nobody.post("/gradio_api/queue/join", json=event).status_code == 401


@pytest.mark.parametrize(
    ("to", "where"),
    [
        ("//evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("learn", "/"),
        ("/next?w=Stroke", "/next?w=Stroke"),
    ],
)
def test_signing_in_never_leads_elsewhere(nobody: httpx.Client, to: str, where: str) -> None:
    data = {"name": "Ada Bell", "password": WORDS, "to": to}
    assert nobody.post("/sign-in", data=data, headers=HTML).headers["location"] == where


def test_a_wrong_password_and_an_unknown_name_are_told_alike(
    nobody: httpx.Client, folder: Path
) -> None:
    wrong = nobody.post("/sign-in", data={"name": "Bo", "password": "not this one"})
    unknown = nobody.post("/sign-in", data={"name": "<b>nobody</b>", "password": "not this"})
    assert (wrong.status_code, wrong.text) == (unknown.status_code, unknown.text)
    assert wrong.status_code == 401
    assert COOKIE not in nobody.cookies
    who = [row.who for row in AuditLog(folder).rows(what=What.SIGN_IN_FAILED, limit=2)]
    assert who == ["unknown", "Bo"]


def test_many_tries_have_to_wait(nobody: httpx.Client) -> None:
    said = [
        nobody.post("/sign-in", data={"name": "carol", "password": f"try {n}"}).status_code
        for n in range(7)
    ]
    assert said == [401] * 5 + [429] * 2


def test_signing_out_ends_it_for_the_cookie_too(ada: httpx.Client) -> None:
    cookie = ada.cookies[COOKIE]
    assert ada.post("/sign-out").status_code == 204
    assert ada.get("/learn", headers={"cookie": f"{COOKIE}={cookie}"}).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
     {"origin": "http://evil.example"}, {"origin": "null"}],
)  # fmt: skip
def test_another_sites_page_can_do_nothing(ada: httpx.Client, headers: dict[str, str]) -> None:
    assert ada.post("/sign-out", headers=headers).status_code == 403
    event = {"data": [], "fn_index": 0, "session_hash": "abc"}
    assert ada.post("/gradio_api/queue/join", json=event, headers=headers).status_code == 403
    assert ada.get("/learn").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["upload", "file=/etc/passwd", "file/etc/passwd", "proxy=http://127.0.0.1", "runs",
     "run-history/records", "call/respond", "run/predict", "api/predict", "vibe-code/",
     "openapi.json", "stream/x/1/2/playlist.m3u8", "dev/reload", "token"],
)  # fmt: skip
def test_what_no_room_uses_is_not_there(ada: httpx.Client, path: str) -> None:
    assert ada.get(f"/gradio_api/{path}").status_code == 404
    assert ada.post(f"/gradio_api/{path}").status_code == 404


def test_nobody_reads_along_by_another_pages_key(ada: httpx.Client, signed: str) -> None:
    event = {"data": [], "fn_index": 10**6, "session_hash": "adaspage"}
    assert ada.post("/gradio_api/queue/join", json=event).status_code != 404
    with httpx.Client(base_url=signed, trust_env=False) as bo:
        assert bo.post("/sign-in", data={"name": "Bo", "password": WORDS}).status_code == 204
        assert bo.get("/gradio_api/queue/data?session_hash=adaspage").status_code == 404
        assert bo.get("/gradio_api/heartbeat/adaspage").status_code == 404
        assert bo.post("/gradio_api/queue/join", json=event).status_code == 404
        assert bo.post("/gradio_api/cancel", json=event).status_code == 404


def test_a_page_belongs_to_whom_it_was_first_and_the_oldest_is_forgotten() -> None:
    visits = Visits(most=2)
    assert visits.belongs("one", "ada")
    assert not visits.belongs("one", "bo")
    assert visits.belongs("two", "bo")
    assert visits.belongs("three", "bo")
    assert not visits.belongs("three", "ada")
    assert visits.belongs("one", "bo"), "it was forgotten"


def test_an_event_longer_than_a_page_sends_is_refused(ada: httpx.Client) -> None:
    long = {"data": ["x" * 2_100_000], "fn_index": 0, "session_hash": "long"}
    assert ada.post("/gradio_api/queue/join", json=long).status_code == 413


def test_signing_in_again_in_the_middle_loses_nothing(browser: Browser, signed: str) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.goto(signed)
        page.get_by_label("Name").fill("Ada Bell")
        page.get_by_label("Password").fill(WORDS)
        page.get_by_role("button", name="Sign in").click()
        page.locator(".wm-example").first.wait_for()
        expect(page.locator(".wm-header")).to_contain_text("Ada Bell")
        box = page.get_by_label("Your question")
        box.fill("What was the Board asked to do?")
        context.clear_cookies()
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name="Sign in again")
        expect(dialog).to_be_visible()
        dialog.get_by_label("Name").fill("Ada Bell")
        dialog.get_by_label("Password").fill("not this one")
        dialog.get_by_role("button", name="Sign in").click()
        expect(dialog).to_contain_text("not right")
        dialog.get_by_label("Password").fill(WORDS)
        dialog.get_by_role("button", name="Sign in").click()
        expect(dialog).to_be_hidden()
        expect(box).to_have_value("What was the Board asked to do?")
        page.get_by_role("button", name="Ask", exact=True).click()
        page.locator("#wm-current .wm-answer").wait_for()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="Sign in to Waymark")).to_be_visible()


def _signs_in(page: Page, name: str) -> None:
    form = page.locator("form[action='/sign-in']").filter(visible=True)
    form.get_by_label("Name").fill(name)
    form.get_by_label("Password").fill(WORDS)
    form.get_by_role("button", name="Sign in").click()


def test_what_somebody_typed_and_asked_is_not_shown_to_who_signs_in_instead(
    browser: Browser, signed: str
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(signed)
        box = page.get_by_label("Your question")
        asked = page.locator("#wm-current .wm-question")
        _signs_in(page, "Ada Bell")
        page.locator(".wm-example").first.click()
        expect(asked).to_be_visible()
        box.fill("Ada's half a question")
        context.clear_cookies()
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_contain_text("You are no longer signed in")
        _signs_in(page, "Bo")
        expect(page.locator(".wm-header")).to_contain_text("Bo")
        expect(page.locator(".wm-example").first).to_be_visible()
        expect(asked).to_have_count(0)
        box.fill("Bo's half a question")
        page.get_by_role("button", name="Sign out").click()
        _signs_in(page, "Ada Bell")
        expect(page.locator(".wm-header")).to_contain_text("Ada Bell")
        box.fill("Ada again")
        context.clear_cookies()
        page.reload()
        _signs_in(page, "Bo")
        expect(page.locator(".wm-header")).to_contain_text("Bo")
        expect(box).to_be_enabled()
        expect(box).to_have_value("")
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("heading", name="Sign in to Waymark").wait_for()


def test_who_comes_through_a_proxy_is_not_offered_to_sign_out_here(
    browser: Browser, tmp_path: Path
) -> None:
    users = tmp_path / "people.json"
    people_file(users, {"Ada Bell": ()})
    settings = Settings(port=0, library=tmp_path, users=users, trusted_header="X-User")
    address = serve(ScriptedAnswerer(), settings, block=False, on_ready=lambda _: None)
    with browser.new_context(extra_http_headers={"X-User": "Ada Bell"}) as context:
        page = context.new_page()
        page.goto(address)
        expect(page.locator(".wm-header")).to_contain_text("Ada Bell")
        expect(page.get_by_role("button", name="Sign out")).to_have_count(0)


def test_an_event_that_is_not_taken_is_said(browser: Browser, signed: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(signed)
        _signs_in(page, "Ada Bell")
        page.locator(".wm-example").first.wait_for()
        sent = {"name": "Bo", "password": WORDS}
        assert page.request.post(f"{signed}/sign-in", form=sent).ok  # in another tab
        page.get_by_label("Your question").fill("What was the Board asked to do?")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert").filter(has_text="That did not work")).to_be_visible()


def test_a_new_name_is_kept_while_somebody_signs_in_again(browser: Browser, signed: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(signed)
        _signs_in(page, "Ada Bell")
        page.locator(".wm-example").first.click()
        page.locator("#wm-current .wm-withheld").wait_for()
        talk = page.locator(".wm-talk").filter(has=page.locator("[aria-current]"))
        talk.get_by_role("button", name="More about").click()
        talk.get_by_role("button", name="Rename").click()
        talk.get_by_label("Name").fill("The outline case")
        context.clear_cookies()
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        _signs_in(page, "Ada Bell")
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(talk.get_by_label("Name")).to_have_value("The outline case")
        talk.get_by_role("button", name="Save").click()
        expect(talk.get_by_role("link").first).to_contain_text("The outline case")


def test_a_room_that_is_not_for_somebody_says_whom_to_ask_and_leads_elsewhere(
    browser: Browser, signed: str
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        sent = {"name": "Bo", "password": WORDS}
        assert page.request.post(f"{signed}/sign-in", form=sent).ok
        for room in ("quality", "audit"):
            page.goto(f"{signed}/{room}")
            expect(page.get_by_role("alert")).to_contain_text("ask whoever looks after Waymark")
            expect(page.get_by_role("button", name="Load this page again")).to_have_count(0)
        page.get_by_role("link", name="Go to Ask").click()
        expect(page.get_by_label("Your question")).to_be_enabled()
