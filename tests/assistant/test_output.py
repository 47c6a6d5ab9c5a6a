"""What is printed: lines for programs and text for people."""

from __future__ import annotations

import json

import pytest

from assistant import output
from assistant.model import Answer, Citation, Question, Status
from ingest.report import Failure, IngestReport


def citation(marker: int, **facts: object) -> Citation:
    values: dict[str, object] = {
        "document": "a.pdf", "title": "Strategy", "page": 3, "section": "One › Two",
        "start": 5, "end": 9, "quote": "café", "date": "2025-06", **facts,
    }  # fmt: skip
    return Citation(marker, **values)  # type: ignore[arg-type]


TWO = Answer(
    Status.ANSWERED,
    "It is so. [1]",
    citations=(citation(1), citation(2)),
    more="And more. [2]",
    timings_ms={"total": 1.5},
)


def test_json_holds_only_what_is_shown() -> None:
    row = json.loads(output.answer_json(Question("x", id="q1"), TWO))
    assert row["id"] == "q1"
    assert [c["marker"] for c in row["citations"]] == [1], "the rest stands behind 'more'"
    assert row["citations"][0]["section"] == "One › Two"
    assert "café" in output.answer_json(Question("x"), TWO), "letters stay letters"


def test_one_line_each_whatever_the_text() -> None:
    odd = Answer(Status.ANSWERED, "a\nb\u2028c [1]", citations=(citation(1, quote="x\r\ny"),))
    line = output.answer_json(Question("x"), odd)
    assert "\n" not in line
    assert "\r" not in line
    assert json.loads(line)["answer"] == "a\nb\u2028c [1]"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "[1] Strategy (2025-06), a.pdf, page 3, One › Two"),
        ({"page": None, "section": ""}, "[1] Strategy (2025-06), a.pdf"),
        ({"date": None, "date_basis": "no date found in the file"},
         "[1] Strategy (undated: no date found in the file), a.pdf, page 3, One › Two"),
        ({"date": None, "date_basis": "undated; about 2018"},
         "[1] Strategy (undated: about 2018), a.pdf, page 3, One › Two"),
    ],
)  # fmt: skip
def test_a_source(facts: dict[str, object], said: str) -> None:
    answer = Answer(Status.ANSWERED, "It is so. [1]", citations=(citation(1, **facts),))
    assert output.answer_text(answer).splitlines()[-1] == said


def test_a_refusal_shows_what_is_near_as_no_answer() -> None:
    near = citation(1, quote="long " * 60)
    said = output.answer_text(Answer(Status.NO_EVIDENCE, "The papers do not say.", related=(near,)))
    assert said.startswith("The papers do not say.\n\nRelated, not an answer\n- a.pdf, page 3: ")
    assert said.endswith("…")
    assert "[1]" not in said


def test_nothing_found() -> None:
    assert output.search_text([]) == "Nothing came near."
    assert json.loads(output.search_json(Question("x"), [])) == {"id": None, "passages": []}


def test_a_report() -> None:
    report = IngestReport(
        2, 0, 1, 0, (Failure("b.pdf", "It is empty. Copy it again."),), 7, 1.23456,
        notes=(("a.pdf", "page 2: a picture without text, not read"),), skipped=("x.png",),
    )  # fmt: skip
    assert output.report_text(report).splitlines() == [
        "2 added, 1 unchanged, 1 failed; 7 passages; 1.2 s",
        "failed  b.pdf: It is empty. Copy it again.",
        "note    a.pdf: page 2: a picture without text, not read",
        "skipped 1 file that is not a paper",
    ]
    assert report.as_json()["seconds"] == 1.23
    nothing = IngestReport(0, 0, 0, 0, (), 0, 0.1, message="There is nothing to read in x.")
    assert output.report_text(nothing).startswith("nothing to do; 0 passages")


def test_a_fault_names_its_place() -> None:
    try:
        raise ValueError("odd")
    except ValueError as error:
        said = output.fault(error)
    assert "ValueError: odd at test_output.py:" in said
    assert "waymark doctor" in said
