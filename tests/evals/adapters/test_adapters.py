"""Outside sets, each as a small one in its own format, and as it lies in ../shared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.ask import Assistant
from evals.adapters import ADAPTERS, OutsideSet, prepare
from evals.adapters.base import file_name, taken, where
from evals.cases import Case, Place
from evals.generate import generate
from evals.run_folder import RunFolder
from evals.score import score
from ingest.errors import UsageError
from ingest.library import Library
from ingest.settings import Settings
from tests.command_line import ROOT
from tests.fakes import FakeEmbedder

SHARED = ROOT.parent / "shared" / "data"


LONG = (
    "The survey found cracks in the eastern quay wall, and nine of them are now wide enough for "
    "somebody to put a hand into."
)


def lines(path: Path, *rows: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf8")


def test_beir(tmp_path: Path) -> None:
    lines(
        tmp_path / "corpus.jsonl",
        {"_id": "a/1", "title": "Ferries", "text": "The winter ferry runs late."},
        {"_id": "2", "title": "", "text": "Quay walls crack in the cold."},
        {"_id": "3", "title": "Cranes", "text": "A new crane was bought."},
    )
    lines(tmp_path / "queries.jsonl", *({"_id": f"q{i}", "text": t} for i, t in enumerate(
        ["Which ferry runs late?", "What cracks in the cold?", "Nothing judged"]
    )))  # fmt: skip
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "dev.tsv").write_text("query-id\tcorpus-id\tscore\nq2\t3\t1\n")
    (tmp_path / "qrels" / "test.tsv").write_text(
        "query-id\tcorpus-id\tscore\nq0\ta/1\t2\nq1\t2\t1\nq2\t3\t0\n"
    )
    outside = ADAPTERS["beir"](tmp_path)
    assert [case.id for case in outside.cases] == ["q0", "q1"]
    assert outside.cases[0].relevant == {file_name("a/1"): 2}
    folder = RunFolder(tmp_path / "run")
    settings = Settings(library=tmp_path / "library")
    cases = prepare(outside, folder.path, settings, FakeEmbedder())
    with Assistant(settings, FakeEmbedder()) as assistant:
        generate(assistant, cases, folder, depth=outside.depth, asked=outside.asked)
    found = score(folder)["groups"]["all"]
    assert (found["ndcg_10"]["mean"], found["recall_5"]["mean"]) == (1.0, 1.0)
    assert found["answered"]["n"] == 0


def test_mtrag(tmp_path: Path) -> None:
    lines(tmp_path / "passages.jsonl", {"_id": "p-0-9", "title": "T", "text": "T\nSome text."})
    task = {
        "task_id": "c<::>2", "turn": 2, "question": "and why?", "rewrite": "Why is it so?",
        "answerability": "ANSWERABLE", "gold_ids": ["p-0-9"],
        "history": [{"speaker": "user", "text": "Is it?"}, {"speaker": "agent", "text": "Yes."}],
    }  # fmt: skip
    none = {**task, "task_id": "c<::>3", "answerability": "UNANSWERABLE", "gold_ids": []}
    lines(tmp_path / "tasks.jsonl", task, none)
    outside = ADAPTERS["mtrag"](tmp_path)
    assert outside.papers == {"p-0-9.txt": "T\nSome text."}
    first, second = outside.cases
    assert (first.history, first.relevant) == (("Is it?",), {"p-0-9.txt": 1})
    assert (second.kind, second.expected_status) == ("unanswerable", "no_evidence")
    whole = ADAPTERS["mtrag-rewrites"](tmp_path).cases[0]
    assert (whole.question, whole.history) == ("Why is it so?", ())


def test_qmsum(tmp_path: Path) -> None:
    turns = [
        {"speaker": "The Chair", "content": "Good   morning, everybody."},
        {"speaker": "Ann Lee", "content": "The loans were 590,000 in all, and they help a lot."},
        {"speaker": "The Chair", "content": "Thank you."},
    ]
    lines(tmp_path / "meetings.jsonl", {"meeting_id": "covid_1", "turns": turns})
    query = {"id": "covid_1#s0", "meeting_id": "covid_1", "query": "What about loans?"}
    lines(tmp_path / "queries.jsonl", {**query, "turn_spans": [[1, 2]]})
    outside = ADAPTERS["qmsum"](tmp_path)
    settings = Settings(library=tmp_path / "library")
    (case,) = prepare(outside, tmp_path / "run", settings, FakeEmbedder())
    with Library.open(
        settings.library, model=None, dimensions=None, write=False, lock_wait=0
    ) as library:
        text = library.text("covid_1.txt")
    said = [text[place.start : place.end] for place in case.places]
    assert said == [turns[1]["content"], "Thank you."]


def test_clapnq(tmp_path: Path) -> None:
    passage = {"title": "Law", "text": "One . Two . ", "sentences": ["One .", "Two ."]}
    row = {"id": "7", "input": "what is one", "passages": [passage]}
    gold = [{"answer": "One", "selected_sentences": ["One ."], "meta": {}}]
    lines(tmp_path / "clapnq_dev_answerable.jsonl", {**row, "output": gold})
    lines(
        tmp_path / "clapnq_dev_unanswerable.jsonl",
        {**row, "id": "8", "output": [{"answer": "", "selected_sentences": [], "meta": {}}]},
    )
    outside = ADAPTERS["clapnq"](tmp_path)
    assert outside.papers == {"7.txt": "Law\n\nOne . Two .\n"}, "one passage, one document"
    assert [c.expected_status for c in outside.cases] == ["answered", "no_evidence"]
    assert outside.cases[0].evidence == ("One .",)


def test_a_set_that_is_not_there(tmp_path: Path) -> None:
    for load in ADAPTERS.values():
        with pytest.raises(UsageError, match="Name the folder"):
            load(tmp_path)


@pytest.mark.parametrize(
    ("parts", "text", "found"),
    [
        (["one two", "three"], "one  two\n\nthree", [(0, 8), (10, 15)]),
        (["yes", "no", "yes"], "yes no yes", [(0, 3), (4, 6), (7, 10)]),  # in their order
        (["gone", "here"], "here", [None, (0, 4)]),
        ([LONG.replace("nine", "9")], LONG, [(0, len(LONG))]),  # the middle was read otherwise
        ([""], "text", [None]),
    ],
)
def test_where_parts_stand(parts: list[str], text: str, found: list[tuple[int, int]]) -> None:
    assert where(parts, text) == found


def test_file_names_are_safe_and_apart() -> None:
    assert file_name("2435e09-34_a") == "2435e09-34_a.txt"
    names = {file_name(i) for i in ("a/b", "a_b", "a:b", "../a", "a" * 90, "a" * 91)}
    assert len(names) == 6
    assert all(set(name) & set("/:") == set() for name in names)


def test_a_few_are_taken_evenly() -> None:
    cases = [Case(str(i), "?") for i in range(10)]
    assert [case.id for case in taken(cases, 4)] == ["0", "2", "5", "7"]
    assert taken(cases, None) == taken(cases, 99) == tuple(cases)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the outside sets are not here")
@pytest.mark.parametrize(
    ("name", "folder", "papers", "cases", "with_gold"),
    [
        ("mtrag", "mtrag_govt", 1654, 214, 201),
        ("mtrag-rewrites", "mtrag_govt", 1654, 214, 201),
        ("qmsum", "qmsum_committee", 16, 175, 175),
        ("clapnq", "clapnq", None, 600, 300),
    ],
)
def test_the_sets_as_they_lie(
    name: str, folder: str, papers: int | None, cases: int, with_gold: int
) -> None:
    outside = ADAPTERS[name](SHARED / folder)
    assert papers is None or len(outside.papers) == papers
    assert len(outside.cases) == len({case.id for case in outside.cases}) == cases
    held = set(outside.papers)
    gold = [case for case in outside.cases if case.answerable]
    assert len(gold) == with_gold
    assert all(set(case.relevant) | set(case.documents) <= held for case in outside.cases)
    assert Place("a", 0, 1) not in gold[0].places


def test_papers_of_an_earlier_edition_are_taken_out(tmp_path: Path) -> None:
    settings = Settings(library=tmp_path / "library")
    papers = {"a.txt": "Ivy tends the lamp.\n", "b.txt": "Nobody tends the bell.\n"}
    for held in (papers, {"b.txt": papers["b.txt"]}):
        prepare(OutsideSet("small", held, ()), tmp_path, settings, FakeEmbedder())
        with Library.open(
            settings.library, model=None, dimensions=None, write=False, lock_wait=0
        ) as library:
            assert [one.document for one in library.documents()] == list(held)
