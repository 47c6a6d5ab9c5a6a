"""How a list item begins: a bullet, or a printed number or letter."""

from __future__ import annotations

import re

from ingest.readers.pdf_layout import Line

# Bullets of symbol fonts arrive as private or control characters and leave no text.
_BULLET = re.compile("[•‣⁃◦●○◉▪▫■□◆◇►▶➢➤➔✓✔❖❑❒∙·Ÿ★☆\x80-\x9f\ue000-\uf8ff]+|[-–—*»>]|o")
_WEAK_BULLET = re.compile(r"[-–—*»>]|o")
_STRONG = re.compile(
    r"\d{1,3}(?:\.\d{1,3}){1,5}\.?|\d{1,3}[.)]|\(\d{1,3}\)|\(?[a-z]{1,2}\)|[a-z]\."
    r"|\(?[ivxlc]{1,6}\)|[ivx]{1,5}\.|\(?[A-Z]\)|[A-Z]\.|[A-Z]\d{1,2}[.)]"
)
_WEAK = re.compile(r"\d{1,3}|[A-Z]|[a-z]")
_TAB = 0.55  # gap after a label, in type sizes, that no word space reaches


def bullet(line: Line) -> str | None:
    """The raw bullet that the line begins with, when more follows it or it stands alone."""
    word = line.words[0]
    if not _BULLET.fullmatch(word.raw):
        return None
    if _WEAK_BULLET.fullmatch(word.raw) and word.raw != "o" and not _tabbed(line):
        return None
    return word.raw


def label(line: Line, *, fresh: bool) -> str | None:
    """The printed number or letter that the line begins with.

    `fresh` says that a new paragraph begins here anyway; within a paragraph only a tab after the
    number tells "3.1 The board" from a sentence that happens to break before "3.1 million".
    """
    if len(line.words) < 2:
        return None
    text = line.words[0].text
    if _STRONG.fullmatch(text) and (fresh or _tabbed(line)):
        return text
    if _WEAK.fullmatch(text) and fresh and _tabbed(line):
        return text
    return None


def begins_item(line: Line) -> bool:
    """Whether a line begins with a bullet or a number that is set off by a tab."""
    return bullet(line) is not None or (
        bool(_STRONG.fullmatch(line.words[0].text)) and _tabbed(line)
    )


def has_label(line: Line) -> bool:
    """Whether a line is nothing but a bullet or a printed number with its stop or bracket."""
    return len(line.words) == 1 and bool(
        _BULLET.fullmatch(line.words[0].raw) or _STRONG.fullmatch(line.words[0].text)
    )


def _tabbed(line: Line) -> bool:
    if len(line.words) < 2:
        return False
    first, second = line.words[:2]
    return second.x0 - first.x1 > _TAB * second.size
