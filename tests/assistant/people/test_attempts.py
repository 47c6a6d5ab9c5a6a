"""Tries to sign in: few are free, then each has to wait, and memory has its bounds."""

from __future__ import annotations

import threading

import pytest

from assistant.people import Attempts, attempts
from assistant.people.attempts import FIRST_WAIT, OF_A_NAME, OF_AN_ADDRESS, WINDOW
from tests.fakes_people import TurnedClock


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


def test_a_name_waits_longer_and_longer(clock: TurnedClock) -> None:
    tries = Attempts(clock)
    addresses = (f"10.0.0.{n}" for n in range(200))
    for _ in range(OF_A_NAME):
        assert tries.begin("Ada", next(addresses)) == 0
    waits = []
    for _ in range(5):
        waits.append(tries.begin("ADA", next(addresses)))
        clock.turn(seconds=waits[-1] - 1)
        assert tries.begin("ada", next(addresses)) == 1, "to the second"
        clock.turn(seconds=1)
        assert tries.begin("ada", next(addresses)) == 0
    assert waits == [15, 30, 60, 120, 240]
    assert tries.begin("ada", next(addresses)) == 480
    assert tries.begin("Ida", "10.0.0.1") == 0, "others do not"


def test_a_day_of_trying_gets_nowhere(clock: TurnedClock) -> None:
    """However patient, some 670 guesses a day at one name, of 2**60 that there are."""
    tries, let_through, end = Attempts(clock), 0, clock.now + 24 * 3600
    while clock.now < end:
        wait = tries.begin("Ada", f"10.0.{let_through % 250}.1")
        let_through += not wait
        clock.turn(seconds=wait)
    assert 400 < let_through < 700


def test_an_address_waits_whatever_the_name(clock: TurnedClock) -> None:
    tries = Attempts(clock)
    for n in range(OF_AN_ADDRESS):
        assert tries.begin(f"name {n}", "10.0.0.1") == 0
    assert tries.begin("Ada", "10.0.0.1") == FIRST_WAIT
    assert tries.begin("Ada", "10.0.0.2") == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("", "unknown", False),
        ("", "", True),
    ],
)
def test_what_one_person_has_of_addresses(
    clock: TurnedClock, one: str, other: str, same: bool
) -> None:
    tries = Attempts(clock)
    for n in range(OF_AN_ADDRESS):
        tries.begin(f"name {n}", one)
    assert bool(tries.begin("Ada", other)) is same


def test_a_success_clears_the_name_and_costs_the_address_nothing(clock: TurnedClock) -> None:
    tries = Attempts(clock)
    for n in range(OF_AN_ADDRESS * 3):
        assert tries.begin("Ada", "10.0.0.1") == 0, n
        tries.succeeded("ada", "10.0.0.1")
    for n in range(OF_AN_ADDRESS):
        assert tries.begin(f"name {n}", "10.0.0.1") == 0
    tries.succeeded("name 0", "10.0.0.1")
    assert tries.begin("Ada", "10.0.0.1") == 0
    assert tries.begin("Ada", "10.0.0.1") > 0, "signing in oneself does not clear the others"


def test_after_a_quarter_of_an_hour_it_is_forgotten(clock: TurnedClock) -> None:
    tries = Attempts(clock)
    for _ in range(OF_A_NAME):
        tries.begin("Ada", "10.0.0.1")
    assert tries.begin("Ada", "10.0.0.1") > 0
    clock.turn(seconds=WINDOW)
    for _ in range(OF_A_NAME):
        assert tries.begin("Ada", "10.0.0.1") == 0


def test_many_at_once_are_not_let_through_together(clock: TurnedClock) -> None:
    tries, waits = Attempts(clock), list[int]()
    barrier = threading.Barrier(30)

    def attempt() -> None:
        barrier.wait()
        waits.append(tries.begin("Ada", "10.0.0.1"))

    threads = [threading.Thread(target=attempt) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert waits.count(0) == OF_A_NAME


def test_memory_has_its_bounds(clock: TurnedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "_KEPT", 50)
    tries = Attempts(clock)
    for n in range(500):
        tries.begin(f"{n}" * 10_000, f"10.0.{n // 250}.{n % 250}")
    assert len(tries) == 100
