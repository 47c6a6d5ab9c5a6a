"""A served Library of invented papers in three collections, with people for some of them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from assistant.ask import Assistant
from assistant.audit import AuditLog
from assistant.people import Account, Contents, Passwords, PeopleFile, Role
from assistant.web.library.desk import Desk
from assistant.web.opening import OpenedLater
from assistant.web.site import Site
from ingest.run import ingest
from ingest.settings import Settings
from tests.fakes import FakeEmbedder
from tests.fakes_people import WORDS, cheap

BOARD = "# Harbour Board minutes\n\n4 June 2025\n\nThe Board agreed the winter timetable.\n"
AMENDED = (
    "---\ntitle: Harbour Board minutes\nversion: AMENDED\nsupersedes: open/minutes.md\n---\n"
    "# Harbour Board minutes\n\n5 June 2025\n\nThe Board agreed the spring timetable.\n"
)
SECRET = "# Lighthouse sale\n\n1 May 2025\n\nThe lighthouse is to be sold for a low price.\n"
STAFF = "# Staff rota\n\nEverybody keeps the lamp in turn.\n"
SECRET_TITLE, SECRET_NAME = "Lighthouse sale", "secret/lighthouse-sale.md"
PEOPLE = {
    "Ada": (Role.ADMIN, ("staff",)),
    "Bo": (Role.LIBRARIAN, ("staff",)),
    "Cy": (Role.LIBRARIAN, ("staff", "board")),
    "Di": (Role.LEAD, ("staff",)),
    "Ed": (Role.READER, ()),
}
COLLECTIONS = {"open": ("everybody",), "staff": ("staff",), "secret": ("board",)}


@dataclass(frozen=True)
class Rooms:
    """Where it is served, and its parts."""

    address: str
    settings: Settings
    desk: Desk
    papers: Path

    @property
    def audit(self) -> AuditLog:
        """The audit log that the server writes."""
        return AuditLog(self.settings.library)

    @contextmanager
    def as_(self, name: str) -> Iterator[httpx.Client]:
        """A program's way in for somebody, signed in as a browser is."""
        with httpx.Client(base_url=self.address, trust_env=False, timeout=60) as client:
            if self.settings.users:
                said = client.post("/sign-in", data={"name": name, "password": WORDS})
                assert said.status_code == 204
            yield client


def write_rooms(folder: Path) -> None:
    """Papers of three collections."""
    for name, text in (
        ("open/minutes.md", BOARD),
        ("open/minutes-amended.md", AMENDED),
        ("staff/rota.md", STAFF),
        (SECRET_NAME, SECRET),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        (path.parent / "waymark.toml").write_text(f'collection = "{path.parent.name}"\n')


@contextmanager
def site_of(folder: Path) -> Iterator[Site]:
    """Those papers, read but not served."""
    write_rooms(folder / "papers")
    settings = Settings(library=folder / "library")
    ingest([folder / "papers"], settings, FakeEmbedder())
    with Assistant(settings, FakeEmbedder()) as assistant:
        yield Site.of(assistant, settings)


def serve_rooms(
    folder: Path, *, people: bool = True, most_mb: int = 1, empty: bool = False
) -> Rooms:
    """Ingest and serve; the server ends with the test run. `empty` leaves the ingesting out."""
    from assistant.web.server import _server, application, free_port

    papers, library, users = folder / "papers", folder / "library", folder / "people.json"
    write_rooms(papers)
    if people:
        _people(users)
    settings = Settings(
        library=library,
        users=users if people else None,
        port=free_port("127.0.0.1", 0),
        max_file_mb=most_mb,
        lock_wait_seconds=0.2,
        runs=folder / "runs",
    )
    if not empty:
        ingest([papers], settings, FakeEmbedder())
    site = Site.of(OpenedLater(lambda: Assistant(settings, FakeEmbedder())), settings)
    desk = Desk(settings, site.audit, site.words, FakeEmbedder)
    server = _server(application(site, desk), "127.0.0.1", settings.port)
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.02)
    return Rooms(f"http://127.0.0.1:{settings.port}", settings, desk, papers)


def _people(users: Path) -> None:
    passwords: Passwords = cheap()
    accounts = {
        name.casefold(): Account(name, role, groups, passwords.hash(WORDS))
        for name, (role, groups) in PEOPLE.items()
    }
    made = Contents(accounts, COLLECTIONS)
    PeopleFile(users, cheap()).change(lambda _: made, begin=made)
