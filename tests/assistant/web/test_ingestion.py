from __future__ import annotations

import threading

import pytest

from assistant.web.base import IngestProgress, Unread
from assistant.web.ingestion import BackgroundIngestion, Report
from ingest.errors import LibraryFull


def test_what_the_work_reports_is_seen_while_it_goes_on() -> None:
    reached, on = threading.Event(), threading.Event()

    def work(report: Report) -> None:
        report.reading("a.pdf", 0, 2)
        report.failed("a.pdf", "no text", "board")
        report.reading("b.pdf", 1, 2, "staff")
        reached.set()
        assert on.wait(5)

    ingestion = BackgroundIngestion(work)
    assert ingestion.progress() == IngestProgress()
    ingestion.start()
    assert reached.wait(5)
    failed = (Unread("a.pdf", "no text", "board"),)
    assert ingestion.progress() == IngestProgress(1, 2, "b.pdf", False, failed, "", "staff")
    on.set()
    ingestion.wait(5)
    assert ingestion.progress() == IngestProgress(2, 2, "", True, failed)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (LibraryFull("The disk is full. Free some room."), "The disk is full. Free some room."),
        (ValueError("odd"), "It stopped with ValueError: odd."),
    ],
)
def test_work_that_stops_says_why_and_does_not_claim_to_be_done(
    error: Exception, said: str
) -> None:
    def work(report: Report) -> None:
        report.reading("a.pdf", 0, 2)
        raise error

    ingestion = BackgroundIngestion(work)
    ingestion.start()
    ingestion.wait(5)
    state = ingestion.progress()
    assert state.finished
    assert (state.done, state.total) == (0, 2)
    assert state.problem.startswith(said)
