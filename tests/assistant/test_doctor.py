"""The doctor finds what is wrong and says what to do about it."""

from __future__ import annotations

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from assistant import doctor
from assistant.doctor import Finding, examine
from assistant.people import Account, Contents, Role
from ingest.settings import Settings
from tests.command_line import waymark
from tests.fakes_people import people_file

WHAT = [
    "python", "token vocabulary", "embedding model", "reading scans", "disk", "library",
    "people", "language model",
]  # fmt: skip


def found(settings: Settings) -> dict[str, Finding]:
    return {finding.what: finding for finding in examine(settings)}


def test_a_whole_install(small_library: Path) -> None:
    done = waymark("doctor", "--library", small_library, "--json")
    assert done.code == 0
    (rows,) = done.rows
    assert [row["what"] for row in rows] == WHAT
    assert all(row["ok"] is True for row in rows)
    assert "3 documents" in rows[-3]["message"]
    assert "nobody signs in" in rows[-2]["message"]
    assert "nothing is contacted" in rows[-1]["message"]
    shown = waymark("doctor", "--library", small_library)
    assert len(shown.out.splitlines()) == len(WHAT)
    assert all(line.startswith("ok    ") for line in shown.out.splitlines())


def test_no_library_yet(tmp_path: Path) -> None:
    done = waymark("doctor", "--library", tmp_path / "library")
    assert done.code == 1
    (bad,) = [line for line in done.out.splitlines() if line.startswith("FAIL")]
    assert "waymark ingest PATH" in bad


def test_another_model(small_library: Path, tmp_path: Path) -> None:
    findings = found(Settings(library=small_library, embedding_model=str(tmp_path)))
    assert not findings["embedding model"].well
    assert "WAYMARK_EMBEDDING_MODEL" in findings["embedding model"].said
    assert findings["token vocabulary"].well, "the rest is looked at all the same"


def test_little_room(small_library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9, 10**6))
    disk = found(Settings(library=small_library / "not" / "yet"))["disk"]
    assert not disk.well
    assert "1 MB free" in disk.said
    assert "free some room" in disk.said


def people_of(path: Path, **settings: object) -> Finding:
    return doctor._finding("people", doctor._people, Settings(users=path, **settings))


def test_a_file_of_people_that_is_in_order(tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    people_file(path, {"Ada": ("board",), "Bo": ()}, {"part-2": ("Board", "everybody")}, Role.ADMIN)
    assert people_of(path) == Finding("people", True, f"{path}: 2 people")
    unused = doctor._finding("people", doctor._people, Settings(library=tmp_path))
    assert unused.well and "--users" in unused.said


def test_each_fault_of_a_file_of_people_is_told(tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    assert "Make one by adding the first person" in people_of(path).said
    people = people_file(path, {"Ada": ()}, {"part-2": ("board",), "default": ("everybody",)})
    path.chmod(0o640)
    said = people_of(path)
    assert not said.well
    assert f"chmod 600 {path}" in said.said
    assert "There is no admin" in said.said
    assert "“part-2” is read by the group “board”, in which nobody is" in said.said
    assert "everybody" not in said.said
    path.chmod(0o600)
    people.change(lambda now: Contents({"ada": Account("Ada", Role.ADMIN)}))
    assert "waymark users password 'Ada'" in people_of(path).said
    assert people_of(path, trusted_header="X-User").well
    path.write_text('{"people": {"Ada": {"role": "owner"}}}')
    assert "people: Ada: role" in people_of(path).said
    assert waymark("doctor", "--library", tmp_path, "--users", path).code == 1
