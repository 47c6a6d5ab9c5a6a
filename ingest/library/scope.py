"""Which documents a search may use, and how that is said to SQLite and to Chroma.

The condition is part of the query in both: nothing outside it is ever read, counted or ranked.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from ingest.errors import UsageError

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents may be used. None lets everything through, an empty set nothing.

    So a person who belongs to no group sees no paper, rather than every one.

    `after` and `before` are ISO dates (YYYY-MM-DD, YYYY-MM or YYYY), both included. A document
    dated by a month or a year passes where that month or year overlaps; an undated one passes
    neither.
    """

    collections: frozenset[str] | None = None
    types: frozenset[str] | None = None
    documents: frozenset[str] | None = None
    after: str | None = None
    before: str | None = None


EVERYTHING = Scope()
_NOBODY = "\x00"  # no document's collection, type or name: Chroma takes no empty list
_NEVER = 9999_12_31


def narrowed(scope: Scope, by: Scope) -> Scope:
    """Only what both let through.

    >>> narrowed(Scope(collections=frozenset({"a", "b"})), Scope(collections=frozenset({"b", "c"})))
    Scope(collections=frozenset({'b'}), types=None, documents=None, after=None, before=None)

    Raises UsageError for a date that is none.
    """
    return Scope(
        _both(scope.collections, by.collections),
        _both(scope.types, by.types),
        _both(scope.documents, by.documents),
        max((scope.after, by.after), key=lambda date: _bounds(Scope(after=date))[0] or 0),
        min((scope.before, by.before), key=lambda date: _bounds(Scope(before=date))[1] or _NEVER),
    )


def _both(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def date_range(date: str | None) -> tuple[int, int] | None:
    """First and last day that an ISO date may mean, as yyyymmdd; None for no date.

    A month ends on its 31st here whatever its length: the numbers are only compared.
    Raises ValueError for anything else.
    """
    if date is None:
        return None
    match = _ISO.fullmatch(date)
    if match is None:
        raise ValueError(f"not an ISO date: {date!r}")
    year, month, day = match.groups()
    if not ("01" <= (month or "01") <= "12" and "01" <= (day or "01") <= "31"):
        raise ValueError(f"not an ISO date: {date!r}")
    first = int(f"{year}{month or '01'}{day or '01'}")
    last = int(f"{year}{month or '12'}{day or '31'}")
    return first, last


def _bounds(scope: Scope) -> tuple[int | None, int | None]:
    try:
        after, before = date_range(scope.after), date_range(scope.before)
    except ValueError as error:
        raise UsageError(
            f"A date to filter by cannot be used: {error}. Write it as 2024-03-13, 2024-03 or 2024."
        ) from error
    return after[0] if after else None, before[1] if before else None


def sql_condition(scope: Scope) -> tuple[str, list[Any]]:
    """`scope` as a condition on the table `documents AS d`, with its parameters.

    Raises UsageError for a date that is none.
    """
    parts, values = ["1"], list[Any]()
    for column, chosen in _choices(scope):
        parts.append(f"d.{column} IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(chosen))
    after, before = _bounds(scope)
    if after is not None:
        parts.append("d.date_to >= ?")
        values.append(after)
    if before is not None:
        parts.append("d.date_from <= ?")
        values.append(before)
    return " AND ".join(parts), values


def chroma_condition(scope: Scope) -> dict[str, Any] | None:
    """`scope` as Chroma's `where`; None for no condition. Raises UsageError as above.

    A record without `date_from` and `date_to` (an undated paper) fails every comparison.
    """
    parts: list[dict[str, Any]] = [
        {column: {"$in": chosen or [_NOBODY]}} for column, chosen in _choices(scope)
    ]
    after, before = _bounds(scope)
    if after is not None:
        parts.append({"date_to": {"$gte": after}})
    if before is not None:
        parts.append({"date_from": {"$lte": before}})
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else {"$and": parts}


def _choices(scope: Scope) -> list[tuple[str, list[str]]]:
    fields = {
        "collection": scope.collections,
        "type": scope.types,
        "document": scope.documents,
    }
    return [(column, sorted(chosen)) for column, chosen in fields.items() if chosen is not None]
