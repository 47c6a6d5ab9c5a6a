"""What a meeting did is told whole: every decision or action of the minutes of that day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answer.proceedings import asked_for, is_bare, is_minor
from assistant.ask import Assistant
from assistant.model import Answer, Question, Status
from ingest.model import Role
from ingest.run import ingest
from ingest.settings import Settings
from tests.fakes import FakeEmbedder

COUNCIL = """# Ferrymouth Town Council

Minutes of the meeting of Ferrymouth Town Council held on Tuesday 12 March 2030 at 7pm

Present: Cllr Ada Whitcombe (Mayor), Cllr Rafiq Odell, Cllr Una Brisk

## 41/30 Apologies

Apologies were received from Cllr Tarn.

## 42/30 Minutes of the last meeting

RESOLVED that the minutes of 13 February 2030 be signed as a correct record.

## 43/30 Slipway lighting

Members heard that two quotes had come in. Cllr Odell thought the dearer one the better. After a
long talk about cables, ducts, the tide, the harbour wall and who would dig the trench, with several
members of the public speaking for and against, and a letter from the rowing club read out in full
by the clerk, the matter was put to the vote.

RESOLVED that the quote of £4,310 from Lantern & Sons be accepted, to be paid from reserves.

## 44/30 Planning applications

RESOLVED:

- 30/0112, boathouse roof: no objection
- 30/0115, two kiosks on the quay: objection, for want of parking

## 45/30 Allotment rents

It was agreed to hold rents at £35 a plot until April 2031.

## 46/30 Bandstand

Proposed by Cllr Brisk, seconded by Cllr Odell. Carried unanimously.

## Actions

| Action | Owner | Due |
|---|---|---|
| Order the slipway lamps | Clerk | 30 March 2030 |
| Write to the kiosk's owner | Cllr Brisk | 9 April 2030 |
"""
APRIL = """# Ferrymouth Town Council

Minutes of the meeting of Ferrymouth Town Council held on Tuesday 9 April 2030 at 7pm

Present: Cllr Ada Whitcombe (Mayor), Cllr Rafiq Odell

## 51/30 Slipway lighting

RESOLVED that the lamps be switched off at midnight.

## 52/30 Pump house

The Council noted the surveyor's report.
"""
PILOTS = """# Pilots Guild

Minutes of the meeting of the Pilots Guild held on 12 March 2030

Present: Ida Moss (chair), Tom Reeve

## 1. Ladders

The Guild AGREED to buy two rope ladders.
"""
RIVER = """# Reedmoor River Board

Minutes of the meeting of the Reedmoor River Board held on Monday 6 May 2030 at 6pm

Present: Ona Firth (Chair), Bram Sale

## Weir

Ona Firth asked whether members were content with the sluice times. The Board agreed.

## Towpath

Bram Sale will ask the bank about the towpath loan.

## Actions

1. Bram Sale to ask the bank about the towpath loan by 1 June 2030.
2. Ona Firth to write to the anglers about the weir.

## Decisions

