"""What a run was made with, so that it can be told apart from another and made again."""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.cases import Case, digest_of

if TYPE_CHECKING:
    from assistant.ask import Assistant

ROOT = Path(__file__).resolve().parents[1]
_SOURCES = (".py", ".toml", ".json", ".txt", ".sql")


def surroundings(
    assistant: Assistant, cases: Sequence[Case], *, seed: int, depth: int, asked: bool
) -> dict[str, Any]:
    """What `settings.json` holds.

    `depth` is how many passages were searched for, 0 for none. The library's `digest` is one for
    all of its documents and settings; `sources` has one for each of our packages.
    """
    library = assistant.library
    documents = {record.document: record.digest for record in library.documents()}
    shape = library.shape
    return {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "seed": seed,
        "depth": depth,
        "asked": asked,
        "cases": {"count": len(cases), "digest": digest_of(cases)},
        "settings": _settings(assistant),
        "library": {
            "digest": _digest({"documents": documents, "model": shape.model}),
            "model": shape.model,
            "dimensions": shape.dimensions,
            "passage_tokens": shape.passage_tokens,
            "passages": library.passage_count(),
            "documents": documents,
        },
        "sources": {name: sources(name) for name in ("ingest", "assistant", "evals")},
        "packages": packages(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
    }


def _settings(assistant: Assistant) -> dict[str, Any]:
    """All settings but what is secret: a run's folder is handed around."""
    found: dict[str, Any] = json.loads(assistant.room.settings.model_dump_json())
    return {n: "(set)" if v and n.endswith(("_key", "_token")) else v for n, v in found.items()}


def packages() -> dict[str, str]:
    """Waymark's own version and those of what it asks for, as installed."""
    names = ["waymark"]
    try:
        wanted = requires("waymark") or []
    except PackageNotFoundError:
        wanted = []
    names += [re.split(r"[<>=!~;\[ ]", one)[0] for one in wanted if "extra ==" not in one]
    found = {}
    for name in dict.fromkeys(names):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


@cache
def sources(package: str) -> str:
    """SHA-256 over a package's code and data as they are on disk."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / package).rglob("*")):
        if path.suffix in _SOURCES and path.is_file():
            digest.update(path.relative_to(ROOT).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode("utf8")).hexdigest()
