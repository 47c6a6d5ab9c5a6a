"""The approach and its consequences once more, by other means, to check the register against.

Nothing here uses the code under test. The pages are read as text: front matter by YAML, tables by
splitting at "|". What follows from a log is found by definition, by going through everything, with
no regard to speed; a log is a list of (kind, subject, outcome, reason).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import yaml

Line = tuple[str, str, str | None, str | None]
PUTS = {
    "start": "started",
    "submit": "submitted",
    "endorse": "endorsed",
    "endorse_with_conditions": "endorsed",
    "challenge": "challenged",
    "withdraw": "none",
}


class Raw:
    """An approach as plain dicts and lists, from the texts of its pages."""

    def __init__(self, pages: Iterable[str]) -> None:
        self.needs: dict[str, list[str]] = {}
        self.gate_of: dict[str, str] = {}
        self.rules: list[list[str]] = []
        self.criteria: dict[str, list[tuple[str, list[str], bool]]] = {}
        orders: list[tuple[int, str]] = []
        self.phase: dict[str, str] = {}
        for page in pages:
            if not page.startswith("---\n"):
                continue
            _, front, body = page.split("---\n", 2)
            facts: dict[str, Any] = yaml.safe_load(front)
            if facts["type"] == "deliverable":
                self.needs[facts["id"]] = facts["needs"]
                self.gate_of[facts["id"]] = facts["gate"]
            elif facts["type"] == "gate":
                orders.append((facts["order"], facts["id"]))
                self.phase[facts["id"]] = facts["phase"]
                rows = self.table(body, "How each criterion is judged")
                self.criteria[facts["id"]] = [
                    (row[0], [w for w in row[-1] if w != "judgement"], "judgement" in row[-1])
                    for row in ([r[0], re.split(r",\s*", r[-1])] for r in rows)
                ]
            elif facts["id"] == "approach":
                self.rules = self.table(body, "Rules")
        self.gates = [gate for _, gate in sorted(orders)]

    @staticmethod
    def table(body: str, heading: str) -> list[list[str]]:
        under = re.split(r"^## ", body, flags=re.MULTILINE)
        part = next(one for one in under if one.startswith(f"{heading}\n"))
        lines = [line.strip() for line in part.splitlines() if line.startswith("|")]
        return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def place_of_last(log: Sequence[Line], subject: str, kinds: Iterable[str]) -> int:
    """-1 where there is none."""
    places = [n for n, line in enumerate(log) if line[1] == subject and line[0] in kinds]
    return max(places, default=-1)


class Truth:
    """What a log means under a raw approach."""

    def __init__(self, raw: Raw, log: Sequence[Line]) -> None:
        self.raw, self.log = raw, log
        self.known: dict[str, set[str]] = {}
        self.state: dict[str, str] = {}
        for key in raw.needs:
            last = place_of_last(log, key, PUTS)
            self.state[key] = PUTS[log[last][0]] if last >= 0 else "none"
        self.done = {key for key, state in self.state.items() if state == "endorsed"}
        self.missing = {key: [n for n in raw.needs[key] if n not in self.done] for key in raw.needs}
        self.outcome: dict[str, str | None] = {}
        for gate in raw.gates:
            last = place_of_last(log, gate, ["decide"])
            self.outcome[gate] = log[last][2] if last >= 0 else None
        self.open_gates = [
            g for g in raw.gates if self.outcome[g] not in ("endorse", "endorse_with_conditions")
        ]

    def among(self, *states: str) -> dict[str, str]:
        return {key: state for key, state in self.state.items() if state in states}

    def ready(self) -> list[str]:
        """In the order in which they are told."""
        found = [key for key in self.among("none") if not self.missing[key]]
        return sorted(
            found,
            key=lambda d: (self.raw.gates.index(self.raw.gate_of[d]), -len(self.waiting_for(d)), d),
        )

    def blocked(self) -> dict[str, list[str]]:
        return {key: self.missing[key] for key in self.among("none") if self.missing[key]}

    def reasons(self) -> dict[str, str | None]:
        challenged = self.among("challenged")
        return {key: self.log[place_of_last(self.log, key, ["challenge"])][3] for key in challenged}

    def behind(self, key: str) -> set[str]:
        """The least set that holds what is missing for `key` and for all that it holds."""
        found = set(self.missing[key])
        while True:
            more = found.union(*(self.missing[one] for one in found))
            if more == found:
                return found
            found = more

    def waiting_for(self, key: str) -> set[str]:
        """All not done that cannot be reached without `key`, through others that are not done."""
        left = [one for one in self.raw.needs if one not in self.done]
        return {one for one in left if one != key and key in self.needed_by_way_of_open(one)}

    def needed_by_way_of_open(self, key: str) -> set[str]:
        found = set(self.raw.needs[key])
        while key not in self.known:
            open_ = (self.raw.needs[one] for one in found if one not in self.done)
            more = found.union(*open_)
            if more == found:
                self.known[key] = found
            found = more
        return self.known[key]

    def criteria(self, gate: str) -> list[tuple[str, str]]:
        found = []
        links = [line[3] or "" for line in self.log if line[0] == "link" and line[1] == gate]
        named = {word.strip(".") for reason in links for word in re.split(r"[^\w.]+", reason)}
        for key, answers, judged in self.raw.criteria[gate]:
            whole = all(one in self.done for one in answers)
            if key in named:
                found.append((key, "evidenced"))
            elif not whole:
                found.append((key, "missing"))
            else:
                found.append((key, "judgement" if judged else "evidenced"))
        return found

    def broken(self) -> list[str]:
        found = []
        for rule, _, first, then in self.raw.rules:
            begun = self.state[then] != "none"
            endorsed = place_of_last(self.log, first, ["endorse", "endorse_with_conditions"])
            offered = place_of_last(
                self.log, then, ["submit", "endorse", "endorse_with_conditions"]
            )
            stands = self.state[then] in ("submitted", "endorsed")
            if begun and (first not in self.done or (stands and endorsed > offered)):
                found.append(rule)
        return found

    def may_start(self, key: str) -> bool:
        ruled = [first for _, _, first, then in self.raw.rules if then == key]
        return not self.missing[key] and all(first in self.done for first in ruled)
