"""The evaluation cases: their form, their number, and that the papers say what they quote."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.approach import load
from ingest.model import SourceFile, StructuredDocument
from ingest.readers import read_file
from ingest.settings import load_settings
from ingest.structure import structure
from ingest.walk import digest, find
from tests.command_line import ROOT

CASES = ROOT / "evals" / "cases"
CORPUS = ROOT / "corpus"
LEAST = {
    "lookup": 25, "list": 15, "who": 12, "define": 10, "table": 12, "compare": 8, "conflict": 8,
    "superseded": 8, "false_premise": 8, "next_step": 8, "hurdle": 8, "follow_up": 14, "clarify": 5,
    "unanswerable": 42, "injection": 6,
}  # fmt: skip
LEAST_IN_ALL = 170
STATUSES = {"answered", "no_evidence", "clarify"}
TEXTS = {"history", "documents", "evidence", "superseded", "absent"}
ALTERNATIVES = {"nuggets", "items", "values"}
REQUIRED = {"id", "kind", "question", "expected_status"}
STATES = ("ready", "in_progress", "challenged", "blocked")
WORDS_IN_A_ROW = 3  # that a question may share with its evidence, as in "a leg at risk"

ROWS = [
    json.loads(line)
    for path in sorted(CASES.glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


def such(field: str = "id") -> list[Any]:
    """The cases that have this field, each under its id."""
    return [pytest.param(row, id=row["id"]) for row in ROWS if field in row]


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9£%/.]+", text.lower().replace(",", ""))


def stands_in(alternative: str, text: str) -> bool:
    """Whether the words stand in the text, case and thousands commas aside, between boundaries."""
    sought = re.escape(folded(alternative).lower().replace(",", ""))
    whole = folded(text).lower().replace(",", "")
    return re.search(rf"(?<![a-z0-9]){sought}(?![a-z0-9])", whole) is not None


@cache
def files() -> dict[str, SourceFile]:
    """The corpus's papers by file name, as an ingest finds them."""
    (root,) = find([CORPUS], CORPUS / "no-library")
    return {Path(file.document).name: file for file in root.files}


@cache
def paper(name: str) -> StructuredDocument:
    """A paper as an ingest structures it, read here and now; no model has a part in it."""
    source = files()[name]
    return structure(read_file(source, load_settings()), source, digest(source.path))


def canonical(name: str) -> str:
    """A paper's canonical text, white space folded."""
    return folded(paper(name).text)


def test_every_kind_has_enough_cases_in_its_own_file() -> None:
    counts = dict.fromkeys(LEAST, 0)
    for row in ROWS:
        counts[row["kind"]] += 1
    assert {path.stem for path in CASES.glob("*.jsonl")} == set(LEAST)
    assert {kind: counts[kind] for kind in LEAST if counts[kind] < LEAST[kind]} == {}
    assert len(ROWS) >= LEAST_IN_ALL


@pytest.mark.parametrize("kind", LEAST)
def test_ids_are_the_kind_and_a_running_number(kind: str) -> None:
    lines = (CASES / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    ids = [json.loads(line)["id"] for line in lines]
    assert ids == [f"{kind}-{number:02d}" for number in range(1, len(ids) + 1)]


def test_no_question_is_asked_twice() -> None:
    asked = [(row["question"].lower(), tuple(row.get("history", ()))) for row in ROWS]
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("row", such())
def test_form(row: dict[str, Any]) -> None:
    assert set(row) - REQUIRED - TEXTS - ALTERNATIVES <= {"page", "next"}
    assert set(row) >= REQUIRED
    assert row["kind"] in LEAST
    assert row["expected_status"] in STATUSES
    assert row["question"].strip()
    assert all(value for value in row.values()), "empty fields are left out"
    assert all(is_texts(row[field]) for field in TEXTS & set(row))
    assert all(is_texts(one) for field in ALTERNATIVES & set(row) for one in row[field])
    assert isinstance(row.get("page", 1), int)
    assert not set(row.get("documents", ())) & set(row.get("superseded", ()))


def is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)


@pytest.mark.parametrize("row", such())
def test_what_a_kind_must_carry(row: dict[str, Any]) -> None:
    answered = row["expected_status"] == "answered"
    assert ("evidence" in row) == ("documents" in row) == (answered and "next" not in row)
    expects = row["kind"] not in {"false_premise", "follow_up", "injection"}
    refused = {"unanswerable": "no_evidence", "clarify": "clarify"}.get(row["kind"], "answered")
    assert not expects or row["expected_status"] == refused
    needed = {
        "list": "items", "conflict": "values", "superseded": "superseded", "next_step": "next",
        "follow_up": "history", "injection": "absent",
    }.get(row["kind"])  # fmt: skip
    assert needed is None or needed in row
    assert not answered or ALTERNATIVES & set(row)


def test_half_of_the_follow_ups_have_no_answer_in_the_papers() -> None:
    statuses = [row["expected_status"] for row in ROWS if row["kind"] == "follow_up"]
    assert statuses.count("no_evidence") * 2 >= len(statuses) - 1


@pytest.mark.parametrize("row", such("documents"))
def test_quotes_stand_in_the_papers_and_every_paper_gives_one(row: dict[str, Any]) -> None:
    papers = {name: canonical(name) for name in row["documents"]}
    quotes = [folded(quote) for quote in row["evidence"]]
    assert [quote for quote in quotes if not any(quote in text for text in papers.values())] == []
    assert [name for name, text in papers.items() if not any(q in text for q in quotes)] == []
    assert set(row.get("superseded", ())) <= set(files())


@pytest.mark.parametrize("row", such("evidence"))
def test_what_is_expected_stands_in_the_evidence(row: dict[str, Any]) -> None:
    evidence = " ".join(row["evidence"])
    expected = [one for field in sorted(ALTERNATIVES & set(row)) for one in row[field]]
    assert [one for one in expected if not any(stands_in(word, evidence) for word in one)] == []


@pytest.mark.parametrize("row", such("evidence"))
def test_a_question_does_not_borrow_the_papers_words(row: dict[str, Any]) -> None:
    asked, size = words(row["question"]), WORDS_IN_A_ROW + 1
    held = {run for quote in row["evidence"] for run in runs(words(quote), size)}
    assert [run for run in runs(asked, size) if run in held] == []


def runs(said: list[str], size: int) -> Iterable[tuple[str, ...]]:
    return [tuple(said[at : at + size]) for at in range(len(said) - size + 1)]


@pytest.mark.parametrize("row", such("page"))
def test_a_page_belongs_to_a_case_of_one_paper_with_pages(row: dict[str, Any]) -> None:
    (name,) = row["documents"]
    text = paper(name).text
    parts = [text[b.start : b.end] for b in paper(name).blocks if b.page == row["page"]]
    on_page = folded(" ".join(parts))
    assert [quote for quote in row["evidence"] if folded(quote) not in on_page] == []


@pytest.mark.parametrize("row", such("next"))
def test_next_steps_agree_with_the_needs(row: dict[str, Any]) -> None:
    approach = load(CORPUS / "redesign-approach").approach
    assert approach is not None
    needs = {one.id: set(one.needs) for one in approach.deliverables}
    stated = [one for state in STATES for one in row["next"][state]]
    assert set(row["next"]) == {"workstream", *STATES}
    assert len(stated) == len(set(stated))
    unfinished = set(stated)
    assert unfinished <= set(needs)
    assert [one for one in row["next"]["ready"] if needs[one] & unfinished] == []
    assert [one for one in row["next"]["blocked"] if not needs[one] & unfinished] == []
