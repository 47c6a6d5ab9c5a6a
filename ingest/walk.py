"""Which files a given path stands for."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import UsageError
from ingest.folder import NAME, FolderRules, rules_above, rules_of
from ingest.model import SourceFile
from ingest.report import Failure


@dataclass(frozen=True, slots=True)
class Root:
    """A folder or file to ingest, with what was found below it, in sorted order.

    path      absolute; what the Library remembers the documents' origin by
    base      document names are relative to it: the folder itself, or a single file's folder
    skipped   names of files that are no papers
    unlisted  folders below that could not be looked into, and names that are no files
    whole     whether `files` are all that is there; if not, what is missing is not taken for gone
    """

    path: Path
    base: Path
    files: tuple[SourceFile, ...]
    skipped: tuple[str, ...] = ()
    unlisted: tuple[Failure, ...] = ()
    whole: bool = True


def find(paths: Sequence[Path], library: Path) -> tuple[Root, ...]:
    """The roots that `paths` stand for; one inside another is part of that other.

    The Library's own folder is passed over. Raises UsageError for a path that does not exist.
    """
    for path in paths:
        if not path.exists():
            raise UsageError(
                f"There is no file or folder {path}. Check the spelling, or give the folder that "
                "holds the papers."
            )
    whole = dict.fromkeys(path.resolve() for path in paths)
    outer = [p for p in whole if not any(p != q and p.is_relative_to(q) for q in whole)]
    return tuple(_root(path, library.resolve()) for path in outer)


def _root(path: Path, library: Path) -> Root:
    if path.is_file():
        return Root(path, path.parent, (SourceFile(path.name, path, rules_above(path)),))
    if not path.is_dir():
        raise UsageError(f"{path} is neither a file nor a folder. Give a file or a folder.")
    files: list[SourceFile] = []
    skipped: list[str] = []
    unlisted: list[Failure] = []

    def trouble(error: OSError) -> None:
        name = Path(error.filename).relative_to(path).as_posix()
        reason = f"The folder could not be looked into ({error.strerror}). Check its permissions."
        unlisted.append(Failure(name, reason))

    above = rules_above(path)
    rules: dict[str, FolderRules] = {}
    for folder, inner, names in os.walk(path, onerror=trouble):
        here = rules_of(Path(folder), rules.get(str(Path(folder).parent), above))
        rules[folder] = here
        inner[:] = [n for n in inner if not n.startswith(".") and Path(folder, n) != library]
        skipped.extend(f"{_below(path, folder, n)}/" for n in inner if here.ignores(n))
        inner[:] = [n for n in inner if not here.ignores(n)]
        links = [n for n in inner if Path(folder, n).is_symlink()]
        for name in (*names, *links):
            file = Path(folder, name)
            document = _below(path, folder, name)
            if _hidden(document) or name == NAME:
                continue
            if here.ignores(name):
                skipped.append(document)
            elif name in links or (is_paper(file.name) and not file.is_file()):
                unlisted.append(Failure(document, _no_file(file)))
            elif is_paper(file.name):
                files.append(SourceFile(document, file, here))
            else:
                skipped.append(document)
    files.sort(key=lambda source: source.document)
    return Root(path, path, tuple(files), tuple(sorted(skipped)), tuple(unlisted))


def _below(root: Path, folder: str, name: str) -> str:
    return Path(folder, name).relative_to(root).as_posix()


def _no_file(path: Path) -> str:
    """Why a name in a folder is not read. Opening a pipe would wait for ever for a writer."""
    if path.is_dir():
        return "This is a link to a folder, and those are not followed. Ingest that folder itself."
    if path.is_symlink() and not path.exists():
        return "This is a link to a file that is not there. Mend the link or delete it."
    return "This is not a file but a pipe, socket or device. Take it out of the folder."


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal; the file is never whole in memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _hidden(document: str) -> bool:
    from ingest.readers.sniff import is_clutter

    return document.rsplit("/", 1)[-1].startswith(".") or is_clutter(document)


def is_paper(name: str) -> bool:
    """Whether a reader reads files of that name, or refuses them with something to do."""
    from ingest.readers import ARCHIVES, SUFFIXES
    from ingest.readers.formats import REMEDIES

    suffix = Path(name).suffix.lower()
    return suffix in SUFFIXES or suffix in ARCHIVES or suffix in REMEDIES
