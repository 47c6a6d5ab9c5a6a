"""Locks between processes. The kernel drops them when their process ends, however it ends."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ingest.errors import LibraryBusy

_POLL_SECONDS = 0.05


@contextmanager
def writer_lock(path: Path, wait: float) -> Iterator[None]:
    """Be the only writer. `path` holds the writer's process number, for the message.

    Raises LibraryBusy when somebody else still writes after `wait` seconds.
    """
    with path.open("a+b") as file:
        if not _take(file, exclusive=True, wait=wait):
            raise LibraryBusy(
                f"The Library in {path.parent} is being written by another process"
                f"{_holder(file)}. Wait until it has finished and try again; searching goes on "
                "meanwhile."
            )
        file.truncate(0)
        file.write(f"{os.getpid()}\n".encode())
        file.flush()
        try:
            yield
        finally:
            # The process number must not outlive the writer, or a later message would name it.
            with suppress(OSError):
                file.truncate(0)


@contextmanager
def shared_lock(path: Path) -> Iterator[bool]:
    """Hold off whoever wants the lock alone. Yields False at once if somebody has it alone."""
    try:
        file = path.open("rb")
    except OSError:
        yield False
        return
    with file:
        yield _take(file, exclusive=False, wait=0.0)


@contextmanager
def sole_lock(path: Path, wait: float) -> Iterator[bool]:
    """Keep every sharer out. Yields False if they did not let go within `wait` seconds."""
    with path.open("ab") as file:
        yield _take(file, exclusive=True, wait=wait)


def _take(file: BinaryIO, *, exclusive: bool, wait: float) -> bool:
    import fcntl

    mode = (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(file, mode)
            return True
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(_POLL_SECONDS)


def _holder(file: BinaryIO) -> str:
    file.seek(0)
    pid = file.read(20).decode("ascii", "replace").strip()
    return f" (process {pid})" if pid.isdigit() else ""
