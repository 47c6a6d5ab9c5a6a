"""A served Waymark with papers of several groups, and people of every role who read some of them.

`World` is the Library of all papers; `without` is one that never had what somebody may not read.
"""

from __future__ import annotations

import json
import re
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import uvicorn
from fastapi import FastAPI
from numpy.typing import NDArray

from assistant.ask import Assistant
from assistant.feedback import Verdict, feedback_on
from assistant.model import Question
from assistant.people import (
    Account,
    Act,
    Attempts,
    Contents,
    PeopleFile,
    Person,
    Role,
    Sessions,
    SignInDoor,
    Token,
)
from assistant.people.keys import digest
from assistant.people.names import key_of
from assistant.web.privacy import stay_local
from assistant.web.server import application
from assistant.web.site import Site
from ingest.library import Scope
from ingest.settings import Settings
from tests.assistant import scoped
from tests.assistant.scoped import GROUPS, METHOD, Group, Remembering
from tests.assistant.web.permissions.told import Told, told_of
from tests.fakes_people import WORDS, cheap

NAMES = (*(group.name for group in GROUPS), METHOD)
SETS: Mapping[str, frozenset[str]] = {
    "none": frozenset(),
    "one": frozenset((METHOD, "lagoon")),
    "other": frozenset(("quarry",)),
    "two": frozenset((METHOD, "lagoon", "orchard")),
    "all": frozenset(NAMES),
}
NOTHING = Group(
    "skerry", "Wexalorn", "WXB", "Wexalorn Programme Board", "Wilma Hask", "1 June 2044", "111"
)
"""What no paper speaks of: where it is named, everybody is answered as for a hidden paper."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the file of people. `set` names what may be read, see SETS."""

    role: Role
    set: str
    token: str = field(default_factory=lambda: f"wm_{secrets.token_urlsafe(32)}")

    @property
    def name(self) -> str:
        return f"{self.role.value} of {self.set}"

    @property
    def hidden(self) -> tuple[Group, ...]:
        """The groups whose papers this person may not read."""
        return tuple(group for group in GROUPS if group.name not in SETS[self.set])

    def may(self, act: Act) -> bool:
        """Whether the role is enough."""
        return Person(self.name, self.role).may(act)

    @property
    def own(self) -> tuple[Group, ...]:
        return tuple(group for group in GROUPS if group.name in SETS[self.set])


EVERYBODY = tuple(Member(role, name) for role in Role for name in SETS)
# Each role once, each with another set, where all pairs of the two would take too long.
SOME = tuple(
    member
    for place, member in enumerate(EVERYBODY)
    if place % len(SETS) == list(Role).index(member.role)
)


class Deaf(Remembering):
    """Hears every word that is one group's, and those that stand in for it, as the same word.

    Two questions that differ in such a word alone have the same vector: then the answers must not
    differ either.
    """

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text."""
        return super().embed([_SECRET.sub("thing", text) for text in texts])


_SECRET = re.compile(
    "|".join(
        rf"\b{word}\b" for g in (*GROUPS, NOTHING) for word in (g.person, g.acronym, g.secret)
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A paper as a request can name it, and the words of its group."""

    group: Group
    id: int
    map: int
    charter: int

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its papers."""
        return self.id, self.map, self.charter

    @property
    def low(self) -> str:
        return self.group.secret.lower()

    @property
    def document(self) -> str:
        return f"{self.low}-renewal-plan.md"

    @property
    def title(self) -> str:
        return f"{self.group.secret} renewal plan"


def map_of(group: Group) -> str:
    """The name of a group's PDF."""
    return f"{group.secret.lower()}-map.pdf"


