"""The files of one run, one after the other: what each means for the Library, and the tallies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ingest.embed.base import Embedder
from ingest.errors import EmptyFile, LibraryError, ModelError, ReadError, UnsupportedFormat
from ingest.folder import FolderRules
from ingest.library import DocumentRecord, Library
from ingest.model import Facts, Passage, SourceFile
from ingest.report import Failure, IngestReport, Progress
from ingest.settings import Settings
from ingest.steps import Steps
from ingest.walk import Root, digest, is_paper

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(slots=True)
class Batch:
    """The tallies of one run, the Library that it writes to and what it works with.

    `again` reads files too that have not changed.
    """

    library: Library
    settings: Settings
    embedder: Embedder
    steps: Steps
    on_progress: Callable[[Progress], None] | None
    again: bool = False
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
        seen = {failure.document for failure in root.unlisted}
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
        inside = tuple(f"{file.document}/" for file in root.files)
        for record in self.library.documents():
            gone = record.root == str(root.path) and record.document not in seen
            gone = gone and (root.whole or record.document.startswith(inside))
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
        from ingest.readers.sniff import check_size

        name, origin = source.document, str(root.base / source.document)
        rules = replace(source.rules, collection=source.rules.collection or collection)
        known = self.library.find(name)
        check_size(source.path.stat().st_size, self.settings)  # before all of it is read
        found = digest(source.path)
        same = known is not None and known.digest == found
        same = same and known is not None and known.facts == _ruled(known.facts, rules)
        if known is not None and known.origin != origin and _still_there(Path(known.origin)):
            if not same:
                raise _taken(known)
            self.unchanged.append(name)
            return
        if known is not None and same and not self.again:
            if (known.root, known.origin, known.failure) != (str(root.path), origin, None):
                self.library.adopt(name, root=str(root.path), origin=origin)
            self.unchanged.append(name)
        else:
            self._put(source, found, rules, str(root.path), origin)
            (self.added if known is None else self.updated).append(name)

    def _forget_name(self, earlier: str | None, name: str, origin: str) -> None:
        """Take out what the same file was called when another folder was given."""
        if earlier is None or earlier == name:
            return
        now = self.library.find(name)
        if now is not None and now.origin == origin:
            self._remove(earlier)

    def _put(
        self, source: SourceFile, found: str, rules: FolderRules, root: str, origin: str
    ) -> None:
        read = self.steps.read(source, self.settings)
        document = self.steps.structure(read, source, found)
        document = replace(document, facts=_ruled(document.facts, rules))
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

    def settle(self, held: set[str]) -> None:
        """Account, after a rebuild, for the documents that the old Library held.

        Raises LibraryError, so that the old Library stays, where nothing could be read.
        """
        if held and self.failed and not self.added:
            raise LibraryError(
                f"None of the papers could be read, so the Library in {self.library.folder} stays "
                f"as it was. The first: {self.failed[0].document}: {self.failed[0].reason}"
            )
        lost = held.difference(self.added, (failure.document for failure in self.failed))
        self.removed.extend(sorted(lost))

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


def _ruled(facts: Facts, rules: FolderRules) -> Facts:
    """A paper's facts where its folder, or the person who ingests it, has the last word."""
    return replace(
        facts,
        collection=rules.collection or facts.collection,
        provenance=rules.provenance or facts.provenance,
    )


def _still_there(origin: Path) -> bool:
    """Whether the file, or the archive that it lies in, still exists."""
    return origin.is_file() or any(parent.is_file() for parent in origin.parents)


def _taken(known: DocumentRecord) -> ReadError:
    return ReadError(
        f"The Library already has another file of this name, {known.origin}.",
        "Rename one of the two, or give the folder that holds both.",
    )
