"""`waymark register`, `next` and `gate`: what each workstream has done, and what follows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli_options import JsonOption, LibraryOption, out, say
from ingest.errors import LibraryError, UsageError
from ingest.settings import Settings, load_settings

if TYPE_CHECKING:
    from assistant.approach import Approach
    from assistant.register import Register, WorkstreamState
    from assistant.route.method import Method
    from assistant.route.recorded import Recorded
    from assistant.route.saying import Said

app = typer.Typer(
    help="The register: what each workstream has done. Only people add to it.",
    no_args_is_help=True,
)
WorkstreamArgument = Annotated[str, typer.Argument(help="The workstream, as in the register.")]


def next_command(
    workstream: WorkstreamArgument, library: LibraryOption = None, as_json: JsonOption = False
) -> None:
    """What a workstream can do next, what holds up the rest, and what the next gate will test."""
    from assistant import output_register as output
    from assistant.register import next_step
    from assistant.route import upcoming

    settings = load_settings(library=library)
    approach, register = _opened(settings)
    name, state = _state(workstream, approach, register)
    step = next_step(approach, state)
    if as_json:
        found = _citations(settings, name, upcoming.upcoming)
        out(json.dumps(step.as_json(found), ensure_ascii=False))
    else:
        out(output.next_text(step, approach, example=register.workstream(name).example))


def gate_command(
    workstream: WorkstreamArgument,
    gate: Annotated[str | None, typer.Argument(help="The gate; the next one if not named.")] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """What a gate tests, and what the register holds for each criterion."""
    from assistant import output_register as output
    from assistant.register import next_gate, review
    from assistant.route import Intent, Kind, gate_named, standing

    settings = load_settings(library=library)
    approach, register = _opened(settings)
    name, state = _state(workstream, approach, register)
    chosen = gate_named(approach, gate) if gate else next_gate(approach, state)
    if chosen is None:
        out(
            json.dumps({"workstream": name, "gate": None, "citations": []})
            if as_json
            else f"{name} has passed every gate."
        )
        return
    found = review(approach, state, chosen)
    if as_json:
        intent = Intent(Kind.READY, gates=(chosen.id,))
        citations = _citations(settings, name, lambda m, r: standing.reply(intent, m, r))
        said = {"workstream": name, "gate": found.as_json(), "citations": citations}
        out(json.dumps(said, ensure_ascii=False))
    else:
        out(output.gate_text(found))


@app.command()
def add(
    workstream: WorkstreamArgument,
    event: Annotated[
        str,
        typer.Argument(
            help="start, submit, endorse, endorse_with_conditions, challenge, withdraw, decide, "
            "note, link or condition_met."
        ),
    ],
    person: Annotated[str, typer.Option(help="Who did it: their name.")],
    role: Annotated[str, typer.Option(help="In what role.")],
    date: Annotated[str, typer.Option(help="When it happened: YYYY-MM-DD.")],
    deliverable: Annotated[str | None, typer.Option(help="The deliverable, by id.")] = None,
    gate: Annotated[str | None, typer.Option(help="The gate, by id.")] = None,
    reason: Annotated[
        str | None, typer.Option(help="Why; conditions, parted by semicolons; exceptions.")
    ] = None,
    outcome: Annotated[
        str | None,
        typer.Option(help="Of a decision: endorse, endorse_with_conditions, challenge or stop."),
    ] = None,
    citation: Annotated[str | None, typer.Option(help="Where it stands in writing.")] = None,
    new: Annotated[bool, typer.Option("--new", help="Begin a workstream of that name.")] = False,
    library: LibraryOption = None,
) -> None:
    """Put on record what a person did or decided. Nothing that is recorded is ever changed."""
    from assistant.register import exchange, record

    approach, register = _opened(load_settings(library=library), write=True)
    values = {
        "workstream": workstream, "event": event, "person": person, "role": role, "date": date,
        "deliverable": deliverable, "gate": gate, "reason": reason, "outcome": outcome,
        "citation": citation,
    }  # fmt: skip
    given = {key: value for key, value in values.items() if value is not None}
    made = exchange.event_of(given)
    done = record(register, approach, made, Date.today(), new=new)
    for warning in done.warnings:
        say(f"waymark: {warning}")
    out(f"Recorded as event {done.event.number}.")


@app.command()
def show(
    workstream: Annotated[
        str | None, typer.Argument(help="The workstream; all at a glance if not named.")
    ] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one workstream's log, or where each workstream stands."""
    from assistant import output_register as output
    from assistant.register import exchange, state_of

    approach, register = _opened(load_settings(library=library))
    if as_json:
        out(exchange.to_json(register.events(workstream)).rstrip())
    elif workstream is not None:
        out(output.log_lines(register.events(workstream)))
    else:
        known = [
            (one, state_of(approach, register.events(one.name))) for one in register.workstreams()
        ]
        out(output.portfolio_text(approach, known))


