"""Doing one job: reading a paper in, reading it again, or taking it out.

Whatever happens in between, the Library has either the old version or the new one, and a job that
was stopped half way can be done again from its beginning.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from assistant.web.library.folder import Papers, file_below
from assistant.web.library.job import Job, Outcome, Phase, State, Task
from ingest.embed.base import Embedder
from ingest.library import DocumentRecord, Library
from ingest.report import IngestReport, Progress
from ingest.settings import Settings
from ingest.some import ingest_some, take_out

Embedding = Callable[[], Embedder]
Tell = Callable[[State], None]


def work(job: Job, settings: Settings, embedder: Embedding, tell: Tell, gone: str) -> State:
    """Do the job and give its end; `tell` hears how far it is, `gone` says that a file is missing.

    Raises LibraryBusy where another program writes (nothing is done then), other WaymarkErrors
    where the Library or the model is in trouble.
    """
    state = State(job, Phase.READING)
    tell(state)

    def show(progress: Progress) -> None:
        tell(replace(state, stage=progress.stage, done=progress.done, total=progress.total))

    if job.task is Task.RETIRE:
        return _retired(state, settings)
    if job.task is Task.REREAD:
        return _read_again(state, settings, embedder, show, gone)
    return _brought_in(state, settings, embedder, show, gone)


def _brought_in(
    state: State,
    settings: Settings,
    embedder: Embedding,
    show: Callable[[Progress], None],
    gone: str,
) -> State:
    job, papers = state.job, Papers(settings.library)
    staged = papers.incoming / job.id / job.file
    if not staged.is_file():
        staged = papers.path(job.document)  # it was put there, and then the program was stopped
        if not staged.is_file():
            return failed(state, gone)
    papers.make_collection(job.collection)
    source = papers.source(job.document, staged)
    report = ingest_some(papers.root, [source], settings, embedder(), on_progress=show)
    ended = _end_of(state, report)
    if ended.outcome is Outcome.FAILED:
        return ended
    papers.keep(job.document, staged, datetime.now(UTC))
    if job.retires:
        take_out([job.retires], settings)
        if job.retires.startswith("uploaded/"):
            papers.move_aside(job.retires, "replaced", datetime.now(UTC))
        if ended.outcome is Outcome.ADDED:
            ended = replace(ended, outcome=Outcome.UPDATED)
    return ended


def _read_again(
    state: State,
    settings: Settings,
    embedder: Embedding,
    show: Callable[[Progress], None],
    gone: str,
) -> State:
    record = _record(state.job.document, settings)
    found = file_below(record) if record else None
    if found is None:
        return failed(state, gone)
    root, source = found
    report = ingest_some(root, [source], settings, embedder(), again=True, on_progress=show)
    # Of an archive, others' papers may be read along; what came of those is not told.
    mine = tuple(f for f in report.failed if f.document in (state.job.document, source.document))
    notes = tuple(note for note in report.notes if note[0] == state.job.document)
    counts = replace(report, added=0, removed=0, updated=1, failed=mine, notes=notes)
    return _end_of(state, counts)


def _retired(state: State, settings: Settings) -> State:
    job, papers = state.job, Papers(settings.library)
    names = _of_file(job.document, settings)
    out = take_out(names, settings)
    if job.document.startswith("uploaded/"):
        papers.move_aside(job.document, "retired", datetime.now(UTC))
    return replace(state, phase=Phase.DONE, outcome=Outcome.RETIRED, counts=(0, 0, len(out)))


def _end_of(state: State, report: IngestReport) -> State:
    counts = (report.added, report.updated, report.removed)
    failures = tuple((one.document, one.reason) for one in report.failed)
    own = next((reason for name, reason in failures if name == state.job.document), "")
    came = report.added + report.updated + report.unchanged
    if own or (failures and not came):
        return replace(failed(state, own or failures[0][1]), failures=failures)
    outcome = Outcome.UNCHANGED
    if report.updated or report.removed:
        outcome = Outcome.UPDATED
    elif report.added:
        outcome = Outcome.ADDED
    ended = replace(state, phase=Phase.DONE, outcome=outcome, counts=counts)
    return replace(ended, failures=failures, notes=report.notes)


def failed(state: State, reason: str) -> State:
    """The job's end where it did not work."""
    return replace(state, phase=Phase.DONE, outcome=Outcome.FAILED, reason=reason)


def _record(document: str, settings: Settings) -> DocumentRecord | None:
    with _reading(settings) as library:
        return library.find(document)


def _of_file(document: str, settings: Settings) -> list[str]:
    """The document and, where it is an uploaded archive, all that lies in it."""
    with _reading(settings) as library:
        names = [record.document for record in library.documents()]
    inside = f"{document}/" if document.startswith("uploaded/") else None
    return [n for n in names if n == document or (inside and n.startswith(inside))]


def _reading(settings: Settings) -> Library:
    return Library.open(settings.library, model=None, dimensions=None, write=False, lock_wait=0.0)
