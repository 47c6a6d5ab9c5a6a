"""Conditions of an endorsement or of a gate decision: how they are stated, and met one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.register.model import Event, EventKind, Outcome, key_of

_PART = re.compile(r"[;\n]")
_NUMBERED = re.compile(r"^\(?\d{1,2}[.):]\s*")  # "(1) ", "1. ", "1) ", "1: "
_BY_NUMBER = re.compile(
    r"^(?:condition\s+(\d{1,2})\b|\(?(\d{1,2})(?:[.):]\s|[.)]?$))", re.IGNORECASE
)
_IDS = r"[a-z]\w*\.\d+(?:(?:,\s*|\s+and\s+)[a-z]\w*\.\d+)*"
_WHY = r"(?:an\s+)?(?:exceptions?|judge?ment|judged)\b"
_NO_CONDITION = re.compile(  # “Exception: …”; “G1.1: exception, …”, also after a sentence
    rf"^(?:{_IDS}\s*[:,–-]?\s*)?{_WHY}.*|(?:(?<=\.)\s+){_IDS}\s*[:,–-]?\s*{_WHY}.*",
    re.IGNORECASE,
)
UNSTATED = "not stated"
_LEAST = 4  # characters of a condition's text that can be told from another's


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition, numbered from 1 within its endorsement. `met` is the event that closed it."""

    number: int
    text: str
    met: Event | None = None


def set_by(event: Event) -> tuple[Condition, ...]:
    """The conditions that an event sets: () for one that sets none.

    They are the parts of its reason, at each ";" or line break, without a number of their own. A
    part that begins with “exception” or “judged”, or so after a criterion's id (“G1.1: exception,
    …”), tells why a criterion is passed over, and is no condition. Where none is stated there is
    one all the same, which one may yet call met.
    """
    conditional = event.kind is EventKind.ENDORSE_WITH_CONDITIONS
    if not conditional and event.outcome is not Outcome.ENDORSE_WITH_CONDITIONS:
        return ()
    parts = (_NUMBERED.sub("", part.strip(" .")) for part in _PART.split(event.reason or ""))
    texts = [_NO_CONDITION.sub("", part).strip(" .") for part in parts]
    stated = [text for text in texts if text] or [UNSTATED]
    return tuple(Condition(number, text) for number, text in enumerate(stated, 1))


def unstated(event: Event) -> bool:
    """Whether it was made on conditions and does not say on which."""
    conditions = set_by(event)
    return bool(conditions) and conditions[0].text == UNSTATED


def still_open(conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    """Those that nobody has recorded as met."""
    return tuple(one for one in conditions if one.met is None)


def named(conditions: Sequence[Condition], reason: str | None) -> Condition | None:
    """The open condition that the reason of a `condition_met` names; None where it names none.

    By its number (“2”, “condition 2: …”), by its text or a part of it that no other has, or not at
    all where only one is open: then the reason is a remark.
    """
    waiting = still_open(conditions)
    said = key_of(reason or "").strip(" .")
    match = _BY_NUMBER.match(said)
    if match:
        number = int(match[1] or match[2])
        return next((one for one in waiting if one.number == number), None)
    texts = {one.number: key_of(one.text) for one in conditions}
    exact = [one for one in conditions if said == texts[one.number]]
    alike = exact or [one for one in conditions if _overlap(said, texts[one.number])]
    found = still_open(alike) if alike else waiting
    return found[0] if len(found) == 1 else None


def _overlap(said: str, text: str) -> bool:
    return len(said) >= _LEAST and (said in text or text in said)


def after(conditions: tuple[Condition, ...], event: Event) -> tuple[Condition, ...]:
    """The conditions after a `condition_met`; as they were where it names none of them."""
    met = named(conditions, event.reason)
    return tuple(replace(one, met=event) if one is met else one for one in conditions)
