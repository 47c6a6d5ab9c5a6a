"""An event is the same event however it was typed, and a name however it was spelt."""

from __future__ import annotations

import pytest

from assistant.register.model import key_of
from assistant.register.names import nearest
from tests.assistant.register.made import event, log


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Head and Neck", "  head  AND neck ", True),
        ("Straße", "STRASSE", True),
        ("Ca\u0301diz", "C\u00e1diz", True),
        ("Head and Neck", "Head & Neck", False),
    ],
)
def test_a_name_has_one_key(one: str, other: str, same: bool) -> None:
    assert (key_of(one) == key_of(other)) is same


def test_white_space_is_folded_and_nothing_is_none() -> None:
    one = event("note", None, person=" Ada \t Lowe ", reason=" a  b \r\n\n c ", citation="  ")
    assert (one.person, one.reason, one.citation) == ("Ada Lowe", "a b\nc", None)
    assert one.subject is None


def test_identity_leaves_out_the_number_and_the_spelling_of_the_workstream() -> None:
    (recorded,) = log("start F1")
    assert recorded.identity == event("start", "F1", workstream="ISLAND ferry").identity
    assert recorded.identity != event("start", "F1", day=2).identity


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("strok", ("Stroke",)),
        ("urologie", ("Urology",)),
        ("Head & Neck", ("Head and Neck",)),
        ("STROKE ", ("Stroke",)),
        ("xyz", ()),
    ],
)
def test_the_nearest_names(said: str, found: tuple[str, ...]) -> None:
    assert nearest(said, ["Stroke", "Urology", "Head and Neck"]) == found
