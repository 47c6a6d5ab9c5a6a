"""Where sentences end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.sentences import sentence_spans

CASES = [
    ["The Board met.", "It agreed the plan."],
    ["Dr. Smith, e.g. of the trust, spoke.", "Prof. J. Jones replied."],
    ["See para. 3 and no. 7, p. 12.", "Then read on."],
    ["The answer was no.", "The Board moved on."],
    ["It is state of the art.", "The unit is new."],
    ["This was the Board’s.", "The trust agreed."],
    ["3. The Board noted the report.", "4.1 It agreed."],
    ["Costs rose, wages etc.", "The trust saved £3.5m.", "£2m is left."],
    ["“Why now?”", "“Because we must.”", "(So it said.)", "Then it closed."],
    ["It would worsen by 2020.[1]", "In response, it acted."],
    ["What next…", "Nobody knew!", "42 people asked."],
    ["The trust, i.e. the provider, agreed."],
    ["At 3.15 p.m. the meeting closed."],
    ["Items a. and b. were noted."],
    ["On 5 Dec. 2024 it met."],
    ["No stop at all"],
]


@pytest.mark.parametrize("sentences", CASES, ids=[c[0][:20] for c in CASES])
def test_sentences(sentences: list[str]) -> None:
    text = "  ".join(sentences)
    assert [text[a:b] for a, b in sentence_spans(text)] == sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One\nTwo", ["One", "Two"]),
        ("Ends.\nanother", ["Ends.", "another"]),
        ("\n\n One. \n", ["One."]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_lines(text: str, parts: list[str]) -> None:
    assert [text[a:b] for a, b in sentence_spans(text)] == parts


_PIECES = st.sampled_from(
    ["The", "Board", "met", ".", ". ", "? ", "\n", " ", "e.g. ", "3.1 ", "“", "”", "A. "]
)


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(_PIECES).map("".join)))
def test_every_character_but_white_space_is_in_a_sentence_in_order(text: str) -> None:
    spans = sentence_spans(text)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
