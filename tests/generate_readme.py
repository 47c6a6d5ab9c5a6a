"""The parts of README.md that come from the code. `python -m tests.generate_readme` writes them.

Each stands between `<!-- generated: NAME -->` and `<!-- end of NAME -->`; tests/test_docs.py fails
where one is not what the code says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ingest.settings import Settings
from tests.command_line import ROOT, waymark

README = ROOT / "README.md"
WIDTH = 88  # columns that --help is laid out for
_PART = re.compile(r"(<!-- generated: ([\w-]+) -->\n)(.*?)(<!-- end of \2 -->)", re.DOTALL)


def commands() -> str:
    """`--help` of every command, as the program prints it, those of its groups among them."""
    return "\n".join(f"```text\n{text.rstrip()}\n```\n" for text in _helps())


def _helps(*group: str) -> Iterator[str]:
    shown = _help(*group)
    yield shown
    if "Commands:" in shown:
        for name in re.findall(r"(?m)^  (\w+)(?: |$)", shown.split("Commands:")[1]):
            yield from _helps(*group, name)


def settings() -> str:
    """A row for every setting: its variable, its default, its bounds and its meaning."""
    rows = ["| variable | default | allowed | what it is |", "|---|---|---|---|"]
    for name, field in Settings.model_fields.items():
        bounds = ", ".join(
            f"{words} {limit}"
            for bound in field.metadata
            for words, limit in (
                ("from", getattr(bound, "ge", None)),
                ("to", getattr(bound, "le", None)),
            )
            if limit is not None
        )
        meaning = field.description or ""
        rows.append(f"| `WAYMARK_{name.upper()}` | `{field.default}` | {bounds} | {meaning} |")
    return "\n".join(rows) + "\n"


def formats() -> str:
    """The endings that are read."""
    from ingest.readers import ARCHIVES, SUFFIXES

    return ", ".join(f"`{suffix}`" for suffix in sorted(SUFFIXES | ARCHIVES)) + "\n"


def steps() -> str:
    """The answering steps, in their order."""
    from assistant.pipeline import STEPS

    return "    " + " → ".join(step.__name__ for step in STEPS) + "\n"


PARTS: dict[str, Callable[[], str]] = {
    "commands": commands,
    "settings": settings,
    "formats": formats,
    "steps": steps,
}


def filled(text: str) -> str:
    """`text` with every generated part as the code says it now."""
    return _PART.sub(lambda match: f"{match[1]}{PARTS[match[2]]()}{match[4]}", text)


def _help(*command: str) -> str:
    done = waymark(*command, "--help", COLUMNS=WIDTH)
    assert done.code == 0, done.err
    return f"$ waymark {' '.join((*command, '--help'))}\n{done.out}"


def main() -> None:
    """Write the parts into README.md."""
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
