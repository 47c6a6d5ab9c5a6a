"""Text out of bytes, whatever encoding somebody's program wrote."""

from __future__ import annotations

import codecs
import re

from ingest.errors import DamagedFile

# The longer marks first: UTF-32's begins with UTF-16's.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NEWLINES = re.compile("\r\n|\r|\u2028|\u2029")


def decode_text(data: bytes) -> tuple[str, str]:
    """(text, name of the encoding) of a text file; lines end in one line feed, form feeds stay.

    A byte-order mark decides; then UTF-8; then UTF-16 without a mark; then Windows-1252, which
    is what English office programs wrote; and for bytes that are mostly not ASCII the best guess
    of charset-normalizer. Stray Windows-1252 bytes inside UTF-8 are read as what they were meant
    to be. Raises DamagedFile for bytes that are no text.
    """
    text, name = _decode(data)
    text = _NEWLINES.sub("\n", text.replace("\x00", ""))
    controls = sum(ch < " " and ch not in "\t\n\v\f\x1b" for ch in text[:100_000])
    if controls > max(2, len(text[:100_000]) // 50):
        raise _not_text()
    return text, name


def _decode(data: bytes) -> tuple[str, str]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), name
    sample = data[:65_536]
    if b"\x00" in sample:
        return _without_mark(data, sample)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    mended = _mostly_utf8(data)
    if mended is not None:
        return mended, "utf-8 with windows-1252"
    return _old_encoding(data, sample)


def _without_mark(data: bytes, sample: bytes) -> tuple[str, str]:
    """UTF-16 of mostly Western text has a zero in every second byte."""
    half = len(sample) // 2
    low, high = sample[0::2], sample[1::2]
    for name, zeros, letters in (("utf-16-le", high, low), ("utf-16-be", low, high)):
        if half and zeros.count(0) > 0.7 * half and letters.count(0) < 0.1 * half:
            return data.decode(name, "replace"), name
    if sample.count(0) > max(2, len(sample) // 500):
        raise _not_text()
    return _decode(data.replace(b"\x00", b""))


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 with a few stray single bytes put right; None where it is not mostly UTF-8."""
    text = data.decode("utf-8", "surrogateescape")
    stray = sum("\udc80" <= ch <= "\udcff" for ch in text)
    proper = sum(ch > "\x7f" for ch in text) - stray
    if stray > proper:
        return None
    return re.sub("[\udc80-\udcff]", lambda m: _windows(ord(m.group()) - 0xDC00), text)


def _windows(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "replace")


def _old_encoding(data: bytes, sample: bytes) -> tuple[str, str]:
    high = sum(byte > 0x7F for byte in sample)
    if high <= max(8, len(sample) // 10):
        try:
            return data.decode("cp1252"), "windows-1252"
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:
        raise _not_text()
    return data.decode(best.encoding, "replace"), best.encoding


def _not_text() -> DamagedFile:
    return DamagedFile(
        "The file is not text: it is full of bytes that no text has.",
        "Get a fresh copy, or give the file the ending of the program that wrote it.",
    )
