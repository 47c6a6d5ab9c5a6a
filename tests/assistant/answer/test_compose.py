"""Widening, fitting and writing of an answer, over a real small Library."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer.chunk import Chunk
from assistant.answer.chunks import chunks
from assistant.answer.compose import MARKER, enough
from assistant.ask import Assistant
from assistant.model import Question, Status
from assistant.shelf import OpenDocument
from ingest.embed.minilm import SentenceTransformerEmbedder
from ingest.library import DocumentRecord
from ingest.model import Facts
from ingest.run import ingest
from ingest.settings import Settings

PAPER = """# Harbour Programme Board, 3 May 2023

## Purpose

The purpose of the programme was to:

- join up the quays
- mend the sea wall
- open the new slipway

## Money

The sea wall will cost £4.2 million. The slipway will cost £310,000 and opens in June 2024.

## Roles

| Role | Name | Since |
| --- | --- | --- |
| Harbour master | Ada Whitcombe | 2019 |
| Treasurer | Rafiq Odell | 2021 |

The tide tables were bought in 2018.[2] A survey of the quays found rot.[3]

The Quay Users Forum (QUF) meets monthly in the Customs House. It advises the Board.
"""


DOCUMENT = OpenDocument(
    DocumentRecord(1, "d", "", Facts("D"), None, 0, (), (), (), 1), "x" * 5000, (), ()
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    papers = tmp_path_factory.mktemp("papers")
    (papers / "harbour.md").write_text(PAPER, encoding="utf8")
    settings = Settings(library=tmp_path_factory.mktemp("library") / "lib")
    embedder = SentenceTransformerEmbedder()
    assert not ingest([Path(papers)], settings, embedder).failed
    with Assistant(settings, embedder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What was the purpose of the programme?", "mend the sea wall"),
        ("How much will the sea wall cost?", "£4.2 million"),
        ("Who is the harbour master?", "Ada Whitcombe"),
        ("What does QUF stand for?", "Quay Users Forum"),
        ("When does the slipway open?", "June 2024"),
    ],
)
def test_answers_from_the_paper(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(Question(question))
    assert answer.status is Status.ANSWERED
    assert said in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "What does SWL stand for?",
        "What is the capital of Mongolia?",
        "Who is the headteacher of the primary school?",
    ],
)
def test_says_that_the_papers_do_not_say(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(Question(question))
    assert answer.status is Status.NO_EVIDENCE
    assert not answer.citations
    assert "do not say" in answer.text


def test_a_list_stays_whole_with_its_lead_in(assistant: Assistant) -> None:
    text = assistant.ask(Question("What was the purpose of the programme?")).text
    for item in ("join up the quays", "mend the sea wall", "open the new slipway"):
        assert f"- {item} [" in text
    assert "The purpose of the programme was to: [" in text


def test_a_row_reads_with_its_column_headings_and_quotes_the_row(assistant: Assistant) -> None:
    answer = assistant.ask(Question("Who is the harbour master?"))
    first = answer.citations[0]
    assert "Ada Whitcombe" in first.quote
    assert "Role" in answer.text


def test_every_line_has_its_marker_and_every_quote_its_span(assistant: Assistant) -> None:
    for question in ("How much will it cost?", "Who is the treasurer?", "What is the QUF?"):
        answer = assistant.ask(Question(question))
        text = assistant.library.text("harbour.md")
        for citation in answer.citations:
            assert text[citation.start : citation.end] == citation.quote
            inside = slice(
                citation.start - citation.passage_start, citation.end - citation.passage_start
            )
            assert citation.passage[inside] == citation.quote
        for line in filter(None, answer.text.split("\n")):
            if answer.status is Status.ANSWERED:
                assert MARKER.search(line)


def test_a_footnote_of_the_paper_is_not_taken_for_a_marker(assistant: Assistant) -> None:
    answer = assistant.ask(Question("When were the tide tables bought?"))
    assert answer.status is Status.ANSWERED
    assert "2018." in answer.text
    assert "2018.[2]" not in answer.text
    assert "2018.[2]" in answer.citations[0].quote


def test_another_process_has_the_same_answer(assistant: Assistant, tmp_path: Path) -> None:
    """Sets of words are ordered anew in each process: nothing may hang on it."""
    questions = tmp_path / "questions.jsonl"
    asked = ("How much will the sea wall cost?", "Who advises the Board?", "What is the QUF?")
    questions.write_text("".join(json.dumps({"question": q}) + "\n" for q in asked), "utf8")
    command = [sys.executable, "-m", "assistant", "ask", "--json", "--from", str(questions)]
    command += ["--library", str(assistant.library.folder)]
    told = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
        rows = [json.loads(line) for line in run.stdout.splitlines()]
        told.append([{k: v for k, v in row.items() if k != "timings_ms"} for row in rows])
    assert told[0] == told[1]
    assert len(told[0]) == len(asked)


def test_the_same_question_has_the_same_answer(assistant: Assistant) -> None:
    first, second = (assistant.ask(Question("What will the slipway cost?")) for _ in range(2))
    assert (first.text, first.citations) == (second.text, second.citations)


@pytest.mark.parametrize("question", ["", "   ", "?!…", "x" * 50_000])
def test_what_is_no_question_gets_a_friendly_word(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(Question(question))
    assert answer.status is Status.CLARIFY
    assert answer.text
    assert not answer.citations


def test_another_script_does_not_break_it(assistant: Assistant) -> None:
    answer = assistant.ask(Question("港口负责人是谁？ Ποιος είναι;"))
    assert answer.status in (Status.ANSWERED, Status.NO_EVIDENCE)


def test_no_evidence_makes_no_chunks() -> None:
    from assistant.question import understand

    assert chunks([], understand("anything")) == ()


def test_the_first_chunk_always_fits_and_the_rest_waits() -> None:
    long, short = (
        Chunk(DOCUMENT, start, start + size, None, 0, ("x" * size,))
        for start, size in ((0, 2000), (2000, 100))
    )
    assert enough([long, short]) == ((long,), (short,))
    assert enough([short, long]) == ((short,), (long,))
    assert enough([]) == ((), ())


@pytest.mark.parametrize(
    ("spans", "shown"),
    [
        (((50, 200), (20, 80)), [(50, 200)]),
        (((50, 200), (300, 400), (190, 310)), [(50, 200), (300, 400)]),
        (((50, 200), (200, 240)), [(50, 200), (200, 240)]),
    ],
)
def test_no_stretch_is_shown_twice(
    spans: tuple[tuple[int, int], ...], shown: list[tuple[int, int]]
) -> None:
    made = [Chunk(DOCUMENT, *span, None, 0, ("x" * 50,)) for span in spans]
    fits, rest = enough(made)
    assert [(c.start, c.end) for c in fits] == shown
    assert all(chunk in (*fits, *rest) for chunk in made), "nothing is lost"


def test_the_first_stays_narrow_where_its_surroundings_are_another() -> None:
    wide = Chunk(DOCUMENT, 20, 200, None, 0, ("x" * 90,))
    first = Chunk(DOCUMENT, 50, 100, None, 0, ("x" * 50,), wider=wide)
    other = Chunk(DOCUMENT, 150, 400, None, 0, ("y" * 50,))
    assert enough([first, other]) == ((first, other), ())
    assert enough([first]) == ((wide,), ())
