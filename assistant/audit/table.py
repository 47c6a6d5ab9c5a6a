"""The audit log as a table that a spreadsheet can open without being led astray."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

HEADINGS = ("number", "time", "who", "what", "detail")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def line(cells: Sequence[str]) -> str:
    """One line of CSV with its end (RFC 4180)."""
    written = io.StringIO()
    csv.writer(written).writerow([guarded(cell) for cell in cells])
    return written.getvalue()


def guarded(cell: str) -> str:
    """`cell` as text: a spreadsheet runs one that begins with = + - or @ as a formula.

    The apostrophe before it is the spreadsheets' own mark for text (OWASP, CSV injection). Spaces
    before such a sign do not help: some programs strip them.
    """
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell
