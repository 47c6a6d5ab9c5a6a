"""Follow-ups made whole: by substitution, by a pronoun's meaning, else by naming the subject."""

from __future__ import annotations

import time

import pytest

from assistant.conversation import EARLIER_TURNS, complete, with_name
from assistant.conversation.phrases import phrases
from assistant.question import leans


@pytest.mark.parametrize(
    ("history", "text", "whole"),
    [
        # What is left out of "what about …" comes from the earlier question.
        (
            ["Who leads the stroke workstream?"],
            "what about vascular?",
            "Who leads the vascular workstream?",
        ),
        (
            ["How long do people wait for a scan in Leeds?"],
            "what about Bradford?",
            "How long do people wait for a scan in Bradford?",
        ),
        (
            ["What did the trust spend in 2022/23?"],
            "and in 2023/24?",
            "What did the trust spend in 2023/24?",
        ),
        (
            ["Who chairs the finance committee?"],
            "what about the audit committee?",
            "Who chairs the audit committee?",
        ),
        # A pronoun takes the phrase that it stands for.
        (
            ["What is in the urology case for change?"],
            "and who wrote it?",
            "who wrote the urology case for change?",
        ),
        (
            ["Who wrote the harbour board paper?"],
            "when was it published?",
            "when was the harbour board paper published?",
        ),
        (
            ["How long do patients stay after a stroke?"],
            "how long do they stay on average?",
            "how long do patients stay on average?",
        ),
        (
            ["Who are Port Ellis's external auditors?", "how long have they been reappointed for"],
            "what do we pay them?",
            "what do we pay Port Ellis's external auditors?",
        ),
        (
            ["Which ferries are laid up for repair?"],
            "which of those were built in Leith?",
            "which of the ferries that are laid up for repair were built in Leith?",
        ),
        (
            ["Who is Ann Lee?"],
            "when did she join the board?",
            "when did Ann Lee join the board?",
        ),
        (
            ["did the North Quay appeal reach its target"],
            "and when does it open?",
            "when does the North Quay appeal open?",
        ),
        (
            ["how many deckhands does port ellis have?"],
            "what did we spend on them",
            "what did we spend on deckhands",
        ),
        (
            ["When did Curlew sail past Granton?"],
            "how close did it get?",
            "how close did Curlew get?",
        ),
        (
            ["What did the harbour board decide about Dredging?"],
            "who presented it?",
            "who presented Dredging?",
        ),
        (
            ["how much will the harbour design stage cost in 2026/27?"],
            "and dredging?",
            "how much will the dredging design stage cost in 2026/27?",
        ),
        # What cannot be put in is named.
        (
            ["what does risk R-2 say?", "who owns it"],
            "when was that last reviewed?",
            "when was that last reviewed? (about: risk R-2)",
        ),
        (
            ["What are the training berths in Leith for?"],
            "who do they run them with?",
            "who do they run them with? (about: training berths in Leith)",
        ),
        (
            ["What did the HBX decide to build its website with?"],
            "who has to run it?",
            "who has to run it? (about: HBX)",
        ),
        (
            ["what is the length of stay for stroke?"],
            "why?",
            "why? (about: length of stay for stroke)",
        ),
        (
            ["what is the length of stay for stroke?", "why?"],
            "how much has it changed?",
            "how much has it changed? (about: length of stay for stroke)",
        ),
        (
            ["What was the ferry fire in August 2024?"],
            "which ship was it?",
            "which ship was it? (about: ferry fire in August 2024)",
        ),
        (
            ["What did the harbour board say about night sailings?"],
            "how many are they trying to run?",
            "how many are they trying to run? (about: harbour board)",
        ),
    ],
)
def test_made_whole(history: list[str], text: str, whole: str) -> None:
    assert complete(text, history, leans).text == whole


@pytest.mark.parametrize(
    ("history", "text"),
    [
        ([], "and who wrote it?"),
        (["Who leads the hospital in Leeds?"], "What does SRTB stand for?"),
        (["", "?"], "and who wrote it?"),
    ],
)
def test_left_as_typed(history: list[str], text: str) -> None:
    assert complete(text, history, leans).text == text


@pytest.mark.parametrize(
    "text",
    [
        "is it true that the ferry sank?",  # stands for nothing
        "the crew said that the ferry left before its passengers were aboard, is that so?",
    ],
)
def test_a_pronoun_that_means_nothing_earlier_is_left(text: str) -> None:
    made = complete(text, ["Who owns the harbour crane?"], leans).text
    assert made.startswith(text)


DECIDED = "What did the harbour board decide in June 2026 about Dredging?"
PAID = "how many crew did HBX employ in 2024?"
HELD = "Who is the treasurer of the HBX?"


