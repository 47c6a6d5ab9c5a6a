"""The desk: one job after the other, whatever else writes to the Library, over a restart too."""

from __future__ import annotations

import os
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.audit import AuditLog, What
from assistant.web.library import desk as desk_module
from assistant.web.library.desk import Desk
from assistant.web.library.job import Job, Outcome, Phase, State, Task, job_from
from assistant.web.words import Words
from ingest.library import DocumentRecord, Library
from ingest.run import ingest
from ingest.settings import Settings
from tests.fakes import FakeEmbedder

ONE = b"# The lamp\n\nThe lamp is red.\n"
TWO = b"# The lamp\n\nThe lamp is green.\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(library=tmp_path / "library", lock_wait_seconds=0.1)


@pytest.fixture
def desk(settings: Settings, words: Words) -> Desk:
    return made(settings, words)


def made(settings: Settings, words: Words) -> Desk:
    return Desk(settings, AuditLog(settings.library), words, FakeEmbedder)


def staged(desk: Desk, content: bytes, name: str = "lamp.md", **kind: str) -> Job:
    document = desk.papers.document("open", name)
    task = Task.REPLACE if desk.papers.path(document).exists() else Task.ADD
    job = Job(task, document, "open", "Bo", "Lamp", file=document.rsplit("/", 1)[-1], **kind)
    path = desk.papers.incoming / job.id / job.file
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return job


def done(desk: Desk, job: Job) -> State:
    desk.add(job)
    desk.wait()
    return next(state for state in desk.states(None) if state.job.id == job.id)


def held(settings: Settings) -> dict[str, tuple[DocumentRecord, str]]:
    with Library.open(
        settings.library, model=None, dimensions=None, write=False, lock_wait=0
    ) as library:
        return {r.document: (r, library.text(r.document)) for r in library.documents()}


def test_a_paper_is_added_replaced_and_retired(desk: Desk, settings: Settings) -> None:
    job = staged(desk, ONE)
    assert done(desk, job).outcome is Outcome.ADDED
    record, text = held(settings)["uploaded/open/lamp.md"]
    assert (record.facts.collection, "red" in text) == ("open", True)
    assert Path(record.origin).read_bytes() == ONE
    assert done(desk, staged(desk, ONE)).outcome is Outcome.UNCHANGED
    assert done(desk, staged(desk, TWO, "LAMP.md")).outcome is Outcome.UPDATED
    again, text = held(settings)["uploaded/open/lamp.md"]
    assert (again.id, "green" in text) == (record.id, True)
    assert Path(again.origin).read_bytes() == TWO
    assert done(desk, Job(Task.RETIRE, record.document, "open", "Bo")).outcome is Outcome.RETIRED
    assert held(settings) == {}
    kept = [path.read_bytes() for path in desk.papers.retired.rglob("*.md")]
    assert sorted(kept) == sorted([ONE, ONE, TWO]), "nothing is deleted"
    assert list(desk.papers.incoming.iterdir()) == []
    whats = [row.what for row in AuditLog(settings.library).rows()]
    assert whats == [What.RETIRED, What.REPLACED, What.REPLACED, What.ADDED]


def test_a_library_made_anew_has_what_was_uploaded(desk: Desk, settings: Settings) -> None:
    done(desk, staged(desk, ONE))
    ingest([], settings, FakeEmbedder(), rebuild=True)
    record, _ = held(settings)["uploaded/open/lamp.md"]
    assert record.facts.collection == "open"


def test_a_file_that_cannot_be_read_changes_nothing(desk: Desk, settings: Settings) -> None:
    done(desk, staged(desk, ONE))
    state = done(desk, staged(desk, b"\x00" * 50))
    assert state.outcome is Outcome.FAILED
    assert state.reason
    record, text = held(settings)["uploaded/open/lamp.md"]
    assert "red" in text
    assert Path(record.origin).read_bytes() == ONE
    assert list(desk.papers.incoming.iterdir()) == []


def test_another_writer_is_waited_for_and_that_is_said(desk: Desk, settings: Settings) -> None:
    done(desk, staged(desk, ONE))
    with Library.open(settings.library, model=None, dimensions=None, write=True, lock_wait=0):
        desk.add(staged(desk, TWO))
        until(lambda: desk.states(None)[0].phase is Phase.HELD_UP)
        assert "red" in held(settings)["uploaded/open/lamp.md"][1], "the old one is searchable"
    desk.wait()
    assert desk.states(None)[0].outcome is Outcome.UPDATED


def test_of_two_requests_for_one_paper_at_once_one_is_taken(desk: Desk, settings: Settings) -> None:
    done(desk, staged(desk, ONE))
    jobs = [staged(desk, b"# Lamp %d\n\nIt is lit.\n" % number) for number in range(8)]
    with (
        Library.open(settings.library, model=None, dimensions=None, write=True, lock_wait=0),
        ThreadPoolExecutor(8) as threads,
    ):
        taken = [state for state in threads.map(desk.add, jobs) if state is not None]
        assert len(taken) == 1
        assert desk.add(Job(Task.RETIRE, jobs[0].document, "open", "Bo")) is None
    desk.wait()
    assert desk.states(None)[0].job == taken[0].job


