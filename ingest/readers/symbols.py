"""Ticks and boxes set in symbol fonts, as the characters that they look like.

Word and PowerPoint keep a tick as a letter in the font Wingdings. Without its font it is "ü",
and a form loses its answers.
"""

from __future__ import annotations

_CHECK, _CROSS = "\u2713", "\u2717"
_BOX, _BOX_CHECK, _BOX_CROSS = "\u2610", "\u2611", "\u2612"
_BULLET = "\u2022"

_FONTS: dict[str, dict[int, str]] = {
    "wingdings": {
        0x6E: "\u25a0",
        0x6F: _BOX,
        0x71: _BOX,
        0x72: _BOX,
        0x78: _BOX_CROSS,
        0x9F: _BULLET,
        0xA7: "\u25aa",
        0xA8: _BOX,
        0xD8: "\u27a2",
        0xE0: "\u2192",
        0xE8: "\u2192",
        0xFB: _CROSS,
        0xFC: _CHECK,
        0xFD: _BOX_CROSS,
        0xFE: _BOX_CHECK,
    },
    "wingdings 2": {
        0x2A: _BOX,
        0x30: _BOX,
        0x35: _BOX,
        0x4F: _CROSS,
        0x50: _CHECK,
        0x51: _BOX_CROSS,
        0x52: _BOX_CHECK,
        0x53: _BOX_CROSS,
        0x54: _BOX_CROSS,
        0xA3: _BOX,
    },
    "webdings": {0x61: _CHECK, 0x63: _BOX, 0x72: _CROSS},
    "marlett": {0x61: _CHECK, 0x62: _CHECK},
    "symbol": {
        0xB7: _BULLET,
        0xD6: _CHECK,  # the radical sign, which people use for a tick
        0xA3: "\u2264",
        0xB3: "\u2265",
        0xB1: "\u00b1",
        0xB0: "\u00b0",
        0xB4: "\u00d7",
        0xAE: "\u2192",
    },
}


def in_font(font: str | None, text: str) -> str:
    """`text` as it looks in `font`; unchanged where the font is no symbol font.

    Letters of a symbol font may stand as themselves or in the private-use block at U+F000.
    Private-use characters of an unknown font look like Wingdings often enough to be tried there.
    """
    table = _FONTS.get((font or "").casefold().strip())
    if table is None:
        if not any("\uf000" <= ch <= "\uf0ff" for ch in text):
            return text
        private = _FONTS["wingdings"] | {0xB7: _BULLET}
        return "".join(
            private.get(ord(ch) & 0xFF, "") if "\uf000" <= ch <= "\uf0ff" else ch for ch in text
        )
    return "".join(_in_table(table, ch) for ch in text)


def _in_table(table: dict[int, str], ch: str) -> str:
    code = ord(ch)
    if 0xF000 <= code <= 0xF0FF:
        return table.get(code & 0xFF, "")
    return table.get(code, ch)
