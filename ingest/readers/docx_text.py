"""The text of one Word paragraph: what is printed, with tracked changes taken as accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ingest.readers.docx_styles import Styles
from ingest.readers.folding import description, fold
from ingest.readers.ooxml import DIAGRAM, A, C, R, W, XmlNode, is_on, local
from ingest.readers.symbols import in_font

_LEFT_OUT = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText", "rt", "Fallback"}
)
_SPACES = frozenset({"tab", "br", "cr", "ptab"})
_SUPERSCRIPT = str.maketrans(
    "0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
)
_TICKED, _EMPTY = "\u2612", "\u2610"
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


@dataclass(slots=True)
class Inline:
    """One paragraph as read.

    boxes     text boxes anchored in it; their content follows the paragraph
    pictures  descriptions of its pictures, "" for one without
    diagrams  relationship ids of SmartArt, whose words are in a part of their own
    """

    text: str = ""
    bold: bool = False
    size: float | None = None
    boxes: list[XmlNode] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)
    charts: int = 0


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    run: XmlNode


class InlineReader:
    """Reads paragraphs; `mark` turns a note's id into its printed number, counting them."""

    def __init__(self, styles: Styles, mark: Callable[[str, str], str]) -> None:
        """`mark(kind, id)` is called for each reference to a note, in order."""
        self._styles = styles
        self._mark = mark

    def read(self, paragraph: XmlNode) -> Inline:
        """A paragraph's text, folded, and what is anchored in it."""
        inline = Inline()
        pieces = list(self._pieces(paragraph, inline))
        inline.text = fold("".join(piece.text for piece in pieces))
        printed = [p.run for p in pieces if p.text.strip()]
        if printed:
            inline.bold = all(self._styles.bold(paragraph, run) for run in printed)
            sizes = [self._styles.size(paragraph, run) for run in printed]
            inline.size = max((s for s in sizes if s is not None), default=None)
        return inline

    def _pieces(self, node: XmlNode, inline: Inline) -> Iterator[_Piece]:
        for child in node:
            name = local(child)
            if name in _LEFT_OUT:
                continue
            if name == "r":
                if not is_on(child.find(f"{W}rPr/{W}vanish")):
                    yield from self._run(child, child, inline)
            elif name in ("oMath", "oMathPara"):
                yield _Piece("".join(n.text or "" for n in child.iter() if local(n) == "t"), node)
            else:
                yield from self._pieces(child, inline)

    def _run(self, node: XmlNode, run: XmlNode, inline: Inline) -> Iterator[_Piece]:
        for child in node:
            name = local(child)
            text = ""
            if name == "t":
                text = in_font(_font(run), child.text or "")
            elif name in _SPACES:
                text = " "
            elif name == "noBreakHyphen":
                text = "-"
            elif name == "sym":
                text = _symbol(child)
            elif name in ("footnoteReference", "endnoteReference"):
                mark = self._mark(name.removesuffix("Reference"), child.get(f"{W}id") or "")
                # Raised as it is printed, so that nobody takes it for a figure.
                text = mark.translate(_SUPERSCRIPT)
            elif name == "fldChar":
                text = _checkbox(child)
            elif name in ("drawing", "pict", "object"):
                _anchored(child, inline)
            elif name in ("AlternateContent", "Choice", "ruby", "rubyBase", "r"):
                yield from self._run(child, run, inline)
            if text:
                yield _Piece(text, run)


def _font(run: XmlNode) -> str | None:
    fonts = run.find(f"{W}rPr/{W}rFonts")
    return (fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")) if fonts is not None else None


def _symbol(node: XmlNode) -> str:
    try:
        code = int(node.get(f"{W}char") or "", 16)
    except ValueError:
        return ""
    return in_font(node.get(f"{W}font"), chr(code)) if 0 < code < 0x10000 else ""


def _checkbox(node: XmlNode) -> str:
    """The state of an old form's check box, "" for any other field."""
    box = node.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    state = box.find(f"{W}checked")
    if state is None:
        state = box.find(f"{W}default")
    return _TICKED if is_on(state) else _EMPTY


def _anchored(node: XmlNode, inline: Inline) -> None:
    boxes = list(_outermost(node, f"{W}txbxContent"))
    inline.boxes.extend(boxes)
    for name in node.iter(f"{DIAGRAM}relIds"):
        inline.diagrams.append(name.get(f"{R}dm") or "")
    charts = sum(1 for _ in node.iter(f"{C}chart"))
    inline.charts += charts
    pictures = any(True for _ in node.iter(f"{A}blip")) or (
        local(node) != "drawing" and any(local(n) == "imagedata" for n in node.iter())
    )
    if pictures and not boxes:
        named = next(node.iter(_DOC_PR), None)
        inline.pictures.append(description(named.get("descr") if named is not None else None))


def _outermost(node: XmlNode, tag: str) -> Iterator[XmlNode]:
    for child in node:
        if child.tag == tag:
            yield child
        elif local(child) != "Fallback":
            yield from _outermost(child, tag)
