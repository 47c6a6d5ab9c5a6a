"""`waymark eval`: run the assistant over cases, score it, report on it, compare two runs.

The commands are found by the entry-point group `waymark.commands`, since imports point from evals
to assistant only. What a command prints goes to stdout, progress and warnings to stderr.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from assistant.cli_options import JsonOption, LibraryOption, out, say
from evals.cli_options import (
    CasesArgument,
    DepthOption,
    LimitOption,
    NewRunOption,
    RunOption,
    SearchOption,
    SeedOption,
)
from evals.cli_steps import folder_at, judge_of, judged, level_now, new_folder, reported, scored
from evals.level import CASES
from ingest.errors import UsageError
from ingest.settings import load_settings

if TYPE_CHECKING:
    from typer._click import Context

    from assistant.ask import Assistant
    from evals.cases import Case
    from evals.run_folder import RunFolder

_FAULTS_SHOWN = 10


class RunsByDefault(TyperGroup):
    """`waymark eval questions.csv` is `waymark eval run questions.csv`."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Put `run` before what does not name a command."""
        if not args or (args[0] not in self.commands and args[0] not in ("--help", "-h")):
            args.insert(0, "run")
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=RunsByDefault,
    help="Measure the assistant over questions with known answers. Without a command: run.",
    rich_markup_mode=None,
)


@app.command()
def run(
    cases: CasesArgument = None,
    library: LibraryOption = None,
    run: NewRunOption = None,
    limit: LimitOption = None,
    top_k: DepthOption = None,
    search_only: SearchOption = False,
    seed: SeedOption = 20,
) -> None:
    """Generate, have a judge look where one is configured, score and report, in one go."""
    folder, by = new_folder(run), judge_of(load_settings(library=library))
    _generate(cases, library, folder, limit, top_k, search_only, seed)
    judged(folder, by)
    scored(folder)
    reported(folder)


@app.command()
def generate(
    cases: CasesArgument = None,
    library: LibraryOption = None,
    run: NewRunOption = None,
    limit: LimitOption = None,
    top_k: DepthOption = None,
    search_only: SearchOption = False,
    seed: SeedOption = 20,
) -> None:
    """Run the assistant over cases and write down what it makes of each."""
    folder = new_folder(run)
    _generate(cases, library, folder, limit, top_k, search_only, seed)
    out(str(folder.generated_path))


@app.command()
def judge(run: RunOption) -> None:
    """Have a run's answers judged by the model that WAYMARK_JUDGE_URL and _MODEL name."""
    folder, by = folder_at(run), judge_of(load_settings())
    if by is None:
        raise UsageError("No judge is configured. Set WAYMARK_JUDGE_URL and WAYMARK_JUDGE_MODEL.")
    judged(folder, by)
    scored(folder)


@app.command()
def score(run: RunOption) -> None:
    """Score what was generated: every metric of each case with its reason, and the means."""
    scored(folder_at(run))


@app.command()
def report(run: RunOption) -> None:
    """Write report.html, which needs nothing else to be read, and report.md."""
    reported(folder_at(run))


