"""Reading cases: ours, the shared development questions, and a person's own table."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from evals.cases import Case, CaseError, Place, case_from, case_row, digest_of, load_cases
from tests.command_line import ROOT

SHARED = ROOT.parent / "shared"


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf8")
    return path


FULL = {
    "id": "x-1", "kind": "conflict", "question": "How many?", "history": ["Where?"],
    "expected_status": "answered", "documents": ["a.txt"], "evidence": ["eight"], "page": [1, 2],
    "nuggets": [["eight", "8"]], "items": [["one"]], "values": [["8"], ["5"]],
    "superseded": ["old.txt"], "next": {"workstream": "Vascular", "ready": ["D05"]},
    "absent": ["BANANA"], "relevant": {"a.txt": 2},
    "places": [{"document": "a", "start": 1, "end": 9}],
}  # fmt: skip


def test_a_case_is_read_whole_and_written_as_it_was() -> None:
    case = case_from(FULL)
    assert case.pages == (1, 2)
    assert case.values == (("8",), ("5",))
    assert case.places == (Place("a", 1, 9),)
    assert case.later
    assert json.loads(json.dumps(case_row(case))) == FULL
    assert case_from(case_row(case)) == case


def test_what_is_not_said_stays_unknown() -> None:
    case = case_from({"question": "What?", "page": None})
    assert (case.expected_status, case.answerable, case.unanswerable) == (None, False, False)
    assert case_row(case) == {"id": "", "question": "What?", "kind": "question"}


@pytest.mark.parametrize(("said", "status"), [(True, "answered"), (False, "no_evidence")])
def test_answerable_is_a_status(said: bool, status: str) -> None:
    assert case_from({"question": "What?", "answerable": said}).expected_status == status


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"id": "a"}, "no \"question\""),
        ({"question": "?", "expected_status": "maybe"}, "not one of answered"),
        ({"question": "?", "page": "2"}, "page must be"),
        ({"question": "?", "nuggets": "two"}, "nuggets must be"),
        ({"question": "?", "nuggets": [[]]}, "can never be found"),
        ({"question": "?", "documents": [1]}, "documents must be"),
        ({"question": "?", "next": "Vascular"}, "must be an object"),
    ],
)  # fmt: skip
def test_a_wrong_case_is_named(row: dict[str, Any], said: str, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"cases\.jsonl, line 2: ?.*|cases\.jsonl, line 2") as error:
        load_cases([write(tmp_path / "cases.jsonl", {"question": "First?"}, row)])
    assert said in str(error.value)


def test_a_folder_is_all_its_files_and_ids_are_unique(tmp_path: Path) -> None:
    write(tmp_path / "b.jsonl", {"id": "2", "question": "B?", "note": "of no matter"})
    write(tmp_path / "a.jsonl", {"question": "A?"}, {"question": "A again?", "nugets": [["x"]]})
    notices: list[str] = []
    cases = load_cases([tmp_path], notices)
    assert [case.id for case in cases] == ["a-1", "a-2", "2"]
    assert notices == ["a.jsonl: not understood and passed over: nugets"]
    with pytest.raises(CaseError, match="twice"):
        load_cases([tmp_path, tmp_path / "b.jsonl"])
    with pytest.raises(CaseError, match="no file of cases"):
        load_cases([tmp_path / "c.jsonl"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(CaseError, match="no cases"):
        load_cases([tmp_path / "empty"])


def test_the_digest_is_of_what_is_asked() -> None:
    one, other = Case("a", "What?"), Case("a", "What?", nuggets=(("x",),))
    assert digest_of([one]) == digest_of([Case("a", "What?")])
    assert digest_of([one]) != digest_of([other])


CSV = """\ufeffQuestion,Answer,Document,Notes
When does it end?,31 March 2027|end of March; one year,contract.pdf,mine
"What, if anything, did it cost?",none,,
Who leads it?,,plan.pdf; staff.xlsx,
,,,
"""


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_persons_own_table(tmp_path: Path, mark: str) -> None:
    file = tmp_path / "questions.csv"
    rows = csv.reader(io.StringIO(CSV))
    with file.open("w", encoding="utf8", newline="") as out:
        csv.writer(out, delimiter=mark).writerows(rows)
    first, *others = load_cases([file])
    assert (first.question, first.kind) == ("When does it end?", "question")
    assert first.nuggets == (("31 March 2027", "end of March"), ("one year",))
    assert (first.expected_status, first.documents) == ("answered", ("contract.pdf",))
    assert others[0].question == "What, if anything, did it cost?"
    assert others[0].expected_status == "no_evidence"
    assert others[1].expected_status is None
    assert others[1].documents == ("plan.pdf", "staff.xlsx")
    assert [c.id for c in others] == ["questions-3", "questions-4"]


def test_a_table_saved_by_a_spreadsheet(tmp_path: Path) -> None:
    file = tmp_path / "q.csv"
    file.write_bytes("question;answer\nWhat is the fee?;£40\n".encode("cp1252"))
    assert load_cases([file])[0].nuggets == (("£40",),)
    file.write_text("ask;answer\nWhat?;x\n")
    with pytest.raises(CaseError, match='no column "question"'):
        load_cases([file])


def test_simple_json_lines(tmp_path: Path) -> None:
    file = write(
        tmp_path / "q.jsonl",
        {"question": "When?", "answer": "May; June", "document": "a.pdf"},
        {"question": "Who?", "expected": ["Ann Lee"], "history": ["What?"]},
        {"question": "Why?"},
    )
    when, who, why = load_cases([file])
    assert (when.nuggets, when.documents) == ((("May",), ("June",)), ("a.pdf",))
    assert (who.nuggets, who.history) == ((("Ann Lee",),), ("What?",))
    assert why.expected_status is None


@pytest.mark.skipif(not SHARED.is_dir(), reason="the development questions are not here")
@pytest.mark.parametrize(("name", "count"), [("papers", 21), ("real", 79)])
def test_the_shared_development_questions(name: str, count: int) -> None:
    notices: list[str] = []
    cases = load_cases([SHARED / f"{name}_questions.dev.jsonl"], notices)
    assert (len(cases), notices) == (count, [])
    assert {case.expected_status for case in cases} == {"answered", "no_evidence"}


def test_the_cases_that_come_with_waymark() -> None:
    notices: list[str] = []
    cases = load_cases([ROOT / "evals" / "cases"], notices)
    assert notices == []
    assert len(cases) >= 150
    assert all(case.expected_status for case in cases)
    assert [c.id for c in cases if c.next and not c.next.get("workstream")] == []
