"""The routes over HTTP: who may see what, what is shown and what is only given, and nonsense."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from fastapi import FastAPI, HTTPException, Request
from fastapi.testclient import TestClient
from PIL import Image
from starlette.middleware import Middleware

from assistant.people import LOCAL, Person
from assistant.web.privacy import CONTENT_POLICY, LocalOnly
from assistant.web.source import panel_link, source_router
from assistant.web.source.links import picture_link
from ingest.library import Library
from tests.assistant.web.source.made import (
    QUOTE,
    draw,
    make_library,
    open_library,
    paper_called,
    plain,
    span_of,
)

READER = Person("reader", collections=frozenset({"default"}))


def who(request: Request) -> Person:
    name = request.headers.get("x-person", "local")
    if name == "nobody":
        raise HTTPException(401, "Sign in first.")
    return READER if name == "reader" else LOCAL


def client(library: Library) -> TestClient:
    app = FastAPI()
    app.include_router(source_router(lambda: library, who))
    return TestClient(app, raise_server_exceptions=True)


@pytest.fixture
def web(library: Library) -> TestClient:
    return client(library)


def number(library: Library, name: str) -> int:
    record = library.find(name)
    assert record is not None
    return record.id


def test_the_panel_tells_what_the_paper_is_and_where_the_quote_stands(
    web: TestClient, library: Library
) -> None:
    paper = paper_called(library, "plain.pdf")
    done = web.get(panel_link(paper.record.id, *span_of(paper, QUOTE)))
    assert done.status_code == 200
    assert "page 1 of 1" in done.text
    assert "The quote is boxed." in done.text
    assert f"/source/{paper.record.id}/page/1.png" in done.text
    assert f"/source/{paper.record.id}/original#page=1" in done.text
    assert f'<mark id="wm-src-quote">{QUOTE}</mark>' in done.text
    assert done.headers["cache-control"] == "private, no-store"


def test_a_page_is_a_picture_with_and_without_boxes(web: TestClient, library: Library) -> None:
    paper = paper_called(library, "plain.pdf")
    boxed = web.get(picture_link(paper.record.id, 1, *span_of(paper, QUOTE)))
    bare = web.get(picture_link(paper.record.id, 1, None, None))
    small = web.get(picture_link(paper.record.id, 1, None, None, width=1))
    sizes = [Image.open(BytesIO(done.content)).size for done in (boxed, bare, small)]
    assert sizes[0] == sizes[1] == (1400, 1980)
    assert sizes[2][0] == 200
    assert boxed.content != bare.content
    assert boxed.headers["content-type"] == "image/png"
    again = web.get(
        picture_link(paper.record.id, 1, None, None),
        headers={"If-None-Match": bare.headers["etag"]},
    )
    assert (again.status_code, again.content) == (304, b"")


PATHS = ("panel", "page/1.png", "original", "reading", "panel?start=nonsense")


@pytest.mark.parametrize("path", PATHS)
def test_what_may_not_be_seen_and_what_is_not_there_are_answered_alike(
    web: TestClient, library: Library, path: str
) -> None:
    secret = number(library, "private/pay.md")
    seen = web.get(f"/source/{secret}/panel")
    assert seen.status_code == 200
    refused = web.get(f"/source/{secret}/{path}", headers={"x-person": "reader"})
    missing = web.get(f"/source/987654/{path}", headers={"x-person": "reader"})
    assert refused.status_code == missing.status_code == 404
    assert refused.text == missing.text
    assert dict(refused.headers) == dict(missing.headers)
    assert "tide" not in refused.text
    # who has the address of a picture that somebody else was shown is asked again, too
    nobody = web.get(f"/source/{secret}/{path}", headers={"x-person": "nobody"})
    assert nobody.status_code == 401


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("x/panel", 404),
        ("-1/panel", 404),
        ("1e3/panel", 404),
        ("٣/panel", 404),
        ("99999999999999999999999/panel", 404),
        ("{plain}/panel?start=5&end=4", 422),
        ("{plain}/panel?start=5", 422),
        ("{plain}/panel?start=-1&end=4", 422),
        ("{plain}/panel?start=0&end=99999", 422),
        ("{plain}/panel?start=a&end=b", 422),
        ("{plain}/panel?page=0", 422),
        ("{plain}/panel?page=2", 422),
        ("{plain}/page/2.png", 404),
        ("{plain}/page/0.png", 404),
        ("{plain}/page/one.png", 404),
        ("{plain}/page/1.gif", 404),
        ("{plain}/page/1.png?start=9&end=2", 422),
        ("{plain}/page/1.png?width=x", 422),
        ("{plain}/reading?part=99", 422),
        ("{rules}/panel?part=99", 422),
        ("{rules}/page/1.png", 404),
        ("{rules}/panel?start=&end=&page=", 200),
    ],
)
def test_nonsense_is_refused_in_plain_words(
    web: TestClient, library: Library, path: str, status: int
) -> None:
    ids = {"plain": number(library, "plain.pdf"), "rules": number(library, "rules.md")}
    done = web.get(f"/source/{path.format(**ids)}")
    assert done.status_code == status
    if status != 200:
        assert done.headers["content-type"].startswith("text/plain")
        assert len(done.text) < 100


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("plain.pdf", "application/pdf", "inline"),
        ("rules.md", "text/plain; charset=utf-8", "inline"),
        ("page.html", "application/octet-stream", "attachment"),
    ],
)
def test_only_what_can_do_nothing_is_shown_as_it_is(
    web: TestClient, library: Library, papers: Path, name: str, kind: str, shown: str
) -> None:
    done = web.get(f"/source/{number(library, name)}/original")
    assert done.content == (papers / "papers" / name).read_bytes()
    assert done.headers["content-type"] == kind
    assert done.headers["content-disposition"].startswith(f'{shown}; filename="{name}"')
    assert done.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["plain.pdf", "rules.md", "page.html"])
def test_a_pdf_s_policy_lets_the_browser_s_viewer_start_and_no_other_file_s_does(
    library: Library, name: str
) -> None:
    app = FastAPI(middleware=[Middleware(LocalOnly)])
    app.include_router(source_router(lambda: library, who))
    done = TestClient(app).get(f"/source/{number(library, name)}/original")
    policies = done.headers.get_list("content-security-policy")
    assert done.headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'self'" in policies[-1]
    if name == "plain.pdf":
        assert not re.search("sandbox|default-src|object-src|style-src", " ".join(policies))
    else:
        assert policies == ["default-src 'none'; sandbox", CONTENT_POLICY]


def test_a_web_page_s_own_markup_is_text_in_the_panel(web: TestClient, library: Library) -> None:
    done = web.get(f"/source/{number(library, 'page.html')}/panel")
    assert "<script" not in done.text
    assert QUOTE in done.text


def test_behind_a_path_all_addresses_begin_with_it(library: Library) -> None:
    app = FastAPI()
    app.include_router(source_router(lambda: library, who))
    paper = paper_called(library, "plain.pdf")
    start, end = span_of(paper, QUOTE)
    behind = TestClient(app, root_path="/papers")
    done = behind.get(f"/papers/source/{paper.record.id}/panel?start={start}&end={end}")
    assert 'src="/papers/source/' in done.text
    assert 'href="/source/' not in done.text


def test_a_place_of_an_earlier_reading_is_said_to_have_moved(
    web: TestClient, library: Library
) -> None:
    paper = paper_called(library, "rules.md")
    now = paper.record.revision
    for revision, told in ((now, False), (now + 1, True)):
        done = web.get(panel_link(paper.record.id, 0, 5, revision=revision))
        assert ("may have moved" in done.text) is told


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[TestClient, Library, Path]]:
    """A Library whose files a test may change."""
    folder = tmp_path / "papers"
    folder.mkdir()
    draw(folder / "plain.pdf", plain)
    inside = draw(tmp_path / "board.pdf", plain)
    with zipfile.ZipFile(folder / "pack.zip", "w") as pack:
        pack.write(inside, "annex/board.pdf")
        pack.writestr("notes.md", "# Notes\n\nNothing was noted by the keepers.\n")
    make_library(folder, tmp_path / "library")
    with open_library(tmp_path / "library") as library:
        yield client(library), library, folder


def test_a_paper_inside_an_archive_is_opened_too(
    own: tuple[TestClient, Library, Path],
) -> None:
    web, library, folder = own
    paper = paper_called(library, "pack.zip/annex/board.pdf")
    start, end = span_of(paper, QUOTE)
    assert "boxed" in web.get(panel_link(paper.record.id, start, end)).text
    done = web.get(f"/source/{paper.record.id}/original")
    assert done.content == (folder.parent / "board.pdf").read_bytes()


def _changed(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_changed, "has changed since it was read"),
        (Path.unlink, "no longer where it was read from"),
        (lambda path: path.write_bytes(b""), "has changed since it was read"),
    ],
)
def test_a_file_that_is_not_the_one_that_was_read_is_not_shown_but_its_words_are(
    own: tuple[TestClient, Library, Path], change: Callable[[Path], object], told: str
) -> None:
    web, library, folder = own
    paper = paper_called(library, "plain.pdf")
    start, end = span_of(paper, QUOTE)
    change(folder / "plain.pdf")
    shown = web.get(panel_link(paper.record.id, start, end))
    assert told in shown.text
    assert "<img" not in shown.text
    assert '<details class="wm-src-words" open>' in shown.text
    assert f"{QUOTE}</mark>" in shown.text
    for path in ("original", f"page/1.png?start={start}&end={end}"):
        done = web.get(f"/source/{paper.record.id}/{path}")
        assert done.status_code == 410
        assert told in done.text
