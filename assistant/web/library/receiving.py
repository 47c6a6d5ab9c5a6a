"""A file that a browser sends: written to disk as it comes, refused once it is too long."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import BinaryIO

from starlette.concurrency import run_in_threadpool

from ingest.errors import DamagedFile, LibraryFull, TooLarge
from ingest.model import SourceFile
from ingest.readers import check_file
from ingest.settings import Settings

_MEGABYTE = 1024 * 1024
_AT_A_TIME = _MEGABYTE  # bytes that are held in memory
SPARE = 200 * _MEGABYTE  # left on the disk for the Library itself and for everything else


def too_large(settings: Settings) -> TooLarge:
    """The refusal of a file that is longer than the limit."""
    return TooLarge(
        f"The file is larger than {settings.max_file_mb} MB, which is the most that is taken.",
        "Split it, or ask whoever runs Waymark to raise WAYMARK_MAX_FILE_MB.",
    )


def check_length(announced: str | None, settings: Settings, room: int) -> None:
    """Refuse by what the request says of its length, before anything is read.

    `room` are the bytes that the disk has left. Raises TooLarge, LibraryFull.
    """
    length = int(announced) if announced and announced.isascii() and announced.isdigit() else 0
    if length > settings.max_file_mb * _MEGABYTE:
        raise too_large(settings)
    if room - length < SPARE:
        raise LibraryFull(
            "The disk that holds the Library has no room left for this file. Ask whoever runs "
            "Waymark to free some space, and send it again."
        )


async def receive(parts: AsyncIterator[bytes], path: Path, settings: Settings) -> tuple[int, str]:
    """Write what comes to `path` and give back its length in bytes and its SHA-256.

    Raises TooLarge as soon as it is over the limit. Whatever goes wrong, no file is left.
    """
    most, size, waiting = settings.max_file_mb * _MEGABYTE, 0, bytearray()
    digest = hashlib.sha256()
    try:
        with path.open("wb") as file:
            async for part in parts:
                size += len(part)
                if size > most:
                    raise too_large(settings)
                waiting += part
                if len(waiting) >= _AT_A_TIME:
                    await run_in_threadpool(_write, file, bytes(waiting), digest)
                    waiting.clear()
            await run_in_threadpool(_write, file, bytes(waiting), digest)
        return size, digest.hexdigest()
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _write(file: BinaryIO, part: bytes, digest: hashlib._Hash) -> None:
    file.write(part)
    digest.update(part)


def check_received(
    document: str, path: Path, size: int, announced: str | None, settings: Settings
) -> None:
    """Refuse at once what cannot be what its name says. Raises a ReadError."""
    if announced and announced.isdigit() and size != int(announced):
        raise DamagedFile("The file did not arrive whole.", "Send it again.")
    check_file(SourceFile(document, path), settings)
