"""How our Word documents look: A4, one sans-serif face, dark blue headings, British English."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor, Twips
from docx.styles.style import ParagraphStyle

from assistant.word_document import element, speak_english

PAGE_WIDTH = 17.0  # centimetres between the margins of A4
FONT = "Arial"
DEEP = RGBColor(0x00, 0x30, 0x87)
INK = RGBColor(0x21, 0x2B, 0x32)
GREY = RGBColor(0x4C, 0x62, 0x72)
_HEADINGS = {1: (13, 16, 5), 2: (11.5, 12, 4), 3: (10.5, 10, 3)}  # size, points before and after


def dress(document: Document) -> None:
    """Give an empty document its page, its language and its styles."""
    _page(document)
    speak_english(document)
    _dress(document)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    section.header_distance = section.footer_distance = Cm(1)


def _dress(document: Document) -> None:
    normal = _style(document, "Normal", 10.5, after=6)
    normal.paragraph_format.line_spacing = 1.1
    _style(document, "Title", 20, bold=True, colour=DEEP, before=6, after=2, plain=True)
    _style(document, "Subtitle", 12, colour=GREY, after=12)
    for level, (size, before, after) in _HEADINGS.items():
        name = f"Heading {level}"
        _style(document, name, size, bold=True, colour=DEEP, before=before, after=after)
    for name in ("List Bullet", "List Number"):
        _style(document, name, 10.5, after=6)  # between items none: these styles say so
    for name in ("Header", "Footer"):
        style = _style(document, name, 8.5, colour=GREY)
        for stop in style.element.pPr.findall(qn("w:tabs")):  # set for American paper
            style.element.pPr.remove(stop)
    _style(document, "Table Text", 9.5, before=2, after=2)
    _style(document, "Guidance", 10, colour=GREY, after=6).font.italic = True
    notice = _style(document, "Notice", 10.5, before=4, after=10)
    notice.paragraph_format.left_indent = notice.paragraph_format.right_indent = Cm(0.2)
    _box(notice, "top", "left", "bottom", "right")
    callout = _style(document, "Callout", 10.5, before=2, after=8)
    callout.paragraph_format.left_indent, callout.paragraph_format.keep_together = Twips(740), True
    _box(callout, "left")


def _style(
    document: Document,
    name: str,
    size: float,
    *,
    bold: bool = False,
    colour: RGBColor = INK,
    before: float = 0,
    after: float = 0,
    plain: bool = False,
) -> ParagraphStyle:
    """A paragraph style, made where the document has none of that name; `plain`: no lines."""
    known = {style.name for style in document.styles}
    if name not in known:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        document.styles[name].base_style = document.styles["Normal"]
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb, style.font.name = colour, FONT
    fonts = style.element.rPr.find(qn("w:rFonts"))
    for key in [key for key in fonts.attrib if "heme" in key]:
        del fonts.attrib[key]  # a theme's font would win over the named one
    for slot in ("cs", "eastAsia"):
        fonts.set(qn(f"w:{slot}"), FONT)
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    for line in style.element.pPr.findall(qn("w:pBdr")) if plain else ():
        style.element.pPr.remove(line)
    return style


def _box(style: ParagraphStyle, *sides: str) -> None:
    """A line along some sides of a paragraph, heavy where it is the only one, and a pale ground."""
    lines = element("w:pBdr")
    for side in sides:
        size = "6" if len(sides) > 1 else "24"
        lines.append(element(f"w:{side}", val="single", sz=size, space="4", color="005EB8"))
    style.element.get_or_add_pPr().insert_element_before(
        lines, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"
    )
    lines.addnext(element("w:shd", val="clear", color="auto", fill="E8F1FA"))
