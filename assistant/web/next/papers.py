"""Where the approach and the evidence can be read: links into the source panel, or plain text.

A page of the approach is cited only in the version that is in force; evidence is a link only where
the person may read the paper that it names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from assistant.approach_in_force import InForce
from assistant.route.pages import PageMissing, Pages
from assistant.route.saying import Span
from assistant.shelf import OpenDocument
from assistant.web.escape import escaped
from assistant.web.words import Words

if TYPE_CHECKING:
    from ingest.library import DocumentRecord

_LEAST = 8  # characters of a title that can be told from ordinary words


@dataclass(frozen=True, slots=True)
class Citation:
    """Where something is said. `href` opens it in the source panel; None where that cannot be."""

    label: str
    quote: str
    href: str | None


@dataclass(frozen=True)
class Papers:
    """The papers that a person may read, and those of them that are the approach's pages."""

    records: Sequence[DocumentRecord] = ()
    force: InForce | None = None
    opened: Callable[[str], OpenDocument | None] = lambda name: None

    @cached_property
    def pages(self) -> Pages:
        """The approach's pages that the Library holds, as they are in force."""
        held = {one.digest: one.id for one in self.records}
        digests = self.force.digests if self.force else {}
        found = {file: held[digest] for file, digest in digests.items() if digest in held}
        return Pages(found, self.force.approach.overview if self.force else "", self)

    def open(self, document_id: int) -> OpenDocument:
        """The document of that id. Raises PageMissing for one that the person may not read."""
        record = next((one for one in self.records if one.id == document_id), None)
        document = self.opened(record.document) if record else None
        if document is None:
            raise PageMissing("", "not in the Library any more")
        return document

    def cite(self, where: Callable[[Pages], Span]) -> Citation | None:
        """The place in the approach that `where` finds; None where the Library lacks the page."""
        try:
            span = where(self.pages)
        except PageMissing:
            return None
        record, section = span.document.record, span.document.sections[span.section]
        heading = section.path[-1] if section.path else ""
        label = ", ".join(part for part in (record.facts.title, heading) if part)
        quote = span.document.text[span.start : span.end]
        return Citation(label, quote, panel_address(record.id, span.start, span.end))

    def evidence(self, said: str) -> str:
        """Evidence as HTML: a way into the source panel where it names a paper, else its words."""
        record = self._named(said)
        href = panel_address(record.id) if record else None
        return opener(href, escaped(said)) if href else escaped(said)

    def _named(self, said: str) -> DocumentRecord | None:
        """The paper whose path, file name or title stands in the words; the longest such name."""
        best: tuple[int, DocumentRecord] | None = None
        text = _folded(said)
        for record in self.records:
            file = record.document.rsplit("/", 1)[-1]
            for name in {record.document, file, file.rsplit(".", 1)[0], record.facts.title}:
                key = _folded(name)
                whole = rf"(?<!\w){re.escape(key)}(?!\w)"
                if len(key) >= _LEAST and re.search(whole, text) and len(key) > (best or (0,))[0]:
                    best = len(key), record
        return best[1] if best else None


def citation_html(citation: Citation | None, words: Words) -> str:
    """A small way to the place, its words with it; "" for none."""
    if citation is None:
        return ""
    label = escaped(citation.label)
    told = f'<span class="wm-vh">{words.html("next.source")}: </span>{label}'
    if citation.href is None:
        return f'<span class="wm-nx-cite">{told}</span>'
    return opener(citation.href, told, kind="wm-nx-cite")


def opener(href: str, label: str, kind: str = "wm-link") -> str:
    """A button that opens the source panel; `label` is HTML."""
    return (
        f'<button type="button" class="{kind}" data-wm="source" data-href="{escaped(href)}">'
        f"{label}</button>"
    )


def panel_address(document_id: int, start: int | None = None, end: int | None = None) -> str | None:
    """Where the source panel shows a paper; None where this Waymark has no such panel."""
    if not _has_panel():
        return None
    asked = {"start": start, "end": end}
    query = urlencode({name: value for name, value in asked.items() if value is not None})
    return f"/source/{document_id}/panel" + (f"?{query}" if query else "")


@cache
def _has_panel() -> bool:
    return find_spec("assistant.web.source") is not None


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())
