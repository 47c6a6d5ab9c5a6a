"""How a paper that is not an organisation's own is marked wherever it is shown."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def marked(provenance: str | None) -> str:
    """The words for a provenance; a paper's own words as they stand, "" where there are none."""
    return _words().get(provenance, provenance) if provenance else ""


@cache
def _words() -> dict[str, str]:
    import tomllib

    table: dict[str, str] = tomllib.loads(
        files("assistant").joinpath("provenance.toml").read_text("utf8")
    )
    return table
