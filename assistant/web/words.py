"""The words of every screen, read from `screens/` so that they can be changed without code."""

from __future__ import annotations

import tomllib
from pathlib import Path

from assistant.web.escape import escaped

_FOLDER = Path(__file__).with_name("screens")


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


def load_words(folder: Path = _FOLDER) -> Words:
    """Read the words of all screens; `[ask]` `label = "…"` becomes "ask.label".

    Raises ValueError where two files name the same thing.
    """
    texts: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        found = {f"{table}.{name}": text for table, t in tables.items() for name, text in t.items()}
        twice = sorted(found.keys() & texts.keys())
        if twice:
            raise ValueError(f"{path.name} says again what another file says: {', '.join(twice)}")
        texts |= found
    return Words(texts)