@dataclass
class World:
    """A Library, served. `people` may be changed while it runs."""

    address: str
    app: FastAPI
    site: Site
    people: PeopleFile
    assistant: Assistant

    @cached_property
    def documents(self) -> dict[str, int]:
        """Every paper's id, by its name."""
        return {record.document: record.id for record in self.assistant.documents()}

    def named(self, group: Group) -> Named:
        """The paper of a group; of NOTHING one that is not there."""
        low = group.secret.lower()
        charter = next((n for n in self.documents if n.endswith(f"-{low}.md")), "")
        known = self.documents.get
        return Named(
            group,
            known(f"{low}-renewal-plan.md", 999_983),
            known(map_of(group), 999_979),
            known(charter, 999_961),
        )

    @contextmanager
    def caller(self, member: Member | None, *, cookie: bool = True) -> Iterator[Caller]:
        """Somebody who is signed in by the cookie, or else by the token; None for nobody."""
        with httpx.Client(base_url=self.address, trust_env=False, timeout=60) as client:
            if member is not None and cookie:
                sent = {"name": member.name, "password": WORDS}
                assert client.post("/sign-in", data=sent).status_code == 204
            elif member is not None:
                client.headers["authorization"] = f"Bearer {member.token}"
            yield Caller(self, client, member)

    def stores(self) -> dict[str, str]:
        """All that the files beside the Library hold, but for who is signed in and the audit."""
        import sqlite3

        held = {}
        for path in sorted(self.site.settings.library.rglob("*.db")):
            if path.name in ("sessions.db", "audit.db"):
                continue
            with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
                tables = connection.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE"
                    " 'CREATE VIRTUAL%' ORDER BY name"
                ).fetchall()
                rows = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall()
                        for (name,) in tables}  # fmt: skip
            held[path.name] = repr(rows)
        return held


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody's browser or program."""

    world: World
    client: httpx.Client
    member: Member | None

    def send(self, method: str, path: str, **how: Any) -> Told:
        """One request, and all that its response tells."""
        return told_of(self.client.request(method, path, **how))

    def event(self, number: int, data: Sequence[object], page: str = "") -> Told:
        """One event of a page, with every message that the page is sent until it is done."""
        page = page or secrets.token_hex(5)
        body = {"data": list(data), "fn_index": number, "session_hash": page}
        joined = self.client.post("/gradio_api/queue/join", json=body)
        if joined.status_code != 200:
            return told_of(joined)
        told = told_of(self.client.get("/gradio_api/queue/data", params={"session_hash": page}))
        return replace(told, asked=told_of(joined).asked)


@contextmanager
def world(papers: Path, folder: Path, names: frozenset[str]) -> Iterator[World]:
    """Serve a Library of those collections alone."""
    settings = scoped.library(papers, folder, names)
    settings = settings.model_copy(
        update={
            "users": folder.parent / f"{folder.name}.people.json",
            "runs": folder.parent / f"{folder.name}.runs",
        }
    )
    people = _people(settings)
    sessions = Sessions(folder, timedelta(hours=1), timedelta(hours=1))
    door = SignInDoor(people, sessions, Attempts(_hourly()))
    stay_local()
    with Assistant(settings, Deaf()) as assistant:
        site = replace(Site.of(assistant, settings), door=door)
        _judged(site, assistant)
        _evaluated(settings, assistant)
        app = application(site)
        with _serving(app) as address:
            yield World(address, app, site, people, assistant)


def _judged(site: Site, assistant: Assistant) -> None:
    """Somebody was not content with an answer from each group's papers."""
    for group in GROUPS:
        within = Scope(collections=frozenset((group.name,)))
        question = Question(
            f"What is the budget for the {group.secret.lower()} works?", filters=within
        )
        answer = assistant.ask(question)
        if any(group.secret.lower() in one.document for one in answer.citations):
            known = within.collections
            said = feedback_on(
                question, answer, Verdict.DOWN, who="reader of all", collections=known
            )
            site.feedback.add(said)


def _evaluated(settings: Settings, assistant: Assistant) -> None:
    """An evaluation whose report quotes every paper that the Library holds."""
    run = settings.runs / "first"
    run.mkdir(parents=True)
    held = {one.document: assistant.document(one.document) for one in assistant.documents()}
    summary = {"groups": {"all": {}}, "cases": 1, "missing": 0, "errors": 0}
    made = {"made": "2026-01-02T03:04:05Z", "library": {"documents": sorted(held)}}
    (run / "summary.json").write_text(json.dumps(summary))
    (run / "settings.json").write_text(json.dumps(made))
    (run / "report.html").write_text("".join(one.text for one in held.values() if one))


def _hourly() -> Callable[[], float]:
    """A clock on which each try to sign in is an hour after the last: none has to wait."""
    hours = count(1)
    return lambda: 3600.0 * next(hours)


def _people(settings: Settings) -> PeopleFile:
    hashed = cheap().hash(WORDS)
    assert settings.users is not None
    people = PeopleFile(settings.users, cheap())
    accounts = {
        key_of(one.name): Account(
            one.name, one.role, (one.set,), hashed, (Token(digest(one.token)),)
        )
        for one in EVERYBODY
    }
    shared = {name: tuple(s for s, held in SETS.items() if name in held) for name in NAMES}
    made = Contents(accounts, shared)
    people.change(lambda _: made, begin=made)
    return people


@contextmanager
def _serving(app: FastAPI) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(5)
