"""A stretch of a document as it stands in an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.answer.evidence import Unit
from assistant.shelf import OpenDocument


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of one document that stands in the answer under one marker.

    lines    what is shown, one line for each sentence, item or row; `- ` before an item
    wider    the same with what stands around it, for an answer that has room; None for no such
    name     whose words they are, or of when, where the answer is to say so; else ""
    then     what goes on with it: the rest of a list that is long, or that runs over a page
    """

    document: OpenDocument
    start: int
    end: int
    page: int | None
    section: int
    lines: tuple[str, ...]
    wider: Chunk | None = None
    name: str = ""
    then: tuple[Chunk, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """The lines with the name before them, on a line of its own where they are items."""
        if not self.name:
            return self.lines
        first, *others = self.lines
        if first.startswith("- "):
            return f"{self.name}:", first, *others
        return f"{self.name}: {first}", *others

    def both(self, change: Callable[[Chunk], Chunk]) -> Chunk:
        """It and its wider form, each changed."""
        return replace(change(self), wider=change(self.wider) if self.wider else None)

    def covers(self, other: Chunk | Unit) -> bool:
        """Whether all of the other stands within it."""
        same = self.document.record.id == other.document.record.id
        return same and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Chunk) -> bool:
        """Whether they have a stretch in common."""
        same = self.document.record.id == other.document.record.id
        return same and self.start < other.end and other.start < self.end
