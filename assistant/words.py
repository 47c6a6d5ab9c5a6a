"""What people read when a question ends without an answer, from `words.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def words() -> dict[str, str]:
    """Each text by its name; braces are filled in where it is used."""
    return tomllib.loads(files("assistant").joinpath("words.toml").read_text("utf8"))
