"""`python -m corpus.build`: make the templates and example papers; `--check`: are they up to date?

Files whose content would be the same are left as they are, so that a change shows up alone.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from assistant.approach import load
from corpus.build.examples import examples
from corpus.build.packing import same
from corpus.build.templates import templates

CORPUS = Path(__file__).resolve().parents[1]


def built(corpus: Path) -> Iterator[tuple[Path, bytes]]:
    """(path, finished file) of everything that is made from sources in `corpus`.

    Raises ValueError where the approach's own pages are not in order.
    """
    loaded = load(corpus / "redesign-approach")
    if loaded.problems:
        raise ValueError("\n".join(map(str, loaded.problems)))
    made_templates = ((corpus / "templates" / n, b) for n, b in templates(loaded.approach))
    made_examples = ((corpus / "examples" / n, b) for n, b in examples(corpus / "examples/sources"))
    return chain(made_templates, made_examples)


def stale(corpus: Path, *, write: bool) -> list[str]:
    """Files that are not what their sources say now, by path below `corpus`; mended if `write`.

    A template that no deliverable has any more is one of them.
    """
    found: list[str] = []
    kept = set()
    for path, content in built(corpus):
        kept.add(path)
        if path.exists() and same(path.read_bytes(), content):
            continue
        found.append(path.relative_to(corpus).as_posix())
        if write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    for path in sorted((corpus / "templates").glob("*.docx")):
        if path not in kept:
            found.append(path.relative_to(corpus).as_posix())
            if write:
                path.unlink()
    return found


def main(arguments: list[str]) -> int:
    """Exit code 0; 1 where a check finds something to do, or the sources are not in order."""
    if set(arguments) - {"--check"}:
        print("Usage: python -m corpus.build [--check]", file=sys.stderr)
        return 2
    checking = "--check" in arguments
    try:
        found = stale(CORPUS, write=not checking)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    for name in found:
        print(f"{'out of date' if checking else 'written'}  corpus/{name}")
    if checking and found:
        print("Run `make corpus` and look at what changed.", file=sys.stderr)
    return int(checking and bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
