"""What a file really is, by its first bytes, and text out of bytes of any encoding.

Refusals here say what the file looks like and what a person can do, before a format's own
library fails on it with words that help nobody.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from ingest.errors import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    ReadError,
    TooLarge,
)
from ingest.model import SourceFile
from ingest.readers.decoding import decode_text
from ingest.readers.formats import EXPECTED, REMEDIES, unsupported
from ingest.settings import Settings

__all__ = ["check_file", "decode_text", "is_clutter", "unsupported"]

_HEAD = 4096  # bytes that are looked at

_NAMES = {
    "pdf": "a PDF (.pdf)",
    "docx": "a Word document (.docx)",
    "pptx": "a PowerPoint presentation (.pptx)",
    "xlsx": "an Excel workbook (.xlsx)",
    "odf": "an OpenDocument file (.odt, .ods or .odp)",
    "zip": "a ZIP archive (.zip)",
    "ole": "an old Microsoft Office file (.doc, .xls or .ppt)",
    "rtf": "a Rich Text file (.rtf)",
    "html": "a web page (.html)",
    "mhtml": "a web page saved as one file (.mht)",
    "png": "a PNG picture",
    "jpeg": "a JPEG picture",
    "gif": "a GIF picture",
    "tiff": "a TIFF picture",
    "bmp": "a bitmap picture",
    "gzip": "a gzip archive",
    "7z": "a 7-Zip archive",
    "rar": "a RAR archive",
    "video": "a video or sound file",
    "zeros": "nothing but zero bytes",
    "text": "plain text",
    "unknown": "no format that Waymark knows",
}

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"ID3", "video"),
    (b"OggS", "video"),
    (b"\x1aE\xdf\xa3", "video"),
)

_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", ".doc"),
    ("PowerPoint Document", ".ppt"),
    ("Workbook", ".xls"),
    ("__properties_version1.0", ".msg"),
)


def is_clutter(name: str) -> bool:
    """Whether a path names something that programs leave behind, not a paper.

    Word's lock files (`~$…`), macOS's `__MACOSX`, `._…` and `.DS_Store`, Windows' thumbnails.
    """
    parts = name.replace("\\", "/").split("/")
    return "__MACOSX" in parts or (
        parts[-1].startswith(("~$", "._", ".~lock."))
        or parts[-1].casefold() in (".ds_store", "thumbs.db", "desktop.ini")
    )


def check_file(source: SourceFile, settings: Settings) -> None:
    """Refuse a file that cannot be what its name says; return without a word otherwise.

    Raises EmptyFile, TooLarge, UnsupportedFormat, EncryptedFile or DamagedFile (also for a file
    that the system will not let us open).
    """
    expected = EXPECTED.get(source.suffix)
    size, head = _look(source.path)
    if size == 0:
        raise EmptyFile("The file is empty (0 bytes).", "Save or copy it again from its source.")
    check_size(size, settings)
    if expected is None:
        raise unsupported(source.suffix)
    found = _kind(head, source.path)
    if found in expected:
        return
    if found == "ole":
        raise _ole_error(source)
    if expected == EXPECTED[".txt"] and found == "unknown":
        return  # decode_text judges it: it may be text in an old encoding
    raise _mislabelled(source.suffix, found)


def check_size(size: int, settings: Settings) -> None:
    """Raise TooLarge for a file of that many bytes, if it is."""
    if size > settings.max_file_mb * 1024 * 1024:
        raise TooLarge(
            f"The file has {size / 1024 / 1024:.0f} MB; the limit is {settings.max_file_mb} MB.",
            "Split it, or raise WAYMARK_MAX_FILE_MB.",
        )


def _look(path: Path) -> tuple[int, bytes]:
    try:
        with path.open("rb") as file:
            return path.stat().st_size, file.read(_HEAD)
    except OSError as error:
        raise DamagedFile(
            f"The file cannot be opened ({error.strerror or error}).",
            "Check that you may read it, that it still exists, and that it is on this machine.",
        ) from error


def _kind(head: bytes, path: Path) -> str:
    if not head.strip(b"\x00"):
        return "zeros"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(b"BM") and head[6:10] == bytes(4):
        return "bmp"
    if head[4:8] == b"ftyp" or (head.startswith(b"RIFF") and head[8:12] in (b"AVI ", b"WAVE")):
        return "video"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(path)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return _text_kind(head)


def _zip_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return _zip_kind_by_words(path)
    folders = {name.split("/")[0] for name in names}
    if "[Content_Types].xml" in names:
        for folder, kind in (("word", "docx"), ("ppt", "pptx"), ("xl", "xlsx")):
            if folder in folders:
                return kind
    return "odf" if "mimetype" in names and "content.xml" in names else "zip"


def _zip_kind_by_words(path: Path) -> str:
    """The kind of a ZIP whose directory is lost, so that the reader can call it damaged."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    for word, kind in ((b"word/", "docx"), (b"ppt/", "pptx"), (b"xl/", "xlsx")):
        if word in head:
            return kind
    named = path.suffix.lower().removeprefix(".").replace("m", "x")  # .xlsm holds an xlsx
    office = named in ("docx", "pptx", "xlsx") and b"[Content_Types].xml" in head
    return named if office else "zip"


def _text_kind(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return "text"
    words = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    words = re.sub(rb"^(?:<\?xml[^>]*>|<!--.*?-->|\s+)*", b"", words, flags=re.DOTALL)
    if words.startswith((b"<!doctype html", b"<html", b"<head>", b"<body")):
        return "html"
    if words.startswith(b"mime-version:") and b"multipart/related" in words:
        return "mhtml"
    if b"\x00" not in head and _controls(head) <= len(head) // 50:
        return "text"
    return "unknown"


def _controls(data: bytes) -> int:
    return sum(byte < 32 and byte not in b"\t\n\v\f\r\x1b" for byte in data)


def _ole_error(source: SourceFile) -> ReadError:
    """What an OLE2 file is, by the streams named in its directory."""
    data = source.path.read_bytes()
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            if kind == "encrypted":
                return EncryptedFile(
                    "The file is locked with a password.",
                    "Open it with the password and save a copy without one.",
                )
            return DamagedFile(
                f"The name ends in {source.suffix}, but inside it is an old {kind} file.",
                REMEDIES[kind],
            )
    return _mislabelled(source.suffix, "ole")


def _mislabelled(suffix: str, found: str) -> DamagedFile:
    what = _NAMES[found]
    if found == "zeros":
        remedy = "It was never fully downloaded: open it where it came from, then copy it again."
    elif found in ("png", "jpeg", "gif", "tiff", "bmp"):
        remedy = "Pictures are not read: get the paper's own file, or a PDF with a text layer."
    elif found in ("unknown", "text") and suffix not in (".txt", ".md"):
        remedy = "Get a fresh copy of the file; this one is damaged or is something else."
    elif found == "video":
        remedy = "Get a transcript of it as .txt or .docx."
    elif found in ("rtf", "odf", "mhtml", "7z", "rar", "gzip"):
        ending = {"odf": ".odt", "mhtml": ".mht", "gzip": ".gz"}.get(found, f".{found}")
        remedy = REMEDIES[ending]
    else:
        remedy = "Give the file its right ending, or save it again in the format of its name."
    return DamagedFile(f"The name ends in {suffix}, but the file looks like {what}.", remedy)
