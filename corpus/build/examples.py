"""The example papers, from their sources: one function makes each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

KINDS = {  # a source's `kind:` → the function that makes the file, imported when it is wanted
    "minutes": "corpus.build.minutes:minutes",
    "confidential paper": "corpus.build.confidential:confidential_paper",
    "letter": "corpus.build.letter:letter",
    "board paper": "corpus.build.board_paper:board_paper",
    "strategy": "corpus.build.strategy:strategy",
    "slides": "corpus.build.slides:slides",
    "risk register": "corpus.build.risk_register:risk_register",
}


def examples(sources: Path) -> Iterator[tuple[str, bytes]]:
    """(file name below the examples' folder, finished file) for each source in `sources`.

    Raises ValueError for a source without a `file` or of a kind that nothing makes.
    """
    import yaml

    for path in sorted(sources.glob("*.yaml")):
        source = yaml.safe_load(path.read_text("utf8"))
        kind, file = source.get("kind"), source.get("file")
        if not file or kind not in KINDS:
            raise ValueError(f"{path.name}: needs `file` and a `kind` of {', '.join(KINDS)}")
        yield file, _maker(KINDS[kind])(source)


def _maker(name: str) -> Callable[[Mapping[str, Any]], bytes]:
    module, function = name.split(":")
    made: Callable[[Mapping[str, Any]], bytes] = getattr(import_module(module), function)
    return made
