"""The table of papers: which are asked for, in which order, and which page of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from assistant.answer import versions
from ingest.library import DocumentRecord

PAGE = 50
ORDERS = ("title", "newest", "oldest", "changed", "problems")
_LONGEST = 200  # characters of a search


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for. Unknown values have become the plain ones."""

    search: str = ""
    collection: str = ""
    type: str = ""
    problems: bool = False
    order: str = "title"
    page: int = 1

    @property
    def filtered(self) -> bool:
        """Whether some papers may be left out."""
        return bool(self.search or self.collection or self.type or self.problems)

    def address(self, page: int = 1) -> str:
        """The address of one page of the same list."""
        said = {
            "q": self.search,
            "collection": self.collection,
            "type": self.type,
            "problems": "1" if self.problems else "",
            "order": "" if self.order == "title" else self.order,
            "page": str(page) if page > 1 else "",
        }
        query = urlencode({name: value for name, value in said.items() if value})
        return f"/library?{query}" if query else "/library"


def asked_by(query: Mapping[str, str]) -> Asked:
    """What a query string asks for, whatever somebody wrote into it."""
    order, page = query.get("order", ""), query.get("page", "")
    return Asked(
        search=" ".join(query.get("q", "")[:_LONGEST].split()),
        collection=query.get("collection", ""),
        type=query.get("type", ""),
        problems=query.get("problems", "") == "1",
        order=order if order in ORDERS else "title",
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the papers that were asked for; `found` counts them on all pages."""

    records: tuple[DocumentRecord, ...]
    found: int
    page: int
    pages: int

    @property
    def first(self) -> int:
        """The number of the first paper on the page, from 1; 0 where there is none."""
        return (self.page - 1) * PAGE + 1 if self.found else 0


def listed(records: Sequence[DocumentRecord], asked: Asked) -> Listed:
    """The page that was asked for, or the last one where there are fewer."""
    words = _folded(asked.search).split()
    chosen = [
        record
        for record in records
        if (not asked.collection or record.facts.collection == asked.collection)
        and (not asked.type or record.facts.type == asked.type)
        and (not asked.problems or has_problem(record))
        and _has(record, words)
    ]
    ordered = _ordered(chosen, asked.order)
    pages = max(1, -(-len(ordered) // PAGE))
    page = min(asked.page, pages)
    shown = tuple(ordered[(page - 1) * PAGE : page * PAGE])
    return Listed(shown, len(ordered), page, pages)


def has_problem(record: DocumentRecord) -> bool:
    """Whether there is something that a librarian should look at."""
    return bool(record.failure or record.notes)


def replaced(records: Sequence[DocumentRecord]) -> dict[str, list[DocumentRecord]]:
    """By a paper's name, the papers that replace it: those that say so, and its newest version.

    The newest is the one that answers prefer.
    """
    newest = versions.replaced(records)
    found: dict[str, list[DocumentRecord]] = {}
    for record in records:
        if record.facts.supersedes:
            found.setdefault(record.facts.supersedes, []).append(record)
    for record in records:
        newer = newest.get(record.id)
        if newer is not None and newer not in found.get(record.document, ()):
            found.setdefault(record.document, []).append(newer)
    return found


def replaced_by(
    record: DocumentRecord,
    records: Sequence[DocumentRecord],
    newer: dict[str, list[DocumentRecord]],
) -> list[DocumentRecord]:
    """The papers that `record` replaces; `newer` as `replaced` gives it."""
    return [one for one in records if record in newer.get(one.document, ())]


def _has(record: DocumentRecord, words: Sequence[str]) -> bool:
    if not words:
        return True
    facts = record.facts
    parts = (facts.title, record.document, facts.meeting, facts.organisation, facts.version)
    text = _folded(" ".join(part for part in parts if part))
    return all(word in text for word in words)


def _ordered(records: Sequence[DocumentRecord], order: str) -> list[DocumentRecord]:
    named = sorted(records, key=lambda r: (_folded(r.facts.title), r.document))
    if order in ("newest", "oldest"):
        dated = [r for r in named if r.facts.date]
        dated.sort(key=lambda r: r.facts.date or "", reverse=order == "newest")
        return dated + [r for r in named if not r.facts.date]
    if order == "changed":
        return sorted(named, key=lambda r: -r.revision)
    if order == "problems":
        return sorted(named, key=lambda r: (not r.failure, not r.notes))
    return named


def _folded(text: str) -> str:
    """Without accents and capitals: "Résumé" is found by "resume"."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()
