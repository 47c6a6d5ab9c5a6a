"""`waymark approach`: what the method says, and whether its pages are in order."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli_options import JsonOption, LibraryOption, out, say
from ingest.errors import UsageError
from ingest.settings import load_settings

app = typer.Typer(help="The redesign approach: show it, check its pages.", no_args_is_help=True)


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="Folder of the pages; the approach in use if not named.")
    ] = None,
) -> None:
    """Check the approach's pages: ids, needs, gates, criteria, headings. Exit code 1 for faults."""
    from assistant.approach import load
    from assistant.approach_in_force import folder_of

    folder = folder or folder_of(load_settings())
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}. Name the folder that holds the pages.")
    loaded = load(folder)
    for problem in loaded.problems:
        out(str(problem))
    if loaded.problems:
        say(f"waymark: {len(loaded.problems)} faults in {folder}; the pages are not in order.")
        raise typer.Exit(1)
    found = loaded.approach
    criteria = sum(len(gate.criteria) for gate in found.gates)
    out(
        f"In order: {len(found.deliverables)} deliverables, {len(found.gates)} gates with "
        f"{criteria} criteria, {len(found.rules)} rules."
    )


@app.command()
def show(
    what: Annotated[
        str | None, typer.Argument(help="A deliverable or gate, by id or name; all if not named.")
    ] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the approach in force, or one deliverable or gate of it."""
    from assistant import output_register as output
    from assistant.approach_in_force import ApproachInForce
    from assistant.route.names import Names, Thing

    force = ApproachInForce(load_settings(library=library)).now()
    for problem in force.problems:
        say(f"waymark: not in force: {problem}")
    approach = force.approach
    if what is None:
        if as_json:
            out(json.dumps(asdict(approach), ensure_ascii=False))
        else:
            out(output.approach_text(approach))
        return
    names = Names(approach, ())
    found = names.find(what)
    if len(found) != 1:
        near = [*names.nearest(what, Thing.DELIVERABLE, 2), *names.nearest(what, Thing.GATE, 1)]
        raise UsageError(f"Nothing is called {what}. Did you mean {', '.join(near)}?")
    key = found[0].id
    thing = approach.deliverable.get(key) or approach.gate[key]
    if as_json:
        out(json.dumps(asdict(thing), ensure_ascii=False))
    else:
        out(output.thing_text(thing, approach))
