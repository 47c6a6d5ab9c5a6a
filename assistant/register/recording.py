"""Putting events on record: one that a person gives now, or many that were kept elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date

from assistant.approach import Approach
from assistant.register.errors import Changed, EventRefused, ImportRefused
from assistant.register.legal import check
from assistant.register.model import Event, key_of
from assistant.register.shipped import example_events
from assistant.register.store import Register


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it stands in the register now, and what a person should know about it."""

    event: Event
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: `skipped` was in the register before, `created` are workstreams."""

    added: tuple[Event, ...]
    skipped: tuple[Event, ...]
    created: tuple[str, ...]
    warnings: tuple[str, ...]


def record(
    register: Register,
    approach: Approach,
    event: Event,
    today: Date,
    *,
    new: bool = False,
    seen: int | None = None,
) -> Recorded:
    """Record what a person says has happened.

    The only way to add a single event: called from a form and from the command line, never from a
    chat or with what a document says. `seen` is the number of the last event that the person saw
    of the workstream (0 for none). Raises EventRefused (also for a `new` workstream that is
    there), Duplicate, Changed where others came after `seen`, UnknownWorkstream (unless `new`) and
    RegisterUnusable; then nothing was recorded.
    """
    warnings: list[str] = []

    def legal(so_far: tuple[Event, ...]) -> None:
        since = tuple(one for one in so_far if seen is not None and (one.number or 0) > seen)
        if since:
            raise Changed("Something was recorded since you looked. Look again first.", since)
        warnings.extend(check(event, approach, so_far, today))

    return Recorded(register.add(event, legal, new=new), tuple(warnings))


def import_events(
    register: Register, approach: Approach, events: Sequence[Event], today: Date
) -> Imported:
    """Take in a log that was kept elsewhere, all of it or none of it.

    The register comes out the same however often that is done. A workstream of which it tells
    nothing but what the shipped examples tell is made as an example. Raises ImportRefused, naming
    the event by its place, and RegisterUnusable.
    """
    return _recorded_before(register, approach, events, today, leave=False)


def import_examples(
    register: Register, approach: Approach, events: Sequence[Event], today: Date
) -> Imported:
    """As `import_events`, into example workstreams. Those that are there stay as they are."""
    return _recorded_before(register, approach, events, today, leave=True)


def _recorded_before(
    register: Register, approach: Approach, events: Sequence[Event], today: Date, *, leave: bool
) -> Imported:
    warnings: list[str] = []
    shipped = {one.identity for one in example_events()}
    own = {key_of(one.workstream) for one in events if one.identity not in shipped}
    made = {key_of(one.workstream) for one in events} - own

    def legal(event: Event, so_far: tuple[Event, ...]) -> None:
        day = max(today, event.date) if key_of(event.workstream) in made else today
        found = check(event, approach, so_far, day, recorded_before=True)
        what = " ".join(filter(None, (event.workstream, event.subject)))
        warnings.extend(f"{what}, {event.date.isoformat()}: {one}" for one in found)

    try:
        done = register.add_all(events, legal, examples=made, leave=leave)
    except EventRefused as error:
        raise ImportRefused(f"{error} Nothing was imported.") from error
    return Imported(done.added, done.skipped, done.created, tuple(warnings))
