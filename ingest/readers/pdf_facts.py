"""What a PDF says about itself: its properties, bookmarks, and whether it is whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.model import OutlineEntry

if TYPE_CHECKING:
    import pypdfium2

_TAIL = 65536
_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")
_KEYS = {
    "Title": "title",
    "Author": "author",
    "Subject": "subject",
    "Keywords": "keywords",
    "CreationDate": "created",
    "ModDate": "modified",
    "Producer": "producer",
    "Creator": "creator",
}
_KNOWN = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a rich text document"),
    (b"<", "a web page"),
)


def real_kind(path: Path) -> str | None:
    """What a file without a PDF's first bytes is, in words; None where they are a PDF's."""
    with path.open("rb") as file:
        head = file.read(1024)
    if b"%PDF-" in head:
        return None
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    return next((words for magic, words in _KNOWN if start.startswith(magic)), "not a PDF")


def is_locked(path: Path) -> bool:
    """Whether a PDF says anywhere that it is encrypted; the word itself never is."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        return data.find(b"/Encrypt") >= 0


def is_cut_short(path: Path) -> bool:
    """Whether the end of the file is missing, where the table of its contents stands.

    A file prepared for the web also says its own length at the beginning.
    """
    length = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(1024)
        file.seek(max(0, length - _TAIL))
        tail = file.read()
    said = re.search(rb"/Linearized\b[^>]*?/L\s+(\d+)", head)
    if said and int(said.group(1)) > length:
        return True
    return b"startxref" not in tail and b"%%EOF" not in tail


def metadata(document: pypdfium2.PdfDocument) -> dict[str, str]:
    """The file's properties under our names; dates as ISO days, as far as they are given."""
    found: dict[str, str] = {}
    for name, value in document.get_metadata_dict(skip_empty=True).items():
        key = _KEYS.get(name)
        text = " ".join(value.replace("\x00", "").split())
        if key in ("created", "modified"):
            text = _iso(text)
        if key and text:
            found[key] = text
    return found


def _iso(text: str) -> str:
    match = _DATE.match(text)
    if not match:
        return ""
    year, month, day = match.groups()
    if month and not 1 <= int(month) <= 12:
        month = day = None
    if day and not 1 <= int(day) <= 31:
        day = None
    return "-".join(part for part in (year, month, day) if part)


def outline(document: pypdfium2.PdfDocument) -> tuple[OutlineEntry, ...]:
    """Bookmarks in order, depth from 1; entries without a title are left out."""
    entries = []
    for mark in document.get_toc(max_depth=12):
        title = " ".join(mark.get_title().replace("\x00", "").split())
        place = mark.get_dest()
        index = place.get_index() if place else None
        if title:
            page = index + 1 if index is not None else None
            entries.append(OutlineEntry(title, mark.level + 1, page))
    return tuple(entries)


def page_words(numbers: Sequence[int]) -> str:
    """Page numbers in words: "page 3", "pages 2, 5–9"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)
    return f"page {said}" if len(numbers) == 1 else f"pages {said}"
