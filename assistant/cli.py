"""The command line. Its options and JSON are a contract: see README.md.

Output goes to stdout, progress and messages to stderr. Exit codes: 0 done (a refusal to answer is
done), 1 some files failed or the work failed, 2 bad usage, 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from assistant import cli_approach, cli_register, cli_users
from assistant.cli_options import JsonOption, LibraryOption, UsersOption, out, say
from ingest.errors import UsageError, WaymarkError
from ingest.settings import Settings, load_settings

INTERRUPTED = 130  # what shells give a program that Ctrl-C ended: 128 + SIGINT

app = typer.Typer(
    name="waymark",
    help="Answers over an organisation's papers, every sentence with its source.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # boxes and colours are in the way of logs, pipes and the README
)

FromOption = Annotated[
    Path | None,
    typer.Option("--from", help='JSON lines of {"id", "question", "history"}; - for stdin.'),
]


def main() -> None:
    """Entry point: run a command and end with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    _find_commands()
    try:
        app(prog_name="waymark")
    except WaymarkError as error:
        say(f"waymark: {error}")
        raise SystemExit(error.exit_code) from None
    except SystemExit as ended:
        if ended.code == INTERRUPTED:
            say("waymark: stopped. What was finished is kept; run the command again to go on.")
        raise
    except Exception as error:  # the edge: whatever it is, a person reads what to do about it
        from assistant.output import fault

        say(f"waymark: {fault(error)}")
        raise SystemExit(1) from error


@cache
def _find_commands() -> None:
    """Add the commands of our packages that stand above this one and may not be imported here."""
    from importlib.metadata import distributions

    # All of that name: an older build may lie in the working folder, before the one installed.
    every = [point for one in distributions(name="waymark") for point in one.entry_points]
    found = {point.name: point for point in every if point.group == "waymark.commands"}
    for name, point in sorted(found.items()):
        app.add_typer(point.load(), name=name)
    if "eval" not in found:
        anything = {"allow_extra_args": True, "ignore_unknown_options": True}
        app.command("eval", hidden=True, context_settings=anything)(_no_evals)


def _no_evals() -> None:
    raise UsageError(
        "The evaluation suite is not among the commands of this install. Install Waymark again: "
        "pip install -e . -c constraints.txt"
    )


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        out(f"waymark {version('waymark')}")
        raise typer.Exit


@app.callback()
def waymark(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Answers over an organisation's papers, every sentence with its source."""


@app.command()
def ingest(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files and folders; corpus/ if none is named.")
    ] = None,
    library: LibraryOption = None,
    collection: Annotated[
        str | None,
        typer.Option(
            help="Collection of these papers: overrides what a file says of itself, and is "
            "remembered for the folder."
        ),
    ] = None,
    rebuild: Annotated[
        bool,
        typer.Option(
            "--rebuild",
            help="Make the Library anew, from these papers and from every folder that it holds.",
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Read papers into the Library. Unchanged files are skipped, removed ones taken out."""
    from assistant import output
    from assistant.ingesting import ingest_with_progress

    settings = load_settings(library=library)
    report = ingest_with_progress(paths or [default_corpus()], settings, rebuild, collection)
    if as_json:
        out(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        out(output.report_text(report))
    if report.failed:
        raise typer.Exit(1)


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(help="What to look for.")] = None,
    source: FromOption = None,
    library: LibraryOption = None,
    top_k: Annotated[int, typer.Option("--top-k", min=1, max=200, help="Passages to show.")] = 5,
    as_json: JsonOption = False,
) -> None:
    """Find the passages nearest to a question."""
    from assistant import output
    from assistant.ask import Assistant
    from assistant.questions import questions

    settings = load_settings(library=library)
    wanted = questions(query, source, most=settings.max_question_chars)
    with Assistant(settings) as assistant:
        for question in wanted:
            found = assistant.search(question, top_k)
            out(output.search_json(question, found) if as_json else output.search_text(found))


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    source: FromOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question from the papers, every sentence with its source."""
    from assistant import output
    from assistant.ask import Assistant
    from assistant.model import Status
    from assistant.questions import questions

    wanted = questions(question, source)
    failed = False
    with Assistant(load_settings(library=library)) as assistant:
        for asked in wanted:
            answer = output.answered(assistant, asked)
            out(output.answer_json(asked, answer) if as_json else output.answer_text(answer))
            failed = failed or answer.status is Status.ERROR
    if failed:
        raise typer.Exit(1)


@app.command()
def text(
    document: Annotated[str, typer.Argument(help="The document's path as the Library has it.")],
    library: LibraryOption = None,
) -> None:
    """Print a document's canonical text, which citations count in."""
    from ingest.library import Library

    settings = load_settings(library=library)
    written = _register_text(document, settings)
    if written is None:
        with Library.open(
            settings.library, model=None, dimensions=None, write=False, lock_wait=0.0
        ) as opened:
            written = opened.text(document)
    sys.stdout.write(written)
    sys.stdout.flush()


@app.command()
def serve(
    library: LibraryOption = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; 0 takes a free one.")] = None,
    users: UsersOption = None,
) -> None:
    """Open the web chat on this machine."""
    from assistant.web.start import start

    start(load_settings(library=library, host=host, port=port, users=users), default_corpus())


@app.command()
def chat(library: LibraryOption = None) -> None:
    """Ask in the terminal, follow-ups included; an empty line ends it."""
    from assistant import output
    from assistant.ask import Assistant
    from assistant.model import Question

    history: tuple[str, ...] = ()
    with Assistant(load_settings(library=library)) as assistant:
        say("Ask about the papers. An empty line ends.")
        while typed := _typed():
            answer = output.answered(assistant, Question(typed, history))
            out(output.answer_text(answer) + "\n")
            history = (*history, typed)


@app.command()
def doctor(
    library: LibraryOption = None, users: UsersOption = None, as_json: JsonOption = False
) -> None:
    """Check the install, the model, the Library and the file of people, if there is one.

    Each fault comes with what to do about it.
    """
    from assistant.doctor import examine

    findings = examine(load_settings(library=library, users=users))
    if as_json:
        out(json.dumps([f.as_json() for f in findings], ensure_ascii=False))
    else:
        out("\n".join(f.as_text() for f in findings))
    if any(not f.well for f in findings):
        raise typer.Exit(1)


app.command("next")(cli_register.next_command)
app.command("gate")(cli_register.gate_command)
app.add_typer(cli_approach.app, name="approach")
app.add_typer(cli_register.app, name="register")
app.add_typer(cli_users.app, name="users")


def _register_text(document: str, settings: Settings) -> str | None:
    """A workstream's log, where `document` is what citations call it."""
    from assistant.register import Register, document_name, log_text

    register = Register.open(settings.library, write=False)
    for one in register.workstreams() if document.startswith(document_name("")) else ():
        if document_name(one.name) == document:
            return log_text(register.events(one.name)).text
    return None


def default_corpus() -> Path:
    """The corpus that ships with Waymark: beside the code, or below the working folder."""
    here = Path("corpus")
    return here if here.is_dir() else Path(__file__).resolve().parent.parent / "corpus"


def _typed() -> str:
    sys.stderr.write("> ")  # not through `input`, which would write it among the answers
    sys.stderr.flush()
    return sys.stdin.readline().strip()


if __name__ == "__main__":
    main()
