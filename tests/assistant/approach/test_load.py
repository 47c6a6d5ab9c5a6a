"""An approach loads from its pages alone, and what is wrong with them is told by file and line."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from assistant.approach import Approach, Problem, load
from assistant.approach.order import circle, in_order
from tests.assistant.approach.small import write


def loaded(folder: Path) -> Approach:
    found = load(write(folder))
    assert found.problems == ()
    return found.approach


def test_another_approach_loads_without_code(tmp_path: Path) -> None:
    approach = loaded(tmp_path)
    assert [phase.id for phase in approach.phases] == ["plan", "sail"]
    assert approach.role == {"HM": "harbour master", "PI": "pilot"}
    assert [one.id for one in approach.deliverables] == ["F1", "F2"]
    assert [gate.id for gate in approach.gates] == ["K1", "K2"]
    assert approach.unblocks == {"F1": ("F2",), "F2": ()}
    assert [one.id for one in approach.under("K2")] == ["F2"]
    assert [(rule.id, rule.first, rule.then) for rule in approach.rules] == [("R1", "F1", "F2")]
    assert (approach.provenance, approach.date) == ("our own", "2025-02-01")


def test_a_deliverable_keeps_what_its_page_says(tmp_path: Path) -> None:
    survey = loaded(tmp_path).deliverable["F1"]
    assert survey.summary == "The depth survey (F1) says where a ferry may go."
    assert survey.other_names == ("sounding",)
    assert survey.good == ("every sandbank", "the date")
    assert survey.challenges == ("old soundings",)
    assert survey.answers == {"K1.1": "Its soundings are dated."}
    (heading,) = survey.headings
    assert heading.title == "Channel"
    assert heading.guidance == ("Say how deep the channel is at low water.",)
    assert heading.evidence == "soundings of this year."
    assert heading.example == "The channel is four metres deep."
    assert str(heading.place) == "papers/F1-depth-survey.md:24"


def test_a_gate_keeps_its_criteria_and_hurdles_in_order(tmp_path: Path) -> None:
    gate = loaded(tmp_path).gate["K1"]
    assert (gate.endorses, gate.approves) == (("Pilots' Guild",), ("Harbour Board",))
    first, second = gate.criteria
    assert (first.id, first.wording) == ("K1.1", "The soundings are dated.")
    assert (first.evidence, first.judge) == ("A date", "The guild")
    assert (first.answered_by, first.judgement) == (("F1",), False)
    assert (second.answered_by, second.judgement) == ((), True)
    (hurdle,) = gate.hurdles
    assert (hurdle.id, hurdle.wording) == ("W1", "Deep: four metres at low water.")
    assert (hurdle.tests, hurdle.threshold) == ("Depth", "Draught and a metre")


@pytest.mark.parametrize(
    ("page", "before", "after", "place", "told"),
    [
        ("F2", "needs: [F1]", "needs: [F9]", "papers/F2-timetable.md:2", "needs F9"),
        ("F1", "needs: []", "needs: [F2]", "papers/F1-depth-survey.md:2", "circle: F1 needs F2"),
        ("F1", "needs: []", "needs: none", "papers/F1-depth-survey.md:7", "no list `needs`"),
        ("F2", "id: F2", "id: F1", "papers/F2-timetable.md:2", "F1 is taken already"),
        ("F2", "gate: K2", "gate: K7", "papers/F2-timetable.md:2", "under the gate “K7”"),
        ("F2", "type: deliverable\n", "", "papers/F2-timetable.md:1", "no `type`"),
        ("F2", "owner: HM", "owner: XX", "papers/F2-timetable.md:2", "no role's code"),
        ("F2", "owner: HM\n", "", "papers/F2-timetable.md:1", "no `owner`"),
        ("F2", "phase: sail", "phase: rest", "papers/F2-timetable.md:2", "phase “rest”"),
        ("F2", "title: Timetable", "title: Sounding", "papers/F2-timetable.md:2", "a name of F1"),
        ("F2", "### Winter", "Winter", "papers/F2-timetable.md:2", "has no headings"),
        ("F1", "Evidence: soundings", "Soundings", "papers/F1-depth-survey.md:24", "Evidence"),
        ("F1", "| K1.1 |", "| K1.7 |", "papers/F1-depth-survey.md:2", "answers K1.7"),
        ("K1", "approves: [Harbour Board]", "approves: []", "gates/K1.md:2", "nobody who approves"),
        ("K1", "[Harbour Board]", "[Harbor Board]", "gates/K1.md:2", "“Harbor Board” is neither"),
        ("K1", "- **K1.2** The", "- The", "gates/K1.md:20", "begins with no id"),
        ("K1", "| K1.2 | A", "| K1.9 | A", "gates/K1.md:20", "K1.2 has no row"),
        ("K1", "guild | F1 |", "guild | F8 |", "gates/K1.md:19", "answered by F8"),
        ("K1", "guild | judgement |", "guild | |", "gates/K1.md:20", "not marked as judgement"),
        ("K1", "guild | judgement |", "guild | F2 |", "papers/F2-timetable.md:2", "page is silent"),
        ("K1", "order: 1", "order: first", "gates/K1.md:7", "whole number `order`"),
        ("K2", "- **K2.1** There is time to spare.", "", "gates/K2.md:2", "no list of criteria"),
        ("K1", "title: Slipway gate", "title: Slip: way", "gates/K1.md:3", "is no YAML"),
        ("approach", "| F1 | F2 |", "| F1 | F3 |", "approach.md:32", "R1 names F3"),
        ("approach", "| HM | harbour master |", "| HM | |", "approach.md:20", "nothing under Role"),
        ("approach", "## Rules", "## Customs", "approach.md:1", "no section “Rules”"),
        ("approach", "id: approach", "id: other", "approach.md:1", "phases and roles"),
    ],
)
def test_what_is_wrong_is_told_by_file_and_line(
    tmp_path: Path, page: str, before: str, after: str, place: str, told: str
) -> None:
    problems = load(write(tmp_path, **{page: (before, after)})).problems
    found = [p for p in problems if told in p.said]
    assert found, [str(p) for p in problems]
    assert str(found[0].place) == place


def test_a_copy_of_a_page_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path)
    page = folder / "papers" / "F1-depth-survey.md"
    (folder / "papers" / "F1-copy.md").write_text(page.read_text(encoding="utf-8"))
    told = [str(problem) for problem in load(folder).problems]
    assert told[0] == (
        "papers/F1-depth-survey.md:2: the id F1 is taken already, by papers/F1-copy.md:2."
    )


@pytest.mark.parametrize("text", ["date: 2026-13-45", "a: \x01", "a: " + "[" * 2000])
def test_front_matter_that_cannot_be_read_is_told(tmp_path: Path, text: str) -> None:
    folder = write(tmp_path)
    (folder / "odd.md").write_text(f"---\n{text}\n---\nWords.", encoding="utf-8")
    assert [p.place.file for p in load(folder).problems] == ["odd.md"]


def test_pages_from_another_editor_are_the_same(tmp_path: Path) -> None:
    page = write(tmp_path) / "papers" / "F1-depth-survey.md"
    text = page.read_text(encoding="utf-8").replace("\n", "\r\n")
    page.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert load(tmp_path).problems == ()


def test_a_page_that_is_no_text_is_told(tmp_path: Path) -> None:
    (write(tmp_path) / "noise.md").write_bytes(b"\xff\xfe\x00")
    (problem,) = load(tmp_path).problems
    assert isinstance(problem, Problem)
    assert str(problem).startswith("noise.md:1: cannot be read")


def test_notes_without_front_matter_are_no_part_of_it(tmp_path: Path) -> None:
    (write(tmp_path) / "notes.md").write_text("# Notes\n\nJust notes.")
    assert load(tmp_path).problems == ()


def test_an_empty_folder_is_no_approach(tmp_path: Path) -> None:
    assert [p.said for p in load(tmp_path).problems] == [
        "no page has `id: approach`, with the phases and roles."
    ]


def test_deliverables_come_after_what_they_need(tmp_path: Path) -> None:
    approach = loaded(tmp_path)
    backwards = tuple(reversed(approach.deliverables))
    assert in_order(backwards, ["K2", "K1"]) == approach.deliverables


def test_a_circle_is_named_in_the_order_of_its_needs() -> None:
    found = circle({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]})
    assert found[0] == found[-1]
    needs = {("a", "b"), ("b", "c"), ("c", "a")}
    assert {(x, y) for x, y in pairwise(found)} == needs
    assert circle({"a": ["b"], "b": []}) == ()
