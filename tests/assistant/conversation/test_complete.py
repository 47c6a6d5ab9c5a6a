"""Follow-ups made whole: by substitution, by a pronoun's meaning, else by naming the subject."""

from __future__ import annotations

import pytest

from assistant.conversation import complete, with_name
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
        # What cannot be put in is named.
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
    assert complete(text, history, leans) == whole


@pytest.mark.parametrize(
    ("history", "text"),
    [
        ([], "and who wrote it?"),
        (["Who leads the hospital in Leeds?"], "What does SRTB stand for?"),
        (["", "?"], "and who wrote it?"),
    ],
)
def test_left_as_typed(history: list[str], text: str) -> None:
    assert complete(text, history, leans) == text


@pytest.mark.parametrize(
    "text",
    [
        "is it true that the ferry sank?",  # stands for nothing
        "the crew said that the ferry left before its passengers were aboard, is that so?",
    ],
)
def test_a_pronoun_that_means_nothing_earlier_is_left(text: str) -> None:
    made = complete(text, ["Who owns the harbour crane?"], leans)
    assert made.startswith(text)


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
    assert isinstance(complete(text, ["and it?", text, "what about them"], leans), str)
