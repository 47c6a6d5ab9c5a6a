"""What is asked for several times at once is on record once, and never left out."""

from __future__ import annotations

import pytest

from assistant.audit import Once
from tests.fakes_people import TurnedClock


def test_soon_after_it_is_the_same_and_later_it_is_another() -> None:
    clock, told = TurnedClock(), list[str]()
    once = Once(clock, most=2)

    def put(key: str) -> None:
        once.put(key, 10, lambda: told.append(key))

    put("a"), put("a"), put("b")
    clock.turn(seconds=9)
    put("a")
    clock.turn(seconds=9)
    put("a")
    assert told == ["a", "b"], "it was asked for all the while"
    clock.turn(seconds=10)
    put("a")
    assert told == ["a", "b", "a"]
    clock.turn(seconds=-100)
    put("a")
    assert told == ["a", "b", "a", "a"], "a clock that was put back hides nothing"
    put("c"), put("d"), put("a")
    assert told[-1] == "a", "what was forgotten is told again"


def test_what_could_not_be_put_on_record_was_not_done() -> None:
    once, told = Once(), list[str]()
    with pytest.raises(OSError):
        once.put("a", 10, lambda: (_ for _ in ()).throw(OSError))
    once.put("a", 10, lambda: told.append("a"))
    assert told == ["a"]
