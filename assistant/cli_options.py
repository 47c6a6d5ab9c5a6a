"""What the commands of the command line share: options, and where their lines go."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

LibraryOption = Annotated[
    Path | None, typer.Option("--library", help="Folder of the Library.", show_default="library")
]
UsersOption = Annotated[
    Path | None,
    typer.Option(
        "--users", help="File of the people who may use the web page.", show_default=False
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def out(line: str) -> None:
    """A line of output."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def say(line: str) -> None:
    """A message to the person, beside the output."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
