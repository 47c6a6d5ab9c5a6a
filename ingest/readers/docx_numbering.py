"""Word's automatic numbers, as they are printed.

Word does not store "3.1": it stores that a paragraph is on level 2 of a list, and a pattern
("%1.%2"). Counting follows ECMA-376 part 1, 17.9: counters belong to the abstract list, so that
two lists over one abstract list go on counting, unless one of them says where to start.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.readers.docx_styles import Styles
from ingest.readers.ooxml import W, XmlNode, is_on

_LEVELS = 9
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """A paragraph's place in a list: depth from 1, and its printed label (None for a bullet)."""

    level: int
    label: str | None


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    restart: int | None = None  # 0 never; N only after level N (from 1) or above
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    """One `w:num`: the abstract list it counts in, its levels and where it says to start."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through a document: call `place` once for each paragraph, in order."""

    def __init__(self, root: XmlNode | None, styles: Styles) -> None:
        """Take the lists of `numbering.xml`; no counter has begun."""
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        if root is not None:
            self._load(root)

    def place(self, paragraph: XmlNode) -> Listed | None:
        """Where a paragraph stands in its list, counting it; None outside any list."""
        number, depth = self._reference(paragraph)
        found = self._lists.get(number or "0")
        if found is None or number is None:
            return None
        depth = min(max(depth, 0), _LEVELS - 1)
        level = found.levels.get(depth, _Level())
        counters = self._count(number, found, depth)
        if level.form == "bullet":
            return Listed(depth + 1, None)
        label = _label(level, found.levels, counters)
        return Listed(depth + 1, label) if label else None

    def _reference(self, paragraph: XmlNode) -> tuple[str | None, int]:
        """(list, depth from 0), the paragraph's own before its style's."""
        number, depth = _num_pr(paragraph.find(f"{W}pPr/{W}numPr"))
        if number is not None:
            return number, depth or 0
        for style in self._styles.chain(paragraph):
            number, own = _num_pr(style.node.find(f"{W}pPr/{W}numPr"))
            if number is None:
                continue
            found = self._lists.get(number)
            bound = [d for d, lv in found.levels.items() if lv.style == style.id] if found else []
            return number, next(d for d in (depth, *bound, own, 0) if d is not None)
        return None, 0

    def _count(self, number: str, found: _List, depth: int) -> list[int | None]:
        counters = self._counters.setdefault(found.abstract, [None] * _LEVELS)
        if number not in self._begun:
            self._begun.add(number)
            for level, start in found.starts.items():
                counters[level] = start - 1
                counters[level + 1 :] = [None] * (_LEVELS - level - 1)
        for level in range(depth):
            if counters[level] is None:
                counters[level] = found.levels.get(level, _Level()).start
        now = counters[depth]
        counters[depth] = found.levels.get(depth, _Level()).start if now is None else now + 1
        for level in range(depth + 1, _LEVELS):
            restart = found.levels.get(level, _Level()).restart
            if restart is None or depth < restart:
                counters[level] = None
        return counters

    def _load(self, root: XmlNode) -> None:
        abstracts = {a.get(f"{W}abstractNumId") or "": a for a in root.findall(f"{W}abstractNum")}
        refers = {
            n.get(f"{W}numId") or "": _value(n.find(f"{W}abstractNumId")) or ""
            for n in root.findall(f"{W}num")
        }
        for node in root.findall(f"{W}num"):
            number = node.get(f"{W}numId") or ""
            abstract = self._followed(refers.get(number, ""), abstracts, refers)
            if number == "0" or abstract not in abstracts:
                continue
            levels = _levels(abstracts[abstract])
            entry = _List(abstract, levels)
            for override in node.findall(f"{W}lvlOverride"):
                depth = int(override.get(f"{W}ilvl") or 0)
                changed = override.find(f"{W}lvl")
                if changed is not None:
                    levels[depth] = _level(changed)
                start = _value(override.find(f"{W}startOverride"))
                if start is not None:
                    entry.starts[depth] = int(start)
            self._lists[number] = entry

    def _followed(self, key: str, abstracts: dict[str, XmlNode], refers: dict[str, str]) -> str:
        """The abstract list that really has levels, behind a link to a numbering style."""
        for _ in range(4):
            node = abstracts.get(key)
            link = _value(node.find(f"{W}numStyleLink")) if node is not None else None
            style = self._styles.get(link)
            if style is None:
                break
            number, _ = _num_pr(style.node.find(f"{W}pPr/{W}numPr"))
            key = refers.get(number or "", key)
        return key


def _num_pr(node: XmlNode | None) -> tuple[str | None, int | None]:
    if node is None:
        return None, None
    depth = _value(node.find(f"{W}ilvl"))
    return _value(node.find(f"{W}numId")), int(depth) if depth is not None else None


def _value(node: XmlNode | None) -> str | None:
    return node.get(f"{W}val") if node is not None else None


def _levels(abstract: XmlNode) -> dict[int, _Level]:
    return {int(n.get(f"{W}ilvl") or 0): _level(n) for n in abstract.findall(f"{W}lvl")}


def _level(node: XmlNode) -> _Level:
    restart = _value(node.find(f"{W}lvlRestart"))
    return _Level(
        form=_value(node.find(f"{W}numFmt")) or "decimal",
        pattern=_value(node.find(f"{W}lvlText")) or "",
        start=int(_value(node.find(f"{W}start")) or 1),
        restart=int(restart) if restart is not None else None,
        legal=is_on(node.find(f"{W}isLgl")),
        style=_value(node.find(f"{W}pStyle")),
    )


def _label(level: _Level, levels: dict[int, _Level], counters: list[int | None]) -> str:
    def number(match: re.Match[str]) -> str:
        depth = int(match.group(1)) - 1
        form = "decimal" if level.legal else levels.get(depth, _Level()).form
        return formatted(counters[depth] or 0, form)

    return re.sub(r"%([1-9])", number, level.pattern).strip()


def formatted(number: int, form: str) -> str:
    """A number in one of Word's number formats; formats of other scripts become digits."""
    if form == "none" or form == "bullet":
        return ""
    if form == "decimalZero":
        return f"{number:02d}"
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        said = _roman(number)
    elif form in ("lowerLetter", "upperLetter") and number > 0:
        said = chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)
    elif form == "ordinal":
        tens = 10 <= number % 100 <= 20
        return f"{number}{'th' if tens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
    else:
        return str(number)
    return said.upper() if form.startswith("upper") else said


def _roman(number: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        said += letters * count
    return said
