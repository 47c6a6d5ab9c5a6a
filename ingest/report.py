"""What an ingest run says: while it goes on, and at its end."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a run.

    stage     "reading" (done and total count files), "embedding" (passages of this document) or
              "indexing" (vectors; no document)
    """

    stage: str
    document: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read: its name, and what is wrong and what to do about it."""

    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What a run did.

    passages       how many the Library holds now
    skipped        files that are no papers: pictures, lock files
    notes          (document, note) of what a reader must tell about a file that it did read
    message        for a run that found nothing to read: why
    """

    added: int
    updated: int
    unchanged: int
    removed: int
    failed: tuple[Failure, ...]
    passages: int
    seconds: float
    added_names: tuple[str, ...] = ()
    updated_names: tuple[str, ...] = ()
    removed_names: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    message: str | None = None

    def as_json(self) -> dict[str, object]:
        """The fields that `waymark ingest --json` promises."""
        return {
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "removed": self.removed,
            "failed": [{"document": f.document, "reason": f.reason} for f in self.failed],
            "passages": self.passages,
            "seconds": round(self.seconds, 2),
        }
