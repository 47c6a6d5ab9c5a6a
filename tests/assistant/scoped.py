"""Papers of several groups, each with words that are nobody else's, and Libraries of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from assistant.register import Event, EventKind, Register
from ingest.run import ingest
from ingest.settings import Settings
from tests.assistant.approach import small as ferry
from tests.fakes import FakeEmbedder

METHOD = "method"
WORKSTREAM = "Lantern"


class Remembering(FakeEmbedder):
    """The same vectors, each made once: the same papers and questions come up often."""

    _made: ClassVar[dict[str, NDArray[np.float32]]] = {}

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text."""
        for text in texts:
            if text not in self._made:
                self._made[text] = super().embed([text])[0]
        rows = [self._made[text] for text in texts]
        return np.stack(rows) if rows else super().embed(texts)


@dataclass(frozen=True, slots=True)
class Group:
    """One collection; every value is a word or name that stands in no other."""

    name: str
    secret: str
    acronym: str
    spelt: str
    person: str
    day: str
    sum: str

    @property
    def marks(self) -> tuple[str, ...]:
        """What gives its papers away, in lower case."""
        first, last = self.person.lower().split()
        return (
            self.name, self.secret.lower(), self.acronym.lower(), first, last, self.day.lower(),
            f"£{self.sum}", f"{self.sum} days",
        )  # fmt: skip


GROUPS = (
    Group("lagoon", "Zamboril", "ZPB", "Zamboril Programme Board", "Ottilie Vanstone",
          "14 March 2031", "417"),
    Group("orchard", "Quillfen", "QDC", "Quillfen Delivery Committee", "Barnaby Threlk",
          "9 May 2032", "683"),
    Group("quarry", "Drossmere", "DRG", "Drossmere Review Group", "Ismenia Pollock",
          "23 August 2033", "952"),
)  # fmt: skip

_SIGNED = "\n## Who endorses and who approves\nThe harbour master signs for {}.\n"
_CITED = {  # what answers cite besides, and the small approach leaves out
    "approach.md": """
## Deliverables
| Id | Title | Needs | Owner | Gate |
|---|---|---|---|---|
| F1 | Depth survey | - | PI | K1 |
| F2 | Timetable | F1 | HM | K2 |
""",
    "gates/K1.md": _SIGNED.format("K1"),
    "gates/K2.md": _SIGNED.format("K2"),
}


def write(folder: Path) -> None:
    """A folder for each group, and one for a small approach: each a collection of that name."""
    for number, group in enumerate(GROUPS, 1):
        papers = folder / group.name
        papers.mkdir(parents=True)
        (papers / "waymark.toml").write_text(f'collection = "{group.name}"\n')
        for name, text in _papers(group, number).items():
            (papers / name).write_text(text, encoding="utf-8")
    ferry.write(folder / METHOD)
    for page, more in _CITED.items():
        with (folder / METHOD / page).open("a", encoding="utf-8") as file:
            file.write(more)
    (folder / METHOD / "waymark.toml").write_text(f'collection = "{METHOD}"\n')
    (folder / "none").mkdir()


def _papers(group: Group, number: int) -> dict[str, str]:
    low = group.secret.lower()
    plan = f"""# {group.secret} renewal plan

Presented by: {group.person}

Date: {group.day}

## {group.secret} pontoon works

The {group.spelt} ({group.acronym}) agreed to renew the {low} pontoon.

The budget for the {low} works is £{group.sum},000 a year.

The aims of the {low} works are to:

- mend the {low} railings
- paint the {low} gates

## Staffing of the {low} crew

{group.person} leads the {low} crew and chairs the {group.acronym}.
"""
    charter = f"""# Ferry Charter v{number}

## Fares

The fare for a passenger is £{group.sum} a year, as the {group.secret} office has set it.

## Winter service

In winter the ferry sails on {group.day} for the last time, the {low} crew said.
"""
    minutes = f"""# {group.secret} Council: minutes of {group.day}

## 3. {group.secret} timetable

The Council AGREED to extend the {low} timetable by {group.sum} days.

## 4. Appointments

{group.person} was appointed as {low} master.
"""
    return {
        f"{low}-renewal-plan.md": plan,
        f"ferry-charter-v{number}-{low}.md": charter,
        f"{low}-council-minutes.md": minutes,
    }


def library(papers: Path, folder: Path, names: Iterable[str]) -> Settings:
    """A Library of those collections alone, with a register that points to papers of all groups."""
    settings = Settings(library=folder, approach=papers / METHOD)
    roots = [papers / name for name in sorted(names)] or [papers / "none"]
    report = ingest(roots, settings, Remembering())
    assert not report.failed
    with Register.open(folder, write=True) as register:
        for place, event in enumerate(events()):
            register.add(event, lambda _: None, new=not place)
    return settings


def events() -> list[Event]:
    """What happened in one workstream, with papers of every group named by their files."""
    made = []
    for place, group in enumerate(GROUPS):
        low = group.secret.lower()
        paper = f"{low}-renewal-plan.md"
        day = date(2026, 1, 1 + place)
        about = {"person": "Ada Lowe", "role": "harbour master", "date": day}
        made += [
            Event(WORKSTREAM, EventKind.SUBMIT, **about, deliverable="F1", citation=paper),
            Event(WORKSTREAM, EventKind.CHALLENGE, **about, deliverable="F1",
                  reason=f"It does not say what {low}-council-minutes.md says."),
            Event(WORKSTREAM, EventKind.LINK, **about, gate="K1",
                  reason=f"K1.2: a show of hands, see {group.name}/{paper}", citation=paper),
            Event(WORKSTREAM, EventKind.NOTE, **about, gate="K1", reason=f"Read {paper} first."),
        ]  # fmt: skip
    conditions = "; ".join(f"mend what {g.secret.lower()}-renewal-plan.md lists" for g in GROUPS)
    made.append(
        Event(WORKSTREAM, EventKind.ENDORSE_WITH_CONDITIONS, "Ada Lowe", "harbour master",
              date(2026, 1, 9), deliverable="F1", reason=conditions)
    )  # fmt: skip
    return made
