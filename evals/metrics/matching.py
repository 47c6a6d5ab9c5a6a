"""How text is compared with gold text: the same folding, words and cover for every metric.

The rules are those that outside judges of these papers use: quotation marks, dashes, soft hyphens
and white space folded; words in lower case with thousands commas taken out.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePosixPath

COVERED = 0.6  # least share of a gold quote's words, in order, that counts as having it
_FOLDS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xad": None})
_WORD = re.compile(r"[a-z0-9£%/.]+")


def fold(text: str) -> str:
    """Text with one sort of quotation mark and dash, and each run of white space a space."""
    return " ".join(text.translate(_FOLDS).split())


def folded(text: str) -> str:
    """`fold`, in lower case and without thousands commas: what alternatives are looked for in."""
    return fold(text).lower().replace(",", "")


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Lower-case words and figures."""
    return tuple(_WORD.findall(folded(text)))


def in_order(gold: Sequence[str], own: Sequence[str]) -> int:
    """How many of the gold words stand among the others in order, in runs of two or more.

    Single words count too where there are fewer than four gold words.
    """
    blocks = difflib.SequenceMatcher(None, gold, own, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1 or len(gold) < 4)


@lru_cache(maxsize=65536)
def covered(quote: str, text: str) -> float:
    """|gold words found in order| / |gold words|; 0 for a quote without words."""
    gold = words(quote)
    return in_order(gold, words(text)) / len(gold) if gold else 0.0


def holds(quote: str, text: str) -> bool:
    """Whether a text has a gold quote: at least COVERED of its words."""
    return covered(quote, text) >= COVERED


def says(alternatives: Sequence[str], text: str) -> bool:
    """Whether one of the alternatives stands in the text, at word boundaries."""
    target = folded(text)
    return any(
        re.search(rf"(?<![a-z0-9]){re.escape(folded(one))}(?![a-z0-9])", target)
        for one in alternatives
    )


def same_document(name: str, gold: str) -> bool:
    """Whether two names are of one document: equal file names, or equal but for the ending.

    A gold name that has folders must have them in common too, as far as both say them.
    """
    left, right = PurePosixPath(name), PurePosixPath(gold)
    if left.name != right.name and left.stem != right.stem:
        return False
    return all(a == b for a, b in zip(left.parts[-2::-1], right.parts[-2::-1], strict=False))


def one_of(name: str, documents: Sequence[str]) -> bool:
    """Whether a document is one of those named."""
    return any(same_document(name, gold) for gold in documents)
