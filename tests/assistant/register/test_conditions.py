"""Conditions are read from the reason, and met by number, by text or by being the only one."""

from __future__ import annotations

import pytest

from assistant.register.conditions import named, set_by, still_open, unstated
from assistant.register.model import Event
from tests.assistant.register.made import event


def endorsed(reason: str | None) -> Event:
    return event("endorse_with_conditions", "F1", reason=reason)


@pytest.mark.parametrize(
    ("reason", "texts"),
    [
        ("the date is added", ["the date is added"]),
        ("(1) the date; (2) the tide.", ["the date", "the tide"]),
        ("1. the date\n2. the tide", ["the date", "the tide"]),
        ("1: the date;;\n; 2) the tide;", ["the date", "the tide"]),
        ("K1.1: the date by 3.30; K1.2: the tide", ["K1.1: the date by 3.30", "K1.2: the tide"]),
        ("the date; exception: K1.2 at the next meeting", ["the date"]),
        ("Judged: K1.2 is met\nthe date", ["the date"]),
        ("30 soundings are added", ["30 soundings are added"]),
        (None, ["not stated"]),
        ("Exception: none", ["not stated"]),
        ("K1.1: exception, the tide was out", ["not stated"]),
        ("(1) k1.1: Judged, all agree; (2) the date", ["the date"]),
        ("the date\nK1.1 and K1.2: exceptions, the tide", ["the date"]),
        ("the date is added. K1.1: exception, the tide.", ["the date is added"]),
        ("K1.1: the exception is written down", ["K1.1: the exception is written down"]),
    ],
)
def test_conditions_are_the_parts_of_the_reason(reason: str | None, texts: list[str]) -> None:
    found = set_by(endorsed(reason))
    assert [one.text for one in found] == texts
    assert [one.number for one in found] == list(range(1, len(texts) + 1))
    assert unstated(endorsed(reason)) is (texts == ["not stated"])


def test_a_decision_sets_conditions_and_other_events_do_not() -> None:
    decided = event("decide", "K1", outcome="endorse_with_conditions", reason="the date")
    assert [one.text for one in set_by(decided)] == ["the date"]
    for other in (
        event("decide", "K1", outcome="endorse", reason="fine; well done"),
        event("endorse", "F1", reason="fine"),
        event("challenge", "F1", reason="dull; long"),
    ):
        assert set_by(other) == ()
        assert not unstated(other)


BOTH = set_by(endorsed("the date is added; the tide table is signed by the guild"))


@pytest.mark.parametrize(
    ("said", "met", "number"),
    [
        ("1", (), 1),
        ("2.", (), 2),
        ("(2)", (), 2),
        ("2) signed today", (), 2),
        ("Condition 2: signed today", (), 2),
        ("condition 1", (), 1),
        ("3", (), None),
        ("1", (1,), None),  # met already
        ("condition 7", (1,), None),  # no such one, although only one is open
        ("the date is added", (), 1),
        ("THE DATE IS  ADDED.", (), 1),
        ("tide table", (), 2),
        ("the tide table is signed by the guild, see the letter", (), 2),
        ("the", (), None),  # too little to tell
        (None, (), None),  # which?
        (None, (1,), 2),
        ("29 June: a letter came", (1,), 2),  # a remark
        ("the date is added", (1,), None),  # that one is met
        ("a letter came", (1, 2), None),
    ],
)
def test_which_condition_is_meant(
    said: str | None, met: tuple[int, ...], number: int | None
) -> None:
    closing = event("condition_met", "F1")
    given = tuple(
        type(one)(one.number, one.text, closing if one.number in met else None) for one in BOTH
    )
    assert len(still_open(given)) == 2 - len(met)
    found = named(given, said)
    assert (found.number if found else None) == number
