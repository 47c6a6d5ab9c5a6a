"""White space and invisible characters, the same way in every format that is marked up."""

from __future__ import annotations

import re

from ingest.readers.symbols import in_font

_SPACE = re.compile(r"\s+")
# C0 and C1 controls, soft hyphen, zero-width and direction marks, lone surrogates (which no
# encoding can write) and non-characters. White space among the controls is left to _SPACE.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\ufeff\ud800-\udfff\ufffe\uffff]"
)


# Programs put a picture's file name where a person would describe it.
_FILE_NAME = re.compile(
    r"^\S+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)$|^(?:picture|image) \d+$", re.I
)


def description(text: str | None) -> str:
    """A picture's description, "" where it is only the name of a file."""
    folded = fold(text or "")
    return "" if _FILE_NAME.match(folded) else folded


def fold(text: str) -> str:
    """Text with every run of white space as one space, and nothing in it that cannot be seen.

    Characters of symbol fonts that lost their font become what they looked like.
    """
    return _SPACE.sub(" ", _INVISIBLE.sub("", in_font(None, text))).strip()
