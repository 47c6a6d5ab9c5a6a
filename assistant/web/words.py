"""The words of every screen, read from `words.toml` so that they can be changed without code."""

from __future__ import annotations

import tomllib
from pathlib import Path

from assistant.web.escape import escaped

_FILE = Path(__file__).with_name("words.toml")


class Words:
    """Looks words up by "room.name"; an unknown name is a KeyError, never an empty screen."""

    def __init__(self, texts: dict[str, str]) -> None:
        """Take `texts` by full name, "room.name"."""
        self._texts = texts

    def __call__(self, name: str, /, **values: object) -> str:
        """The words called `name` as plain text, `{placeholders}` filled from `values`."""
        return self._texts[name].format(**values)

    def html(self, name: str, /, **values: object) -> str:
        """The same as HTML: what is filled in is escaped with the rest."""
        return escaped(self(name, **values))

    def names(self) -> frozenset[str]:
        """Every name there is."""
        return frozenset(self._texts)


def load_words(path: Path = _FILE) -> Words:
    """Read the words; one table a room, `[ask]` `label = "…"` becomes "ask.label"."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return Words({f"{room}.{name}": text for room, t in tables.items() for name, text in t.items()})
