"""The file `register.db`."""

from __future__ import annotations

from pathlib import Path

from assistant.own_file import Kind, OwnFile
from assistant.register.errors import RegisterUnusable

KIND = Kind(
    name="register",
    package="assistant.register",
    version=1,
    unusable=RegisterUnusable,
    remedy=", or import an export of it into a new folder",
)


class Database(OwnFile):
    """The register's events: see assistant.own_file for how it is kept."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, KIND)
