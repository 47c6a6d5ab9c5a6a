"""The nouns of a paper's source: sections with paragraphs, lists, tables and forms in them.

A source says what a paper holds and never how it looks, so that the board paper and the strategy
can share one vocabulary: a plain text is a paragraph, and a mapping with one of the keys `list`,
`numbers`, `table`, `form` or `ticks` is that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

_NUMBERED = re.compile(r"(\d+\.\d+|\([a-z]\))\s+(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `number` is the one printed before it ("3.1", "(a)"), "" without one."""

    words: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A list. Its lead-in is the paragraph before it."""

    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table under its caption; `total` says that the last row sums up the others."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """Labels and values, one pair a line."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of a form with a mark under one of its columns, or under none."""

    label: str
    ticked: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ticks:
    """A form that is filled in with an X: its title, the columns over its lines."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Tick, ...]


Content: TypeAlias = Text | Points | Table | Form | Ticks


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. `level` counts from 1, the paper's own title being 0."""

    heading: str
    content: tuple[Content, ...]
    sections: tuple[Section, ...]
    level: int
    columns: int = 1
    new_page: bool = False


def sections_of(given: Sequence[Mapping[str, Any]], level: int = 1) -> tuple[Section, ...]:
    """The sections of a source, each with its own below it."""
    return tuple(
        Section(
            heading=str(entry["heading"]),
            content=tuple(_content(item) for item in entry.get("content", ())),
            sections=sections_of(entry.get("sections", ()), level + 1),
            level=level,
            columns=int(entry.get("columns", 1)),
            new_page=bool(entry.get("new_page", False)),
        )
        for entry in given
    )


def table_of(given: Mapping[str, Any]) -> Table:
    """A table. Raises ValueError where a row has not as many cells as there are columns."""
    columns = tuple(str(name) for name in given["columns"])
    rows = tuple(tuple(str(cell) for cell in row) for row in given["rows"])
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"{len(row)} cells under {len(columns)} columns: {row}")
    return Table(columns, rows, str(given.get("caption", "")), bool(given.get("total", False)))


def _content(item: str | Mapping[str, Any]) -> Content:
    if isinstance(item, str):
        return _text(item)
    ((kind, given),) = item.items()
    match kind:
        case "list" | "numbers":
            return Points(tuple(_text(str(point)) for point in given), kind == "numbers")
        case "table":
            return table_of(given)
        case "form":
            return Form(tuple((str(label), str(value)) for label, value in given))
        case "ticks":
            return _ticks(given)
    raise ValueError(f"a section cannot hold {kind!r}")


def _ticks(given: Mapping[str, Any]) -> Ticks:
    columns = tuple(str(name) for name in given["columns"])
    if odd := {key for row in given["rows"] for key in row} - {"label", "ticked", "note"}:
        raise ValueError(f"a comma outside quotes makes keys of {sorted(odd)}")
    rows = tuple(
        Tick(str(row["label"]), str(row.get("ticked", "")), str(row.get("note", "")))
        for row in given["rows"]
    )
    for row in rows:
        if row.ticked and row.ticked not in columns:
            raise ValueError(f"no column {row.ticked!r} for {row.label!r}")
    return Ticks(str(given["title"]), columns, rows)


def _text(words: str) -> Text:
    words = " ".join(words.split())
    if match := _NUMBERED.match(words):
        return Text(match.group(2), match.group(1))
    return Text(words)
