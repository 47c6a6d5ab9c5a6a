"""Whether an event is whole: all the parts of its kind, no others, and each fit to be shown."""

from __future__ import annotations

import unicodedata
from datetime import date as Date

from assistant.register.conditions import unstated
from assistant.register.errors import EventRefused
from assistant.register.model import Event, EventKind, Outcome
from ingest.structure.dates import in_words

LONGEST = 20_000  # characters of one field; more is a paper, which belongs in the Library
_AT_GATES = (EventKind.DECIDE, EventKind.NOTE, EventKind.LINK, EventKind.CONDITION_MET)
_TURNED_DOWN = (Outcome.CHALLENGE, Outcome.STOP)


def check_shape(event: Event, today: Date, *, recorded_before: bool = False) -> None:
    """Raise EventRefused for an event that could stand in no register.

    What was `recorded_before` may lack conditions or the reason of a decision: nobody can write
    them down now. A challenge never lacks its reason, for it says what to mend.
    """
    _texts(event)
    if event.date > today:
        raise EventRefused(
            f"Its date, {_day(event.date)}, is after today, {_day(today)}. Record what has "
            "happened, on its day or later."
        )
    _parts(event, recorded_before)


def _texts(event: Event) -> None:
    """Everything that must be there is, and can be read wherever the register is shown."""
    for what in ("workstream", "person", "role"):
        if not getattr(event, what):
            raise EventRefused(f"It has no {what}. Give the workstream, a person and their role.")
    for what in ("workstream", "person", "role", "deliverable", "gate", "reason", "citation"):
        text = getattr(event, what) or ""
        if len(text) > LONGEST:
            raise EventRefused(f"Its {what} is longer than {LONGEST:,} characters. Shorten it.")
        odd = [c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
        if odd:
            raise EventRefused(
                f"Its {what} holds a character that cannot be shown ({odd[0]!a}). Type it again."
            )


def _parts(event: Event, recorded_before: bool) -> None:
    """The parts that an event of its kind has, and no others."""
    kind, outcome = event.kind, event.outcome
    told = None
    if event.deliverable and event.gate:
        told = "It names both a deliverable and a gate. Record one event for each."
    elif not event.subject and kind is not EventKind.NOTE:
        told = f"It names no {'gate' if kind is EventKind.DECIDE else 'deliverable or gate'}."
    elif kind is EventKind.DECIDE and not event.gate:
        told = f"A decision is made at a gate, and {event.deliverable} was given as a deliverable."
    elif event.gate and kind not in _AT_GATES:
        told = (
            f"“{kind}” is for a deliverable. At a gate record “decide”, with the outcome "
            "endorse, endorse_with_conditions, challenge or stop."
        )
    elif kind is EventKind.DECIDE and outcome is None:
        told = "A decision needs its outcome: endorse, endorse_with_conditions, challenge or stop."
    elif kind is not EventKind.DECIDE and outcome is not None:
        told = f"Only a decision at a gate has an outcome, not “{kind}”. Leave it out."
    elif kind is EventKind.LINK and not event.citation:
        told = "A link needs a citation: the paper, minute or address that is the evidence."
    elif kind is EventKind.CHALLENGE and not event.reason:
        told = "A challenge needs its reason: what has to be mended."
    elif not recorded_before:
        told = _unsaid(event)
    if told:
        raise EventRefused(told)


def _unsaid(event: Event) -> str | None:
    """What a person has to write with an event, and cannot any more where it is long past."""
    if event.kind is EventKind.NOTE and not event.reason and not event.citation:
        return "A note needs something to say. Give it as the reason."
    if event.outcome in _TURNED_DOWN and not event.reason:
        return "It needs a reason: what has to be mended, or why the work stops."
    if unstated(event):
        return "It needs its conditions as the reason, parted by semicolons."
    return None


def _day(date: Date) -> str:
    return in_words(date.isoformat())
