"""The letters and digits of a text, which is what its spellings in different files share.

Canonical text and a page's own characters differ in white space, hyphens at line ends, ligatures
and accents put together of two characters. Their letters and digits are the same, in nearly the
same order.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letters:
    """`text` is the letters and digits alone; `at[i]` is where `text[i]` stands in the original."""

    text: str
    at: tuple[int, ...]


def letters(text: str, offset: int = 0) -> Letters:
    """The letters and digits of `text`, compatibility forms opened and accents dropped.

    `offset` is added to every place.

    >>> letters("ﬁve-a")
    Letters(text='fivea', at=(0, 0, 1, 2, 4))
    """
    found: list[str] = []
    at: list[int] = []
    for place, sign in enumerate(text, offset):
        if sign.isascii():
            if sign.isalnum():
                found.append(sign)
                at.append(place)
            continue
        for part in unicodedata.normalize("NFKD", sign):
            if part.isalnum():
                found.append(part)
                at.append(place)
    return Letters("".join(found), tuple(at))
