"""What is asked for several times at once is on record once, and never left out."""

from __future__ import annotations

import threading

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
    assert told == ["a", "b"]
    clock.turn(seconds=1)
    put("a")
    assert told == ["a", "b", "a"], "asking for it all the while hides nothing"
    told.pop()
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


def test_what_is_on_record_by_another_way_is_not_told_again() -> None:
    clock, told = TurnedClock(), list[str]()
    once = Once(clock)
    once.done("a")
    clock.turn(seconds=9)
    once.put("a", 10, lambda: told.append("a"))
    assert not told
    clock.turn(seconds=1)
    once.put("a", 10, lambda: told.append("a"))
    assert told == ["a"]


@pytest.mark.parametrize("fails", [False, True])
def test_a_slow_record_holds_up_nobody_who_asks_for_something_else(fails: bool) -> None:
    once, told, came = Once(), list[str](), list[str]()
    begun, go_on = threading.Event(), threading.Event()

    def slowly() -> None:
        begun.set()
        assert go_on.wait(10)
        if fails:
            raise OSError
        told.append("slow")

    def ask() -> None:
        try:
            once.put("slow", 10, slowly)
            came.append("done")
        except OSError:
            came.append("failed")

    first = threading.Thread(target=ask, daemon=True)
    first.start()
    assert begun.wait(10)
    other = threading.Thread(target=once.put, args=("b", 10, lambda: told.append("b")), daemon=True)
    other.start()
    other.join(5)
    held_up = other.is_alive()
    again = threading.Thread(target=ask, daemon=True)
    again.start()
    again.join(0.05)
    assert not came, "nobody is shown what is not on record yet"
    go_on.set()
    for thread in (first, other, again):
        thread.join(10)
    assert not held_up
    if not fails:
        assert (told, came) == (["b", "slow"], ["done", "done"])
    else:
        assert (told, came) == (["b"], ["failed", "failed"])
        once.put("slow", 10, lambda: told.append("slow"))
        assert told == ["b", "slow"], "it was not done"