- The Board agreed that the sluice opens at six in the morning.
- The Board agreed that the anglers may use the weir until October.
"""
PAPERS = {
    "river-may.md": RIVER,
    "council-march.md": COUNCIL,
    "council-april.md": APRIL,
    "guild-march.md": PILOTS,
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("proceedings")
    (folder / "papers").mkdir()
    for name, text in PAPERS.items():
        (folder / "papers" / name).write_text(text, encoding="utf8")
    settings = Settings(library=folder / "library")
    embedder = FakeEmbedder()
    ingest([folder / "papers"], settings, embedder)
    with Assistant(settings, embedder) as opened:
        yield opened


def ask(assistant: Assistant, text: str) -> Answer:
    answer = assistant.ask(Question(text))
    for cited in answer.citations:
        assert assistant.library.text(cited.document)[cited.start : cited.end] == cited.quote
    return answer


def test_every_decision_of_a_meeting_in_its_order(assistant: Assistant) -> None:
    answer = ask(assistant, "What did the town council decide on 12 March 2030?")
    assert answer.status is Status.ANSWERED
    told = ["correct record", "£4,310", "no objection", "kiosks", "£35 a plot", "Carried"]
    places = [answer.text.index(words) for words in told]
    assert places == sorted(places)
    assert {cited.document for cited in answer.citations} == {"council-march.md"}
    assert "Bandstand" in answer.text  # the heading says what was carried
    assert "midnight" not in answer.text and "ladders" not in answer.text


def test_only_those_on_the_subject_that_is_named(assistant: Assistant) -> None:
    answer = ask(
        assistant, "what was agreed about the allotments at the March 2030 council meeting?"
    )
    assert "£35 a plot" in answer.text
    assert "£4,310" not in answer.text and "kiosks" not in answer.text


def test_the_actions_of_a_meeting(assistant: Assistant) -> None:
    answer = ask(assistant, "What actions were agreed at the council meeting of 12 March 2030?")
    assert "Order the slipway lamps" in answer.text and "kiosk's owner" in answer.text
    assert "£4,310" not in answer.text


def test_the_minutes_own_list_of_decisions_is_meant(assistant: Assistant) -> None:
    answer = ask(assistant, "What did the river board decide on 6 May 2030?")
    assert "opens at six" in answer.text and "until October" in answer.text
    assert "were content" not in answer.text


def test_where_nothing_was_decided_on_it_what_somebody_is_to_do(assistant: Assistant) -> None:
    answer = ask(assistant, "What did the river board decide about the loan on 6 May 2030?")
    assert "ask the bank" in answer.text and "anglers" not in answer.text


def test_several_meetings_take_turns(assistant: Assistant) -> None:
    answer = ask(assistant, "What did the town council decide in March and April 2030?")
    assert "£4,310" in answer.text and "midnight" in answer.text


def test_two_bodies_on_one_day_are_told_apart(assistant: Assistant) -> None:
    answer = ask(assistant, "What did the Pilots Guild decide on 12 March 2030?")
    assert "rope ladders" in answer.text and "£4,310" not in answer.text
    strange = ask(assistant, "What did the finance committee decide on 12 March 2030?")
    assert "£4,310" not in strange.text and "ladders" not in strange.text


def test_the_last_meeting_is_the_newest(assistant: Assistant) -> None:
    answer = ask(assistant, "what did the council decide at its last meeting?")
    assert "midnight" in answer.text and "£4,310" not in answer.text


def test_what_was_not_done_is_not_told(assistant: Assistant) -> None:
    """A day without a meeting, and a verb that no decision of the meeting has."""
    other_day = ask(assistant, "What did the town council decide on 19 March 2030?")
    assert "£4,310" not in other_day.text
    rejected = ask(assistant, "What did the town council reject on 9 April 2030?")
    assert "midnight" not in rejected.text


def test_what_does_not_fit_is_kept_as_more(assistant: Assistant) -> None:
    """The usual business gives way first; the rest stays in the order of the minutes."""
    from assistant.answer.chunk import Chunk
    from assistant.answer.minuted import _fitting
    from tests.assistant.answer.made import paper

    document = paper("One.\n")
    said = [
        "The minutes were agreed as a correct record.",
        *(f"Agreed {n} {'x' * 80}" for n in "abcd"),
    ]
    made = [Chunk(document, n, n + 1, None, 0, (line,)) for n, line in enumerate(said)]
    fits, rest = _fitting(made, limit=300)
    assert [chunk.lines[0][:8] for chunk in fits] == ["Agreed a", "Agreed b", "Agreed c"]
    assert [chunk.start for chunk in rest] == [0, 4]


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("What did the board decide in March?", Role.DECISION),
        ("what was agreed at the council meeting on 3 May", Role.DECISION),
        ("List the decisions of the July meeting", Role.DECISION),
        ("which resolutions were passed on 4 June 2030?", Role.DECISION),
        ("what actions came out of the May meeting?", Role.ACTION),
        ("who is to do what after the May meeting", Role.ACTION),
        ("What did the board agree to pay for the lamps in March?", None),
        ("When did the board approve the lamps?", None),
        ("Why did the board reject the kiosks in March?", None),
        ("how much did the council approve in March?", None),
        ("who decided on the lamps?", None),
    ],
)
def test_what_is_asked_for(question: str, role: Role | None) -> None:
    assert asked_for(question) is role


@pytest.mark.parametrize("heading", ["Decisions", "11. Actions from this meeting", "AOB"])
def test_headings_that_tell_no_subject(heading: str) -> None:
    assert is_bare(heading)


def test_headings_and_decisions_that_do_tell() -> None:
    assert not is_bare("Slipway lighting")
    assert is_minor("The Committee noted the report.")
    assert not is_minor("RESOLVED that the quote be accepted.")
