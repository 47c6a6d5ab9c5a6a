"""Lists whose members each have a heading of their own."""

from __future__ import annotations

from assistant.answer.chunks import chunks
from assistant.answer.headed import with_members
from assistant.question import Understood, understand
from assistant.shelf import OpenDocument
from tests.assistant.answer.made import evidence, paper, unit_with

PILOTS = """# Ferry review

## 1. Towns

The review went to many places.

## 2. Pilot towns

Some towns were chosen to pilot the night ferry.

### Quayton

A town of 900 by the mole.

### Mole Head

A village at the lock.

### Netley

A fishing port.

## 3. Costs

The pilot costs £9 a head.
"""
WHICH = understand("which towns pilot the night ferry?")


def told(document: OpenDocument, words: str, question: Understood) -> list[str]:
    pieces = evidence(unit_with(words, document))
    made = with_members(chunks(pieces, question), pieces, question)
    for chunk in made:
        assert document.text[chunk.start : chunk.end].strip()
    return [chunk.lines[0] for chunk in made]


def test_the_members_follow_what_opens_their_list() -> None:
    opening = "Some towns were chosen to pilot the night ferry."
    members = ["- Quayton", "- Mole Head", "- Netley"]
    assert told(paper(PILOTS), "chosen to pilot", WHICH) == [opening, *members]


def test_a_quote_of_a_member_takes_in_what_stands_below_its_heading() -> None:
    document = paper(PILOTS)
    pieces = evidence(unit_with("chosen to pilot", document))
    made = with_members(chunks(pieces, WHICH), pieces, WHICH)
    quotes = [" ".join(document.text[c.start : c.end].split()) for c in made]
    assert "Quayton A town of 900 by the mole." in quotes


def test_from_under_a_member_the_whole_list_is_told() -> None:
    said = told(paper(PILOTS), "fishing port", WHICH)
    assert [line for line in said if line.startswith("- ")] == [
        "- Quayton",
        "- Mole Head",
        "- Netley",
    ]


def test_other_headings_and_other_questions_get_no_list() -> None:
    one = understand("how much does the pilot cost?")
    assert len(told(paper(PILOTS), "£9 a head", one)) == 1
    assert len(told(paper(PILOTS), "many places", WHICH)) == 1
    boats = understand("which boats were painted?")
    assert len(told(paper(PILOTS), "chosen to pilot", boats)) == 1


def test_the_member_that_the_question_names_is_the_answer_and_not_its_fellows() -> None:
    minutes = paper(
        "# Ferry board minutes\n\nThe Harbour Master was in the chair.\n\n"
        "## Money\n\nThere is £90 left.\n\n"
        "## Berths granted\n\n- The Heron: berth 4\n- The Tern: berth 9\n\n"
        "## Other business\n\nThere was none.\n"
    )
    lines = ["Berths granted", "- The Heron: berth 4", "- The Tern: berth 9"]
    asked = understand("which berths were granted by the ferry board in its minutes?")
    pieces = evidence(unit_with("The Heron", minutes))
    made = with_members(chunks(pieces, asked), pieces, asked)
    assert [line for chunk in made for line in chunk.lines] == lines
    general = understand("which headings do the ferry board minutes have?")
    assert told(minutes, "in the chair", general)[1:] == [
        "- Money", "- Berths granted", "- Other business",
    ]  # fmt: skip
