"""Financial years, which papers write in many ways: 2024/25, 2024-25, 24/25, 2024/2025."""

from __future__ import annotations

import re

_YEARS = re.compile(r"(?:20|19)?(\d\d)[/-](?:20|19)?(\d\d)")


def forms(word: str) -> tuple[str, ...]:
    """The other ways to write a financial year; () for anything else.

    "24/25" is one because the second year follows the first; "10/12" is a date or a share. A short
    form is taken for this century: "24/25" is 2024/25.
    """
    match = _YEARS.fullmatch(word)
    if match is None:
        return ()
    first, second = match.groups()
    if int(second) != (int(first) + 1) % 100:
        return ()
    century = word[:2] if len(word.replace("/", "-").split("-")[0]) == 4 else "20"
    ends = int(century + first) + 1
    ways = (
        f"{century}{first}/{second}",
        f"{century}{first}-{second}",
        f"{century}{first} {second}",
        f"{century}{first}/{ends}",
        f"{first}/{second}",
        f"{first}-{second}",
    )
    return tuple(way for way in ways if way != word)
