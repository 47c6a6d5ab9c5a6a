"""The room's routes over a real register, each request made as whoever the test says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from assistant.feedback import FeedbackStore
from assistant.people import Person, Role
from assistant.register import Event, Register, Sight, examples, record
from assistant.web.base import Answerer
from assistant.web.gate import Gate
from assistant.web.next.routes import next_router
from assistant.web.site import Site
from assistant.web.words import load_words
from ingest.library import DocumentRecord
from ingest.model import Facts
from ingest.settings import Settings
from tests.assistant.register.made import real
from tests.fakes_web import ScriptedAnswerer

if TYPE_CHECKING:
    from httpx import Response

LEAD = Person("Ada Lowe", Role.LEAD, collections=frozenset({"open"}))
READER = Person("Rae Quill", Role.READER, collections=frozenset({"open"}))
TODAY = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class NotingSite(Site):
    """A Site that keeps what it was asked to note."""

    noted: list[tuple[str, str, dict[str, object]]] = field(default_factory=list)

    def note(self, person: Person, what: str, **detail: object) -> None:
        self.noted.append((person.name, what, detail))


class Served:
    """The routes of the room over the register in a folder."""

    def __init__(self, folder: Path, answerer: Answerer | None = None) -> None:
        self.folder = folder
        self.site = NotingSite(
            answerer or ScriptedAnswerer(),
            Settings(library=folder),
            load_words(),
            FeedbackStore(folder),
        )
        self.person: Person | None = LEAD
        app = FastAPI(middleware=[Middleware(Gate, who=self._who)])
        app.include_router(next_router(self.site))
        self.client = TestClient(app)

    def _who(
        self, headers: Mapping[str, str], cookies: Mapping[str, str], at: str
    ) -> Person | None:
        return self.person

    def get(self, path: str, **asked: str) -> Response:
        return self.client.get(f"/next/{path}", params=asked)

    def post(self, path: str, **typed: str) -> Response:
        return self.client.post(f"/next/{path}", json=typed)

    def events(self, workstream: str) -> tuple[Event, ...]:
        return Register.open(self.folder, write=False).events(workstream)

    def seen(self, workstream: str) -> str:
        return str(self.events(workstream)[-1].number)

    def add(self, event: Event) -> None:
        register = Register.open(self.folder, write=True)
        record(register, real(), event, TODAY)


def with_examples(folder: Path) -> None:
    """Put the example workstreams into the register of a folder."""
    examples.load(Register.open(folder, write=True), real(), TODAY)


def paper(name: str, title: str, number: int = 1) -> DocumentRecord:
    """A record of a paper that was never written."""
    facts = Facts(title=title, date=None, date_basis="")
    return DocumentRecord(number, name, "", facts, None, 0, (), (), (), number)


@dataclass
class Sighted(ScriptedAnswerer):
    """An answerer whose Library holds one paper in sight and one out of it."""

    seen: tuple[DocumentRecord, ...] = ()
    unseen: tuple[DocumentRecord, ...] = ()

    def documents(self, scope: object = None) -> tuple[DocumentRecord, ...]:
        return self.seen

    def sight(self, scope: object = None) -> Sight:
        return Sight(self.seen, self.unseen)
