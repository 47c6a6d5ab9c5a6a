"""What stands inside a line of Markdown: its marks go, every word stays where it was."""

from __future__ import annotations

import re

from ingest.readers.lines import fold

_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)")
_EMPHASIS = re.compile(r"(?<![\\\w])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=[^\s\\])\1(?!\w)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~&$%^=:;,<?@/\"'])")
_TAG = re.compile(
    r"</?(?:br|p|div|span|b|i|em|strong|u|s|sup|sub|small|center|font|a|hr)\b[^<>]*>", re.IGNORECASE
)


def inline(text: str) -> str:
    """Text without emphasis marks, escapes and tags; `[words](address)` as "words (address)".

    An address without a letter or digit ("#") goes with its brackets.
    """
    text = _LINK.sub(_link, text).replace("**", "")
    for _ in range(2):
        text = _EMPHASIS.sub(r"\2", text)
    return fold(_TAG.sub(" ", _ESCAPE.sub(r"\1", text)).replace("`", ""))


def _link(match: re.Match[str]) -> str:
    words, address = match.groups()
    address = re.sub(r"^\s*<([^>]*)>", r"\1", address).strip()
    return f"{words} ({address})" if any(c.isalnum() for c in address) else words
