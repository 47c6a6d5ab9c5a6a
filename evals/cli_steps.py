"""What several commands of `waymark eval` do with a run's folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli_options import out, say

if TYPE_CHECKING:
    from evals.judge import ChatJudge
    from evals.run_folder import RunFolder
    from ingest.settings import Settings


def folder_at(path: Path) -> RunFolder:
    """The run's folder there."""
    from evals.run_folder import RunFolder

    return RunFolder(path)


def new_folder(path: Path | None) -> RunFolder:
    """The folder for a run, by date and time where none is named."""
    return folder_at(path or Path("runs") / datetime.now().strftime("%Y-%m-%d-%H%M%S"))


def judge_of(settings: Settings) -> ChatJudge | None:
    """The judge that is configured, if any. Raises UsageError for half of one, before any work."""
    from evals.judge import configured

    return configured(settings)


def judged(folder: RunFolder, by: ChatJudge | None) -> None:
    """Have a run's answers judged, where there is a judge."""
    from evals.judge import judge

    if by is not None:
        say(f"waymark: {by.name} judges. Questions, answers and quotes go to {by.url}.")
        judge(folder, by)


def scored(folder: RunFolder) -> None:
    """Score a run and print the means."""
    from evals.report.markdown import plain
    from evals.report.view import view
    from evals.score import score

    score(folder)
    out(plain(view(folder)))


def reported(folder: RunFolder) -> None:
    """Write a run's report and say where it is."""
    from evals.report import report

    out(f"report: {report(folder)}")


def level_now() -> RunFolder:
    """Ask the committed cases over the committed corpus, into a new folder."""
    from evals.level import level

    folder = new_folder(None)
    level(folder, folder.path / "library")
    reported(folder)
    return folder