@app.command()
def export(
    file: Annotated[
        Path | None, typer.Argument(help="Where to; .csv gives a table. Stdout if not named.")
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="A table instead of JSON.")] = False,
    library: LibraryOption = None,
) -> None:
    """Write every event, in order, as one JSON list or as a table."""
    from assistant.register import exchange

    _, register = _opened(load_settings(library=library))
    events = register.events()
    table = as_csv or (file is not None and file.suffix.lower() == ".csv")
    text = exchange.to_csv(events) if table else exchange.to_json(events)
    if file is None:
        out(text.rstrip("\n"))
        return
    try:
        file.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(f"{file} cannot be written ({error}). Name another place.") from error
    say(f"{len(events)} events written to {file}.")


@app.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(help="A list of events as `export` writes it.")],
    library: LibraryOption = None,
) -> None:
    """Take in events that were kept elsewhere, all of them or none; known ones are passed over."""
    from assistant.register import exchange, import_events

    approach, register = _opened(load_settings(library=library), write=True)
    done = import_events(register, approach, exchange.read(file), Date.today())
    for warning in done.warnings:
        say(f"waymark: {warning}")
    skipped = f", {len(done.skipped)} were there already" if done.skipped else ""
    begun = f"; new: {', '.join(done.created)}" if done.created else ""
    out(f"{len(done.added)} events imported{skipped}{begun}.")


@app.command()
def examples(
    clear: Annotated[bool, typer.Option("--clear", help="Take the examples out again.")] = False,
    library: LibraryOption = None,
) -> None:
    """Load six example workstreams of a fictional system, or clear them."""
    from assistant.register import examples as made

    approach, register = _opened(load_settings(library=library), write=True)
    if clear:
        gone = made.clear(register)
        out(f"{len(gone)} example workstreams taken out.")
        return
    done = made.load(register, approach, Date.today())
    out(f"{len(done.created)} example workstreams loaded, {len(done.added)} events.")


def _opened(settings: Settings, *, write: bool = False) -> tuple[Approach, Register]:
    from assistant.approach_in_force import ApproachInForce
    from assistant.register import Register

    force = ApproachInForce(settings).now()
    for problem in force.problems:
        say(f"waymark: an edit of the approach is not in force: {problem}")
    return force.approach, Register.open(settings.library, write=write)


def _state(workstream: str, approach: Approach, register: Register) -> tuple[str, WorkstreamState]:
    from assistant.register import state_of

    name = register.workstream(workstream).name
    return name, state_of(approach, register.events(name))


def _citations(
    settings: Settings, workstream: str, lines: Callable[[Method, Recorded], Iterator[Said]]
) -> list[dict[str, object]]:
    """What an answer stands on, as far as the Library holds the approach's pages."""
    from assistant.output import citation_json
    from assistant.route import Route
    from assistant.shelf import Shelf
    from ingest.library import Library

    try:
        with Library.open(
            settings.library, model=None, dimensions=None, write=False, lock_wait=0.0
        ) as library:
            route = Route(settings, library, Shelf(library))
            return [citation_json(one) for one in route.citations(workstream, lines)]
    except LibraryError:
        return []  # no papers yet, or a Library of another make: the register stands by itself
