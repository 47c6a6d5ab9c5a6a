"""An outside set as the suite needs it: papers to ingest, cases to ask, and how deep to search.

folder of a set → OutsideSet → papers on disk → ingest → Library, and cases that fit it
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.cases import Case, Place
from evals.progress import watched
from ingest.errors import UsageError, WaymarkError

if TYPE_CHECKING:
    from ingest.embed.base import Embedder
    from ingest.report import Progress
    from ingest.settings import Settings


@dataclass(frozen=True, slots=True)
class OutsideSet:
    """Papers by file name, and the cases over them.

    depth     passages to search for: enough that ten different documents are among them
    asked     whether answers are scored as well, or searches alone
    stretches for a case, the relevant stretches by their document, in its order: they become the
              case's places once it is known where they stand in the canonical text
    """

    name: str
    papers: Mapping[str, str]
    cases: tuple[Case, ...]
    depth: int = 20
    asked: bool = True
    stretches: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    parts: Mapping[str, Sequence[str]] = field(default_factory=dict)


def prepare(
    outside: OutsideSet, folder: Path, settings: Settings, embedder: Embedder
) -> tuple[Case, ...]:
    """Write the papers below `folder`, ingest them into the Library of `settings`, fit the cases.

    What is there already is kept: a run that was stopped, or another over the same set, goes on
    from where the Library is. Papers that the set does not have, of an earlier edition of it, are
    taken out. Raises WaymarkError where a paper could not be read.
    """
    from ingest.run import ingest

    papers = folder / f"papers-{outside.name}"
    papers.mkdir(parents=True, exist_ok=True)
    for path in papers.iterdir():
        if path.name not in outside.papers:
            path.unlink()
    for name, text in outside.papers.items():
        path = papers / name
        if not path.is_file() or path.read_text("utf8") != text:
            path.write_text(text, encoding="utf8")
    with watched(f"Ingesting {outside.name}", len(outside.papers)) as show:

        def tell(progress: Progress) -> None:
            if progress.stage == "reading":
                show(progress.done)

        report = ingest([papers], settings, embedder, on_progress=tell)
    if report.failed:
        first = report.failed[0]
        raise WaymarkError(
            f"{len(report.failed)} papers of {outside.name} could not be read. The first: "
            f"{first.document}: {first.reason}"
        )
    return _placed(outside, settings) if outside.stretches else outside.cases


def taken(cases: Sequence[Case], limit: int | None) -> tuple[Case, ...]:
    """`limit` cases spread evenly over the set, in its order; all of them for None."""
    if limit is None or limit >= len(cases):
        return tuple(cases)
    return tuple(cases[i * len(cases) // limit] for i in range(limit))


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines. Raises UsageError where it is not there or not such."""
    try:
        lines = path.read_text("utf8").split("\n")
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read ({error.strerror}). Name the folder that holds the set."
        ) from error
    try:
        return [json.loads(line) for line in lines if line.strip()]
    except ValueError as error:
        raise UsageError(f"{path} is not a file of JSON lines: {error}.") from error


def file_name(identity: str) -> str:
    """A file name for an id of any characters; ids that differ have names that do."""
    safe = re.sub(r"[^A-Za-z0-9_-]", "_", identity)[:80]
    if safe != identity:
        safe += "-" + hashlib.sha256(identity.encode()).hexdigest()[:8]
    return f"{safe}.txt"


def where(parts: Sequence[str], text: str) -> list[tuple[int, int] | None]:
    """Where each part stands in the text, in order, white space aside; None where it does not.

    A reader may fold white space and drop a mark or two: a part is looked for after the one before
    it, whole, then by its first and last 40 characters.
    """
    places = [at for at, c in enumerate(text) if not c.isspace()]
    bare = "".join(text[at] for at in places)
    found: list[tuple[int, int] | None] = []
    cursor = 0
    for part in parts:
        wanted = "".join(part.split())
        start = bare.find(wanted, cursor) if wanted else -1
        end = start + len(wanted)
        if start < 0 and len(wanted) > 40:
            start = bare.find(wanted[:40], cursor)
            last = bare.find(wanted[-40:], start) if start >= 0 else -1
            end = last + 40
            if last < 0 or end - start > 1.2 * len(wanted) + 40:
                start = -1
        if start < 0:
            found.append(None)
            continue
        found.append((places[start], places[end - 1] + 1))
        cursor = end
    return found


def _placed(outside: OutsideSet, settings: Settings) -> tuple[Case, ...]:
    """The cases with their stretches as places in the Library's canonical texts."""
    from ingest.library import Library

    with Library.open(
        settings.library, model=None, dimensions=None, write=False, lock_wait=0.0
    ) as library:
        spans = {name: where(parts, library.text(name)) for name, parts in outside.parts.items()}
    placed = []
    for case in outside.cases:
        found = [
            (document, span)
            for document, index in outside.stretches.get(case.id, ())
            if (span := spans[document][index]) is not None
        ]
        places = tuple(Place(document, start, end) for document, (start, end) in found)
        placed.append(replace(case, places=places))
    return tuple(placed)
