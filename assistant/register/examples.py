"""Six workstreams of a system that does not exist, to see the register at work before one's own."""

from __future__ import annotations

from datetime import date as Date
from functools import cache
from importlib.resources import files

from assistant.approach import Approach
from assistant.register.exchange import from_json
from assistant.register.model import Event, Workstream
from assistant.register.recording import Imported, import_examples
from assistant.register.store import Register


@cache
def example_events() -> tuple[Event, ...]:
    """The events of all examples, by workstream. They tell what the example papers tell."""
    return from_json(files("assistant.register").joinpath("examples.json").read_text("utf8"))


def load(register: Register, approach: Approach, today: Date) -> Imported:
    """Put the examples on record, marked as examples.

    Loading twice is no error: a workstream that is there already, an example or one's own of the
    same name, stays as it is. They are a story with its own dates, so a clock that stands before
    its end does not keep them out.
    """
    events = example_events()
    day = max(today, *(event.date for event in events))
    return import_examples(register, approach, events, day)


def clear(register: Register) -> tuple[Workstream, ...]:
    """Take the examples out again, with whatever people recorded on them to practise."""
    return register.clear_examples()
