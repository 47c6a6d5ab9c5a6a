"""What Word, PowerPoint and Excel files have in common: XML nodes, and a package to open."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from ingest.errors import DamagedFile, ReadError, TooLarge
from ingest.settings import Settings

_CHUNK = 1 << 16
_Opened = TypeVar("_Opened")

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"


class XmlNode(Protocol):
    """As much of an lxml element as the readers use; a comment's `tag` is not a string."""

    tag: str
    text: str | None

    def get(self, key: str, default: str | None = None) -> str | None:
        """An attribute's value."""
        ...

    def find(self, path: str) -> XmlNode | None:
        """The first element at a path."""
        ...

    def findall(self, path: str) -> list[XmlNode]:
        """All elements at a path."""
        ...

    def iter(self, *tags: str) -> Iterator[XmlNode]:
        """This element and all below it that have one of the tags."""
        ...

    def __iter__(self) -> Iterator[XmlNode]:
        """The elements directly below."""
        ...


def local(node: XmlNode) -> str:
    """The tag without its namespace; "" for comments and processing instructions."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def is_on(node: XmlNode | None) -> bool:
    """Whether a switch such as `<w:b/>` is there and not switched off."""
    return node is not None and node.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def open_package(
    path: Path, settings: Settings, opener: Callable[[str], _Opened], what: str
) -> _Opened:
    """`opener(path)` for a package that was unpacked once to see that it is whole and not a bomb.

    The libraries read each part into memory in one go, so the size is counted first, from the
    bytes and not from what the package says of itself. Raises DamagedFile or TooLarge.
    """
    try:
        _measure(path, settings.max_unpacked_mb * 1024 * 1024)
        return opener(str(path))
    except ReadError:
        raise
    except Exception as error:  # the libraries raise a dozen kinds for a broken package
        if _is_strict(path):
            reason = f"This {what} is in the Strict Open XML form, which is not read."
            raise DamagedFile(reason, "Open it and save it in the ordinary form.") from error
        raise DamagedFile(
            f"This {what} is damaged: its inside cannot be read ({error}).",
            "Open it in the program that wrote it, let it repair the file, and save it again.",
        ) from error


def _measure(path: Path, limit: int) -> None:
    total = 0
    with zipfile.ZipFile(path) as package:
        for info in package.infolist():
            with package.open(info) as part:
                while chunk := part.read(_CHUNK):
                    total += len(chunk)
                    if total > limit:
                        raise TooLarge(
                            f"The file unpacks to more than {limit // (1024 * 1024)} MB.",
                            "Split it, or raise WAYMARK_MAX_UNPACKED_MB.",
                        )


def _is_strict(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            return b"purl.oclc.org/ooxml" in package.read("_rels/.rels")
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError):
        return False


# What libraries and programs write where nobody has said anything.
_NOBODY_SAID = frozenset(
    {
        "openpyxl",
        "python-docx",
        "word document",
        "powerpoint presentation",
        "2013-12-23t23:15:00+00:00",
        "2013-12-23t23:15:00",
        "2013-01-27t09:14:16",
        "2013-01-27t09:15:58",
    }
)


def core_metadata(properties: object) -> dict[str, str]:
    """Title, author, dates and the like as this project's metadata; empty ones left out."""
    found: dict[str, str] = {}
    names = (
        ("title", "title"),
        ("author", "author"),
        ("creator", "author"),
        ("subject", "subject"),
        ("category", "category"),
        ("keywords", "keywords"),
        ("version", "version"),
        ("created", "created"),
        ("modified", "modified"),
    )
    for name, key in names:
        try:
            value = getattr(properties, name, None)
        except ValueError:  # a date that is no date
            continue
        said = value.isoformat() if isinstance(value, datetime) else str(value or "").strip()
        if said and said.casefold() not in _NOBODY_SAID:
            found.setdefault(key, said)
    return found
