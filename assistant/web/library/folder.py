"""Where uploaded papers are kept: folders beside the Library's own files.

    papers/uploaded/COLLECTION/NAME   one that is in the Library; a waymark.toml says its collection
    papers/.incoming/ID/NAME, ID.json one that is still to be read, with what was asked for
    retired/COLLECTION/NAME           one that was taken out or replaced; nothing is deleted

`papers` is a folder like any that is ingested, so that a Library made anew reads it again.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from assistant.web.library.names import folder_for
from ingest.folder import NAME, rules_above
from ingest.library import DocumentRecord
from ingest.model import SourceFile

UPLOADED = "uploaded"


@dataclass(frozen=True, slots=True)
class Papers:
    """The folders of one Library. Documents are named below `root`: "uploaded/board/x.pdf"."""

    library: Path

    @property
    def root(self) -> Path:
        """What the Library remembers as the folder that these papers were ingested from."""
        return self.library.resolve() / "papers"

    @property
    def incoming(self) -> Path:
        """Where files wait to be read; its name is hidden, so that no one else reads them."""
        return self.root / ".incoming"

    @property
    def retired(self) -> Path:
        """Where files go that were taken out."""
        return self.library.resolve() / "retired"

    def document(self, collection: str, name: str) -> str:
        """What a paper of that name is called, or is called already but for capitals."""
        folder = f"{UPLOADED}/{folder_for(collection)}"
        place = self.root / folder
        there = (p.name for p in place.iterdir()) if place.is_dir() else iter(())
        same = next((one for one in there if one.casefold() == name.casefold()), name)
        return f"{folder}/{same}"

    def path(self, document: str) -> Path:
        """Where the file of an uploaded paper is kept."""
        return self.root / PurePosixPath(document)

    def file_of(self, record: DocumentRecord) -> str | None:
        """The uploaded file that a paper is from, as a document; None for any other's.

        A paper inside an archive is from that archive.
        """
        if not record.document.startswith(f"{UPLOADED}/"):
            return None
        parts = PurePosixPath(record.document).parts
        if len(parts) < 3 or ".." in parts:
            return None
        document = "/".join(parts[:3])
        path, origin = self.path(document), Path(record.origin)
        ours = origin == path or path in origin.parents or not _there(origin)
        return document if ours and path.is_file() else None

    def make_collection(self, collection: str) -> None:
        """Make a collection's folder and write down which collection it is."""
        place = self.root / UPLOADED / folder_for(collection)
        place.mkdir(parents=True, exist_ok=True)
        rules = place / NAME
        if not rules.is_file():
            part = place / f".{NAME}.part"
            part.write_text(f"collection = {json.dumps(collection, ensure_ascii=False)}\n", "utf8")
            part.replace(rules)

    def source(self, document: str, staged: Path) -> SourceFile:
        """An uploaded file to ingest, which may still lie among the incoming ones."""
        return SourceFile(document, staged, rules_above(self.path(document)))

    def keep(self, document: str, staged: Path, now: datetime) -> None:
        """Put an incoming file where it is kept; what was there is moved aside."""
        if staged == self.path(document):
            return
        self.move_aside(document, "replaced", now)
        os.replace(staged, self.path(document))

    def move_aside(self, document: str, why: str, now: datetime) -> bool:
        """Move a kept file to the retired ones; False where there is none."""
        path = self.path(document)
        if not path.is_file():
            return False
        place = self.retired / path.parent.name
        place.mkdir(parents=True, exist_ok=True)
        told = f"{path.stem} ({why} {now.strftime('%Y-%m-%d %H%M%S')})"
        target = place / f"{told}{path.suffix}"
        count = 2
        while target.exists():
            target = place / f"{told} {count}{path.suffix}"
            count += 1
        os.replace(path, target)
        return True

    def clear_forgotten(self, before: datetime) -> None:
        """Take away what was received before that time and never became a job.

        A program that is stopped while a file comes leaves the half of it behind.
        """
        for place in self.incoming.glob("[0-9a-f]*"):
            with suppress(OSError):  # another server may do the same
                old = place.stat().st_mtime < before.timestamp()
                if old and place.is_dir() and not place.with_suffix(".json").exists():
                    shutil.rmtree(place, ignore_errors=True)

    def room_left(self) -> int:
        """Bytes that the disk has left."""
        place = next(
            p for p in (self.library.resolve(), *self.library.resolve().parents) if p.exists()
        )
        return shutil.disk_usage(place).free


def _there(origin: Path) -> bool:
    return origin.is_file() or any(parent.is_file() for parent in origin.parents)


def file_below(record: DocumentRecord) -> tuple[Path, SourceFile] | None:
    """The root that a paper was ingested from and its file, or the archive that it lies in.

    None where the file is not there any more.
    """
    root, origin = Path(record.root), Path(record.origin)
    base = root.parent if root.is_file() else root
    for path in (origin, *origin.parents):
        if path.is_file() and path.is_relative_to(base):
            return root, SourceFile(path.relative_to(base).as_posix(), path, rules_above(path))
    return None
