"""Six workstreams of a system that does not exist, to see the register at work before one's own."""

from __future__ import annotations

from datetime import date as Date

from assistant.approach import Approach
from assistant.register.model import Workstream
from assistant.register.recording import Imported, import_examples
from assistant.register.shipped import example_events
from assistant.register.store import Register

__all__ = ["clear", "example_events", "load"]


def load(register: Register, approach: Approach, today: Date) -> Imported:
    """Put the examples on record, marked as examples.

    Loading twice is no error: a workstream that is there already, an example or one's own of the
    same name, stays as it is. They are a story with its own dates, so a clock that stands before
    its end does not keep them out.
    """
    return import_examples(register, approach, example_events(), today)


def clear(register: Register) -> tuple[Workstream, ...]:
    """Take the examples out again, with whatever people recorded on them to practise."""
    return register.clear_examples()
