"""Word's styles: which paragraphs are headings, titles or contents lists, and what is bold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.readers.ooxml import W, XmlNode, is_on

# Word writes built-in names in English whatever its language; other programs do not always.
_HEADING = re.compile(
    r"^(?:heading|überschrift|titre|título|titolo|kop|rubrik|overskrift|pennawd) ?([1-9])$",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"^(?:toc|contents|table of figures|index) ?\d?$", re.IGNORECASE)
_TITLES = frozenset({"title", "titel", "teitl"})
_BODY_LEVEL = 9  # outline level of what is no heading


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style."""

    id: str
    name: str
    node: XmlNode


class Styles:
    """The styles of one document, followed along `basedOn`."""

    def __init__(self, root: XmlNode | None) -> None:
        """Take the styles of `styles.xml`."""
        self._styles: dict[str, Style] = {}
        self._default: str | None = None
        self._size: float | None = None
        if root is None:
            return
        for node in root.findall(f"{W}style"):
            key = node.get(f"{W}styleId") or ""
            name = node.find(f"{W}name")
            self._styles[key] = Style(key, (_value(name) or key).strip(), node)
            paragraph = node.get(f"{W}type") == "paragraph"
            if paragraph and node.get(f"{W}default") in ("1", "true"):
                self._default = key
        self._size = _half(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz"))

    def get(self, key: str | None) -> Style | None:
        """A style by its id."""
        return self._styles.get(key or "")

    def chain(self, paragraph: XmlNode) -> Iterator[Style]:
        """The paragraph's style and the styles it is based on, nearest first."""
        key = _value(paragraph.find(f"{W}pPr/{W}pStyle")) or self._default
        return self._based(key)

    def _based(self, key: str | None) -> Iterator[Style]:
        seen: set[str] = set()
        while key and key not in seen and key in self._styles:
            seen.add(key)
            yield self._styles[key]
            key = _value(self._styles[key].node.find(f"{W}basedOn"))

    def heading_level(self, paragraph: XmlNode) -> int | None:
        """Depth of a heading from 1, None for body text: the nearest word on it holds."""
        own = _outline(paragraph)
        if own is not None:
            return own + 1 if own < _BODY_LEVEL else None
        for style in self.chain(paragraph):
            outline = _outline(style.node)
            if outline is not None:
                return outline + 1 if outline < _BODY_LEVEL else None
            match = _HEADING.match(style.name)
            if match:
                return int(match.group(1))
        return None

    def is_title(self, paragraph: XmlNode) -> bool:
        """Whether the paragraph is in the style Title, or one based on it."""
        return any(s.name.casefold() in _TITLES for s in self.chain(paragraph))

    def is_contents(self, paragraph: XmlNode) -> bool:
        """Whether the paragraph is a line of a table of contents."""
        return any(_CONTENTS.match(s.name) for s in self.chain(paragraph))

    def list_level(self, paragraph: XmlNode) -> int | None:
        """Depth of "List Bullet 2" and its like, whose style may have lost its numbering."""
        for style in self.chain(paragraph):
            match = re.match(r"^list (?:bullet|number)(?: (\d))?$", style.name, re.IGNORECASE)
            if match:
                return int(match.group(1) or 1)
        return None

    def bold(self, paragraph: XmlNode, run: XmlNode) -> bool:
        """Whether a run is printed bold."""
        for node in (run, *(s.node for s in self._run_styles(paragraph, run))):
            switch = node.find(f"{W}rPr/{W}b")
            if switch is not None:
                return is_on(switch)
        return False

    def size(self, paragraph: XmlNode, run: XmlNode) -> float | None:
        """A run's size in points, where the file says it."""
        for node in (run, *(s.node for s in self._run_styles(paragraph, run))):
            size = _half(node.find(f"{W}rPr/{W}sz"))
            if size is not None:
                return size
        return self._size

    def _run_styles(self, paragraph: XmlNode, run: XmlNode) -> Iterator[Style]:
        yield from self._based(_value(run.find(f"{W}rPr/{W}rStyle")))
        yield from self.chain(paragraph)


def _value(node: XmlNode | None) -> str | None:
    return node.get(f"{W}val") if node is not None else None


def _outline(node: XmlNode) -> int | None:
    value = _value(node.find(f"{W}pPr/{W}outlineLvl"))
    return int(value) if value is not None and value.isdigit() else None


def _half(node: XmlNode | None) -> float | None:
    value = _value(node)
    try:
        return float(value) / 2 if value is not None else None
    except ValueError:
        return None
