"""What an uploaded file may be called, and the folder of a collection.

Names come from other people's computers: nothing in one may reach out of its folder, show itself as
something else, or be a name that some system cannot keep.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from ingest.errors import ReadError
from ingest.readers import ARCHIVES, SUFFIXES
from ingest.readers.formats import unsupported
from ingest.readers.sniff import is_clutter

READABLE = SUFFIXES | ARCHIVES
LONGEST = 180  # bytes of a name in UTF-8; most systems keep 255
_LONGEST_COLLECTION = 60  # characters
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn")  # controls, direction marks, halves of characters
_COLLECTION = re.compile(r"[^\W_](?:[\w .()&'-]*[\w)])?")


def clean_name(given: str) -> str:
    r"""A file's name without its path, as it is kept. Raises ReadError for what is not a paper.

    >>> clean_name(r"C:\papers\..\Minutes  (final).PDF")
    'Minutes (final).pdf'
    """
    last = re.split(r"[/\\]", given)[-1]
    if is_clutter(last):
        raise ReadError("This is a file that a program leaves behind, not a paper.", "Leave it.")
    shown = "".join(c for c in unicodedata.normalize("NFC", last) if _visible(c))
    shown = re.sub(r"\s+", " ", _NOT_ON_WINDOWS.sub("-", shown)).strip(" .")
    stem, dot, ending = shown.rpartition(".")
    suffix = f".{ending.lower()}" if dot and stem else ""
    if suffix not in READABLE:
        raise unsupported(suffix)
    stem = stem.strip(" .") or "paper"
    stem = f"_{stem}" if _RESERVED.match(stem) else stem
    return _cut(stem, LONGEST - len(suffix)) + suffix


def clean_collection(given: str) -> str:
    """A new collection's name as it is kept. Raises ReadError where it cannot be one."""
    name = re.sub(r"\s+", " ", unicodedata.normalize("NFC", given)).strip()
    if len(name) > _LONGEST_COLLECTION or not _COLLECTION.fullmatch(name):
        raise ReadError(
            "That cannot be the name of a collection.",
            f"Use letters, numbers, spaces and - . ( ) & ', at most {_LONGEST_COLLECTION} in all.",
        )
    return name


def folder_for(collection: str) -> str:
    """The folder of a collection: another one for each, whatever the system makes of capitals."""
    plain = re.sub(r"[^a-z0-9]+", "-", collection.casefold()).strip("-")[:40]
    if plain == collection and not _RESERVED.match(plain):
        return plain
    mark = hashlib.sha256(collection.encode()).hexdigest()[:8]
    return f"{plain}-{mark}" if plain else mark


def _visible(character: str) -> bool:
    return character in "\t\n" or unicodedata.category(character) not in _INVISIBLE


def _cut(text: str, most: int) -> str:
    """`text` in at most that many bytes, cut between characters."""
    return text.encode()[:most].decode(errors="ignore").strip(" .")
