"""What happens to one file between the disk and the Library, as values to pass along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.model import Passage, ReadFile, SourceFile, StructuredDocument
from ingest.settings import Settings

if TYPE_CHECKING:
    from ingest.readers.archive import Unpacked


@dataclass(frozen=True, slots=True)
class Steps:
    """The five steps of one file; a test may pass simpler ones."""

    unpack: Callable[[SourceFile, Path, Settings], Unpacked]
    read: Callable[[SourceFile, Settings], ReadFile]
    structure: Callable[[ReadFile, SourceFile, str], StructuredDocument]
    cut: Callable[[StructuredDocument, int], tuple[Passage, ...]]
    pairs: Callable[[str], tuple[tuple[str, str], ...]]


def default_steps() -> Steps:
    """The real ones, imported when they are needed."""
    from ingest.acronyms import pairs
    from ingest.passages import cut
    from ingest.readers import read_file
    from ingest.readers.archive import unpack
    from ingest.structure import structure

    return Steps(unpack, read_file, structure, cut, pairs)
