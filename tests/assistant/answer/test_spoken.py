"""What says nothing in an answer."""

from __future__ import annotations

from assistant.answer.spoken import without_questions
from tests.assistant.answer.made import evidence, paper, unit_with

TOLD = "The ferry carries nine hundred sheep across the harbour each year."
ASKS = "Does the harbour master know how many sheep the ferry carries each year?"
LISTED = "How many sheep does the ferry carry on an ordinary market day?"
DOCUMENT = paper(f"# Inquiry\n\nThe inquiry met. {ASKS} {TOLD}\n\n- {LISTED}\n- How deep is it?\n")


def test_a_sentence_that_only_asks_is_left_out_behind_the_first() -> None:
    asks, told, item = evidence(*(unit_with(w, DOCUMENT) for w in (ASKS, TOLD, LISTED)))
    assert without_questions([told, asks]) == (told,)
    assert without_questions([asks, told]) == (asks, told)
    assert without_questions([told, item]) == (told, item), "a list of questions is one"
    assert without_questions([]) == ()
