"""What the commands of `waymark eval` share: their arguments and options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

CasesArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Files of cases, or folders of them: JSON lines, or a table (.csv) with the columns "
        "question, answer, document. Those that come with Waymark if none is named."
    ),
]
NewRunOption = Annotated[
    Path | None,
    typer.Option("--run", help="Folder for the run.", show_default="runs/DATE-TIME"),
]
RunOption = Annotated[Path, typer.Option("--run", help="The run's folder.")]
LimitOption = Annotated[
    int | None, typer.Option("--limit", min=1, help="So many cases, spread evenly over all.")
]
DepthOption = Annotated[
    int | None,
    typer.Option("--top-k", min=0, max=200, help="Passages to search for; 0 makes no search."),
]
SearchOption = Annotated[bool, typer.Option("--search-only", help="Search, but ask nothing.")]
SeedOption = Annotated[int, typer.Option("--seed", help="Of the intervals' random draws.")]
