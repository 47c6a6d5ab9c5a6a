"""ZIP archives: their members unpacked to files of their own, with nothing trusted.

A name inside an archive never becomes a path: each member is written to a numbered folder. Sizes
are counted as bytes come out, since an archive can lie about them.
"""

from __future__ import annotations

import contextlib
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import DamagedFile, EmptyFile, EncryptedFile, ReadError, TooLarge
from ingest.model import SourceFile
from ingest.readers import ARCHIVES, SUFFIXES, check_file, is_clutter
from ingest.readers.formats import unsupported
from ingest.settings import Settings

_CHUNK = 1 << 16
_MEGABYTE = 1024 * 1024
_MOST_MEMBERS = 10_000
_MOST_RATIO = 200  # unpacked to packed; papers reach 20, log files 60
_RATIO_FROM = 50 * _MEGABYTE  # below this a high ratio does no harm
_LONGEST_NAME = 80  # of a file on disk; the document keeps its whole name


@dataclass(frozen=True, slots=True)
class Refused:
    """A member that was not unpacked, and why."""

    document: str
    error: ReadError


@dataclass(slots=True)
class Unpacked:
    """What came out of an archive: files to read, and members refused by name."""

    files: list[SourceFile] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def unpack(source: SourceFile, into: Path, settings: Settings) -> Unpacked:
    """Unpack an archive below the folder `into`; "a.zip/inner/name.docx" names each member.

    Archives inside are opened once; one inside those is refused. A member that is encrypted,
    damaged, of no readable format or named to escape (`../`, absolute, a link) is refused by name
    and the rest go on. Of two members with one name the later is called "name (2).docx". Raises
    DamagedFile for a broken archive, EmptyFile for one without files, and TooLarge for a bomb:
    too many bytes, too many members, or bytes out of nothing; what was
    written by then stays in `into`, which is the caller's to remove.
    """
    check_file(source, settings)
    work = _Work(into, settings.max_unpacked_mb * _MEGABYTE, settings.max_file_mb * _MEGABYTE)
    try:
        work.open(source, nested=False)
    except _Bomb as error:
        raise TooLarge(
            f"The archive is not unpacked: {error}.",
            "Unpack it yourself and add the files, or raise WAYMARK_MAX_UNPACKED_MB.",
        ) from error
    if not work.result.files and not work.result.refused:
        raise EmptyFile("The archive holds no files.", "Pack the papers again.")
    return work.result


class _Work:
    """One archive being unpacked, with those inside it; counts bytes over all of them."""

    def __init__(self, into: Path, limit: int, largest: int) -> None:
        self.result = Unpacked()
        self._into = into
        self._limit = limit
        self._largest = largest
        self._bytes = 0
        self._members = 0
        self._taken: set[str] = set()

    def open(self, source: SourceFile, *, nested: bool) -> None:
        try:
            with zipfile.ZipFile(source.path) as archive:
                for info in archive.infolist():
                    self._member(archive, info, source, nested)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise DamagedFile(
                f"The archive is damaged or was cut short ({error}).",
                "Download or copy it again, or unpack it yourself and add the files.",
            ) from error

    def _member(
        self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: SourceFile, nested: bool
    ) -> None:
        name = _name(info)
        if info.is_dir() or name.endswith("/") or is_clutter(name):
            return
        self._members += 1
        if self._members > _MOST_MEMBERS:
            raise _Bomb(f"it holds more than {_MOST_MEMBERS:,} files")
        document = self._document(f"{source.document}/{name}")
        try:
            _check_name(name, info)
            suffix = Path(name).suffix.lower()
            if suffix in ARCHIVES and nested:
                raise TooLarge(
                    "This is an archive inside an archive inside an archive.",
                    "Unpack the outer one and add what is inside.",
                )
            if suffix not in SUFFIXES | ARCHIVES:
                raise unsupported(suffix)
            path = self._write(archive, info, name)
            member = SourceFile(document, path, source.rules)
            if suffix in ARCHIVES:
                self._nested(member)
            else:
                self.result.files.append(member)
        except ReadError as error:
            self.result.refused.append(Refused(document, error))

    def _nested(self, member: SourceFile) -> None:
        self.open(member, nested=True)
        member.path.unlink()

    def _document(self, wanted: str) -> str:
        """A name that no member has yet, whatever the case of its letters."""
        wanted = re.sub(r"[\x00-\x1f\x7f]", "?", wanted)
        stem, dot, suffix = wanted.rpartition(".")
        if "/" in suffix:
            stem, dot, suffix = wanted, "", ""
        name, count = wanted, 1
        while name.casefold() in self._taken:
            count += 1
            name = f"{stem} ({count}){dot}{suffix}"
        self._taken.add(name.casefold())
        return name

    def _write(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Path:
        if info.flag_bits & 0x1:
            raise EncryptedFile(
                "The member is locked with a password.",
                "Unpack the archive with the password and add the files, or pack it without one.",
            )
        folder = self._into / f"{self._members:05d}"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / _safe(name)
        try:
            with archive.open(info) as packed, path.open("wb") as file:
                size = 0
                while chunk := packed.read(_CHUNK):
                    size += len(chunk)
                    self._count(len(chunk), size, info)
                    file.write(chunk)
        except ReadError:
            path.unlink(missing_ok=True)
            raise
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            path.unlink(missing_ok=True)
            raise DamagedFile(
                f"The member cannot be unpacked: it is damaged ({error}).",
                "Pack it again, or add the file itself.",
            ) from error
        except NotImplementedError as error:
            path.unlink(missing_ok=True)
            raise DamagedFile(
                "The member is packed in a way that is not read.",
                "Pack it again as an ordinary ZIP.",
            ) from error
        return path

    def _count(self, more: int, size: int, info: zipfile.ZipInfo) -> None:
        self._bytes += more
        if self._bytes > self._limit:
            raise _Bomb(f"it unpacks to more than {self._limit // _MEGABYTE} MB")
        if size > _RATIO_FROM and size > _MOST_RATIO * max(info.compress_size, 1):
            raise _Bomb(f'"{info.filename[:80]}" in it unpacks to {_MOST_RATIO} times its size')
        if size > self._largest:
            raise TooLarge(
                f"The member has more than {self._largest // _MEGABYTE} MB.",
                "Split it, or raise WAYMARK_MAX_FILE_MB.",
            )


class _Bomb(Exception):
    """The whole archive must stop, not one member."""


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name with `/`. Old programs write UTF-8 without saying so."""
    name = info.filename
    if not info.flag_bits & 0x800:
        with contextlib.suppress(UnicodeEncodeError, UnicodeDecodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _check_name(name: str, info: zipfile.ZipInfo) -> None:
    escapes = name.startswith("/") or re.match(r"^[A-Za-z]:", name) or ".." in name.split("/")
    if escapes or any(ch < " " for ch in name):
        raise DamagedFile(
            "The member's name points outside the archive.",
            "Do not trust this archive; ask its sender for the file itself.",
        )
    if stat.S_ISLNK(info.external_attr >> 16):
        raise DamagedFile(
            "The member is a link to another file, not a file.",
            "Pack the file itself.",
        )


def _safe(name: str) -> str:
    """The last part of a name, as any file system takes it; the ending stays."""
    last = Path(name).name
    suffix = Path(last).suffix
    stem = re.sub(r"[^\w .()&,+-]", "_", last.removesuffix(suffix))[:_LONGEST_NAME].strip(" .")
    return f"{stem or 'file'}{suffix.lower()}"
