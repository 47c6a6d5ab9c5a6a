"""pdfium's facts about the single characters of a page: code, place, size and weight."""

from __future__ import annotations

import math
import re
from ctypes import c_char, c_double, c_int
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)


class Glyphs:
    """pdfium's facts about single characters of one text page."""

    def __init__(self, textpage: pypdfium2.PdfTextPage) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._page = textpage.raw
        self._doubles = [c_double() for _ in range(4)]
        self._rect = raw.FS_RECTF()
        self._matrix = raw.FS_MATRIX()
        self._name = (c_char * 256)()
        self._flags = c_int()
        self._bold: dict[tuple[bytes, int], bool] = {}
        self.text = self._read(textpage)

    def _read(self, textpage: pypdfium2.PdfTextPage) -> str:
        """The page's text with one character a pdfium index, so that places can be looked up."""
        count = textpage.count_chars()
        text = textpage.get_text_range() if count > 0 else ""
        if len(text) == count:
            return text
        codes = (self._raw.FPDFText_GetUnicode(self._page, i) for i in range(count))
        return "".join(chr(c) if 0 < c < 0xD800 or 0xDFFF < c < 0x110000 else "\x00" for c in codes)

    def angle(self, i: int) -> int:
        """Quarter turns clockwise of a character, 0 for upright."""
        angle: float = self._raw.FPDFText_GetCharAngle(self._page, i)
        return round(angle / (math.pi / 2)) % 4

    def box(self, i: int) -> tuple[float, float, float, float]:
        """Left, bottom, right, top, as wide as the character's advance."""
        self._raw.FPDFText_GetLooseCharBox(self._page, i, self._rect)
        return self._rect.left, self._rect.bottom, self._rect.right, self._rect.top

    def origin(self, i: int) -> tuple[float, float]:
        """Where the character stands on its baseline."""
        x, y = self._doubles[:2]
        self._raw.FPDFText_GetCharOrigin(self._page, i, x, y)
        return x.value, y.value

    def size(self, i: int) -> float:
        """Type size in points, as seen: the font's size times the text matrix."""
        self._raw.FPDFText_GetMatrix(self._page, i, self._matrix)
        scale = math.hypot(self._matrix.c, self._matrix.d) or 1.0
        size: float = self._raw.FPDFText_GetFontSize(self._page, i)
        return round(size * scale * 2) / 2

    def bold(self, i: int) -> bool:
        """Whether the font calls itself bold, or weighs 600 or more."""
        length = self._raw.FPDFText_GetFontInfo(self._page, i, self._name, 256, self._flags)
        name = self._name.value if length else b""
        key = (name, self._flags.value)
        if key not in self._bold:
            weight = self._raw.FPDFText_GetFontWeight(self._page, i)
            named = bool(_BOLD.search(name.decode("utf-8", "replace")))
            self._bold[key] = named or (weight >= 600 and not name)
        return self._bold[key]
