"""What an administrator may be told of the papers that rows of the audit log name.

Administering is no right to read: of a paper outside the person's groups neither the name nor the
place is told, and that it is such a paper is all that is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.audit import Row

PAPERS = frozenset({"document", "documents", "replaces", "retires", "supersedes", "file", "paper"})
_COLLECTIONS = frozenset({"collection", "collections"})
_KEPT = frozenset({"outcome", "status", "engine", "verdict", "reason", "format", "rows"})


@dataclass(frozen=True)
class RowSight:
    """Leaves out of rows what is not for one person.

    readable      whether a document of that name is there and may be read
    hidden        the names of those that are there and may not
    collections   that may be read; None for all, and then nothing is left out
    paper, other  what stands in the place of a paper's and a collection's name
    """

    readable: Callable[[str], bool]
    hidden: frozenset[str]
    collections: frozenset[str] | None
    paper: str
    other: str

    def row(self, row: Row) -> Row:
        """The row as the person may see it."""
        if self.collections is None:
            return row
        return replace(row, detail=self._mapping(row.detail))

    def _mapping(self, detail: Mapping[str, object]) -> dict[str, object]:
        names = [name for key in PAPERS for name in _names(detail.get(key))]
        if all(map(self.readable, names)):
            return {key: self._value(key, value) for key, value in detail.items()}
        told: dict[str, object] = {}
        for key, value in detail.items():
            if key in PAPERS:
                told[key] = self._papers(value)
            elif key in _COLLECTIONS or key in _KEPT:
                told[key] = self._value(key, value)
        return told

    def _value(self, key: str, value: object) -> object:
        if key in _COLLECTIONS:
            return self._in_place(value, lambda name: name in (self.collections or ()), self.other)
        if isinstance(value, Mapping):
            return self._mapping(value)
        if isinstance(value, list | tuple):
            return [self._value("", one) for one in value]
        if isinstance(value, str) and self._named is not None:
            return self._named.sub(self.paper, value)
        return value

    def _papers(self, value: object) -> object:
        return self._in_place(value, self.readable, self.paper)

    def _in_place(self, value: object, good: Callable[[str], bool], instead: str) -> object:
        if isinstance(value, str):
            return value if not value or good(value) else instead
        if isinstance(value, list | tuple):
            return [self._in_place(one, good, instead) for one in value]
        return instead

    @cached_property
    def _named(self) -> re.Pattern[str] | None:
        """Hidden papers' names and their files' names, wherever somebody wrote them."""
        names = self.hidden | {name.rsplit("/", 1)[-1] for name in self.hidden}
        if not names:
            return None
        longest_first = sorted(names, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)


def _names(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, list | tuple):
        return [name for one in value for name in _names(one)]
    return []
