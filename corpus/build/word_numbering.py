"""Word's automatic numbers: lists that begin again, and numbered headings with paragraphs."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Twips

from assistant.word_document import element

NUMBERED = "Numbered Paragraph"
_INDENT = 680  # twentieths of a point from the number to the text


def restarted(document: Document, style: str) -> int:
    """The id of a list that looks as the style's own does and counts from 1."""
    own = document.styles[style].element.pPr.numPr.numId.val
    numbering = document.part.numbering_part.element
    abstract = numbering.num_having_numId(own).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def number_headings(document: Document) -> None:
    """From now on Heading 1 prints "1." and the new style Numbered Paragraph "1.1" below it.

    Lists are set in, so that they stand under the text of the numbered paragraph.
    """
    numbered = document.styles.add_style(NUMBERED, WD_STYLE_TYPE.PARAGRAPH)
    numbered.base_style = document.styles["Normal"]
    numbering = document.part.numbering_part.element
    key = str(1 + max(int(a.get(qn("w:abstractNumId"))) for a in numbering.iter(_ABSTRACT)))
    outline = element("w:abstractNum", abstractNumId=key)
    outline.append(element("w:multiLevelType", val="multilevel"))
    styles = (document.styles["Heading 1"], numbered)
    for depth, (style, pattern) in enumerate(zip(styles, ("%1.", "%1.%2"), strict=True)):
        outline.append(_level(depth, style.style_id, pattern))
    list(numbering.iter(_ABSTRACT))[-1].addnext(outline)
    made = numbering.add_num(int(key))
    for depth, style in enumerate(styles):
        number = style.element.get_or_add_pPr().get_or_add_numPr()
        number.get_or_add_ilvl().val, number.get_or_add_numId().val = depth, made.numId
    for name in ("List Bullet", "List Number"):
        inset = document.styles[name].paragraph_format
        inset.left_indent, inset.first_line_indent = Twips(_INDENT + 360), Twips(-360)


_ABSTRACT = qn("w:abstractNum")


def _level(depth: int, style: str, pattern: str) -> Any:  # noqa: ANN401 - as `element`
    level = element("w:lvl", ilvl=str(depth))
    for name, value in (
        ("start", "1"), ("numFmt", "decimal"), ("pStyle", style), ("lvlText", pattern),
        ("lvlJc", "left"),
    ):  # fmt: skip
        level.append(element(f"w:{name}", val=value))
    place = element("w:pPr")
    place.append(element("w:ind", left=str(_INDENT), hanging=str(_INDENT)))
    level.append(place)
    return level
