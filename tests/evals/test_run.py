"""A run from cases to scores: what its folder holds, and that it says the same each time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.ask import Assistant
from evals.cases import Case, case_from
from evals.generate import faults, generate, record
from evals.generated import generated_from
from evals.metrics import catalogue
from evals.run_folder import RunFolder
from evals.score import score
from ingest.errors import UsageError

CITATION = ["marker", "document", "title", "page", "section", "start", "end", "quote"]


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf8").splitlines()]


def test_the_folder_holds_all_that_is_promised(made_run: Path) -> None:
    assert {path.name for path in made_run.iterdir()} == {
        "settings.json", "cases.jsonl", "generated.jsonl", "scores.jsonl", "summary.json",
        "report.html", "report.md",
    }  # fmt: skip


def test_settings_tell_what_it_was_made_with(made_run: Path, cases: tuple[Case, ...]) -> None:
    settings = RunFolder(made_run).settings()
    assert settings["cases"]["count"] == len(cases)
    assert settings["library"]["model"] == "fake"
    assert set(settings["library"]["documents"]) == {
        "board/minutes-2025-06.md", "strategy.txt", "report.pdf",
    }  # fmt: skip
    assert all(len(d) == 64 for d in settings["library"]["documents"].values())
    assert settings["settings"]["passage_tokens"] == 160
    assert {"waymark", "numpy", "torch", "chromadb"} <= set(settings["packages"])
    assert set(settings["sources"]) == {"ingest", "assistant", "evals"}
    assert RunFolder(made_run).cases() == cases


def test_an_answer_is_the_contracts_and_more(made_run: Path) -> None:
    first = rows(made_run / "generated.jsonl")[0]
    assert first["status"] == "answered"
    assert list(first)[:6] == ["id", "status", "answer", "citations", "engine", "timings_ms"]
    assert set(first) >= {"understood", "related", "more", "passages", "confidence"}
    for citation in first["citations"]:
        assert list(citation)[:8] == CITATION
        assert citation["canonical"] == citation["quote"]
    assert [p["rank"] for p in first["passages"]] == list(range(1, len(first["passages"]) + 1))
    assert generated_from(first).citations[0].document == "board/minutes-2025-06.md"


def test_every_score_has_a_value_or_null_and_says_why(made_run: Path) -> None:
    for row in rows(made_run / "scores.jsonl"):
        assert list(row["scores"]) == list(catalogue())
        assert all(score["why"] for score in row["scores"].values())
    by_id = {row["id"]: row["scores"] for row in rows(made_run / "scores.jsonl")}
    budget = by_id["lookup-1"]
    assert budget["nugget_recall"]["value"] == pytest.approx(2 / 3, abs=1e-6)
    assert "a thing that is not said" in budget["nugget_recall"]["why"]
    assert budget["exact_spans"]["value"] == 1.0
    assert budget["right_page"]["value"] is None
    assert by_id["lookup-2"]["right_page"]["value"] == 1.0
    assert by_id["unanswerable-1"]["refusal_recall"]["value"] == 1.0
    assert by_id["injection-1"]["asked_back"]["value"] == 1.0
    assert by_id["open-1"]["answered"]["value"] is None
    assert not RunFolder(made_run).scores()["open-1"]["answered"].defined


def test_the_summary_counts_the_undefined_and_leaves_them_out(made_run: Path) -> None:
    groups = RunFolder(made_run).summary()["groups"]
    assert set(groups) == {
        "all", "kind/lookup", "kind/list", "kind/unanswerable", "kind/injection", "kind/open",
        "turn/first", "turn/later", "part/development", "part/held out",
    }  # fmt: skip
    nuggets = groups["all"]["nugget_recall"]
    assert (nuggets["n"], nuggets["undefined"]) == (2, 4)
    assert nuggets["mean"] == pytest.approx((2 / 3 + 1) / 2, abs=1e-5)
    nothing = groups["kind/list"]["nugget_recall"]
    assert nothing == {
        "n": 0, "undefined": 1, "mean": None, "low": None, "high": None, "method": "",
    }  # fmt: skip
    assert groups["turn/later"]["refusal_recall"]["n"] == 1


def test_scoring_again_gives_the_same_to_the_byte(made_run: Path) -> None:
    before = [(made_run / name).read_bytes() for name in ("scores.jsonl", "summary.json")]
    score(RunFolder(made_run))
    assert before == [(made_run / name).read_bytes() for name in ("scores.jsonl", "summary.json")]


def test_a_case_without_an_answer_in_the_file_scores_as_unanswered(
    made_run: Path, tmp_path: Path
) -> None:
    for path in made_run.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    lines = (tmp_path / "generated.jsonl").read_text("utf8").splitlines(keepends=True)
    (tmp_path / "generated.jsonl").write_text("".join(lines[1:]), encoding="utf8")
    summary = score(RunFolder(tmp_path))
    assert (summary["missing"], summary["errors"]) == (1, 0)
    assert RunFolder(tmp_path).scores()["lookup-1"]["nugget_recall"].value == 0.0


def test_a_search_alone(tiny: Assistant, cases: tuple[Case, ...], tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "run")
    generate(tiny, cases[:2], folder, depth=3, asked=False)
    assert {"id", "passages"} == set(rows(folder.generated_path)[0])
    groups = score(folder)["groups"]
    assert groups["all"]["answered"]["n"] == 0
    assert groups["all"]["evidence_recall_5"]["mean"] == 1.0


def test_the_register_is_asked_what_is_next(tiny: Assistant) -> None:
    asked = case_from({"id": "n", "question": "What is next?", "next": {"workstream": "Moon"}})
    assert record(tiny, asked, depth=0)["next"] is None
    assert "next" not in record(tiny, case_from({"id": "n", "question": "What?"}), depth=0)


def test_what_the_library_lacks_is_told(tiny: Assistant) -> None:
    asked = [
        case_from(
            {
                "id": "a", "question": "?", "answerable": True, "documents": ["report.pdf"],
                "evidence": ["The survey found cracks", "a quote from nowhere"],
            }
        ),
        case_from({"id": "b", "question": "?", "documents": ["strategy.txt", "moon.txt"]}),
    ]  # fmt: skip
    assert list(faults(tiny, asked)) == [
        "a: not word for word in its documents: “a quote from nowhere”",
        "b: the Library has no document moon.txt",
    ]


def test_a_folder_that_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="waymark eval generate"):
        score(RunFolder(tmp_path))
    with pytest.raises(UsageError, match="waymark eval score"):
        RunFolder(tmp_path).summary()


def test_a_run_that_was_stopped_goes_on(
    tiny: Assistant, cases: tuple[Case, ...], tmp_path: Path
) -> None:
    folder = RunFolder(tmp_path / "run")
    generate(tiny, cases, folder, depth=2)
    whole = rows(folder.generated_path)
    marked = {**whole[0], "answer": "as it was"}
    stopped = json.dumps(marked) + "\n" + json.dumps(whole[1]) + "\n" + json.dumps(whole[2])[:40]
    folder.generated_path.write_text(stopped, encoding="utf8")
    generate(tiny, cases, folder, depth=2)
    again = rows(folder.generated_path)
    assert [row["id"] for row in again] == [case.id for case in cases]
    assert again[0]["answer"] == "as it was", "what was there is not asked again"

    folder.generated_path.write_text(json.dumps(marked) + "\n", encoding="utf8")
    generate(tiny, cases, folder, depth=3)
    assert rows(folder.generated_path)[0]["answer"] == whole[0]["answer"], "another run begins anew"
    generate(tiny, cases[:2], folder, depth=3)
    assert len(rows(folder.generated_path)) == 2
