"""The events of the examples, as they ship."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from assistant.register.exchange import from_json
from assistant.register.model import Event


@cache
def example_events() -> tuple[Event, ...]:
    """The events of all examples, by workstream. They tell what the example papers tell."""
    return from_json(files("assistant.register").joinpath("examples.json").read_text("utf8"))
