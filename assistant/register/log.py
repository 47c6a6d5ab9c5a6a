"""A workstream's log as a document that can be cited: one line of plain English an event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.register import conditions
from assistant.register.conditions import Condition
from assistant.register.model import Event, EventKind, Outcome, key_of
from assistant.register.sight import EVERYTHING_TOLD, Sight
from ingest.structure.dates import in_words

_DONE = {
    EventKind.START: "started",
    EventKind.SUBMIT: "submitted",
    EventKind.ENDORSE: "endorsed",
    EventKind.ENDORSE_WITH_CONDITIONS: "endorsed with conditions",
    EventKind.CHALLENGE: "challenged (returned)",
    EventKind.WITHDRAW: "withdrawn",
}
_DECIDED = {
    Outcome.ENDORSE: "{} passed",
    Outcome.ENDORSE_WITH_CONDITIONS: "{} passed with conditions",
    Outcome.CHALLENGE: "{} challenged (returned)",
    Outcome.STOP: "work stopped at {}",
}


@dataclass(frozen=True, slots=True)
class LogText:
    """The canonical text, and each event's span of it by its number: `text[start:end]`."""

    text: str
    spans: Mapping[int, tuple[int, int]]


def document_name(workstream: str) -> str:
    """What citations call the log of a workstream."""
    return f"register/{workstream}"


def log_text(events: Iterable[Event], sight: Sight = EVERYTHING_TOLD) -> LogText:
    """The log of one workstream, as recorded, one line an event.

    A line rests on its event and those before it, and names deliverables and gates by their ids
    alone. So no later event and no change to the approach moves or rewords it, and a citation made
    today is true for ever. Names of papers out of `sight` are left out of each line; a citation is
    of the log as that person sees it.
    """
    lines: list[str] = []
    spans: dict[int, tuple[int, int]] = {}
    standing: dict[str | None, tuple[Condition, ...]] = {}
    start = 0
    for event in events:
        line = _line(event, standing.get(event.subject, ()), sight)
        if event.kind is EventKind.CONDITION_MET:
            standing[event.subject] = conditions.after(standing.get(event.subject, ()), event)
        elif event.kind in _DONE or event.kind is EventKind.DECIDE:
            standing[event.subject] = conditions.set_by(event)
        if event.number is not None:
            spans[event.number] = (start, start + len(line))
        lines.append(line)
        start += len(line) + 1
    return LogText("".join(f"{line}\n" for line in lines), spans)


def _line(event: Event, standing: tuple[Condition, ...], sight: Sight) -> str:
    number = f"{event.number}. " if event.number is not None else ""
    source = f" Source: {_sentence(sight.citation(event.citation))}" if event.citation else ""
    what, more = (sight.text(said) for said in _what(event, standing))
    date = in_words(event.date.isoformat())
    return f"{number}{date}: {what} by {event.person}, {event.role}.{more}{source}"


def _what(event: Event, standing: tuple[Condition, ...]) -> tuple[str, str]:
    """What happened, up to “by …”, and what the event says besides."""
    subject, said = event.subject, event.reason.replace("\n", "; ") if event.reason else ""
    set_ = conditions.set_by(event)
    listed = "; ".join(f"({one.number}) {one.text}" for one in set_)
    more = f" Reason: {_sentence(said)}" if said else ""
    if event.kind in _DONE:
        return (
            f"{subject} {_DONE[event.kind]}",
            f" Conditions: {_sentence(listed)}" if set_ else more,
        )
    match event.kind:
        case EventKind.DECIDE if event.outcome is not None:
            # The whole reason, for it may hold exceptions beside the conditions.
            return f"{_DECIDED[event.outcome].format(subject)}, decided", more
        case EventKind.CONDITION_MET:
            met = conditions.named(standing, event.reason)
            if met is None:
                return f"a condition of {subject} met, recorded", more
            names_only = key_of(said).strip("(.) ") in (str(met.number), key_of(met.text))
            what = f"condition {met.number} of {subject} met ({met.text}), recorded"
            return what, "" if names_only else more
        case EventKind.LINK:
            return f"evidence linked to {subject}", more
        case _:
            on = f" on {subject}" if subject else ""
            return f"note{on} made", f" {_sentence(said)}" if said else ""


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
