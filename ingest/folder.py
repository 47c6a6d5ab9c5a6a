"""What a folder says of the papers in it: the file `waymark.toml`.

    collection = "board-part-2"   # the collection of every paper in and below the folder
    provenance = "example"        # where the papers come from, shown beside every citation
    ignore = ["drafts", "*.tmp"]  # names of files and folders that are no papers to read

A folder inside another keeps what the outer one says and may say otherwise for its own. It is
stronger than the command line's collection and than what a paper says of itself, so that the
confidential part of a folder stays apart whatever is typed.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path

from ingest.errors import UsageError

NAME = "waymark.toml"


@dataclass(frozen=True, slots=True)
class FolderRules:
    """What holds for the papers of one folder; None where nothing is said.

    Taking a `waymark.toml` away moves nothing by itself: the papers keep what it said until they
    change or the Library is made anew.
    """

    collection: str | None = None
    provenance: str | None = None
    ignore: tuple[str, ...] = ()

    def ignores(self, name: str) -> bool:
        """Whether a file or folder of that name, without its path, is passed over."""
        return any(fnmatch(name, pattern) for pattern in self.ignore)


NO_RULES = FolderRules()


def rules_above(folder: Path) -> FolderRules:
    """The rules that hold for a folder or file given by itself: those of every folder it lies in.

    What they pass over counts for the names below it, not for itself: somebody asked for it.
    """
    rules = NO_RULES
    for outer in reversed(folder.parents):
        rules = rules_of(outer, rules)
    return rules


def rules_of(folder: Path, outer: FolderRules = NO_RULES) -> FolderRules:
    """The rules of a folder that lies in one with the rules `outer`.

    Raises UsageError for a file that cannot be understood: going on without it could put a
    confidential paper before everybody.
    """
    path = folder / NAME
    if not path.is_file():
        return outer
    try:
        said = tomllib.loads(path.read_text("utf8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read ({error}). Mend it or take it away.") from error
    collection, provenance = said.pop("collection", None), said.pop("provenance", None)
    ignore = said.pop("ignore", [])
    if said:
        raise UsageError(
            f"{path} says {', '.join(sorted(said))}, which means nothing here. It may say "
            "collection, provenance and ignore."
        )
    for key, value in (("collection", collection), ("provenance", provenance)):
        if value is not None and not (isinstance(value, str) and value.strip()):
            raise UsageError(f"{path}: {key} must be a name between quotes.")
    if not (isinstance(ignore, list) and all(isinstance(name, str) for name in ignore)):
        raise UsageError(f'{path}: ignore must be a list of names, as in ["drafts", "*.tmp"].')
    return replace(
        outer,
        collection=collection or outer.collection,
        provenance=provenance or outer.provenance,
        ignore=(*outer.ignore, *ignore),
    )
