"""How the slides look: a wide page, three layouts, one set of colours and letters.

python-pptx begins with a narrow white template. Its master and layouts are set out anew here, so
that the slides themselves hold only what they say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Length

OPENING, CONTENT, BESIDE = 0, 1, 3  # the template's layouts that are kept, by their place in it
LEFT, TOP = Inches(0.75), Inches(1.75)
ACROSS, DOWN = Inches(11.83), Inches(4.9)
GREY = MSO_THEME_COLOR.ACCENT_5

_WIDTH, _HEIGHT = Inches(13.333), Inches(7.5)
_NARROW, _GAP = Inches(4.3), Inches(0.4)  # text beside a chart, and the space between
_TITLE, _TEXT, _FOOTER, _NUMBER = 0, 1, 11, 12  # placeholders of a layout
_NAVY, _GREY = "17405E", "5C6B77"
_ACCENTS = (_NAVY, "3A9188", "C98A00", "8A4F7D", _GREY, "A9B8C4")
_ACCENT = re.compile(rb'(<a:accent(\d)><a:srgbClr val=")[0-9A-F]{6}')
_FONT = re.compile(rb'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*')
_TEXT_SIZES = {"lvl1pPr": ("2200", "900"), "lvl2pPr": ("1900", "400")}  # letters, space before


def designed() -> Any:  # noqa: ANN401
    """An empty presentation with this design; its layouts are in the order of the constants."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = _WIDTH, _HEIGHT
    _recolour(deck.slide_master)
    _letters(deck.slide_master)
    layouts = list(deck.slide_layouts)
    for at, layout in enumerate(layouts):
        if at in (OPENING, CONTENT, BESIDE):
            _set_out(layout, at)
        else:
            deck.slide_layouts.remove(layout)
    return deck


def layout_of(deck: Any, kind: int) -> Any:  # noqa: ANN401
    """One of the three layouts that were kept."""
    return deck.slide_layouts[(OPENING, CONTENT, BESIDE).index(kind)]


def chart_place() -> tuple[Length, Length, Length, Length]:
    """Left, top, width and height of the chart beside a narrow text."""
    return Emu(LEFT + _NARROW + _GAP), TOP, Emu(ACROSS - _NARROW - _GAP), DOWN


def with_footer(slide: Any, footer: str, number: int) -> None:  # noqa: ANN401
    """Give a slide the footer and number of its layout, which python-pptx leaves out."""
    for box in slide.slide_layout.placeholders:
        if box.placeholder_format.idx in (_FOOTER, _NUMBER):
            slide.shapes._spTree.append(deepcopy(box._element))
    for box in slide.placeholders:
        if box.placeholder_format.idx == _FOOTER:
            box.text_frame.text = footer
        if box.placeholder_format.idx == _NUMBER:
            next(box._element.iter(qn("a:t"))).text = str(number)  # what the field last showed


def _recolour(master: Any) -> None:  # noqa: ANN401
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    colours: Mapping[bytes, bytes] = {
        str(n).encode(): colour.encode() for n, colour in enumerate(_ACCENTS, start=1)
    }
    blob = _ACCENT.sub(lambda match: match.group(1) + colours[match.group(2)], theme.blob)
    theme._blob = _FONT.sub(rb"\g<1>Arial", blob)


def _letters(master: Any) -> None:  # noqa: ANN401
    styles = master._element.find(qn("p:txStyles"))
    title = styles.find(qn("p:titleStyle"))
    title.clear()
    title.append(_level("l", "2800", _NAVY, bold=True))
    body = styles.find(qn("p:bodyStyle"))
    for name, (size, before) in _TEXT_SIZES.items():
        level = body.find(qn(f"a:{name}"))
        level.find(qn("a:defRPr")).set("sz", size)
        space = level.find(qn("a:spcBef"))
        space.clear()
        space.append(parse_xml(f'<a:spcPts {nsdecls("a")} val="{before}"/>'))


def _level(align: str, size: str, colour: str, *, bold: bool = False) -> Any:  # noqa: ANN401
    """How the first level of a box is set: aligned so, in letters of this size and colour."""
    return parse_xml(
        f'<a:lvl1pPr {nsdecls("a")} marL="0" indent="0" algn="{align}"><a:buNone/>'
        f'<a:defRPr sz="{size}" b="{int(bold)}"><a:solidFill><a:srgbClr val="{colour}"/>'
        '</a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr>'
    )


def _set_out(layout: Any, kind: int) -> None:  # noqa: ANN401
    boxes = {box.placeholder_format.idx: box for box in layout.placeholders}
    if kind == OPENING:
        layout.background.fill.solid()
        layout.background.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
        _place(boxes[_TITLE], LEFT, Inches(1.3), ACROSS, Inches(1.9))
        _place(boxes[_TEXT], LEFT, Inches(3.6), ACROSS, Inches(2.6))
        _styled(boxes[_TITLE], _level("l", "4200", "FFFFFF", bold=True))
        _styled(boxes[_TEXT], _level("l", "2000", "DCE6ED"))
        return
    layout.shapes._spTree.insert(2, _strip())
    _place(boxes[_TITLE], LEFT, Inches(0.55), ACROSS, Inches(1.0))
    _place(boxes[_TEXT], LEFT, TOP, ACROSS if kind == CONTENT else _NARROW, DOWN)
    if kind == BESIDE:
        _place(boxes[2], *chart_place())
        boxes[_TEXT].text_frame._txBody.find(qn("a:lstStyle")).clear()
    _place(boxes[_FOOTER], LEFT, Inches(6.95), Inches(6), Inches(0.35))
    _place(boxes[_NUMBER], LEFT + ACROSS - Inches(1), Inches(6.95), Inches(1), Inches(0.35))
    _styled(boxes[_FOOTER], _level("l", "1100", _GREY))
    _styled(boxes[_NUMBER], _level("r", "1100", _GREY))


def _strip() -> Any:  # noqa: ANN401
    """A band of colour along the top of the page, which says nothing."""
    return parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="99" name="Band"/><p:cNvSpPr/>'
        '<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{_WIDTH}" cy="{Inches(0.22)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        '</a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/>'
        "</a:ln></p:spPr></p:sp>"
    )


def _styled(box: Any, level: Any) -> None:  # noqa: ANN401
    styles = box.text_frame._txBody.find(qn("a:lstStyle"))
    styles.clear()
    styles.append(level)


def _place(box: Any, left: int, top: int, width: int, height: int) -> None:  # noqa: ANN401
    box.left, box.top, box.width, box.height = (Emu(n) for n in (left, top, width, height))
