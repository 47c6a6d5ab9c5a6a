"""An ingest run: files in, Library out.

    find → (unpack) → read → structure → cut → embed → put

One file's failure never stops the rest, and a file that can no longer be read keeps the version
that could.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ingest.embed.base import Embedder
from ingest.errors import EmptyFile, LibraryError, ModelError, ReadError, UnsupportedFormat
from ingest.library import DocumentRecord, Library
from ingest.model import Passage, ReadFile, SourceFile, StructuredDocument
from ingest.report import Failure, IngestReport, Progress
from ingest.settings import Settings
from ingest.walk import Root, digest, find, is_paper

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ingest.readers.archive import Unpacked

__all__ = ["Failure", "IngestReport", "Progress", "Steps", "default_steps", "ingest"]


@dataclass(frozen=True, slots=True)
class Steps:
    """What happens to one file between the disk and the Library."""

    unpack: Callable[[SourceFile, Path, Settings], Unpacked]
    read: Callable[[SourceFile, Settings], ReadFile]
    structure: Callable[[ReadFile, SourceFile, str], StructuredDocument]
    cut: Callable[[StructuredDocument, int], tuple[Passage, ...]]
    pairs: Callable[[str], tuple[tuple[str, str], ...]]


def default_steps() -> Steps:
    """The real ones, imported when they are needed."""
    from ingest.acronyms import pairs
    from ingest.passages import cut
    from ingest.readers import read_file
    from ingest.readers.archive import unpack
    from ingest.structure import structure

    return Steps(unpack, read_file, structure, cut, pairs)


def ingest(
    paths: Sequence[Path],
    settings: Settings,
    embedder: Embedder,
    *,
    rebuild: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    collection: str | None = None,
    steps: Steps | None = None,
) -> IngestReport:
    """Bring the Library in `settings.library` up to date with the files below `paths`.

    A document is called by its file's path below the folder that was given. New and changed files
    (by SHA-256) are read, unchanged ones passed over, and documents whose file is gone from a
    folder given now are taken out; other folders' documents stay. `collection` is remembered for
    the paths: leaving it out another time does not move their documents to another one.
    `rebuild` makes the Library anew from `paths` and from every folder that it holds.

    Raises UsageError for a path that does not exist, LibraryError, ModelError. Anything else that
    goes wrong with a file is in the report.
    """
    started = time.monotonic()
    remembered = _remembered(settings.library) if rebuild else {}
    again = [path for path in map(Path, remembered) if path.exists()]
    roots = find([*paths, *again], settings.library)
    with Library.open(
        settings.library,
        model=embedder.name,
        dimensions=embedder.dimensions,
        passage_tokens=settings.passage_tokens,
        write=True,
        lock_wait=settings.lock_wait_seconds,
        rebuild=rebuild,
    ) as library:
        remembered |= library.roots()
        run = _Run(library, settings, embedder, steps or default_steps(), on_progress)
        run.total = sum(len(root.files) for root in roots)
        given = {path.resolve() for path in paths}
        for root in roots:
            chosen = collection if root.path in given else None
            run.bring_in(root, chosen or remembered.get(str(root.path)))
        if not rebuild:
            library.index_vectors(
                on_progress=lambda done, total: run.tell("indexing", "", done, total)
            )
        passages = library.passage_count()
    return run.report(passages, time.monotonic() - started, roots)


def _remembered(folder: Path) -> dict[str, str | None]:
    """The roots of a Library that is about to be made anew, as far as it can still be read."""
    try:
        with Library.open(folder, model=None, dimensions=None, write=False, lock_wait=0) as old:
            return old.roots()
    except LibraryError:
        return {}


@dataclass(slots=True)
class _Run:
    """The tallies of one run and the Library that it writes to."""

    library: Library
    settings: Settings
    embedder: Embedder
    steps: Steps
    on_progress: Callable[[Progress], None] | None
    total: int = 0
    begun: int = 0
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def bring_in(self, root: Root, collection: str | None) -> None:
        """Bring the Library up to date with one root."""
        self.library.set_root(str(root.path), collection)
        self.failed.extend(root.unlisted)
        self.skipped.extend(root.skipped)
        seen: set[str] = set()
        names = {record.origin: record.document for record in self.library.documents()}
        for file in root.files:
            self.begun += 1
            self.tell("reading", file.document, self.begun, self.total)
            with ExitStack() as unpacked:
                for source in self._unpacked(file, unpacked, seen):
                    seen.add(source.document)
                    self._bring_in_one(source, root, collection)
                    origin = str(root.base / source.document)
                    self._forget_name(names.get(origin), source.document, origin)
        # What lies in a folder or archive that could not be looked into is not gone.
        kept = tuple(f"{failure.document}/" for failure in self.failed)
        for record in self.library.documents():
            gone = record.root == str(root.path) and record.document not in seen
            if gone and not record.document.startswith(kept) and "./" not in kept:
                self._remove(record.document)

    def _unpacked(
        self, file: SourceFile, opened: ExitStack, seen: set[str]
    ) -> Sequence[SourceFile]:
        from ingest.readers import ARCHIVES

        if file.suffix not in ARCHIVES:
            return [file]
        try:
            folder = Path(opened.enter_context(TemporaryDirectory(prefix="waymark-")))
            unpacked = self.steps.unpack(file, folder, self.settings)
        except Exception as error:  # an edge: one file of a batch
            self._fail(file.document, error)
            return []
        for refused in unpacked.refused:
            seen.add(refused.document)
            if isinstance(refused.error, UnsupportedFormat) and not is_paper(refused.document):
                self.skipped.append(refused.document)
            else:
                self._fail(refused.document, refused.error)
        return sorted(unpacked.files, key=lambda source: source.document)

    def _bring_in_one(self, source: SourceFile, root: Root, collection: str | None) -> None:
        try:
            self._add_or_update(source, root, collection)
        except (LibraryError, ModelError):
            raise  # the Library's or the model's trouble, not this file's
        except Exception as error:  # an edge: one file of a batch
            self._fail(source.document, error)

    def _add_or_update(self, source: SourceFile, root: Root, collection: str | None) -> None:
        name, origin = source.document, str(root.base / source.document)
        known = self.library.find(name)
        found = digest(source.path)
        same = known is not None and known.digest == found
        same = same and collection in (None, known.facts.collection if known else None)
        if known is not None and known.origin != origin and _still_there(Path(known.origin)):
            if not same:
                raise _taken(known)
            self.unchanged.append(name)
            return
        if known is not None and same:
            if (known.root, known.origin, known.failure) != (str(root.path), origin, None):
                self.library.adopt(name, root=str(root.path), origin=origin)
            self.unchanged.append(name)
        else:
            self._put(source, found, collection, str(root.path), origin)
            (self.added if known is None else self.updated).append(name)

    def _forget_name(self, earlier: str | None, name: str, origin: str) -> None:
        """Take out what the same file was called when another folder was given."""
        if earlier is None or earlier == name:
            return
        now = self.library.find(name)
        if now is not None and now.origin == origin:
            self._remove(earlier)

    def _put(
        self, source: SourceFile, found: str, collection: str | None, root: str, origin: str
    ) -> None:
        read = self.steps.read(source, self.settings)
        document = self.steps.structure(read, source, found)
        if collection is not None:
            facts = replace(document.facts, collection=collection)
            document = replace(document, facts=facts)
        passages = self.steps.cut(document, self.settings.passage_tokens)
        if not passages:
            raise EmptyFile("There is no text in the file that could be searched.", "Look into it.")
        vectors = self._embedded(source.document, passages)
        acronyms = self.steps.pairs(document.text)
        self.library.put(document, passages, vectors, acronyms=acronyms, root=root, origin=origin)
        self.notes.extend((source.document, note) for note in document.notes)

    def _embedded(self, document: str, passages: Sequence[Passage]) -> NDArray[np.float32]:
        import numpy as np

        size = self.settings.embedding_batch
        rows = []
        for start in range(0, len(passages), size):
            self.tell("embedding", document, start, len(passages))
            batch = passages[start : start + size]
            rows.append(self.embedder.embed([passage.embedded_text for passage in batch]))
        return np.concatenate(rows)

    def _remove(self, document: str) -> None:
        self.library.remove(document)
        self.removed.append(document)

    def _fail(self, document: str, error: Exception) -> None:
        reason = str(error)
        if isinstance(error, FileNotFoundError):
            reason = "The file vanished while the run was going on. Ingest the folder again."
        elif not isinstance(error, ReadError):
            reason = f"The file could not be read: {error or type(error).__name__}."
        if self.library.find(document) is not None:
            note = f"The newest version of the file is not in the Library: {reason}"
            self.library.note_failure(document, note)
            reason += " The version that was read before stays in the Library."
        self.failed.append(Failure(document, reason))

    def tell(self, stage: str, document: str, done: int, total: int) -> None:
        """Pass on how far the run is."""
        if self.on_progress is not None:
            self.on_progress(Progress(stage, document, done, total))

    def report(self, passages: int, seconds: float, roots: Sequence[Root]) -> IngestReport:
        """What the run did."""
        empty = ", ".join(str(root.path) for root in roots if not root.files)
        return IngestReport(
            added=len(self.added),
            updated=len(self.updated),
            unchanged=len(self.unchanged),
            removed=len(self.removed),
            failed=tuple(self.failed),
            passages=passages,
            seconds=seconds,
            added_names=tuple(self.added),
            updated_names=tuple(self.updated),
            removed_names=tuple(self.removed),
            skipped=tuple(self.skipped),
            notes=tuple(self.notes),
            message=f"There is nothing to read in {empty}." if empty else None,
        )


def _still_there(origin: Path) -> bool:
    """Whether the file, or the archive that it lies in, still exists."""
    return origin.is_file() or any(parent.is_file() for parent in origin.parents)


def _taken(known: DocumentRecord) -> ReadError:
    return ReadError(
        f"The Library already has another file of this name, {known.origin}.",
        "Rename one of the two, or give the folder that holds both.",
    )
