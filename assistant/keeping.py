"""Forgetting what is older than it is kept, at the start and once a day."""

from __future__ import annotations

import sys
import threading
from typing import Protocol

from ingest.errors import WaymarkError

DAY = 24 * 60 * 60.0


class Forgets(Protocol):
    """A store that can forget: the audit log, kept conversations."""

    def forget(self, days: int, /) -> int:
        """Take out what is older than `days`, by the store's own rule for 0; how much is gone."""
        ...


class Keeping:
    """A thread that forgets, until `stop`. What goes wrong is told and tried again a day later.

    with Keeping(AuditLog(settings.library), settings.audit_days):
        ...  # serve
    """

    def __init__(self, store: Forgets, days: int, every: float = DAY) -> None:
        """`every` is in seconds."""
        self._store = store
        self._days = days
        self._every = every
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="keeping", daemon=True)

    def start(self) -> None:
        """Forget now, and begin to wait for the next time."""
        self._forget()
        self._thread.start()

    def stop(self) -> None:
        """End the thread, at once if it waits."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def __enter__(self) -> Keeping:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self) -> None:
        while not self._stopped.wait(self._every):
            self._forget()

    def _forget(self) -> None:
        try:
            self._store.forget(self._days)
        except WaymarkError as error:
            sys.stderr.write(f"waymark: {error}\n")
            sys.stderr.flush()
