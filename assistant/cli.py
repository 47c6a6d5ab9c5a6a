"""The command line. Its options and JSON are a contract: see README.md.

Output goes to stdout, progress and messages to stderr. Exit codes: 0 done (a refusal to answer is
done), 1 some files failed or the work failed, 2 bad usage.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from ingest.errors import WaymarkError
from ingest.settings import load_settings

app = typer.Typer(
    name="waymark",
    help="Answers over an organisation's papers, every sentence with its source.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

LibraryOption = Annotated[
    Path | None, typer.Option("--library", help="Folder of the Library.", show_default="library")
]
FromOption = Annotated[
    Path | None,
    typer.Option("--from", help='JSON lines of {"id", "question", "history"}; - for stdin.'),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def main() -> None:
    """Entry point: run a command and end with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except WaymarkError as error:
        _say(f"waymark: {error}")
        raise SystemExit(error.exit_code) from None
    except BrokenPipeError:
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        _say("waymark: stopped. The library is whole; run the command again to go on.")
        raise SystemExit(130) from None


@app.command()
def ingest(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files and folders; corpus/ if none is named.")
    ] = None,
    library: LibraryOption = None,
    collection: Annotated[
        str | None, typer.Option(help="Collection for papers that do not name one themselves.")
    ] = None,
    rebuild: Annotated[bool, typer.Option(help="Make the Library again from nothing.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Read papers into the Library. Unchanged files are skipped, removed ones taken out."""
    from assistant import output
    from assistant.ingesting import ingest_with_progress

    settings = load_settings(library=library)
    report = ingest_with_progress(paths or [default_corpus()], settings, rebuild, collection)
    if as_json:
        _out(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        _out(output.report_text(report))
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

    with Assistant(load_settings(library=library)) as assistant:
        for question in output.questions(query, source):
            found = assistant.search(question, top_k)
            _out(output.search_json(question, found) if as_json else output.search_text(found))


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

    with Assistant(load_settings(library=library)) as assistant:
        for asked in output.questions(question, source):
            answer = assistant.ask(asked)
            _out(output.answer_json(asked, answer) if as_json else output.answer_text(answer))


@app.command()
def text(
    document: Annotated[str, typer.Argument(help="The document's path as the Library has it.")],
    library: LibraryOption = None,
) -> None:
    """Print a document's canonical text, which citations' start and end count in."""
    from ingest.library import Library

    folder = load_settings(library=library).library
    with Library.open(folder, model=None, dimensions=None, write=False, lock_wait=0.0) as opened:
        sys.stdout.write(opened.text(document))
        sys.stdout.flush()


@app.command()
def serve(
    library: LibraryOption = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; 0 takes a free one.")] = None,
) -> None:
    """Open the web chat on this machine."""
    from assistant.web.start import start

    start(load_settings(library=library, host=host, port=port), default_corpus())


@app.command()
def chat(library: LibraryOption = None) -> None:
    """Ask in the terminal; earlier questions are remembered until an empty line ends it."""
    from assistant import output
    from assistant.ask import Assistant
    from assistant.model import Question

    history: tuple[str, ...] = ()
    with Assistant(load_settings(library=library)) as assistant:
        _say("Ask about the papers. An empty line ends.")
        while typed := _typed():
            answer = assistant.ask(Question(typed, history))
            _out(output.answer_text(answer) + "\n")
            history = (*history, typed)


@app.command()
def doctor(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Check the install, the model and the Library, and say what to do about each fault."""
    from assistant.doctor import examine

    findings = examine(load_settings(library=library))
    if as_json:
        _out(json.dumps([f.as_json() for f in findings], ensure_ascii=False))
    else:
        _out("\n".join(f.as_text() for f in findings))
    if any(not f.well for f in findings):
        raise typer.Exit(1)


def default_corpus() -> Path:
    """The corpus that ships with Waymark: beside the code, or below the working folder."""
    here = Path("corpus")
    return here if here.is_dir() else Path(__file__).resolve().parent.parent / "corpus"


def _typed() -> str:
    try:
        return input("> ").strip()
    except EOFError:
        return ""


def _out(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
