"""What a workbook is called: a sheet's name ("Risks", "Sheet1") is seldom its title."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from ingest.model import BlockKind, RawBlock

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
_LONGEST = 160  # characters
_AGREES = 0.6  # share of a title's words that another text must hold


def workbook_title(
    blocks: Sequence[RawBlock], given: str, named: str, usable: Callable[[str], bool]
) -> str:
    """The title of a workbook; "" where only its sheets' names are left.

    `given`, the title in its properties, counts where the first row of a sheet or the file's name
    (`named`) says much the same: people copy last year's file and leave its properties. Else a
    bold first row of the first sheet, or one that the file's name agrees with.
    """
    rows = list(_first_rows(blocks))
    if given and usable(given) and any(agree(given, other) for other in (named, *rows)):
        return given
    first = blocks[1] if len(blocks) > 1 and rows and rows[0] == blocks[1].text else None
    if first is None or len(first.text.split()) < 2 or not usable(first.text):
        return ""
    return first.text if first.bold or agree(named, first.text) else ""


def agree(title: str, other: str) -> bool:
    """Whether most words of a title stand in another text; plurals count as the same."""
    words = _words(title)
    return bool(words) and len(words & _words(other)) >= max(1, _AGREES * len(words))


def _words(text: str) -> set[str]:
    return {word[:6] for word in re.findall(r"[^\W\d_]{4,}|\d{4}", text.casefold())}


def _first_rows(blocks: Sequence[RawBlock]) -> list[str]:
    """What stands alone in the first row of each sheet that begins so."""
    rows = []
    for sheet, first in pairwise(blocks):
        named = sheet.kind is BlockKind.HEADING and sheet.level == 1
        alone = first.kind is BlockKind.PARAGRAPH or first.level == 2
        if named and alone and len(first.text) <= _LONGEST:
            rows.append(first.text)
    return rows
