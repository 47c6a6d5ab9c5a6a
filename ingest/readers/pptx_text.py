"""Paragraphs of slides: their text, and whether they are points of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.readers.docx_numbering import formatted
from ingest.readers.folding import fold
from ingest.readers.ooxml import A, XmlNode, local
from ingest.readers.symbols import in_font

_FORMS = {
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
    "arabic": "decimal",
}


@dataclass(frozen=True, slots=True)
class Bullet:
    """What stands before a paragraph: `form` None for a glyph, else how it is numbered."""

    form: str | None = None
    start: int = 1


def paragraph_text(paragraph: XmlNode) -> str:
    """A paragraph's runs, fields and line breaks as one line."""
    return fold("".join(_pieces(paragraph)))


def _pieces(node: XmlNode) -> Iterator[str]:
    for child in node:
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name == "br":
            yield " "
        elif name in ("r", "fld"):
            yield in_font(_font(child), "".join(_pieces(child)))
        elif name in ("AlternateContent", "Choice", "m", "oMath", "oMathPara"):
            yield from _pieces(child)


def _font(run: XmlNode) -> str | None:
    for path in (f"{A}rPr/{A}sym", f"{A}rPr/{A}latin"):
        font = run.find(path)
        if font is not None:
            return font.get("typeface")
    return None


def depth(paragraph: XmlNode) -> int:
    """Indent from 1."""
    properties = paragraph.find(f"{A}pPr")
    level = properties.get("lvl") if properties is not None else None
    return int(level) + 1 if level and level.isdigit() else 1


def bullet(paragraph: XmlNode, styles: Sequence[XmlNode | None], default: bool) -> Bullet | None:
    """The paragraph's bullet, None for running text.

    `styles` are the list styles that it inherits from (the shape's, the layout's, the master's),
    nearest first; `default` says what holds where none of them speaks.
    """
    level = depth(paragraph)
    places = [paragraph.find(f"{A}pPr")]
    places += [s.find(f"{A}lvl{level}pPr") for s in styles if s is not None]
    for place in places:
        for child in place if place is not None else ():
            name = local(child)
            if name == "buNone":
                return None
            if name in ("buChar", "buBlip"):
                return Bullet()
            if name == "buAutoNum":
                start = child.get("startAt") or "1"
                return Bullet(child.get("type") or "arabicPeriod", int(start))
    return Bullet() if default else None


def numbered(form: str, number: int) -> str:
    """A number as one of PowerPoint's schemes prints it: "arabicPeriod" 3 is "3."."""
    kind = next((kind for kind in _FORMS if form.startswith(kind)), "arabic")
    said = formatted(number, _FORMS[kind])
    if form.endswith("ParenBoth"):
        return f"({said})"
    if form.endswith("ParenR"):
        return f"{said})"
    return f"{said}." if form.endswith("Period") else said
