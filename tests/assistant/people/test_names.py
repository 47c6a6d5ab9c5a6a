"""What may be a name, and when two are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.people import PeopleRefused
from assistant.people.names import LONGEST, checked, key_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Bell", "ada  bell"),
        ("Ada Bell", "Ａｄａ Ｂｅｌｌ"),  # full-width
        ("Zoe\u0308", "zo\u00eb"),  # in two characters and in one
        ("Strauß", "STRAUSS"),
        ("ﬁnch", "Finch"),  # a ligature
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


def test_other_names_are_others() -> None:
    assert len({key_of(name) for name in ("Ada", "Ida", "Ada B", "AdaB", "Adá")}) == 5


@pytest.mark.parametrize(
    "name",
    [
        "", "   ", "a" * (LONGEST + 1), "Ada\nBell", "Ada\x00", "\u202eadA", "Ada\u200b", "\u2066A",
        "Ada\u00a0Bell", "\u3164", "A\ufe0f", "\ud800", "\ufdfa" * 10,
    ],
    ids=ascii,
)  # fmt: skip
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(PeopleRefused):
        checked(name)


def test_a_name_is_kept_as_it_was_typed_but_for_its_spaces() -> None:
    assert checked("  Ada   O'Bell-Żak ") == "Ada O'Bell-Żak"
    assert checked("a" * LONGEST) == "a" * LONGEST


@given(st.text(max_size=80))
def test_what_is_taken_can_be_seen_and_taken_again(text: str) -> None:
    try:
        name = checked(text)
    except PeopleRefused:
        return
    assert name.isprintable()
    assert checked(name) == name
    assert key_of(name)


@given(st.text(max_size=40))
def test_case_never_makes_two_people(text: str) -> None:
    assert key_of(key_of(text)) == key_of(text)
    assert key_of(text.casefold()) == key_of(text)
