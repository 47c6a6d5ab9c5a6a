"""Jobs on disk, and whose each is: two servers on one Library must not both do one.

A job's file is locked by the program that does it, from before others can see it until it is done.
The kernel drops the lock when the program ends, however it ends, and then the job is anybody's.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Container, Iterator
from contextlib import suppress
from datetime import datetime
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
        self._stuck: set[str] = set()  # jobs that could not be locked
        self._lock = Lock()

    def put(self, job: Job) -> None:
        """Keep a job over a restart, taken from its first moment."""
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._folder / f".{job.id}.part"
        file = part.open("w+b")
        try:
            file.write(job.as_json().encode())
            file.flush()
            _lock(file)  # before it has the name by which others find it
            with self._lock:
                self._held[job.id] = file
            part.replace(self._path(job.id))
        except BaseException:
            with self._lock:
                self._held.pop(job.id, None)
            with suppress(OSError):  # a full disk tells again what it could not write
                file.close()
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise

    def clear_forgotten(self, before: datetime) -> None:
        """Take away what was half written before that time by a program that was stopped."""
        for part in self._folder.glob(".[0-9a-f]*.part"):
            with suppress(OSError):  # another server may do the same
                if part.stat().st_mtime < before.timestamp():
                    part.unlink()

    def take_free(self) -> Iterator[Job]:
        """Take the jobs that nobody does, the oldest first."""
        found = [job for path in self._files() if (job := self._take(path)) is not None]
        yield from sorted(found, key=lambda job: job.asked)

    def others(self, known: Container[str] = ()) -> list[Job]:
        """The jobs that this program has not taken, and of its own those not `known` by their id.

        Those whose file cannot be read are left out.
        """
        with self._lock:
            passed = self._odd | {id_ for id_ in self._held if id_ in known}
        jobs = []
        for path in self._files():
            if path.stem not in passed:
                with suppress(OSError, ValueError, KeyError, TypeError):
                    jobs.append(job_from(path.read_text("utf8")))
        return jobs

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
        try:
            mine = _lock(file) and _still_there(file, path)
        except OSError:  # said once; at the next look it may go
            with self._lock:
                new = path.stem not in self._stuck
                self._stuck.add(path.stem)
            if new:
                log.exception("A job that was left over cannot be locked: %s", path)
            mine = False
        if not mine:
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