@app.command()
def compare(
    first: Annotated[Path, typer.Argument(help="A scored run's folder.")],
    second: Annotated[Path, typer.Argument(help="Another's, to be held against the first.")],
    target: Annotated[
        Path | None, typer.Option("--out", help="Write the Markdown to this file too.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Set two runs side by side: is what changed more than noise?"""
    from evals import compare as comparing

    found = comparing.compare(folder_at(first), folder_at(second))
    text = comparing.as_markdown(found)
    out(json.dumps(comparing.as_json(found), ensure_ascii=False) if as_json else text.rstrip())
    if target is not None:
        target.write_text(text, encoding="utf8")


@app.command()
def baseline(
    run: Annotated[
        Path | None,
        typer.Option(
            "--run",
            help="A scored run's folder. Without it, the corpus is read and asked now.",
            show_default=False,
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Fail where a metric fell by more than its noise.")
    ] = False,
    folder: Annotated[
        Path | None, typer.Option("--baseline", help="Folder of the baseline.", show_default=False)
    ] = None,
) -> None:
    """Make the baseline anew, or hold a run against it."""
    from evals import baselines as levels

    where = folder or levels.FOLDER
    held = level_now() if run is None else folder_at(run)
    if not check:
        levels.keep(held, where)
        out(f"The baseline in {where} is now that of {held.path}.")
        return
    falls, notes = levels.check(held, where)
    for note in notes:
        say(f"waymark: {note}")
    for fall in falls:
        out(f"fell: {fall}")
    if falls:
        raise typer.Exit(1)
    out("Nothing fell below the baseline by more than its noise.")


@app.command()
def start(library: LibraryOption = None) -> None:
    """Begin a file of questions from thumbs-down feedback; it goes to stdout.

    What was marked done or not a problem in the Quality room is left out.

    waymark eval start --library DIR > questions.jsonl
    """
    from assistant.feedback import FeedbackStore
    from evals.from_feedback import TO_DO, begun, wanted

    folder = load_settings(library=library).library
    store = FeedbackStore(folder)
    kept, settled = wanted(store.all(), store.triaged())
    rows = list(begun(kept))
    if settled:
        say(
            f"waymark: {settled} thumbs down left out: marked done or not a problem in the "
            "Quality room."
        )
    elif not rows:
        say(f"waymark: nobody has given an answer from {folder} a thumbs down.")
    if not rows:
        return
    for row in rows:
        out(json.dumps(row, ensure_ascii=False))
    say(f"waymark: {len(rows)} {'question' if len(rows) == 1 else 'questions'}. {TO_DO}")


@app.command("set")
def set_command(
    name: Annotated[str, typer.Argument(help="beir, clapnq, mtrag, mtrag-rewrites or qmsum.")],
    path: Annotated[Path, typer.Argument(help="The folder that holds the set.")],
    run: NewRunOption = None,
    library: Annotated[
        Path | None,
        typer.Option("--library", help="Where its Library is kept.", show_default="RUN/library"),
    ] = None,
    limit: LimitOption = None,
    search_only: SearchOption = False,
    seed: SeedOption = 20,
) -> None:
    """Run over an outside set: its papers become a Library, its questions the cases."""
    from assistant.ask import Assistant
    from evals.adapters import ADAPTERS, prepare
    from evals.adapters.base import taken
    from evals.generate import generate
    from ingest.embed.minilm import SentenceTransformerEmbedder

    if name not in ADAPTERS:
        raise UsageError(f"There is no set {name}. Known: {', '.join(ADAPTERS)}.")
    outside = ADAPTERS[name](path)
    folder = new_folder(run)
    settings = load_settings(library=library or folder.path / "library")
    by = judge_of(settings)
    embedder = SentenceTransformerEmbedder(settings.embedding_model, settings.embedding_batch)
    cases = taken(prepare(outside, folder.path, settings, embedder), limit)
    with Assistant(settings, embedder) as assistant:
        asked = outside.asked and not search_only
        generate(assistant, cases, folder, depth=outside.depth, asked=asked, seed=seed)
    judged(folder, by)
    scored(folder)
    reported(folder)


def _generate(
    paths: list[Path] | None,
    library: Path | None,
    folder: RunFolder,
    limit: int | None,
    depth: int | None,
    search_only: bool,
    seed: int,
) -> None:
    from assistant.ask import Assistant
    from evals.adapters.base import taken
    from evals.cases import load_cases
    from evals.generate import DEPTH, generate

    notices: list[str] = []
    cases = taken(load_cases(paths or [CASES], notices), limit)
    with Assistant(load_settings(library=library)) as assistant:
        notices += _unfit(assistant, cases, own=bool(paths))
        for notice in notices[:_FAULTS_SHOWN]:
            say(f"waymark: {notice}")
        if len(notices) > _FAULTS_SHOWN:
            say(f"waymark: and {len(notices) - _FAULTS_SHOWN} more of the kind")
        passages = DEPTH if depth is None else depth
        generate(assistant, cases, folder, depth=passages, asked=not search_only, seed=seed)


def _unfit(assistant: Assistant, cases: tuple[Case, ...], *, own: bool) -> list[str]:
    """What the cases expect that the Library does not hold.

    Raises UsageError where the cases that come with Waymark meet a Library of other papers.
    """
    from evals.generate import faults

    found = list(faults(assistant, cases))
    named = sum(bool(case.documents) for case in cases)
    strange = len({line.split(":")[0] for line in found if "has no document" in line})
    if not own and named and strange > named / 2:
        raise UsageError(
            "The cases that come with Waymark are about its own corpus, and this Library holds "
            "other papers. Write your questions into a table, questions.csv, with the columns "
            "question, answer, document, and run `waymark eval questions.csv`."
        )
    return found
