"""The file that a paper was read from: its bytes, if they are still the ones that were read."""

from __future__ import annotations

import hashlib
import stat
import zipfile
import zlib
from collections import OrderedDict
from enum import StrEnum
from io import BytesIO
from pathlib import Path, PurePath
from threading import Lock
from typing import TYPE_CHECKING, BinaryIO

from ingest.errors import WaymarkError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.library import DocumentRecord

MEGABYTE = 1_000_000
_KEPT = 128 * MEGABYTE  # of files kept in memory, so that turning pages does not read them again


class Lack(StrEnum):
    """Why a file, or a page of it, cannot be shown."""

    MISSING = "missing"
    CHANGED = "changed"
    TOO_LARGE = "too_large"
    BROKEN = "broken"
    NO_PAGE = "no_page"
    SLOW = "slow"
    BUSY = "busy"


class CannotShow(WaymarkError):
    """A file or page that cannot be shown; `lack` says why, the screens' words say it to people."""

    def __init__(self, lack: Lack) -> None:
        super().__init__(f"The original cannot be shown: {lack.value}.")
        self.lack = lack


class Originals:
    """Reads papers' files. Safe to use from several threads.

    Bytes are only ever given out if their SHA-256 is the record's: a page that was not read is
    never shown as the source of a quote.
    """

    def __init__(self, most_mb: int, keep: int = _KEPT) -> None:
        """`most_mb`: size of the largest file that is read, as for ingestion."""
        self._most = most_mb * MEGABYTE
        self._keep = keep
        self._kept: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._lock = Lock()

    def read(self, record: DocumentRecord) -> bytes:
        """The file's bytes. Raises CannotShow: missing, changed, too large.

        A paper out of a ZIP (`papers.zip/minutes.docx`) is taken out of it again.
        """
        path = Path(record.origin)
        try:
            outer = next((p for p in (path, *path.parents) if p.is_file()), None)
            if outer is None or not record.origin:
                raise CannotShow(Lack.MISSING)
            seen = outer.stat()
            key = (record.origin, record.digest, seen.st_mtime_ns, seen.st_size, seen.st_ino)
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    return self._kept[key]
            if outer == path:
                found = self._plain(path, record.digest)
            else:
                with outer.open("rb") as file:
                    found = self._member(file, path.relative_to(outer), record.digest)
        except (OSError, ValueError) as error:
            raise CannotShow(Lack.MISSING) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise CannotShow(Lack.CHANGED) from error
        self._remember(key, found)
        return found

    def _plain(self, path: Path, digest: str) -> bytes:
        with path.open("rb") as file:
            # The path may have become another kind of file since; a pipe would never end.
            if not stat.S_ISREG(path.stat().st_mode):
                raise CannotShow(Lack.MISSING)
            found = file.read(self._most + 1)
        if len(found) > self._most:
            raise CannotShow(Lack.TOO_LARGE)
        if hashlib.sha256(found).hexdigest() != digest:
            raise CannotShow(Lack.CHANGED)
        return found

    def _member(self, file: BinaryIO, inside: PurePath, digest: str, *, deep: bool = True) -> bytes:
        """A member, known by its digest: names may have been made unique when it was unpacked."""
        left = self._most
        with zipfile.ZipFile(file) as archive:
            for info in _likeliest_first(archive, inside):
                if info.file_size > left or info.flag_bits & 0x1:
                    continue
                with archive.open(info) as packed:
                    found = packed.read(left)
                left -= len(found)
                if hashlib.sha256(found).hexdigest() == digest:
                    return found
                if deep and info.filename.lower().endswith(".zip"):
                    try:
                        return self._member(BytesIO(found), inside, digest, deep=False)
                    except (CannotShow, zipfile.BadZipFile):
                        continue
        raise CannotShow(Lack.CHANGED)

    def _remember(self, key: tuple[object, ...], found: bytes) -> None:
        with self._lock:
            self._kept[key] = found
            while sum(map(len, self._kept.values())) > self._keep and len(self._kept) > 1:
                self._kept.popitem(last=False)


def _likeliest_first(archive: zipfile.ZipFile, inside: PurePath) -> Iterator[zipfile.ZipInfo]:
    """Members that may be the paper: of its name, then of its kind, then archives to look into."""
    members = [info for info in archive.infolist() if not info.is_dir()]
    exact = [info for info in members if info.filename == inside.as_posix()]
    kind = inside.suffix.lower()
    alike = [i for i in members if i.filename.lower().endswith(kind) and i not in exact]
    within = [i for i in members if i.filename.lower().endswith(".zip") and i not in alike]
    yield from [*exact, *alike, *within]
