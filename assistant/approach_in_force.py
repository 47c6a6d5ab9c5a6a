"""The approach that holds now: its pages as they are on disk, or as they last were in order."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from assistant.approach import Approach, Problem, load_sources, sources
from assistant.register import Register, RegisterUnusable
from ingest.errors import WaymarkError
from ingest.settings import Settings

SHIPPED = Path(__file__).resolve().parent.parent / "corpus" / "redesign-approach"


class ApproachError(WaymarkError):
    """There is no approach to follow: no folder of pages, or none that were ever in order."""


@dataclass(frozen=True, slots=True)
class InForce:
    """An approach in order.

    digests    SHA-256 of each of its pages, by file: the Library cites a page only in that version
    problems   of newer pages that are not in order, and so not in force; () where these are
    """

    approach: Approach
    digests: Mapping[str, str]
    problems: tuple[Problem, ...] = ()


def folder_of(settings: Settings) -> Path:
    """Where the approach's pages are: as the settings say, else those that ship with Waymark."""
    return settings.approach or SHIPPED


class ApproachInForce:
    """Reads the approach again when one of its files has changed. Safe from several threads.

    An edit that breaks it changes nothing until it is mended, where the register has kept the
    pages as they last were in order.
    """

    def __init__(self, settings: Settings) -> None:
        self.folder = folder_of(settings)
        self._library = settings.library
        self._lock = Lock()
        self._seen: tuple[object, ...] | None = None
        self._found: InForce | ApproachError | None = None

    def now(self) -> InForce:
        """The approach in force. Raises ApproachError."""
        with self._lock:
            seen = _signature(self.folder)
            if self._found is None or seen != self._seen:
                self._found, self._seen = self._read(), seen
            if isinstance(self._found, ApproachError):
                raise self._found
            return self._found

    def _read(self) -> InForce | ApproachError:
        if not self.folder.is_dir():
            return ApproachError(
                f"There is no approach in {self.folder}. Set WAYMARK_APPROACH to the folder that "
                "holds its pages."
            )
        texts, unread = sources(self.folder)
        loaded = load_sources(texts)
        problems = (*unread, *loaded.problems)
        register = Register.open(self._library, write=True)
        if not problems:
            _keep(register, texts)
            return InForce(loaded.approach, _digests(texts))
        kept = register.kept_approach()
        if kept is None:
            listed = "\n".join(map(str, problems[:5]))
            return ApproachError(
                f"The approach in {self.folder} is not in order, and no earlier one is kept:\n"
                f"{listed}\n`waymark approach check` lists all that is to be mended."
            )
        return InForce(load_sources(kept).approach, _digests(kept), tuple(problems))


def _keep(register: Register, texts: Mapping[str, str]) -> None:
    """Keep the pages beside what was recorded by them; a register that is not there needs none."""
    try:
        if register.workstreams():
            register.keep_approach(texts)
    except RegisterUnusable:
        return  # read-only or busy: kept another time


def _digests(texts: Mapping[str, str]) -> dict[str, str]:
    return {file: hashlib.sha256(text.encode("utf8")).hexdigest() for file, text in texts.items()}


def _signature(folder: Path) -> tuple[object, ...]:
    """What changes when a page is edited, added or taken away."""
    found = sorted(folder.rglob("*.md"))
    return tuple((path, (stat := path.stat()).st_mtime_ns, stat.st_size) for path in found)
