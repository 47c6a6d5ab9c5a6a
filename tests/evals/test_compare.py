"""Two runs side by side: the numbers, the tests and the words."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.compare import as_json, as_markdown, compare
from tests.evals.scored import scored


def test_a_difference_beyond_noise_and_one_within(tmp_path: Path) -> None:
    """Of ten cases the second answers all, the first two; nuggets rise in one and fall in one."""
    first = scored(
        tmp_path / "old",
        {
            "answered": [1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
            "nugget_recall": [0.5] * 10,
            "sentences_without_support": [0, 0, 2],
            "length": [10, 20],
            "mrr": [1, 1],
            "latency": [5, 5],
        },
    )
    second = scored(
        tmp_path / "new",
        {
            "answered": [1] * 10,
            "nugget_recall": [0.75, 0.25] + [0.5] * 8,
            "sentences_without_support": [0, 0, 0],
            "length": [30, 20],
            "mrr": [1, 1, 0.5],
            "latency": [9, 9],
        },
    )
    found = compare(first, second)
    assert (found.names, found.shared, found.warnings) == (("old", "new"), 10, ())
    rows = {row.metric.name: row for row in found.rows}
    answered = rows["answered"]
    assert (answered.first, answered.second, answered.n) == (0.2, 1.0, 10)
    assert answered.p == pytest.approx(2 / 2**8)
    assert answered.adjusted == pytest.approx(4 * 2 / 2**8)
    assert answered.verdict == "better"
    assert answered.better == tuple(f"c{i}" for i in range(2, 10))
    assert rows["nugget_recall"].verdict == "no difference that noise would not explain"
    assert (rows["nugget_recall"].better, rows["nugget_recall"].worse) == (("c0",), ("c1",))
    fewer = rows["sentences_without_support"]
    assert (fewer.change.mean, fewer.better) == (pytest.approx(-2 / 3), ("c2",))
    assert rows["length"].verdict == "other, neither better nor worse"
    assert rows["latency"].verdict == "not judged: it depends on the machine"
    assert rows["mrr"].verdict == "the same on every case"
    assert (rows["mrr"].n, rows["mrr"].only_first, rows["mrr"].only_second) == (2, 0, 1)
    assert "recall_5" not in rows, "undefined in both"


def test_what_is_not_enough_among_many_is_said_so(tmp_path: Path) -> None:
    """Six of six changed: p 0.031 by itself, 0.094 among three."""
    zeros, same = [0] * 6, [1] * 6
    first = scored(tmp_path / "a", {"answered": same, "right_page": same, "hit_10": same})
    second = scored(tmp_path / "b", {"answered": zeros, "right_page": same, "hit_10": same})
    (answered, *_) = compare(first, second).rows
    assert answered.p == pytest.approx(2 / 64)
    assert answered.verdict.startswith("perhaps worse")


def test_the_words_and_the_numbers(tmp_path: Path) -> None:
    first = scored(tmp_path / "old", {"answered": [0] * 9, "mrr": [1]})
    second = scored(tmp_path / "new", {"answered": [1] * 9, "mrr": [0.5, 1, 1]})
    found = compare(first, second)
    text = as_markdown(found)
    assert "| Answered | 9 | 0.000 | 1.000 | +1.000 (1.000 to 1.000) | 0.004 | better |" in text
    assert "(2 cases have a value in one run alone)" in text
    assert "Answered, better: c0, c1" in text
    told = as_json(found)
    assert told["metrics"]["answered"]["p"] == pytest.approx(2 / 2**9, abs=1e-6)
    assert told["metrics"]["mrr"]["low"] is None


def test_runs_that_are_not_comparable_say_so(tmp_path: Path) -> None:
    first = scored(tmp_path / "a", {"answered": [1, 1]})
    second = scored(tmp_path / "b", {"answered": [1, 1, 0]}, kind="other")
    settings = {**second.settings(), "depth": 5}
    settings["library"] = {"digest": "1", "model": "fake"}
    second.write_json("settings.json", settings)
    said = " ".join(compare(first, second).warnings)
    assert "2 in the first run, 3 in the second, 2 ids in both" in said
    assert "other papers" in said
    assert "retrieval is not comparable" in said
    assert "**Take care:**" in as_markdown(compare(first, second))
