"""Jobs on disk, and whose each is: two servers on one Library must not both do one.

A job's file is locked by the program that does it, from before others can see it until it is done.
The kernel drops the lock when the program ends, however it ends, and then the job is anybody's.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from assistant.web.library.job import Job, job_from

log = logging.getLogger(__name__)


class Claims:
    """The jobs of one folder that this program has taken. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """Nothing is taken yet."""
        self._folder = folder
        self._held: dict[str, BinaryIO] = {}
        self._odd: set[str] = set()  # files that are no jobs
        self._lock = Lock()

    def put(self, job: Job) -> None:
        """Keep a job over a restart, taken from its first moment."""
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._folder / f".{job.id}.part"
        file = part.open("w+b")
        file.write(job.as_json().encode())
        file.flush()
        _lock(file)  # before it has the name by which others find it
        with self._lock:
            self._held[job.id] = file
        part.replace(self._path(job.id))

    def take_free(self) -> Iterator[Job]:
        """Take the jobs that nobody does, the oldest first."""
        found = [job for path in self._files() if (job := self._take(path)) is not None]
        yield from sorted(found, key=lambda job: job.asked)

    def others(self) -> bool:
        """Whether there is a job that this program has not taken."""
        with self._lock:
            return any(p.stem not in self._held and p.stem not in self._odd for p in self._files())

    def done(self, id_: str) -> None:
        """Take a job off the disk that is done."""
        self._path(id_).unlink(missing_ok=True)  # first, so that it is never free and still there
        with self._lock:
            file = self._held.pop(id_, None)
        if file is not None:
            file.close()

    def _take(self, path: Path) -> Job | None:
        with self._lock:
            if path.stem in self._held or path.stem in self._odd:
                return None
        try:
            file = path.open("r+b")
        except OSError:
            return None  # it was done just now
        if not _lock(file) or not _still_there(file, path):
            file.close()
            return None
        try:
            job = job_from(file.read().decode("utf8"))
            if job.id != path.stem:
                raise ValueError(f"it is called {path.stem} and says that it is {job.id}")
        except (OSError, ValueError, KeyError, TypeError):
            log.exception("A job that was left over cannot be read: %s", path)
            file.close()
            with self._lock:
                self._odd.add(path.stem)
            return None
        with self._lock:
            self._held[job.id] = file
        return job

    def _files(self) -> list[Path]:
        return list(self._folder.glob("[0-9a-f]*.json"))

    def _path(self, id_: str) -> Path:
        return self._folder / f"{id_}.json"


def _lock(file: BinaryIO) -> bool:
    """Have the file alone, if nobody else has."""
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _still_there(file: BinaryIO, path: Path) -> bool:
    """Whether a file that was opened has not been done and taken away since."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False
