"""One row of the audit log: who did what, and when."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from assistant.model import Answer, Citation
from ingest.errors import WaymarkError

WAYMARK = "waymark"  # who did what nobody asked for: it forgets old rows by itself


class AuditUnusable(WaymarkError):
    """The audit log is busy, full, damaged or out of reach."""


class What(StrEnum):
    """What can be done that is put on record."""

    SIGNED_IN = "signed in"
    SIGN_IN_FAILED = "sign in failed"
    SIGNED_OUT = "signed out"
    ASKED = "asked"
    ANSWERED = "answered"
    OPENED = "opened a source"
    OPENED_CONVERSATION = "opened a conversation"
    FEEDBACK = "gave feedback"
    EXPORTED = "exported"
    RECORDED = "recorded an event in the register"
    ADDED = "added a paper"
    REPLACED = "replaced a paper"
    RETIRED = "retired a paper"
    REREAD = "re-read a paper"
    DELETED_CONVERSATION = "deleted a conversation"
    TRIAGED = "triaged feedback"
    READ_AUDIT = "read the audit log"
    FORGOT = "forgot old rows"


@dataclass(frozen=True, slots=True)
class Row:
    """What somebody did. `time` is UTC to the second; `detail` is what JSON can hold.

    `number` is its place in the log, from 1; 0 for one that is not kept yet.
    """

    what: What
    who: str
    time: datetime
    detail: Mapping[str, object] = field(default_factory=dict)
    number: int = 0

    def __post_init__(self) -> None:
        """Raises ValueError where there is nobody, or the time is not UTC to the second."""
        if not self.who:
            raise ValueError("a row of the audit log without who did it")
        if self.time.tzinfo is not UTC or self.time.microsecond:
            raise ValueError("a time of the audit log is UTC to the second")


_SECRETS = frozenset({"password", "session", "cookie", "token", "authorization", "secret"})
_TOKEN = re.compile(r"wm_[\w-]{43}", re.ASCII)
_SURROGATES = re.compile("[\ud800-\udfff]")  # halves of characters, which UTF-8 cannot hold


def without_secrets(detail: Mapping[str, object]) -> dict[str, object]:
    """`detail` with tokens blotted out, which somebody may have typed into a question.

    Raises ValueError where something is called a password or the like: it must not be logged.
    """
    called = {str(key).lower() for key in detail} & _SECRETS
    if called:
        raise ValueError(f"the audit log keeps no {', no '.join(sorted(called))}")
    return {key: _blotted(value) for key, value in detail.items()}


def _blotted(value: object) -> object:
    if isinstance(value, str):
        return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", _TOKEN.sub("wm_…", value))
    if isinstance(value, Mapping):
        return without_secrets(value)
    if isinstance(value, list | tuple):
        return [_blotted(one) for one in value]
    return value


def answered(answer: Answer, shown: Sequence[Citation] | None = None) -> dict[str, object]:
    """The detail of ANSWERED: how it ended, what made it, and the places that were shown.

    `shown` are the citations on the page, if not all of the answer's. No words of papers are kept:
    who reads the log need not be one who may read them.
    """
    cited = answer.citations if shown is None else shown
    return {
        "status": answer.status.value,
        "engine": answer.engine,
        "citations": [
            {"document": c.document, "page": c.page, "start": c.start, "end": c.end} for c in cited
        ],
    }
