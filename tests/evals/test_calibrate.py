"""What counts as evidence, and that the whole refit runs over a real small Library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.answer.decide import SIZES
from assistant.answer.signals import SIGNALS
from evals import calibrate
from ingest.embed.minilm import SentenceTransformerEmbedder
from ingest.run import ingest
from ingest.settings import Settings
from tests.papers import write_papers

pytest.importorskip("sklearn")


@pytest.mark.parametrize(
    ("unit", "quotes", "evidence"),
    [
        ("The wall will cost £4.2 million by May.", ["wall will cost £4.2 million"], True),
        ("The wall was discussed.", ["wall will cost £4.2 million"], False),
        (
            "cost £4.2 million by May next",
            ["the wall will cost £4.2 million by May next year"],
            True,
        ),
        ("", ["wall will cost"], False),
        ("anything", [], False),
    ],
)
def test_evidence_is_half_of_a_quote_or_all_of_the_unit(
    unit: str, quotes: list[str], evidence: bool
) -> None:
    assert calibrate.is_evidence(unit, quotes) is evidence


QUESTIONS = (
    ("a", "What is the budget for dredging?", "minutes-2025-06.md", "budget for dredging is £2.4"),
    ("b", "How many apprentices are trained a year?", "strategy.txt", "train twelve apprentices"),
    ("c", "Who was appointed as harbour master?", "minutes-2025-06.md", "Miriam Oke was appointed"),
    ("d", "What is the fee for a berth?", "", ""),
    ("e", "Who is the treasurer?", "", ""),
)


def test_a_refit_from_library_and_questions_to_weights(tmp_path: Path) -> None:
    papers, library = tmp_path / "papers", tmp_path / "library"
    write_papers(papers)
    assert not ingest([papers], Settings(library=library), SentenceTransformerEmbedder()).failed
    rows = [
        {
            "id": name,
            "question": question,
            "documents": [document] if document else [],
            "evidence": [quote] if quote else [],
            "answerable": bool(document),
        }
        for name, question, document, quote in QUESTIONS
    ]
    asked, weights = tmp_path / "asked.jsonl", tmp_path / "weights.json"
    back = {"id": "f", "question": "and then?", "expected_status": "clarify"}
    asked.write_text("\n".join(json.dumps(r) for r in [*rows, back]), encoding="utf8")
    given = ["refit", "--set", "harbour", str(library), str(asked), "--rows", str(tmp_path)]
    assert calibrate.main([*given, "--weights", str(weights)]) == 0

    records = [json.loads(line) for line in (tmp_path / "harbour.jsonl").read_text().splitlines()]
    made = {(r["group"], r["how"]) for r in records}
    assert {(name, "asked") for name, *_ in QUESTIONS} <= made
    assert {("a", "left out"), ("a", "alone")} <= made
    assert not any(group == "f" for group, _ in made)
    assert {r["answerable"] for r in records if r["how"] == "left out"} == {False}
    assert all(any(u["y"] for u in r["units"]) for r in records if r["group"] == "a" and r["units"])
    written = json.loads(weights.read_text())
    assert set(written["decision"]) == set(SIZES)
    assert set(written["decision"]["brief"]) == {*SIGNALS, "bias"}
    assert written["unit"] and written["keep"]
