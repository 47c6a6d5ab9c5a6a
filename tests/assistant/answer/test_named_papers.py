"""A question that names a paper or a body is answered from there, over a real small Library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import pipeline
from assistant.ask import Assistant
from assistant.kept_answers import KeptAnswers
from assistant.model import Answer, Question, Status
from assistant.room import Room
from ingest.run import ingest
from ingest.settings import Settings
from tests.fakes import FakeEmbedder

PLACES = (
    "north quay", "south quay", "outer mole", "inner mole", "fish dock", "coal wharf", "slipway",
    "dry dock", "lock gate", "sea wall", "customs house", "lighthouse", "boatyard", "net loft",
    "ice house", "marina",
)  # fmt: skip
MINUTES = """# Pilots Guild minutes

Minutes of the meeting of the Pilots Guild held on {date}

Present: Ada Whitcombe (chair), Rafiq Odell

## 1. Ladders

The pilot ladder was inspected by both of the members. {ladder}

## 2. Winter timetable

{timetable}
"""


def papers() -> dict[str, str]:
    """A long report in the words of many a question, two short minutes, and small papers."""
    sections = (
        f"## {place.capitalize()}\n\nAfter the winter storms the trust agreed to pay £{n} million "
        f"for dredging at the {place}. How much dredging the storms of the winter left to pay for "
        f"at the {place} was agreed after a survey.\n"
        for n, place in enumerate(PLACES, start=3)
    )
    approved = "The members APPROVED the winter timetable of the ferry."
    others = {
        f"{name}.md": f"# {name.capitalize()} handbook\n\nThe trust looks after the {name}.\n"
        for name in ("lighthouse", "crane", "buoy", "tug", "anchor", "capstan")
    }
    return {
        "harbour-report.md": "# Harbour report\n\n" + "\n".join(sections),
        "guild-march.md": MINUTES.format(
            date="12 March 2024",
            ladder="Dredging after the storms: members agreed to pay £950 each.",
            timetable=approved,
        ),
        "guild-april.md": MINUTES.format(
            date="9 April 2024", ladder="It was found sound.", timetable=approved
        ),
        **others,
    }


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("named")
    (folder / "papers").mkdir()
    for name, text in papers().items():
        (folder / "papers" / name).write_text(text, encoding="utf8")
    settings = Settings(library=folder / "library")
    assert not ingest([Path(folder / "papers")], settings, FakeEmbedder()).failed
    with Assistant(settings, FakeEmbedder()) as opened:
        yield opened


def ask(assistant: Assistant, question: str) -> Answer:
    answer = assistant.ask(Question(question))
    assert answer.status is Status.ANSWERED, answer.text
    return answer


def test_a_long_report_does_not_crowd_out_the_minutes(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "How much did the guild agree to pay for dredging after the winter storms?"
    answer = ask(assistant, question)
    assert answer.citations[0].document == "guild-march.md"
    assert "£950" in answer.text.split("\n\n")[0]

    def read_the_best(run: pipeline.Run, room: Room) -> pipeline.Run:
        return replace(run, found=run.found[: pipeline.PASSAGES])

    steps = (read_the_best if step is pipeline.look_again else step for step in pipeline.STEPS)
    monkeypatch.setattr(pipeline, "STEPS", tuple(steps))
    anew = replace(assistant.room, kept=KeptAnswers())  # what was answered above is not asked here
    monkeypatch.setattr(assistant, "room", anew)
    once = ask(assistant, question)
    assert once.citations[0].document == "harbour-report.md", "what a single look would say"


def test_without_the_name_the_report_answers(assistant: Assistant) -> None:
    answer = ask(assistant, "How much did the trust agree to pay for dredging the fish dock?")
    assert answer.citations[0].document == "harbour-report.md"


def test_when_something_was_approved_shows_the_date_of_each_meeting(assistant: Assistant) -> None:
    answer = ask(assistant, "When was the winter timetable of the ferry approved?")
    assert {c.document for c in answer.citations[:2]} == {"guild-march.md", "guild-april.md"}
    assert "12 March 2024: The members APPROVED" in answer.text
    assert "9 April 2024: The members APPROVED" in answer.text


def test_every_quote_is_its_span(assistant: Assistant) -> None:
    for question in (
        "When was the timetable approved?",
        "Did the guild pay for dredging after the winter storms?",
    ):
        for citation in ask(assistant, question).citations:
            text = assistant.library.text(citation.document)
            assert text[citation.start : citation.end] == citation.quote