@pytest.mark.parametrize(
    ("before", "text", "whole"),
    [
        # A month for a month, a year for a year; the rest of the date stays.
        (DECIDED, "what about July?", DECIDED.replace("June", "July")),
        (DECIDED, "and in July?", DECIDED.replace("June", "July")),
        (DECIDED, "what about May?", DECIDED.replace("June", "May")),
        (DECIDED, "what about July 2025?", DECIDED.replace("June 2026", "July 2025")),
        (DECIDED, "and 2025?", DECIDED.replace("2026", "2025")),
        (DECIDED, "what about Pilotage?", DECIDED.replace("Dredging", "Pilotage")),
        (
            "What did the harbour board decide about Dredging in June 2026?",
            "what about Pilotage?",
            "What did the harbour board decide about Pilotage in June 2026?",
        ),
        # A preposition is not said twice.
        (PAID, "what about in 2023?", "how many crew did HBX employ in 2023?"),
        (PAID, "how about for 2023?", "how many crew did HBX employ in 2023?"),
        (PAID, "And in May 2023?", "how many crew did HBX employ in May 2023?"),
        # An office for an office, and no article twice.
        (HELD, "And the chair?", "Who is the chair of the HBX?"),
        (HELD, "what about the vice chair?", "Who is the vice chair of the HBX?"),
        ("Who is the finance director?", "And the clerk?", "Who is the clerk?"),
        (HELD, "And the QRL?", "Who is the treasurer of the QRL?"),
        (HELD, "and of the QRL?", "Who is the treasurer of the QRL?"),
        # Only a person is "she".
        ("What did Ann Lee say of the crane?", "who did she replace?", "who did Ann Lee replace?"),
        ("Who is Dr Ann Lee?", "what is her role?", "what is Dr Ann Lee’s role?"),
    ],
)
def test_like_takes_the_place_of_like(before: str, text: str, whole: str) -> None:
    assert complete(text, [before], leans).text == whole


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("Which ferries sailed on 3 June 2026?", "what about July?"),  # which day of July?
        ("What was said between June and August?", "what about July?"),
        ("How many berths are there in Leith?", "what about July?"),
        ("How many berths are there in Leith?", "what about at Granton?"),
        ("Who is the treasurer of the HBX?", "and the chair of the QRL?"),
        ("Who chairs the harbour board?", "And the treasurer?"),
        ("How many nurses work in Leith?", "and doctors?"),
        ("What did Ann Lees say about the crane?", "when will they hear about the appeal?"),
        ("Who chairs the HBX board?", "who did she replace?"),
        ("What is Port Ellis Council?", "who did she replace?"),
        ("What is Port Ellis Council?", "what is her role?"),
        ("Who leads Port Ellis?", "when did she start?"),  # whoever leads it
        ("Who is Ann Lee?", "when was it built?"),
        ("What is Port Ellis Council?", "how much did they spend on it?"),
        ("WHO CHAIRS THE HARBOUR BOARD?", "WHEN DOES IT MEET?"),
    ],
)
def test_what_is_unsure_is_named_behind(before: str, text: str) -> None:
    assert complete(text, [before], leans).text.startswith(f"{text} (about: ")


@pytest.mark.parametrize(
    "text",
    [
        "What does the IT strategy say?",
        "what does the it strategy say?",
        "who approved our it budget?",
        "Which IT suppliers were paid?",
        "WHAT DOES THE IT STRATEGY SAY?",
    ],
)
def test_information_technology_is_no_pronoun(text: str) -> None:
    assert complete(text, ["Who chairs the finance committee?"], leans).text == text
    assert with_name(text, "S05") is None


def test_a_pronoun_beside_information_technology_is_still_one() -> None:
    made = complete("does it pay for IT support?", ["What is the finance committee?"], leans).text
    assert made == "does the finance committee pay for IT support?"
    assert with_name("WHO APPROVES IT?", "S05") == "WHO APPROVES S05?"


def test_only_the_last_turns_are_read() -> None:
    chain = ["Who owns the harbour crane?", *["and why?"] * EARLIER_TURNS]
    assert complete("and when?", chain[:-1], leans).text == "and when? (about: harbour crane)"
    assert complete("and when?", chain, leans).text == "and when?"


@pytest.mark.parametrize("turn", ["And it is of the big Ward in the North ", "who it what "])
def test_a_long_conversation_takes_no_time(turn: str) -> None:
    began = time.perf_counter()
    complete("and who wrote it?", [turn * 150] * 40, leans)
    assert time.perf_counter() - began < 1


def test_with_name() -> None:
    assert with_name("who approves it?", "S02") == "who approves S02?"
    assert with_name("and what are its parts?", "G1") == "what are G1’s parts?"
    assert with_name("who approves?", "S02") is None


def test_phrases_stand_where_they_say() -> None:
    text = "When will building of the new quay at the Old Port start?"
    found = phrases(text)
    assert "the new quay at the Old Port" in [p.text for p in found]
    assert all(text[p.start : p.end] == p.text for p in found)


@pytest.mark.parametrize("text", ["", "?", "it it it", "(((", "a" * 4000, "the " * 900])
def test_nothing_breaks_it(text: str) -> None:
    assert isinstance(complete(text, ["and it?", text, "what about them"], leans).text, str)
