"""What `intents.toml` says: the method's own words, and how people ask with them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def loaded() -> dict[str, Any]:
    """The whole file."""
    return tomllib.loads(files("assistant.route").joinpath("intents.toml").read_text("utf8"))


@cache
def vocabulary() -> frozenset[str]:
    """The words that may stand in a question of the method without leaving it to the papers."""
    return frozenset(loaded()["vocabulary"].split())
