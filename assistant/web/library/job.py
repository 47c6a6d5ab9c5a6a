"""What a librarian asks for: a job that waits its turn, is worked on and comes out somehow."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from uuid import uuid4

from assistant.audit import What


class Task(StrEnum):
    """What is asked for."""

    ADD = "add"
    REPLACE = "replace"
    REREAD = "reread"
    RETIRE = "retire"

    @property
    def what(self) -> What:
        """How the audit log calls it."""
        return _WHAT[self]


_WHAT = {
    Task.ADD: What.ADDED,
    Task.REPLACE: What.REPLACED,
    Task.REREAD: What.REREAD,
    Task.RETIRE: What.RETIRED,
}


class Phase(StrEnum):
    """How far a job is."""

    WAITING = "waiting"  # others go first
    HELD_UP = "held_up"  # another program writes to the Library
    READING = "reading"
    DONE = "done"


class Outcome(StrEnum):
    """How a job ended."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    RETIRED = "retired"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """One request. `collection` decides who may see that it exists.

    document   the paper's name in the Library; an archive's own name
    title      what people call it
    retires    a document that is taken out once the new one is in
    file       the incoming file's name, "" where there is none
    digest     that file's SHA-256
    """

    task: Task
    document: str
    collection: str
    who: str
    title: str = ""
    retires: str = ""
    file: str = ""
    digest: str = ""
    asked: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))
    id: str = field(default_factory=lambda: uuid4().hex)

    def as_json(self) -> str:
        """To be kept over a restart."""
        return json.dumps({**asdict(self), "asked": self.asked.isoformat()}, ensure_ascii=False)


def job_from(text: str) -> Job:
    """What `as_json` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    said = json.loads(text)
    said["task"], said["asked"] = Task(said["task"]), datetime.fromisoformat(said["asked"])
    return Job(**said)


@dataclass(frozen=True, slots=True)
class State:
    """A job with how far it is.

    stage, done, total   of the reading, as ingest.report.Progress counts
    outcome              once it is done; `reason` for one that failed, in words for a person
    counts               papers added, updated, taken out: more than one for an archive
    failures, notes      (document, text), of what an archive holds or of the paper itself
    """

    job: Job
    phase: Phase = Phase.WAITING
    stage: str = ""
    done: int = 0
    total: int = 0
    outcome: Outcome | None = None
    reason: str = ""
    counts: tuple[int, int, int] = (0, 0, 0)
    failures: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    ended: datetime | None = None
