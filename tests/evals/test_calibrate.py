"""Fitting: what counts as evidence, what is held out, and that a fit finds a plain signal."""

from __future__ import annotations

import random
from typing import Any

import pytest

from assistant.answer.decide import SIGNALS, probability
from assistant.answer.features import NAMES
from evals import calibrate

pytest.importorskip("sklearn")


@pytest.mark.parametrize(
    ("unit", "quotes", "evidence"),
    [
        ("The wall will cost £4.2 million by May.", ["wall will cost £4.2 million"], True),
        ("The wall was discussed.", ["wall will cost £4.2 million"], False),
        (
            "cost £4.2 million by May next",
            ["the wall will cost £4.2 million by May next year"],
            True,
        ),
        ("", ["wall will cost"], False),
        ("anything", [], False),
    ],
)
def test_evidence_is_half_of_a_quote_or_all_of_the_unit(
    unit: str, quotes: list[str], evidence: bool
) -> None:
    assert calibrate.is_evidence(unit, quotes) is evidence


def test_what_is_held_out_stays_so_and_is_about_half() -> None:
    names = [f"q{i}" for i in range(400)]
    first = [calibrate.held_out(n) for n in names]
    assert first == [calibrate.held_out(n) for n in names]
    assert 150 < sum(first) < 250


def _record(number: int, answerable: bool) -> dict[str, Any]:
    noise = random.Random(number)
    signal = dict.fromkeys(SIGNALS, 0.5)
    signal["held"] = 0.9 if answerable else 0.1
    units = []
    if answerable:
        for rank in range(6):
            row = [noise.random() for _ in NAMES]
            row[NAMES.index("said")] = 0.9 if rank == 3 else 0.2
            units.append({"x": row, "y": rank == 3})
    return {
        "id": f"q{number}",
        "group": f"q{number}",
        "answerable": answerable,
        "signals": signal,
        "units": units,
    }


def test_a_fit_finds_what_tells_evidence_and_answers_apart() -> None:
    records = [_record(i, i % 2 == 0) for i in range(80)]
    unit, said = calibrate.fit_units(records)
    assert max(unit, key=lambda name: unit[name]) == "said"
    assert "held out: MRR" in said
    decision, report = calibrate.fit_decision(records)
    assert "held out: answered 1.000, refused 1.000" in report
    assert probability(records[0]["signals"], decision) > 0.5
    assert probability(records[1]["signals"], decision) < 0.5
