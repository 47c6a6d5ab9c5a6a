"""Routes of the rooms: parts of a page as HTML, refusals and troubles in words."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

from fastapi import HTTPException
from fastapi.responses import HTMLResponse, PlainTextResponse, Response

from assistant.web.gate import person_of
from assistant.web.words import Words
from ingest.errors import WaymarkError

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

    from assistant.people import Act, Person

log = logging.getLogger(__name__)

NOT_KEPT = {"Cache-Control": "private, no-store"}


def fragment(html: str, status: int = 200) -> HTMLResponse:
    """A part of a page. It is one person's, so nothing between may keep it."""
    return HTMLResponse(html, status, headers=NOT_KEPT)


def plain(text: str, status: int = 200) -> PlainTextResponse:
    """Words for a person: what was done, or why it was not."""
    return PlainTextResponse(text, status, headers=NOT_KEPT)


def refuse(text: str, status: int = 404) -> NoReturn:
    """End a request with words for a person."""
    raise HTTPException(status, text)


def allowed(request: HTTPConnection, act: Act, refusal: str) -> Person:
    """Who asks, if they may do that; the request ends with 403 and `refusal` if they may not."""
    person = person_of(request)
    if not person.may(act):
        refuse(refusal, 403)
    return person


def told(words: Words, answer: Callable[[], Response]) -> Response:
    """What `answer` gives; its troubles become words with a status, details go to the terminal."""
    try:
        return answer()
    except HTTPException as error:
        return plain(str(error.detail), error.status_code)
    except WaymarkError as error:
        return plain(str(error), 503)
    except Exception:  # The edge: a person gets words, the terminal the details.
        log.exception("A part of a page could not be made")
        return plain(words("library.unexpected"), 500)
