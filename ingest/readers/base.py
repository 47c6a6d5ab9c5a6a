"""The seam between files and everything else: one Reader a format."""

from __future__ import annotations

from typing import Protocol

from ingest.model import ReadFile, SourceFile
from ingest.settings import Settings


class Reader(Protocol):
    """Turns one file into blocks.

    `read` raises a ReadError (see ingest.errors) for a file that cannot be read, with what to do
    next; it never returns a ReadFile without blocks. It does not guess headings from numbering or
    capitals: that is `ingest.structure`'s work, from the hints a reader leaves in its blocks.
    """

    suffixes: frozenset[str]

    def read(self, source: SourceFile, settings: Settings) -> ReadFile:
        """Read the whole file."""
        ...
