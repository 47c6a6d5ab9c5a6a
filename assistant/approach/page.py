"""A Markdown page by its lines: front matter, sections with their paragraphs, lists, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.approach.model import Place, Problem

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_MARKS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or a list's item, without its marks, and its line in the file."""

    text: str
    line: int
    item: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row: column heading (lower case) → cell."""

    cells: Mapping[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading, that under its own sub-headings not included."""

    title: str
    level: int
    line: int
    lines: tuple[Line, ...]
    rows: tuple[Row, ...]

    @property
    def items(self) -> tuple[Line, ...]:
        """The points of its lists."""
        return tuple(line for line in self.lines if line.item)

    @property
    def paragraphs(self) -> tuple[Line, ...]:
        """Its paragraphs."""
        return tuple(line for line in self.lines if not line.item)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the approach. `lines` are those of the front matter's keys."""

    file: str
    facts: Mapping[str, Any]
    lines: Mapping[str, int]
    parts: tuple[Part, ...]

    def place(self, line: int = 1) -> Place:
        """That line of this page."""
        return Place(self.file, line)

    def at(self, key: str) -> Place:
        """Where the front matter says `key`, or its beginning where it does not."""
        return self.place(self.lines.get(key, 1))

    def part(self, title: str) -> Part | None:
        """The first `##` section of that title, upper and lower case alike."""
        wanted = title.lower()
        return next((p for p in self.parts if p.level == 2 and p.title.lower() == wanted), None)

    def parts_below(self, title: str) -> tuple[Part, ...]:
        """The `###` sections below that `##` section, in order."""
        found: list[Part] = []
        inside = False
        for part in self.parts:
            if part.level <= 2:
                inside = part.title.lower() == title.lower()
            elif inside and part.level == 3:
                found.append(part)
        return tuple(found)


def read_page(source: str, file: str) -> Page | Problem | None:
    """The page that `source` is; None for one without front matter: no data."""
    import yaml

    source = source.removeprefix("\ufeff").replace("\r\n", "\n")
    match = _FRONT.match(source)
    if match is None:
        return None
    try:
        facts = yaml.safe_load(match.group(1))
        node = yaml.compose(match.group(1), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        said = f"the front matter is no YAML: {error.problem}. Put a value with a colon in quotes."
        return Problem(Place(file, line), said)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        said = f"the front matter cannot be read ({error}). Write one `key: value` a line."
        return Problem(Place(file, 1), said)
    if not isinstance(facts, dict) or not isinstance(node, yaml.MappingNode):
        return Problem(
            Place(file, 1), "the front matter has no keys. Write one `key: value` a line."
        )
    lines = {str(key.value): key.start_mark.line + 2 for key, _ in node.value}
    body = source[match.end() :]
    offset = source[: match.end()].count("\n") + 1
    return Page(file, facts, lines, tuple(_parts(body, offset)))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table")


def _parts(body: str, offset: int) -> Iterator[Part]:
    title, level, line = "", 0, offset
    lines: list[Line] = []
    rows: list[Row] = []
    header: list[str] | None = None  # None outside a table, and while its head is read
    cells: list[str] = []
    number, holder = offset, ""
    for token in _parser().parse(body):
        number = offset + token.map[0] if token.map else number
        match token.type:
            case "heading_open":
                yield Part(title, level, line, tuple(lines), tuple(rows))
                level, line, lines, rows = int(token.tag[1]), number, [], []
            case "tr_open":
                cells = []
            case "thead_close":
                header = [cell.lower() for cell in cells]
            case "tr_close" if header is not None:
                rows.append(Row(dict(zip(header, cells, strict=False)), number))
            case "table_close":
                header = None
            case "inline" if holder == "heading_open":
                title = plain(token.content)
            case "inline" if holder in ("td_open", "th_open"):
                cells.append(plain(token.content))
            case "inline":
                lines.append(Line(plain(token.content), number, item=token.level > 1))
        holder = token.type
    yield Part(title, level, line, tuple(lines), tuple(rows))


def plain(source: str) -> str:
    """Markdown's marks for bold, code and links taken off, white space folded."""
    return " ".join(_MARKS.sub(r"\2", _LINK.sub(r"\1", source)).split())
