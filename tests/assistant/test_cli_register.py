"""`waymark next`, `gate`, `register`, `approach`: their JSON, their refusals, their exit codes."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.assistant.approach.small import write
from tests.command_line import ROOT, run_process, waymark

EVENT = {
    "workstream": "Harbour",
    "deliverable": "S01",
    "event": "start",
    "person": "Ada Bell",
    "role": "project lead",
    "date": "2026-03-02",
}
NEXT = ["workstream", "phase", "ready", "in_progress", "challenged", "blocked", "gate", "citations"]


def events_file(folder: Path, *events: dict[str, str]) -> Path:
    path = folder / "events.json"
    path.write_text(json.dumps(events), encoding="utf-8")
    return path


def history(*steps: tuple[str, str]) -> list[dict[str, str]]:
    return [EVENT | {"deliverable": key, "event": event} for key, event in steps]


def json_of(*words: str | Path, **settings: object) -> Any:
    done = waymark(*words, "--json", **settings)
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_a_history_is_taken_in_where_nothing_was_before(tmp_path: Path) -> None:
    library = tmp_path / "library"
    events = history(("S01", "start"), ("S01", "submit"), ("S01", "endorse"), ("S04", "start"))
    done = waymark("register", "import", events_file(tmp_path, *events), "--library", library)
    assert done.code == 0, done.err
    assert done.out == "4 events imported; new: Harbour.\n"
    found = json_of("next", "harbour", "--library", library)
    assert list(found) == NEXT
    assert (found["workstream"], found["phase"]) == ("Harbour", "scoping")
    assert [one["id"] for one in found["ready"]] == ["S02", "S05", "S03"]
    assert set(found["ready"][0]) == {"id", "title", "why", "unblocks"}
    assert found["in_progress"] == [{"id": "S04", "state": "started"}]
    assert found["challenged"] == []
    assert {"id": "S06", "needs": ["S02"]} in found["blocked"]
    listed = [one["id"] for part in NEXT[2:6] for one in found[part]]
    assert len(listed) == len(set(listed)) == 29, "all but what is done"
    assert found["gate"]["id"] == "G0"
    assert found["gate"]["approver"] == "portfolio board"
    assert [c["id"] for c in found["gate"]["criteria"]] == ["G0.1", "G0.2", "G0.3", "G0.4"]
    assert set(found["gate"]["criteria"][0]) == {"id", "text", "state", "evidence"}
    assert found["citations"] == [], "there are no papers to cite yet"
    again = waymark("register", "import", tmp_path / "events.json", "--library", library)
    assert again.out == "0 events imported, 4 were there already.\n"


def test_the_log_goes_out_and_comes_back(tmp_path: Path) -> None:
    first, second = tmp_path / "one", tmp_path / "other"
    assert waymark("register", "examples", "--library", first).code == 0
    for name in ("log.json", "log.csv"):
        assert waymark("register", "export", tmp_path / name, "--library", first).code == 0
    assert json.loads((tmp_path / "log.json").read_text()) == json_of(
        "register", "show", "--library", first
    )
    done = waymark("register", "import", tmp_path / "log.csv", "--library", second)
    assert done.code == 0, done.err
    out = waymark("register", "export", "--library", second).out
    assert out == waymark("register", "export", "--library", first).out
    assert waymark("next", "Stroke", "--library", first).out == (
        waymark("next", "Stroke", "--library", second).out
    )
    cleared = waymark("register", "examples", "--clear", "--library", first)
    assert cleared.out == "6 example workstreams taken out.\n"
    assert waymark("register", "show", "--library", first).out.startswith("The register is empty.")


def add(library: Path, *words: str, **changed: str) -> Any:
    given = {"person": "Ada Bell", "role": "project lead", "date": "2026-03-02"} | changed
    options = [word for key, value in given.items() for word in (f"--{key}", value)]
    return waymark("register", "add", *words, *options, "--library", library)


def test_a_person_records_what_was_done(tmp_path: Path) -> None:
    library = tmp_path / "library"
    done = add(library, "Harbour", "start", "--new", deliverable="S01")
    assert (done.code, done.out) == (0, "Recorded as event 1.\n"), done.err
    shown = waymark("register", "show", "Harbour", "--library", library).out
    assert shown.startswith("1. 2 March 2026: S01 started by Ada Bell")
    whole = waymark("text", "register/Harbour", "--library", library).out
    assert whole.strip() == shown.strip()


@pytest.mark.parametrize(
    ("words", "changed", "told"),
    [
        (("Harbor", "submit"), {"deliverable": "S01"}, "Did you mean Harbour?"),
        (("Harbour", "submit"), {"deliverable": "S99"}, "S99"),
        (("Harbour", "endorse"), {"deliverable": "S01"}, "S01"),
        (("Harbour", "start"), {"deliverable": "S01"}, "recorded already"),
        (("Harbour", "submit"), {"deliverable": "S01", "date": "2999-01-01"}, "2999"),
        (("Harbour", "submit"), {"deliverable": "S01", "date": "yesterday"}, "yesterday"),
        (("Harbour", "submit"), {"deliverable": "S01", "person": " "}, "person"),
        (("Harbour", "sign"), {"deliverable": "S01"}, "sign"),
        (("Harbour", "challenge"), {"deliverable": "S01"}, "needs its reason"),
        (("Harbour", "decide"), {"gate": "G0", "outcome": "endorse"}, "G0.1"),
        (("Harbour", "decide"), {"gate": "G0"}, "outcome"),
    ],
)
def test_what_cannot_be_recorded_is_refused_with_the_reason(
    tmp_path: Path, words: tuple[str, ...], changed: dict[str, str], told: str
) -> None:
    library = tmp_path / "library"
    assert add(library, "Harbour", "start", "--new", deliverable="S01").code == 0
    before = waymark("register", "export", "--library", library).out
    done = add(library, *words, **changed)
    assert done.code == 2
    assert told in done.err
    assert waymark("register", "export", "--library", library).out == before


def test_an_import_is_all_or_nothing(tmp_path: Path) -> None:
    library = tmp_path / "library"
    events = events_file(tmp_path, *history(("S01", "start"), ("S01", "endorse")))
    done = waymark("register", "import", events, "--library", library)
    assert done.code == 2
    assert "Event 2" in done.err
    assert waymark("register", "export", "--library", library).out == "[]\n"


def test_another_approachs_events_are_listed_not_dropped(tmp_path: Path) -> None:
    library = tmp_path / "library"
    events = history(("S01", "start"), ("OLD7", "start"))
    done = waymark("register", "import", events_file(tmp_path, *events), "--library", library)
    assert done.code == 0, done.err
    assert "OLD7" in done.err
    assert "OLD7" in waymark("next", "Harbour", "--library", library).out


def test_an_unknown_workstream_or_gate_gets_the_nearest(tmp_path: Path) -> None:
    library = tmp_path / "library"
    assert waymark("register", "examples", "--library", library).code == 0
    done = waymark("next", "Urologie", "--library", library)
    assert done.code == 2
    assert "Did you mean Urology?" in done.err
    done = waymark("gate", "Urology", "the moon", "--library", library)
    assert done.code == 2
    assert "There is no gate the moon." in done.err


def test_a_gate_by_any_name(tmp_path: Path) -> None:
    library = tmp_path / "library"
    assert waymark("register", "examples", "--library", library).code == 0
    found = json_of("gate", "urology", "options gate", "--library", library)
    assert found["workstream"] == "Urology"
    assert [one["id"] for one in found["gate"]["criteria"]] == [f"G2.{n}" for n in range(1, 6)]
    assert found == json_of("gate", "Urology", "G2", "--library", library)
    assert found == json_of("gate", "Urology", "--library", library), "the next one"


def test_the_approach_that_ships_is_found_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = waymark("approach", "check")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("In order: 30 deliverables, 9 gates with 46 criteria")
    shown = waymark("approach", "show", "the options apraisal").out
    assert shown.startswith("D12 Options appraisal (also:")
    assert json_of("approach", "show", "G2")["hurdles"][6]["id"] == "H7"
    assert len(json_of("approach", "show")["deliverables"]) == 30


def test_a_broken_approach_is_told_by_file_and_line(tmp_path: Path) -> None:
    pages = write(tmp_path / "pages", F2=("needs: [F1]", "needs: [F9]"))
    done = waymark("approach", "check", pages)
    assert done.code == 1
    assert "papers/F2-timetable.md:2: F2 needs F9" in done.out
    library = tmp_path / "library"
    done = waymark("next", "Harbour", "--library", library, approach=pages)
    assert done.code == 1
    assert "papers/F2-timetable.md:2" in done.err


def test_the_old_approach_stays_in_force_while_an_edit_is_broken(tmp_path: Path) -> None:
    pages = write(tmp_path / "pages")
    library = tmp_path / "library"
    event = EVENT | {"deliverable": "F1", "workstream": "North ferry"}
    source = events_file(tmp_path, event)
    done = waymark("register", "import", source, "--library", library, approach=pages)
    assert done.code == 0, done.err
    before = waymark("next", "north ferry", "--library", library, approach=pages)
    assert before.code == 0, before.err
    write(pages, F2=("needs: [F1]", "needs: [F9]"))
    after = waymark("next", "north ferry", "--library", library, approach=pages)
    assert (after.code, after.out) == (0, before.out)
    assert "not in force: papers/F2-timetable.md:2" in after.err


def test_it_works_as_a_process_of_its_own_from_another_folder(tmp_path: Path) -> None:
    library = tmp_path / "library"
    source = events_file(tmp_path, *history(("S01", "start")))
    done = run_process("register", "import", source, "--library", library)
    assert done.code == 0, done.err
    assert (library / "register.db").exists()
    assert not (library / "library.db").exists()
    assert os.fspath(ROOT) not in done.out
