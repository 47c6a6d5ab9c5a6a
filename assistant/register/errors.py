"""Every error of the register.

    RegisterError
    ├── EventRefused         an event is incomplete, impossible or out of its turn
    │   ├── Duplicate        it is recorded already
    │   └── Changed          somebody recorded something since it was looked at
    ├── UnknownWorkstream    nobody has recorded anything for a workstream of that name
    ├── NoFolder             a file was named where the folder of a Library belongs
    ├── ImportRefused        a file of events cannot be taken in; nothing of it was
    └── RegisterUnusable     the file on disk is busy, full, damaged or out of reach

All but the last are the caller's to mend, so they are UsageErrors too (exit code 2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.errors import UsageError, WaymarkError

if TYPE_CHECKING:
    from assistant.register.model import Event


class RegisterError(WaymarkError):
    """The register cannot do what was asked."""


class EventRefused(RegisterError, UsageError):
    """An event cannot be recorded as it stands. Nothing was recorded."""


class Duplicate(EventRefused):
    """The same event stands in the register already and would change nothing."""


class Changed(EventRefused):
    """The workstream's log is not the one that the person saw. `since` is what was added."""

    def __init__(self, message: str, since: tuple[Event, ...] = ()) -> None:
        super().__init__(message)
        self.since = since


class UnknownWorkstream(RegisterError, UsageError):
    """No event was ever recorded for that workstream. `nearest` are names that may be meant."""

    def __init__(self, message: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.nearest = nearest


class ImportRefused(RegisterError, UsageError):
    """A file of events is unreadable, or one of its events is refused. Nothing was imported."""


class NoFolder(RegisterError, UsageError):
    """A file was named where the folder of a Library belongs."""


class RegisterUnusable(RegisterError):
    """The register's file is busy, full, damaged or out of reach."""
