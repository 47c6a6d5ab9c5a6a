"""The routes that open a source: its panel, its pages, the file itself, and how it was read.

Every route asks who is there and looks the paper up within what that person may read. What may not
be seen and what is not there are answered alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response

from assistant.web.source.links import WIDTH
from assistant.web.source.original import CannotShow, Lack, Originals
from assistant.web.source.panel import INLINE, Asked, Sight, first_page, is_pictured, panel, shell
from assistant.web.source.papers import Papers, SourceReading
from assistant.web.source.picture import Pictures
from assistant.web.source.reading import AsRead, reading_html
from assistant.web.source.section import NO_SPAN, parts
from assistant.web.words import Words, load_words

if TYPE_CHECKING:
    from assistant.people import Person
    from assistant.shelf import OpenDocument

_NUMBER = re.compile(r"[0-9]{1,15}")
_STATUS = {Lack.NO_PAGE: 404, Lack.MISSING: 410, Lack.CHANGED: 410, Lack.BUSY: 503, Lack.SLOW: 503}
_ALWAYS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
_NOT_KEPT = {**_ALWAYS, "Cache-Control": "private, no-store"}
_HARMLESS = "default-src 'none'; sandbox"


Noted = Callable[[Request, str, int | None], None]
"""(request, document, page or None) for each paper that is opened."""


class _NoPlace(Exception):
    """The paper is there, the place asked for is not."""


def source_router(
    reading: Callable[[], SourceReading],
    who: Callable[[Request], Person],
    *,
    max_file_mb: int = 300,
    words: Words | None = None,
    noted: Noted = lambda request, document, page: None,
) -> APIRouter:
    """Routes below /source. `reading` gives the open Library, `who` the person of a request.

    `noted` is told of each paper that is about to be shown, and may refuse by an exception.

    `who` may refuse with an HTTPException of its own; it is asked before anything is looked up.
    """
    router = APIRouter(prefix="/source")
    told = words or load_words()
    papers = Papers(reading)
    originals = Originals(max_file_mb)
    pictures = Pictures(originals)

    def not_found() -> Response:
        return _plain(told("file.not_found"), 404)

    def no_place() -> Response:
        return _plain(told("file.no_place"), 422)

    def open_paper(request: Request, document_id: str) -> OpenDocument | None:
        person = who(request)
        number = _number(document_id)
        return None if number is None else papers.open(number, person.scope())

    @router.get("/shell")
    def empty_panel(request: Request) -> Response:
        who(request)
        return HTMLResponse(shell(told), headers=_NOT_KEPT)

    @router.get("/{document_id}/panel")
    def show_panel(request: Request, document_id: str) -> Response:
        paper = open_paper(request, document_id)
        if paper is None:
            return not_found()
        try:
            asked = _asked(paper, request)
        except _NoPlace:
            return no_place()
        sight = Sight()
        if asked.page is not None and is_pictured(paper.record):
            sight = pictures.sight(paper, asked.page, asked.start, asked.end)
        noted(request, paper.record.document, asked.page)
        return HTMLResponse(panel(paper, asked, sight, told), headers=_NOT_KEPT)

    @router.get("/{document_id}/page/{name}")
    def show_page(request: Request, document_id: str, name: str) -> Response:
        paper = open_paper(request, document_id)
        page = _number(name.removesuffix(".png")) if name.endswith(".png") else None
        if paper is None or page is None or not is_pictured(paper.record):
            return not_found()
        if not 1 <= page <= (paper.record.pages or 0):
            return _plain(told("file.no_page"), 404)
        try:
            start, end = _span(paper, request.query_params)
            width = _within(request.query_params, "width", 1, 1_000_000) or WIDTH
            tag = _tag(paper, page, start, end, width)
            if request.headers.get("if-none-match") == tag:
                return Response(status_code=304, headers={**_ALWAYS, "ETag": tag})
            png = pictures.png(paper, page, start, end, width)
        except _NoPlace:
            return no_place()
        except CannotShow as error:
            return _plain(told(f"file.{error.lack.value}"), _STATUS.get(error.lack, 422))
        # Kept by the browser, but asked for each time: what a person may see can change.
        headers = {**_ALWAYS, "Cache-Control": "private, no-cache", "ETag": tag}
        return Response(png, media_type="image/png", headers=headers)

    @router.get("/{document_id}/original")
    def give_original(request: Request, document_id: str) -> Response:
        paper = open_paper(request, document_id)
        if paper is None:
            return not_found()
        try:
            content = originals.read(paper.record)
        except CannotShow as error:
            return _plain(told(f"file.{error.lack.value}"), _STATUS.get(error.lack, 422))
        noted(request, paper.record.document, None)
        return Response(content, headers=_file_headers(paper.record.document, content))

    @router.get("/{document_id}/reading")
    def show_reading(request: Request, document_id: str) -> Response:
        scope = who(request).scope()
        number = _number(document_id)
        found = None if number is None else papers.read(number, scope)
        if found is None:
            return not_found()
        read = AsRead.of(*found)
        try:
            start, end = _span(read.paper, request.query_params)
            span = NO_SPAN if start is None or end is None else (start, end)
            part = _within(request.query_params, "part", 1, len(read.views()))
        except _NoPlace:
            return no_place()
        if part is None:
            part = 1 if start is None else read.part_with(start)
        noted(request, read.paper.record.document, None)
        html = reading_html(read, part, told, span=span, base=_base(request))
        return HTMLResponse(html, headers=_NOT_KEPT)

    return router


def _asked(paper: OpenDocument, request: Request) -> Asked:
    """What the request wants of the paper. Raises _NoPlace for what makes no sense."""
    query = request.query_params
    start, end = _span(paper, query)
    revision = _within(query, "revision", 0, 10**15)
    stale = revision is not None and revision != paper.record.revision
    asked = Asked(start, end, base=_base(request), stale=stale)
    pages = paper.record.pages
    if pages is None:
        part = _within(query, "part", 1, len(parts(paper)))
        return Asked(start, end, part=part, base=asked.base, stale=stale)
    page = _within(query, "page", 1, pages) or first_page(paper, asked)
    return Asked(start, end, page, base=asked.base, stale=stale)


def _span(paper: OpenDocument, query: Mapping[str, str]) -> tuple[int, int] | tuple[None, None]:
    most = len(paper.text)
    start, end = _within(query, "start", 0, most), _within(query, "end", 0, most)
    if start is None and end is None:
        return None, None
    if start is None or end is None or start >= end:
        raise _NoPlace
    return start, end


def _within(query: Mapping[str, str], name: str, least: int, most: int) -> int | None:
    """A number of the query; None where it is not given or empty."""
    given = query.get(name) or None
    if given is None:
        return None
    number = _number(given)
    if number is None or not least <= number <= most:
        raise _NoPlace
    return number


def _number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None


def _base(request: Request) -> str:
    return str(request.scope.get("root_path", "")).rstrip("/")


def _plain(text: str, status: int) -> Response:
    return PlainTextResponse(text, status, headers=_NOT_KEPT)


def _tag(paper: OpenDocument, page: int, start: int | None, end: int | None, width: int) -> str:
    record = paper.record
    return f'"{record.digest[:16]}-{record.revision}-{page}-{start}-{end}-{width}"'


def _file_headers(document: str, content: bytes) -> dict[str, str]:
    """How the file is given: shown only where it cannot do anything, else to be kept.

    A web page or a drawing (SVG) of somebody else's, shown from this address, could act in the
    name of whoever looks at it.
    """
    name = PurePosixPath(document).name
    suffix = PurePosixPath(name).suffix.lower()
    kind, shown = "application/octet-stream", False
    if suffix == ".pdf" and b"%PDF-" in content[:1024]:
        kind, shown = "application/pdf", True
    elif suffix in INLINE:
        kind, shown = f"text/plain; charset={_charset(content)}", True
    plain = re.sub(r'[^ -~]|["\\%;]', "_", name) or "source"
    headers = {
        **_NOT_KEPT,
        "Content-Type": kind,
        "Content-Disposition": (
            f'{"inline" if shown else "attachment"}; filename="{plain}"; '
            f"filename*=UTF-8''{quote(name, safe='', errors='replace')}"
        ),
    }
    if kind != "application/pdf":  # the browser's own viewer for PDF does not start in a sandbox
        headers["Content-Security-Policy"] = _HARMLESS
    return headers


def _charset(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"
