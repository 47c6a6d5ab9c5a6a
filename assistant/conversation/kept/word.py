"""A conversation as a Word document: A4, real headings and styles, British English."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from assistant.conversation.kept.export import Kind, Part, parts, words
from assistant.conversation.kept.seen import SeenConversation
from assistant.word_document import element, speak_english

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

FONT = "Arial"
WIDTH = 17.0  # centimetres between the margins
DEEP, INK, GREY, LINE = "003087", "212B32", "4C6272", "AEB7BD"
_STYLES = {
    Kind.TITLE: "Title",
    Kind.SUBTITLE: "Subtitle",
    Kind.QUESTION: "Heading 1",
    Kind.HEADING: "Heading 2",
    Kind.TEXT: "Normal",
    Kind.ITEM: "List Bullet",
    Kind.SMALL: "Note",
    Kind.SOURCE: "Source",
    Kind.QUOTE: "Quote",
}
# name: size, bold, italic, colour, points before, points after, kept with what follows
_LOOKS: dict[str, tuple[float, bool, bool, str, float, float, bool]] = {
    "Normal": (10.5, False, False, INK, 0, 6, False),
    "Title": (20, True, False, DEEP, 0, 2, True),
    "Subtitle": (11.5, False, False, GREY, 0, 6, True),
    "Heading 1": (14, True, False, DEEP, 20, 3, True),
    "Heading 2": (11.5, True, False, DEEP, 10, 4, True),
    "List Bullet": (10.5, False, False, INK, 0, 4, False),
    "Note": (8.5, False, False, GREY, 0, 6, False),
    "Source": (10.5, False, False, INK, 6, 3, True),
    "Quote": (10, False, False, INK, 0, 3, True),
    "Footer": (8.5, False, False, GREY, 0, 0, False),
}
_BEFORE_BORDER = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc",
    "w:outlineLvl", "w:rPr",
)  # fmt: skip


def to_word(conversation: SeenConversation, library: str, exported: datetime) -> bytes:
    """The conversation as a .docx file; `library` and `exported` as `to_markdown` takes them.

    It refers to nothing outside itself, and holds no name of who asked.
    """
    import docx

    document = docx.Document()
    listed = list(parts(conversation, library, exported))
    _describe(document, listed[0].text, exported)
    _page(document)
    speak_english(document)
    _dress(document)
    for part in listed[:-1]:
        _add(document, part)
    closing = _add(document, listed[-1])
    closing.paragraph_format.space_before = docx.shared.Pt(24)
    _border(closing._p.get_or_add_pPr(), "top")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _add(document: Document, part: Part) -> Paragraph:
    paragraph = document.add_paragraph(style=_STYLES[part.kind])
    if part.label:
        paragraph.add_run(f"{part.label} ").bold = True
    paragraph.add_run(part.text)
    return paragraph


def _describe(document: Document, title: str, exported: datetime) -> None:
    facts = document.core_properties
    facts.title, facts.author, facts.last_modified_by = title[:255], "Waymark", "Waymark"
    facts.comments, facts.language = "", "en-GB"
    facts.created = facts.modified = exported.astimezone(UTC).replace(tzinfo=None)


def _page(document: Document) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.bottom_margin = Cm(2)
    section.top_margin, section.footer_distance = Cm(2.2), Cm(1)
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"Waymark\t{words()['running']}")
    _count(foot, "PAGE")
    foot.add_run(words()["of"])
    _count(foot, "NUMPAGES")


def _count(paragraph: Paragraph, field: str) -> None:
    """A number that Word fills in."""
    for kind, text in (("begin", ""), ("", field), ("separate", ""), ("t", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind == "t":
            run.text = text
        elif kind:
            run._r.append(element("w:fldChar", fldCharType=kind))
        else:
            code = element("w:instrText")
            code.text = f" {text} "
            run._r.append(code)


def _dress(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    known = {style.name for style in document.styles}
    for name, (size, bold, italic, colour, before, after, keep) in _LOOKS.items():
        if name not in known:
            made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            made.base_style, made.quick_style = document.styles["Normal"], True
        style: Any = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.bold, style.font.italic = bold, italic
        style.font.color.rgb = RGBColor.from_string(colour)
        fonts = style.element.rPr.find(qn("w:rFonts"))
        for key in [key for key in fonts.attrib if "heme" in key]:
            del fonts.attrib[key]  # a theme's font would win over the named one
        for slot in ("cs", "eastAsia"):
            fonts.set(qn(f"w:{slot}"), FONT)
        for old in (*style.element.rPr.findall(qn("w:spacing")),):
            style.element.rPr.remove(old)
        look = style.paragraph_format
        look.space_before, look.space_after = Pt(before), Pt(after)
        look.keep_with_next, look.widow_control = keep, True
        for old in (
            *style.element.pPr.findall(qn("w:pBdr")),
            *style.element.pPr.findall(qn("w:tabs")),
        ):
            style.element.pPr.remove(old)
    document.styles["Normal"].paragraph_format.line_spacing = 1.1
    quote = document.styles["Quote"]
    quote.paragraph_format.left_indent = Cm(0.8)
    _border(quote.element.get_or_add_pPr(), "left", heavy=True)


def _border(properties: Any, side: str, *, heavy: bool = False) -> None:  # noqa: ANN401 - lxml
    """A line along one side of a paragraph, or of all of a style."""
    lines = element("w:pBdr")
    size, space, colour = ("18", "8", "005EB8") if heavy else ("4", "6", LINE)
    lines.append(element(f"w:{side}", val="single", sz=size, space=space, color=colour))
    properties.insert_element_before(lines, *_BEFORE_BORDER)