def test_half_a_file_of_days_ago_is_taken_away(
    settings: Settings, words: Words, desk: Desk
) -> None:
    half, new = (desk.papers.incoming / name for name in ("0a", "0b"))
    for place in (half, new):
        place.mkdir(parents=True)
        (place / "x.pdf").write_bytes(b"%PDF")
    os.utime(half, (1, 1))
    made(settings, words)
    assert [place.name for place in desk.papers.incoming.iterdir()] == ["0b"]


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_what_was_left_undone_is_done_after_a_restart(
    settings: Settings, words: Words, desk: Desk
) -> None:
    job = staged(desk, ONE)
    (desk.papers.incoming / f"{job.id}.json").write_text(job.as_json(), "utf8")
    (desk.papers.incoming / "0bad.json").write_text("{", "utf8")
    assert job_from(job.as_json()) == job
    after = made(settings, words)
    after.wait()
    assert after.states(None)[0].outcome is Outcome.ADDED
    assert "uploaded/open/lamp.md" in held(settings)


def test_a_job_stopped_after_its_file_was_put_in_place_still_ends_well(
    settings: Settings, words: Words, desk: Desk
) -> None:
    done(desk, staged(desk, ONE))
    job = Job(Task.ADD, "uploaded/open/lamp.md", "open", "Bo", file="lamp.md")
    assert done(desk, job).outcome is Outcome.UNCHANGED


def test_jobs_of_collections_that_may_not_be_read_are_not_there(desk: Desk) -> None:
    done(desk, staged(desk, ONE))
    assert desk.states(frozenset({"staff"})) == ()
    assert len(desk.states(frozenset({"open"}))) == 1


def test_a_paper_from_a_folder_is_read_again_and_retired_without_touching_it(
    desk: Desk, settings: Settings, tmp_path: Path
) -> None:
    outside = tmp_path / "papers" / "bell.md"
    outside.parent.mkdir()
    outside.write_text("# The bell\n\nThe bell is loud.\n")
    ingest([outside.parent], settings, FakeEmbedder())
    assert done(desk, Job(Task.REREAD, "bell.md", "default", "Bo")).outcome is Outcome.UPDATED
    replacing = staged(desk, ONE, retires="bell.md")
    assert done(desk, replacing).outcome is Outcome.UPDATED
    assert set(held(settings)) == {"uploaded/open/lamp.md"}
    assert outside.is_file()
    assert ingest([outside.parent], settings, FakeEmbedder()).added_names == ("bell.md",)
    outside.unlink()
    state = done(desk, Job(Task.REREAD, "bell.md", "default", "Bo"))
    assert (state.outcome, "bell.md" in held(settings)) == (Outcome.FAILED, True)


def test_an_archive_comes_and_goes_as_a_whole(
    desk: Desk, settings: Settings, tmp_path: Path
) -> None:
    archive = tmp_path / "two.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.md", "# First\n\nWords of the first.\n")
        file.writestr("b.md", "# Second\n\nWords of the second.\n")
        file.writestr("c.pdf", "this is not one")
    state = done(desk, staged(desk, archive.read_bytes(), "two.zip"))
    assert (state.outcome, state.counts) == (Outcome.ADDED, (2, 0, 0))
    assert [name for name, _ in state.failures] == ["uploaded/open/two.zip/c.pdf"]
    record = held(settings)["uploaded/open/two.zip/a.md"][0]
    assert record.facts.collection == "open"
    assert desk.papers.file_of(record) == "uploaded/open/two.zip"
    out = done(desk, Job(Task.RETIRE, "uploaded/open/two.zip", "open", "Bo"))
    assert (out.counts[2], held(settings)) == (2, {})


def test_the_desk_goes_on_after_an_error_that_nobody_foresaw(
    settings: Settings, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_module, "_LOOK_SECONDS", 0.02)
    desk = made(settings, words)
    failures: list[str] = []

    def broken(name: str) -> Callable[..., None]:
        def fail(*_: object, **__: object) -> None:
            failures.append(name)
            raise OSError(5, f"{name} does not work")

        return fail

    with monkeypatch.context() as patched:
        for part, name in ((desk._audit, "add"), (desk._claims, "done")):
            patched.setattr(part, name, broken(name))
        assert done(desk, staged(desk, ONE)).outcome is Outcome.ADDED
        patched.setattr(desk._claims, "take_free", broken("take_free"))
        until(lambda: failures.count("take_free") > 1)
        patched.setattr(desk, "_done", broken("_done"))
        assert done(desk, staged(desk, TWO)).outcome is Outcome.FAILED
    assert {"add", "done"} < set(failures)
    assert done(desk, staged(desk, TWO)).outcome is Outcome.UPDATED
