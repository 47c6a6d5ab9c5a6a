"""That a fit finds a plain signal, parts nothing that belongs together, and says what it found."""

from __future__ import annotations

import random
from typing import Any

import pytest

from assistant.answer.decide import probability
from assistant.answer.features import NAMES
from assistant.answer.signals import SIGNALS
from evals import fitting

pytest.importorskip("sklearn")


def record(number: int, answerable: bool, *, brief: float = 0.0, says: float = 1.0) -> Any:
    """`held` tells whether there is an answer; where `says` is -1, `length` the wrong way round."""
    noise = random.Random(number)
    signals = {name: noise.random() for name in SIGNALS}
    signals["held" if says > 0 else "length"] = 0.5 + says * (0.4 if answerable else -0.4)
    units = []
    if answerable:
        for rank in range(6):
            row = [noise.random() for _ in NAMES]
            row[NAMES.index("said")] = 0.9 if rank == 3 else 0.2
            units.append({"x": row, "y": rank == 3})
    return {
        "id": f"q{number}",
        "group": f"q{number}",
        "source": "made",
        "how": "asked",
        "answerable": answerable,
        "signals": {**signals, "brief": brief, "unfilled": 0.0, "open": 1.0},
        "units": units,
    }


def test_what_is_held_out_stays_so_and_is_about_half() -> None:
    names = [f"q{i}" for i in range(400)]
    first = [fitting.held_out(n) for n in names]
    assert first == [fitting.held_out(n) for n in names]
    assert 150 < sum(first) < 250


def test_units_that_are_evidence_come_first() -> None:
    unit, said = fitting.fit_units([record(i, i % 2 == 0) for i in range(80)])
    assert max(unit, key=lambda name: unit[name]) == "said"
    assert "held out: MRR" in said


def test_each_size_of_document_has_weights_of_its_own() -> None:
    long = [record(i, i % 2 == 0) for i in range(100)]
    brief = [record(i, i % 2 == 0, brief=1.0, says=-1.0) for i in range(100, 200)]
    weights = fitting.fit_decision([*long, *brief])
    assert weights["long"]["held"] > 0 > weights["brief"]["length"]
    for one in (long[0], brief[0]):
        assert probability(one["signals"], weights) > 0.5
    for one in (long[1], brief[1]):
        assert probability(one["signals"], weights) < 0.5


def test_a_size_without_records_gets_the_others_weights() -> None:
    weights = fitting.fit_decision([record(i, i % 2 == 0) for i in range(20)])
    assert weights["brief"] == weights["long"]
    with pytest.raises(ValueError, match="with and without"):
        fitting.fit_decision([record(i, True) for i in range(20)])


def test_the_probability_is_the_share_that_has_an_answer() -> None:
    records = [record(i, i % 4 != 0) for i in range(200)]
    for one in records:
        one["signals"] |= dict.fromkeys(SIGNALS, 0.5)
    weights = fitting.fit_decision(records)
    assert probability(records[0]["signals"], weights) == pytest.approx(0.75, abs=0.01)


def test_what_speaks_for_an_answer_never_lowers_its_probability() -> None:
    assert set(SIGNALS) >= fitting.RISES | fitting.FALLS
    assert not fitting.RISES & fitting.FALLS
    records = [record(i, i % 2 == 0) for i in range(200)]
    for one in records:  # told the wrong way round: who answers lacks it
        one["signals"] |= {"dense": 0.1, "unknown": 0.9} if one["answerable"] else {"dense": 0.9}
    weights = fitting.fit_decision(records)["long"]
    assert weights["dense"] == weights["unknown"] == 0.0
    assert all(weights[s] >= 0 for s in fitting.RISES)
    assert all(weights[s] <= 0 for s in fitting.FALLS)


def test_trade_off_by_hand() -> None:
    pairs = [(0.9, True), (0.8, True), (0.7, True), (0.3, True), (0.6, False), (0.2, False)]
    told = fitting.trade_off(pairs)
    assert "4 + 2, area 0.875" in told
    assert "0.75→1.00" in told  # three of four are answered from 0.7 on: both are below it
    assert "0.95→0.50" in told  # all four from 0.3 on


def test_the_threshold_is_where_answering_and_refusing_balance() -> None:
    def told(size: float) -> list[tuple[Any, float]]:
        # Without an answer up to 0.55, with one from 0.50 on: the two overlap between.
        good = [(record(i, True, brief=size), 0.50 + i / 200) for i in range(60)]
        return good + [(record(i, False, brief=size), 0.25 + i / 200) for i in range(60)]

    found = fitting.thresholds([*told(0.0), *told(1.0)])
    assert found["brief"] == pytest.approx(0.52, abs=0.03)
    assert found["long"] == found["brief"]
    stopped = [*told(0.0)]
    for one, _ in stopped[-60:]:
        one["signals"]["unfilled"] = 1.0  # the checks refuse all that has no answer
    assert fitting.thresholds(stopped)["long"] == fitting.GRID[0]
    made = [(record(i, True), 0.1) for i in range(60)]
    assert fitting.thresholds(made) == {"long": 0.5, "brief": 0.5}  # nothing to refuse: no fit


def test_crosswise_never_shows_a_group_to_its_own_fit() -> None:
    # These two contradict what all others say: only memory could get them right.
    records = [record(i, i % 2 == 0) for i in range(100)]
    odd = [{**record(500, False), "group": "odd"}, {**record(501, True), "group": "odd"}]
    odd[0]["signals"]["held"], odd[1]["signals"]["held"] = 0.9, 0.1
    found = {r["id"]: p for r, p in fitting.crosswise([*records, *odd])}
    assert found["q500"] > 0.5 > found["q501"]
