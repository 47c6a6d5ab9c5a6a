"""The baseline check: what fails it and what does not, rule by rule."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from evals.baselines import check, keep
from ingest.errors import UsageError
from tests.evals.scored import scored

N = 40
ONES = [1.0] * N


def fallen(count: int, size: int = N) -> list[float]:
    return [0.0] * count + [1.0] * (size - count)


def rules(
    tmp_path: Path,
    was: dict[str, Sequence[float | None]],
    now: dict[str, Sequence[float | None]],
) -> set[tuple[str, str]]:
    """(metric, rule) of what fell, over all cases."""
    keep(scored(tmp_path / "was", was), tmp_path / "level")
    falls, _ = check(scored(tmp_path / "now", now), tmp_path / "level")
    return {(fall.metric.name, fall.rule) for fall in falls if fall.group == "all"}


@pytest.mark.parametrize(("count", "fails"), [(0, False), (3, False), (6, True)])
def test_paired(tmp_path: Path, count: int, fails: bool) -> None:
    """Few falls of forty may be chance: a share of about e⁻ᵏ of the draws has none of k."""
    found = rules(tmp_path, {"answered": ONES}, {"answered": fallen(count)})
    assert found == ({("answered", "paired")} if fails else set())


def test_rises_make_up_for_falls(tmp_path: Path) -> None:
    was = {"answered": [1.0] * 20 + [0.0] * 20}
    now = {"answered": [0.0] * 6 + [1.0] * 14 + [1.0] * 8 + [0.0] * 12}
    assert rules(tmp_path, was, now) == set()


def test_less_is_better_for_some(tmp_path: Path) -> None:
    none, some = [0.0] * N, [1.0] * 10 + [0.0] * 30
    metric = "sentences_without_support"
    assert rules(tmp_path, {metric: none}, {metric: some}) == {(metric, "paired")}
    assert rules(tmp_path, {metric: some}, {metric: none}) == set()


def test_a_promise_may_not_fall_at_all(tmp_path: Path) -> None:
    now = {"exact_spans": [0.9] + [1.0] * 39}
    assert rules(tmp_path, {"exact_spans": ONES}, now) == {("exact_spans", "promise")}


def test_lost(tmp_path: Path) -> None:
    now: dict[str, Sequence[float | None]] = {"answered": ONES, "right_page": [None] * N}
    assert rules(tmp_path, {"answered": ONES, "right_page": ONES}, now) == {("right_page", "lost")}


def test_unpaired_where_values_are_of_other_cases(tmp_path: Path) -> None:
    """All twenty refusals were right; now there are thirty, ten of them wrong."""
    was = [1.0] * 20 + [None] * 20
    name = "refusal_precision"
    wrong = [1.0] * 20 + [0.0] * 10 + [None] * 10
    assert rules(tmp_path, {name: was}, {name: wrong}) == {(name, "unpaired")}
    slightly = [1.0] * 20 + [0.0] * 1 + [None] * 19
    assert rules(tmp_path, {name: was}, {name: slightly}) == set()


def test_time_and_length_are_never_held_against_it(tmp_path: Path) -> None:
    was = {"latency": [5.0] * N, "length": [100.0] * N, "answered": ONES}
    now = {"latency": [900.0] * N, "length": [900.0] * N, "answered": ONES}
    assert rules(tmp_path, was, now) == set()


def test_the_summary_alone_will_do(tmp_path: Path) -> None:
    """Then the run's mean is held against the end of the baseline's own interval: 0.912 of 40."""
    keep(scored(tmp_path / "was", {"answered": ONES}), tmp_path / "level")
    (tmp_path / "level" / "values.jsonl").unlink()
    near, _ = check(scored(tmp_path / "near", {"answered": fallen(3)}), tmp_path / "level")
    far, _ = check(scored(tmp_path / "far", {"answered": fallen(5)}), tmp_path / "level")
    assert near == []
    assert {(fall.rule, fall.group) for fall in far} == {
        ("unpaired", "all"),
        ("unpaired", "kind/k"),
    }


def test_small_groups_are_passed_over(tmp_path: Path) -> None:
    assert rules(tmp_path, {"answered": [1.0] * 4}, {"answered": [0.0] * 4}) == set()


def test_what_is_kept_names_no_place(tmp_path: Path) -> None:
    keep(scored(tmp_path / "was", {"answered": [1.0, None]}), tmp_path / "level")
    kept = (tmp_path / "level" / "summary.json").read_text("utf8")
    assert str(tmp_path) not in kept
    rows = [json.loads(x) for x in (tmp_path / "level" / "values.jsonl").read_text().splitlines()]
    assert rows == [{"id": "c0", "values": {"answered": 1.0}}, {"id": "c1", "values": {}}]


def test_another_set_of_cases_is_told(tmp_path: Path) -> None:
    keep(scored(tmp_path / "was", {"answered": ONES}), tmp_path / "level")
    _, notes = check(scored(tmp_path / "now", {"answered": ONES[:9]}), tmp_path / "level")
    assert notes == ["The cases are not those of the baseline: those in both are compared."]


def test_no_baseline(tmp_path: Path) -> None:
    run = scored(tmp_path / "run", {"answered": [1]})
    with pytest.raises(UsageError, match="Keep one with"):
        check(run, tmp_path / "level")
