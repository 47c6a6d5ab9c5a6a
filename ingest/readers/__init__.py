"""Files in, blocks out: one reader a format, and the picking of the right one."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ingest.readers.sniff import check_file, is_clutter, unsupported

if TYPE_CHECKING:
    from ingest.model import ReadFile, SourceFile
    from ingest.readers.base import Reader
    from ingest.settings import Settings

__all__ = ["ARCHIVES", "SUFFIXES", "check_file", "is_clutter", "read_file", "reader_for"]

# Ending → module and class; a module is imported when the first such file comes by.
_READERS: dict[str, tuple[str, str]] = {
    ".pdf": ("pdf", "PdfReader"),
    ".docx": ("docx", "DocxReader"),
    ".pptx": ("pptx", "PptxReader"),
    ".pptm": ("pptx", "PptxReader"),
    ".xlsx": ("sheet", "SheetReader"),
    ".xlsm": ("sheet", "SheetReader"),
    ".csv": ("sheet", "SheetReader"),
    ".tsv": ("sheet", "SheetReader"),
    ".html": ("html", "HtmlReader"),
    ".htm": ("html", "HtmlReader"),
    ".xhtml": ("html", "HtmlReader"),
    ".txt": ("text", "PlainTextReader"),
    ".text": ("text", "PlainTextReader"),
    ".md": ("markdown", "MarkdownReader"),
    ".markdown": ("markdown", "MarkdownReader"),
}

SUFFIXES: frozenset[str] = frozenset(_READERS)
"""Endings that some reader reads."""

ARCHIVES: frozenset[str] = frozenset({".zip"})
"""Endings of files that hold others: see ingest.readers.archive.unpack."""


def reader_for(source: SourceFile) -> Reader:
    """The reader for a file, by its ending. Raises UnsupportedFormat where there is none."""
    entry = _READERS.get(source.suffix)
    if entry is None:
        raise unsupported(source.suffix)
    module, name = entry
    reader: Reader = getattr(import_module(f"ingest.readers.{module}"), name)()
    return reader


def read_file(source: SourceFile, settings: Settings) -> ReadFile:
    """Check that a file is what its name says, and read it. Raises a ReadError."""
    check_file(source, settings)
    return reader_for(source).read(source, settings)
