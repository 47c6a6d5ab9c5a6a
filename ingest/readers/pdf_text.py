"""Lines back into running text: words broken over a line end are mended."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.readers.pdf_layout import Line

# Prefixes that keep their hyphen when the document nowhere shows how it spells the word.
_PREFIX = re.compile(
    r"all|anti|co|cross|e|ex|half|high|long|low|mid|non|self|semi|short|well", re.IGNORECASE
)
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_LETTERS = re.compile(r"[^\W\d_]+")


class Mender:
    """Joins lines the way this document spells its words.

    A hyphen at a line end is ambiguous ("co-|design", "organ-|isation"). The document decides: the
    spelling found elsewhere in it wins; else two parts that are both words of it keep their hyphen.
    """

    def __init__(self, lines: Iterable[Line]) -> None:
        self._words: Counter[str] = Counter()
        self._compounds: Counter[str] = Counter()
        for line in lines:
            text = line.text.lower()
            self._compounds.update(_COMPOUND.findall(text))
            found = _LETTERS.findall(text)
            self._words.update(found[:-1] if line.hyphen else found)

    def join(self, lines: Sequence[Line]) -> str:
        """The lines as one text with single spaces; "" when nothing readable is in them."""
        text = ""
        broken = False
        for line in lines:
            piece = line.text
            if not piece:
                continue
            text = self._append(text, piece, broken=broken)
            broken = line.hyphen
        return text

    def _append(self, text: str, piece: str, *, broken: bool) -> str:
        if broken:
            head = re.search(r"[^\W_]+-?$", text)
            tail = re.match(r"[^\W_]+", piece)
            if head and tail:
                before = head.group().rstrip("-")
                mark = "-" if self.keeps_hyphen(before, tail.group()) else ""
                return text.removesuffix("-") + mark + piece
            return text + piece
        if re.search(r"\w-$", text) and re.match(r"\w", piece):
            return text + piece
        return f"{text} {piece}" if text else piece

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Whether `before-after` is a compound rather than one word broken at the line end."""
        head, tail = before.lower(), after.lower()
        if not (head.isalpha() and tail.isalpha()):
            return True
        whole = self._words[head + tail]
        compound = self._compounds[f"{head}-{tail}"]
        if whole or compound:
            return compound > whole
        if _PREFIX.fullmatch(head) or head[-1] == tail[0] == "e":
            return True
        return bool(self._words[head] and self._words[tail] and len(head) > 2 and len(tail) > 2)
