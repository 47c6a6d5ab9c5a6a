"""Papers as they are opened here: only within what a person may read, and each as one version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from assistant.lately import Lately
from assistant.shelf import OpenDocument

if TYPE_CHECKING:
    from ingest.library import DocumentRecord, Scope, StoredPassage
    from ingest.model import Block, Section

_KEPT = 16  # papers kept open


class SourceReading(Protocol):
    """What is wanted of the Library (`ingest.library.Library` is one). Any thread may ask."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Whatever this thread asks inside the block comes from one version of the Library."""
        ...

    def visible(self, document_id: int, scope: Scope) -> DocumentRecord | None:
        """The document of that id within `scope`, or None."""
        ...

    def text(self, document: str) -> str:
        """A document's canonical text, by its name."""
        ...

    def blocks(self, document_id: int) -> tuple[Block, ...]:
        """A document's blocks, in order."""
        ...

    def sections(self, document_id: int) -> tuple[Section, ...]:
        """A document's sections, in order."""
        ...

    def document_passages(self, document_id: int) -> Sequence[StoredPassage]:
        """A document's passages, in order."""
        ...


class Papers:
    """Opens papers by id. Safe to use from several threads.

    Whether a person may see a paper is asked of the Library each time; only the texts are kept,
    by id and revision.
    """

    def __init__(self, reading: Callable[[], SourceReading], keep: int = _KEPT) -> None:
        """`reading` gives the open Library, which may not be open yet when this is made."""
        self._reading = reading
        self._open: Lately[tuple[int, int], OpenDocument] = Lately(keep)

    def open(self, document_id: int, scope: Scope) -> OpenDocument | None:
        """The paper as it is now, or None where it is not there or outside `scope`."""
        library = self._reading()
        with library.snapshot():
            record = library.visible(document_id, scope)
            if record is None:
                return None
            key = (record.id, record.revision)
            known = self._open.get(key)
            if known is not None:
                return OpenDocument(record, known.text, known.blocks, known.sections)
            paper = OpenDocument(
                record,
                library.text(record.document),
                library.blocks(document_id),
                library.sections(document_id),
            )
        self._open.keep(key, paper)
        return paper

    def read(
        self, document_id: int, scope: Scope
    ) -> tuple[OpenDocument, Sequence[StoredPassage]] | None:
        """The paper with its passages, both of one version; None as for `open`."""
        library = self._reading()
        with library.snapshot():
            paper = self.open(document_id, scope)
            return None if paper is None else (paper, library.document_passages(document_id))
