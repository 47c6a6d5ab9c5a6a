"""The approach's pages as the Library holds them, and where in them each thing is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from assistant.approach import Deliverable, Gate, Heading, Rule
from assistant.route.saying import Span, together
from assistant.shelf import OpenDocument
from ingest.model import Block, BlockKind


class PageMissing(LookupError):
    """The Library does not hold the page, in the version in force, that a line would stand on."""

    def __init__(self, file: str, said: str) -> None:
        super().__init__(f"{file}: {said}")
        self.file = file


class Opens(Protocol):
    """Gives documents by their ids, as the shelf does."""

    def open(self, document_id: int) -> OpenDocument:
        """The document as it is in the Library now."""
        ...


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the pages are in the Library: document ids by file; `overview` holds the tables."""

    documents: Mapping[str, int]
    overview: str
    shelf: Opens

    def summary(self, thing: Deliverable | Gate) -> Span:
        """The opening paragraph of a deliverable's or gate's page."""
        return self._first(thing.place.file, "In short", BlockKind.PARAGRAPH)

    def signers(self, gate: Gate) -> Span:
        """Where a gate's page says who endorses and who approves."""
        file = gate.place.file
        return self._first(file, "Who endorses and who approves", BlockKind.PARAGRAPH)

    def criteria(self, gate: Gate) -> Span:
        """The whole list of a gate's criteria, with its lead-in."""
        return self._list(gate.place.file, "Criteria", [one.id for one in gate.criteria])

    def hurdles(self, gate: Gate) -> Span:
        """The whole list of a gate's hurdles, with its lead-in."""
        return self._list(gate.place.file, "Hurdles", [one.id for one in gate.hurdles])

    def criterion(self, gate: Gate, key: str) -> Span:
        """One criterion in its list."""
        return self._one(gate.place.file, "Criteria", key)

    def heading(self, deliverable: Deliverable, heading: Heading) -> Span:
        """A template's heading with the first paragraph of its guidance."""
        blocks = self._blocks(deliverable.place.file, heading.title)
        return together([self._span(deliverable.place.file, block) for block in blocks[:2]])

    def row(self, deliverable: Deliverable) -> Span:
        """The overview's row on a deliverable: what it needs, who owns it, its gate."""
        return self._one(self.overview, "Deliverables", deliverable.id)

    def role(self, code: str) -> Span:
        """The overview's row on a role."""
        return self._one(self.overview, "Roles", code)

    def rule(self, rule: Rule) -> Span:
        """The overview's row on a rule."""
        return self._one(self.overview, "Rules", rule.id)

    def lead(self, gate: Gate, section: str) -> str:
        """The words that introduce a section's list."""
        file = gate.place.file
        first = next(b for b in self._blocks(file, section) if b.kind is BlockKind.ITEM)
        if first.lead is None:
            raise PageMissing(file, f"nothing introduces the list under “{section}”")
        document = self._document(file)
        return document.quote(document.blocks[first.lead])

    def _first(self, file: str, section: str, kind: BlockKind) -> Span:
        return self._span(file, self._find(file, section, lambda block: block.kind is kind))

    def _one(self, file: str, section: str, key: str) -> Span:
        """The item or row that begins with an id."""
        document = self._document(file)

        def begins(block: Block) -> bool:
            words = document.quote(block).split()
            listed = block.kind in (BlockKind.ITEM, BlockKind.ROW)
            return listed and bool(words) and words[0].rstrip(".:") == key

        return self._span(file, self._find(file, section, begins))

    def _list(self, file: str, section: str, keys: list[str]) -> Span:
        """From the lead-in to the last of the items. Raises PageMissing unless all are there."""
        items = [self._one(file, section, key) for key in keys]
        document = self._document(file)
        first = next(b for b in document.blocks if b.start == items[0].start)
        lead = [] if first.lead is None else [self._span(file, document.blocks[first.lead])]
        return together([*lead, *items])

    def _find(self, file: str, section: str, wanted: Callable[[Block], bool]) -> Block:
        found = next(filter(wanted, self._blocks(file, section)), None)
        if found is None:
            raise PageMissing(file, f"not found under “{section}”")
        return found

    def _blocks(self, file: str, section: str) -> list[Block]:
        """What stands under a heading, the heading itself first."""
        return list(self._under(self._document(file), section))

    def _under(self, document: OpenDocument, title: str) -> Iterator[Block]:
        for block in document.blocks:
            path = document.path(block)
            if path and path[-1] == title:
                yield block

    def _document(self, file: str) -> OpenDocument:
        if file not in self.documents:
            raise PageMissing(file, "not in the Library in the version that is in force")
        return self.shelf.open(self.documents[file])

    def _span(self, file: str, block: Block) -> Span:
        return Span(self._document(file), block.start, block.end, block.section, block.page)
