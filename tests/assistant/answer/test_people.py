"""Who said it, and who is meant: over a real small Library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer.chunk import Chunk
from assistant.answer.people import _same, introduced
from assistant.answer.spoken import without_asides
from assistant.ask import Assistant
from assistant.model import Answer, Question, Status
from assistant.question import understand
from ingest.embed.minilm import SentenceTransformerEmbedder
from ingest.run import ingest
from ingest.settings import Settings
from tests.ingest.talk import TURNS, inline

MINUTES = """# Harbour Committee: minutes of 4 March 2025

## Present

- Ines Calder (IC), Chair
- Tobias Venn (TV), Treasurer
- Petra Ode (PO), Head of Estates

## 1. Lock gates

Action: TV to report back on the price of the lock gates by June.

## 2. Quay

The Head of Estates presented the survey of the eastern quay.
"""
SPEECH = (
    "The dredger comes in October. It works for nine weeks and costs the town eleven thousand "
    "pounds a week, which we borrow from the county at two per cent. "
) * 6 + "A second dredger was refused by the county in 2019 for want of money. "


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    papers = tmp_path_factory.mktemp("papers")
    turns = (*TURNS[:8], ("Dr. Amara Quist", SPEECH.strip()), *TURNS[8:])
    (papers / "harbour-minutes.md").write_text(MINUTES, encoding="utf8")
    (papers / "lock-inquiry.txt").write_text(inline(turns), encoding="utf8")
    settings = Settings(library=tmp_path_factory.mktemp("library") / "lib")
    embedder = SentenceTransformerEmbedder()
    assert not ingest([Path(papers)], settings, embedder).failed
    with Assistant(settings, embedder) as opened:
        yield opened


def ask(assistant: Assistant, text: str) -> Answer:
    answer = assistant.ask(Question(text))
    assert answer.status is Status.ANSWERED
    return answer


def test_initials_are_introduced_by_the_attendance_list(assistant: Assistant) -> None:
    answer = ask(assistant, "Who will report back on the price of the lock gates?")
    assert "TV to report back" in answer.citations[0].quote
    assert [c.quote for c in answer.citations if "Tobias" in c.quote] == [
        "Tobias Venn (TV), Treasurer"
    ]
    assert "Tobias Venn (TV), Treasurer [2]" in answer.text


def test_an_office_is_introduced_too(assistant: Assistant) -> None:
    record = assistant.library.find("harbour-minutes.md")
    assert record is not None
    document = assistant.room.shelf.open(record.id)
    said = "The Head of Estates presented the survey of the eastern quay."
    start = document.text.index(said)
    chunk = Chunk(document, start, start + len(said), None, 0, (said,))
    who = understand("Who presented the survey?")
    assert [c.lines for c in introduced([chunk], who)] == [
        (said,),
        ("Petra Ode (PO), Head of Estates",),
    ]


@pytest.mark.parametrize(
    ("said", "office", "same"),
    [
        ("Chair", "chair", True),
        ("the Chair", "Chair", True),
        ("Chair of the Harbour Committee", "Chair", True),
        ("Chair of the Committee", "Chair", True),
        ("Chair", "Chair for the Harbour Committee", True),
        ("Chair and", "Chair", True),
        ("Head of Estates", "Head of Estates", True),
        ("Chair", "Vice Chair", False),
        ("Chair", "Co-Chair", False),
        ("Acting Chair", "Chair", False),
        ("Chair of the Audit Committee", "Chair", False),
        ("Chair of the", "Chair", False),  # of a body in small letters: it could be any
        ("Chief Executive", "Deputy Chief Executive", False),
        ("Chief Executive", "Assistant to the Chief Executive", False),
        ("Director", "Finance Director", False),
        ("Director", "Director of Finance", False),
        ("Head of Estates", "Head", False),
    ],
)
def test_which_offices_are_one(said: str, office: str, same: bool) -> None:
    assert _same(said, office, "Harbour Committee") is same
    assert _same(office, said, "Harbour Committee") is same


def test_a_deputy_is_not_introduced_for_the_one_named(assistant: Assistant) -> None:
    record = assistant.library.find("harbour-minutes.md")
    assert record is not None
    document = assistant.room.shelf.open(record.id)
    who = understand("Who opened it?")

    def people(said: str) -> list[tuple[str, ...]]:
        chunk = Chunk(document, 0, 1, None, 0, (said,))
        return [c.lines for c in introduced([chunk], who)][1:]

    assert people("The Chair of the Harbour Committee opened it.") == [("Ines Calder (IC), Chair",)]
    assert len(people("The Chair and the Treasurer opened it.")) == 2
    assert people("The Vice Chair opened it.") == []
    assert people("The Chair of the Audit Committee opened it.") == []


def test_a_question_for_no_person_is_left_alone(assistant: Assistant) -> None:
    answer = ask(assistant, "By when is the price of the lock gates to be reported?")
    assert "Tobias Venn" not in answer.text


def test_a_sentence_of_a_long_turn_says_whose_it_is(assistant: Assistant) -> None:
    answer = ask(assistant, "Why was a second dredger refused by the county?")
    first = answer.text.split("\n")[0]
    assert first.startswith("Dr. Amara Quist (Harbour Master): ")
    assert "second dredger was refused" in first
    assert answer.citations[0].section.endswith("Dr. Amara Quist (Harbour Master)")


def test_a_short_turn_names_its_speaker_once(assistant: Assistant) -> None:
    answer = ask(assistant, "How many boats went on to the next port?")
    line = next(line for line in answer.text.split("\n") if "forty-one" in line)
    assert line.count("Amara Quist") == 1
    quote = next(c.quote for c in answer.citations if "forty-one" in c.quote)
    assert quote.startswith("Dr. Amara Quist")


def test_giving_the_floor_is_no_answer(assistant: Assistant) -> None:
    record = assistant.library.find("lock-inquiry.txt")
    assert record is not None
    document = assistant.room.shelf.open(record.id)

    def chunk(words: str) -> Chunk:
        block = next(b for b in document.blocks if words in document.quote(b))
        line = document.quote(block)
        return Chunk(document, block.start, block.end, None, block.section, (line,))

    floor, answer = chunk("Thank you. Mrs. Ode."), chunk("The county pays two thirds.")
    refusal, reply = chunk("That is no answer."), chunk("forty-one")
    assert without_asides([reply, floor, answer, refusal]) == [reply, answer, refusal]
    assert without_asides([floor, reply]) == [floor, reply]
