"""One run, one folder: what was asked, with what, what came out, and how it scored.

settings.json     all settings; versions of packages, code and Library; digest of the cases; seed
cases.jsonl       the cases as they were asked
generated.jsonl   what the assistant made of each, a line as soon as it is there; a run that is
                  stopped goes on from there
scores.jsonl      every metric of each case, with its value (null: undefined) and why
judge.json, judged.jsonl   the judge, where one was asked, and its verdict on each answer
summary.json      every metric's mean, interval and counts: all cases, by kind, by turn; what
                  each metric is
report.html, report.md
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evals.cases import Case, case_from, case_row
from evals.generated import Generated, generated_from, verdict_from
from evals.metrics import Score, catalogue
from evals.metrics.value import undefined
from evals.summary import number
from ingest.errors import UsageError

_RESULTS = (
    "generated.jsonl", "judge.json", "judged.jsonl", "scores.jsonl", "summary.json",
    "report.html", "report.md",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The folder of a run, and what is read from it and written to it."""

    path: Path

    @property
    def generated_path(self) -> Path:
        """Where the answers go."""
        return self.path / "generated.jsonl"

    def begin(self, settings: Mapping[str, Any], cases: Sequence[Case]) -> frozenset[str]:
        """Write what is known before the first answer, and take an older run's results away.

        Where the folder holds a run with the same settings, versions and cases that was stopped
        half way, its answers are kept, and the ids of their cases returned.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        kept = self._begun(settings, cases)
        for name in _RESULTS:
            (self.path / name).unlink(missing_ok=True)
        if kept:
            self._write("generated.jsonl", _lines(kept))
        self.write_json("settings.json", settings)
        self._write("cases.jsonl", _lines(map(case_row, cases)))
        return frozenset(row["id"] for row in kept)

    def _begun(self, settings: Mapping[str, Any], cases: Sequence[Case]) -> list[dict[str, Any]]:
        """The answers of a run like this one that was stopped; [] of a whole one or another."""
        try:
            before = self.settings()
            lines = self._text("generated.jsonl", "generate").split("\n")[:-1]
            rows = [json.loads(line) for line in lines]
            same = _timeless(before) == _timeless(settings) and self.cases() == tuple(cases)
        except (UsageError, ValueError):
            return []
        return rows if same and len(rows) < len(cases) else []

    def settings(self) -> dict[str, Any]:
        """What the run was made with. Raises UsageError where the folder is no run."""
        return self._json("settings.json", "generate")

    def cases(self) -> tuple[Case, ...]:
        """The cases, in the order in which they were asked."""
        rows = self._rows("cases.jsonl", "generate")
        return tuple(case_from(row, f"{self.path}/cases.jsonl") for row in rows)

    def generated(self) -> dict[str, Generated]:
        """What was made of each case, by its id, with the judge's verdict where there is one."""
        verdicts = {row["id"]: verdict_from(row) for row in self.judged()}
        return {
            row["id"]: replace(generated_from(row), judged=verdicts.get(row["id"]))
            for row in self._rows("generated.jsonl", "generate")
        }

    def judge(self) -> dict[str, Any] | None:
        """Which judge was asked, None for none."""
        return self._json("judge.json", "judge") if (self.path / "judge.json").is_file() else None

    def judged(self) -> list[dict[str, Any]]:
        """The judge's verdicts, [] where none was asked."""
        there = (self.path / "judged.jsonl").is_file()
        return self._rows("judged.jsonl", "judge") if there else []

    def write_judged(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Keep these verdicts and no others."""
        self._write("judged.jsonl", _lines(rows))

    def add_judged(self, row: Mapping[str, Any]) -> None:
        """One verdict more."""
        with (self.path / "judged.jsonl").open("a", encoding="utf8") as file:
            file.write(_lines([row]))

    def write_scores(
        self, scores: Mapping[str, Mapping[str, Score]], kinds: Mapping[str, str]
    ) -> None:
        """One line a case."""
        rows = (
            {
                "id": i,
                "kind": kinds[i],
                "scores": {
                    name: {"value": number(score.value), "why": score.why}
                    for name, score in one.items()
                },
            }
            for i, one in scores.items()
        )
        self._write("scores.jsonl", _lines(rows))

    def scores(self) -> dict[str, dict[str, Score]]:
        """Every metric of each case; one that this run was not scored by is undefined."""
        read: dict[str, dict[str, Score]] = {}
        for row in self._rows("scores.jsonl", "score"):
            held = row["scores"]
            read[row["id"]] = {
                name: _score(held[name]) if name in held else undefined("not scored")
                for name in catalogue()
            }
        return read

    def summary(self) -> dict[str, Any]:
        """The means and intervals."""
        return self._json("summary.json", "score")

    def write_json(self, name: str, value: Mapping[str, Any]) -> None:
        """Write a JSON file that a person can read too."""
        self._write(name, json.dumps(value, indent=1, ensure_ascii=False) + "\n")

    def write_text(self, name: str, text: str) -> Path:
        """Write a report. Returns where it is."""
        self._write(name, text)
        return self.path / name

    def _write(self, name: str, text: str) -> None:
        """All of a file or none of it: a run that is stopped leaves no half."""
        part = self.path / f".{name}.part"
        part.write_text(text, encoding="utf8")
        part.replace(self.path / name)

    def _json(self, name: str, maker: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._text(name, maker))
        return found

    def _rows(self, name: str, maker: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._text(name, maker).split("\n") if line.strip()]

    def _text(self, name: str, maker: str) -> str:
        try:
            return (self.path / name).read_text("utf8")
        except OSError as error:
            raise UsageError(
                f"{self.path / name} cannot be read ({error.strerror}). Make it with "
                f"`waymark eval {maker}`, or name a run's folder."
            ) from error


def _timeless(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings as JSON gives them back, without the time at which they were written."""
    found: dict[str, Any] = json.loads(json.dumps(settings))
    return {name: value for name, value in found.items() if name != "made"}


def _lines(rows: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _score(row: Mapping[str, Any]) -> Score:
    value = row["value"]
    return Score(math.nan if value is None else float(value), str(row["why"]))
