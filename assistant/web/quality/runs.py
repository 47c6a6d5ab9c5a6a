"""The newest evaluation run, read from the files that `waymark eval` writes.

Evaluating stands above answering, so nothing of it is imported here: a run's folder says by itself
what was measured.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPORT = "report.html"
_MOST = 50_000_000  # bytes of a file that is read


@dataclass(frozen=True, slots=True)
class Result:
    """One metric over all cases. `mean`, `low` and `high` are None where there is no value."""

    name: str
    title: str
    what: str
    family: str
    is_share: bool
    better: str
    cases: int
    mean: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Run:
    """A run that was scored.

    documents   those of the Library that was asked, by name
    report      the whole report's file, None where none was made
    """

    name: str
    made: str
    cases: int
    missing: int
    errors: int
    results: tuple[Result, ...]
    documents: frozenset[str]
    report: Path | None


def newest(folder: Path) -> Run | None:
    """The last run that was scored below `folder`; None where there is none.

    A folder that cannot be understood is passed over.
    """
    places = folder.iterdir() if folder.is_dir() else iter(())
    runs = [run for place in places if (run := _run(place)) is not None]
    return max(runs, key=lambda run: (run.made, run.name), default=None)


def report_of(run: Run) -> bytes | None:
    """The whole report; None where it cannot be read."""
    if run.report is None:
        return None
    try:
        return run.report.read_bytes() if run.report.stat().st_size <= _MOST else None
    except OSError:
        return None


def _run(place: Path) -> Run | None:
    try:
        summary, settings = _json(place / "summary.json"), _json(place / "settings.json")
        told = summary.get("metrics", {})
        results = tuple(
            _result(name, entry, told.get(name, {}))
            for name, entry in summary["groups"]["all"].items()
        )
        report = place / REPORT
        return Run(
            name=place.name,
            made=str(settings["made"]),
            cases=int(summary["cases"]),
            missing=int(summary["missing"]),
            errors=int(summary["errors"]),
            results=results,
            documents=frozenset(map(str, settings["library"]["documents"])),
            report=report if report.is_file() else None,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _result(name: str, entry: Mapping[str, Any], told: Mapping[str, Any]) -> Result:
    return Result(
        name=name,
        title=str(told.get("title", name.replace("_", " ").capitalize())),
        what=str(told.get("what", "")),
        family=str(told.get("family", "")),
        is_share=told.get("shape") in ("rate", "share"),
        better=str(told.get("better", "")),
        cases=int(entry["n"]),
        mean=_number(entry["mean"]),
        low=_number(entry["low"]),
        high=_number(entry["high"]),
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _json(path: Path) -> dict[str, Any]:
    if path.stat().st_size > _MOST:
        raise ValueError(f"{path} is too long")
    found: dict[str, Any] = json.loads(path.read_text("utf8"))
    return found
