"""What the room's routes answer: its parts as HTML, and the register as a file."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

from fastapi.responses import PlainTextResponse, Response

from assistant.audit import What
from assistant.people import Act, Person
from assistant.register import UnknownWorkstream
from assistant.register import examples as shipped
from assistant.register.exchange import to_csv, to_json
from assistant.web.escape import escaped
from assistant.web.fragments import NOT_KEPT, fragment
from assistant.web.next.desk import Board, Desk
from assistant.web.next.detail import detail
from assistant.web.next.overview import overview
from assistant.web.next.portfolio import portfolio
from assistant.web.site import Site
from ingest.errors import WaymarkError

log = logging.getLogger(__name__)
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


class NotHere(WaymarkError):
    """There is no such thing at this address."""


class Answers:
    """Answers for one person each; whatever goes wrong becomes words."""

    def __init__(self, site: Site) -> None:
        """Answer from what `site` serves."""
        self.site = site
        self.words = site.words
        self.desk = Desk(site)

    def said(self, answer: Callable[[], Response]) -> Response:
        """The answer; whatever goes wrong becomes words for a person."""
        try:
            return answer()
        except (NotHere, UnknownWorkstream) as error:
            return self.problem(str(error), 404)
        except WaymarkError as error:
            return self.problem(str(error), 503)
        except PermissionError:
            raise
        except Exception:  # The edge of the page: a person gets words, the terminal the details.
            log.exception("The Next step room could not answer")
            return self.problem(self.words("next.unexpected"), 500)

    def problem(self, said: str, status: int) -> Response:
        """Words on what went wrong, as a part of the page."""
        body = (
            f'<div class="wm-nx wm-nx-wrong" role="alert"><h1>{self.words.html("next.wrong")}</h1>'
            f"<p>{escaped(said)}</p><p>"
            f'<a href="/next" data-wm="next-go">{self.words.html("next.all")}</a></p></div>'
        )
        return fragment(body, status)

    def view(self, person: Person, name: str) -> Response:
        """The room for one workstream, or all of them."""
        boards = self.desk.boards(person)
        if not name.strip():
            return fragment(portfolio(boards, person, self.desk.today, self.words))
        board = self.desk.board(person, name)
        return fragment(overview(board, person, tuple(one.name for one in boards), self.words))

    def detail(self, person: Person, name: str, subject: str) -> Response:
        """The detail of a deliverable or gate."""
        found = detail(self.desk.board(person, name), subject, person, self.words)
        if found is None:
            raise NotHere(self.words("next.no_subject", id=subject[:40]))
        return fragment(found)

    def examples(self, person: Person) -> Response:
        """Load the example workstreams."""
        if not person.may(Act.RECORD):
            return self.problem(self.words("next.may_not"), 403)
        force, register = self.desk.force(), self.desk.register(write=True)
        done = shipped.load(register, force.approach, self.desk.today)
        self.site.note(person, What.RECORDED, examples=list(done.created))
        return self.view(person, "")

    def export(self, person: Person, kind: str, name: str) -> Response:
        """Events as the command line's exchange has them, as far as this person may be told."""
        if kind not in ("json", "csv"):
            raise NotHere(self.words("next.no_export"))
        if name.strip():
            boards: tuple[Board, ...] = (self.desk.board(person, name),)
        else:
            boards = self.desk.boards(person)
        events = sorted((e for one in boards for e in one.events), key=lambda e: e.number or 0)
        text = to_json(events) if kind == "json" else to_csv(events)
        self.site.note(person, What.EXPORTED, export="register", workstream=name, format=kind)
        stem = _UNSAFE.sub("-", boards[0].name).strip("-") if name.strip() else "all"
        file = f"register-{stem or 'workstream'}.{kind}"
        headers = {**NOT_KEPT, "Content-Disposition": f'attachment; filename="{file}"'}
        media = "application/json" if kind == "json" else "text/csv; charset=utf-8"
        return PlainTextResponse(text, headers=headers, media_type=media)
