"""A model may choose which earlier words a follow-up needs; it may add none."""

from __future__ import annotations

import pytest

from assistant.llm import carried_by_model
from ingest.errors import LanguageModelError, Trouble
from tests.fakes_llm import ScriptedModel

HISTORY = ("What does the dredging budget cover?", "Who chairs the panel of 2025?")


@pytest.mark.parametrize(
    ("proposal", "carried"),
    [
        ("How much is the dredging budget?", ("dredging", "budget")),
        ("How much is the dredging budget of 2025?", ("dredging", "budget", "2025")),
        ("How much is the dredging budget of 2026?", ()),
        ("How much is the dredging budget of Gordon?", ()),
        ("How much is the dredging budget?\nIt is large.", ()),
        ("How much is it?", ()),
        ("dredging " * 400, ()),
        ("", ()),
    ],
)
def test_only_words_that_were_asked(proposal: str, carried: tuple[str, ...]) -> None:
    model = ScriptedModel(proposal)
    assert carried_by_model(model, "How much is it?", HISTORY, 2.0) == carried
    assert "How much is it?" in model.asked[0].user


def test_a_model_that_is_down_changes_nothing() -> None:
    model = ScriptedModel("dredging", LanguageModelError(Trouble.DOWN, "gone"))
    assert carried_by_model(model, "How much is it?", HISTORY, 2.0) == ()
