"""The column headings of action and decision logs: what is to be done, by whom, by when."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ACTION = re.compile(
    r"(?:agreed |key )?(?:actions?|tasks?)(?: (?:points?|items?|agreed|required|description))?"
)
_OWNER = re.compile(
    r"(?:action )?(?:owners?|leads?|who|responsible|responsibility|by whom|assigned to|action by|"
    r"assignee|person responsible|lead officer|responsible (?:officer|person|lead)|action lead)"
)
_DUE = re.compile(
    r"(?:due|due date|due by|deadline|by when|when|date due|target date|timescales?|"
    r"completion date|"
    r"target|timeframe|target completion(?: date)?|date for completion|action due(?: date)?)"
)
_DECISION = re.compile(r"(?:decisions?|resolutions?)(?: (?:made|taken))?")
_KINDS = (("owner", _OWNER), ("due", _DUE), ("action", _ACTION), ("decision", _DECISION))
_BESIDE = re.compile(r"(?i)(?:item|discussion|minute|no\.?|ref\.?|topic|notes?)")


def column(cell: str) -> str | None:
    """What a column of a log holds, "owner", "due", "action" or "decision"; None for another."""
    words = re.sub(r"[^a-z ]+", " ", cell.lower()).strip()
    return next((name for name, pattern in _KINDS if pattern.fullmatch(words)), None)


def heads_log(cells: Sequence[str]) -> bool:
    """Whether a row heads a log: a column for actions or decisions, and one more known."""
    kinds = {column(cell) for cell in cells} - {None}
    if not kinds & {"action", "decision"} or len([c for c in cells if c.strip()]) < 2:
        return False
    return len(kinds) > 1 or any(_BESIDE.fullmatch(c.strip()) for c in cells)


def heads_owned_log(cells: Sequence[str]) -> bool:
    """Whether a row heads a log that says by whom or by when, so it is no field of a form."""
    return heads_log(cells) and bool({column(cell) for cell in cells} & {"owner", "due"})
