"""Jobs that were left over are each taken by one program, tried with real ones."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.audit import AuditLog
from assistant.web.library import claims as claims_module
from assistant.web.library import desk as desk_module
from assistant.web.library.claims import Claims
from assistant.web.library.desk import Desk
from assistant.web.library.job import Job, Outcome, Task
from assistant.web.words import Words
from ingest.settings import Settings
from tests.fakes import FakeEmbedder

TAKER = """
import sys
from pathlib import Path
from assistant.web.library.claims import Claims
claims = Claims(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
print(*(job.id for job in claims.take_free()), flush=True)
sys.stdin.readline()
"""
Taker = subprocess.Popen[str]


@contextmanager
def takers(folder: Path, count: int) -> Iterator[list[Taker]]:
    """Programs that take jobs once they are told a line, and keep them until they end."""
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", TAKER, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(count)
    ]
    try:
        for program in programs:
            assert program.stdout and program.stdout.readline() == "ready\n"
        yield programs
    finally:
        for program in programs:
            program.kill()
            program.communicate()


def go(program: Taker) -> None:
    assert program.stdin
    program.stdin.write("\n")
    program.stdin.flush()


def told(program: Taker) -> set[str]:
    assert program.stdout
    return set(program.stdout.readline().split())


def left_over(folder: Path, document: str = "uploaded/open/lamp.md") -> Job:
    job = Job(Task.ADD, document, "open", "Bo", "Lamp", file=document.rsplit("/", 1)[-1])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{job.id}.json").write_text(job.as_json(), "utf8")
    return job


def with_file(incoming: Path) -> Job:
    job = left_over(incoming.parent / "made")
    staged = incoming / job.id / job.file
    staged.parent.mkdir(parents=True)
    staged.write_text("# The lamp\n\nThe lamp is red.\n", "utf8")
    (incoming.parent / "made" / f"{job.id}.json").replace(incoming / f"{job.id}.json")
    return job


def end_of(desk: Desk) -> Outcome:
    end = time.monotonic() + 20
    while not (done := desk.states(None)) or done[0].outcome is None:
        assert time.monotonic() < end
        time.sleep(0.05)
    return done[0].outcome


def test_of_two_programs_one_has_each_job_and_the_end_of_one_frees_its_own(
    tmp_path: Path,
) -> None:
    jobs = {left_over(tmp_path).id for _ in range(200)}
    with takers(tmp_path, 2) as (one, other):
        go(one)
        go(other)
        taken = told(one), told(other)
        assert taken[0] | taken[1] == jobs
        assert not taken[0] & taken[1]
        mine = Claims(tmp_path)
        assert list(mine.take_free()) == []
        assert {job.id for job in mine.others()} == jobs
        one.kill()
        one.wait()
        assert {job.id for job in mine.take_free()} == taken[0]


def test_a_job_that_was_put_is_taken_and_a_done_one_is_gone(tmp_path: Path) -> None:
    mine, job = Claims(tmp_path), Job(Task.RETIRE, "a.md", "open", "Bo")
    mine.put(job)
    assert (list(Claims(tmp_path).take_free()), mine.others({job.id})) == ([], [])
    assert mine.others() == [job]
    mine.done(job.id)
    assert list(tmp_path.iterdir()) == []
    assert list(Claims(tmp_path).take_free()) == []


def test_what_is_no_job_is_told_once_and_let_lie(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "0bad.json").write_text("{", "utf8")
    (tmp_path / "0other.json").write_text(Job(Task.ADD, "a", "b", "c").as_json(), "utf8")
    mine = Claims(tmp_path)
    for _ in range(2):
        assert (list(mine.take_free()), mine.others()) == ([], [])
    assert len(caplog.records) == 2


def test_a_desk_leaves_another_server_s_job_alone_and_does_it_when_that_is_gone(
    tmp_path: Path, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_module, "_LOOK_SECONDS", 0.05)
    settings = Settings(library=tmp_path / "library")
    incoming = settings.library / "papers" / ".incoming"
    job = with_file(incoming)
    staged = incoming / job.id / job.file
    with takers(incoming, 1) as (other,):
        go(other)
        assert told(other) == {job.id}
        desk = Desk(settings, AuditLog(settings.library), words, FakeEmbedder)
        time.sleep(0.3)
        assert (desk.states(None), staged.is_file()) == ((), True)
    assert end_of(desk) is Outcome.ADDED
    assert list(incoming.iterdir()) == []


def test_an_idle_desk_takes_over_what_came_later_from_a_server_that_was_killed(
    tmp_path: Path, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_module, "_LOOK_SECONDS", 0.3)
    settings = Settings(library=tmp_path / "library")
    incoming = settings.library / "papers" / ".incoming"
    desk = Desk(settings, AuditLog(settings.library), words, FakeEmbedder)
    with takers(incoming, 1) as (other,):
        with monkeypatch.context() as blind:  # else it might look before the other has it
            blind.setattr(desk._claims, "take_free", lambda: iter(()))
            job = with_file(incoming)
            go(other)
            assert told(other) == {job.id}
        assert desk.waits_for(job.document)
        assert desk.add(Job(Task.RETIRE, job.document, "open", "Bo")) is None
        assert (desk.states(None), len(list(incoming.glob("*.json")))) == ((), 1)
        other.kill()
        other.wait()
        assert end_of(desk) is Outcome.ADDED
    assert list(incoming.iterdir()) == []
    assert not desk.waits_for(job.document)


@pytest.mark.parametrize("step", ["_lock", "replace"])
def test_a_job_that_cannot_be_put_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object) -> bool:
        raise OSError(28, "No space left on device")

    mine, job = Claims(tmp_path), Job(Task.RETIRE, "a.md", "open", "Bo")
    with monkeypatch.context() as broken:
        broken.setattr(claims_module if step == "_lock" else Path, step, full)
        with pytest.raises(OSError, match="No space"):
            mine.put(job)
    assert list(tmp_path.iterdir()) == []
    mine.put(job)
    assert mine.others({job.id}) == []


def test_what_was_half_written_long_ago_is_taken_away(tmp_path: Path) -> None:
    for name in (".0a.part", ".0b.part"):
        (tmp_path / name).write_text("{", "utf8")
    os.utime(tmp_path / ".0a.part", (1, 1))
    Claims(tmp_path).clear_forgotten(datetime.now(UTC) - timedelta(days=1))
    assert [path.name for path in tmp_path.iterdir()] == [".0b.part"]


def test_what_cannot_be_locked_is_told_once_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def none(_: object) -> bool:
        raise OSError(37, "No locks available")

    job, mine = left_over(tmp_path), Claims(tmp_path)
    with monkeypatch.context() as broken:
        broken.setattr(claims_module, "_lock", none)
        assert (list(mine.take_free()), list(mine.take_free())) == ([], [])
    assert len(caplog.records) == 1
    assert list(mine.take_free()) == [job]
