"""Events and approaches for tests of the register."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from assistant.approach import Approach, load
from assistant.register import Event, EventKind, Outcome
from tests.assistant.approach import small as ferry

ROOT = Path(__file__).resolve().parents[3]
REAL = ROOT / "corpus" / "redesign-approach"
TODAY = date(2026, 11, 22)


@cache
def real() -> Approach:
    """The approach that ships."""
    found = load(REAL)
    assert found.problems == ()
    return found.approach


@cache
def small() -> Approach:
    """Two deliverables (F1, then F2) and two gates (K1, K2), unlike the real one."""
    with tempfile.TemporaryDirectory() as folder:
        found = load(ferry.write(Path(folder)))
    assert found.problems == ()
    return found.approach


def event(kind: str, subject: str | None = None, **parts: Any) -> Event:
    """`event("endorse", "F1", day=3)`; an id that begins with G, K or N is a gate's."""
    day = parts.pop("day", 1)
    if subject is not None:
        parts["gate" if subject[0] in "GKN" else "deliverable"] = subject
    if "outcome" in parts:
        parts["outcome"] = Outcome(parts["outcome"])
    given = {
        "workstream": "Island ferry",
        "person": "Ada Lowe",
        "role": "harbour master",
        "date": date(2026, 1, day),
        **parts,
    }
    return Event(kind=EventKind(kind), **given)


def log(*said: str | Event) -> tuple[Event, ...]:
    """`log("submit F1", "endorse F1", "decide K1 endorse")`, numbered from 1."""
    events = []
    for number, one in enumerate(said, 1):
        if isinstance(one, str):
            kind, *rest = one.split()
            parts = {"outcome": rest[1]} if kind == "decide" else {}
            reasons = {"challenge": "Too short.", "note": "Seen."}
            if kind in reasons or "challenge" in rest or "stop" in rest:
                parts["reason"] = reasons.get(kind, "Not yet.")
            if kind == "endorse_with_conditions":
                parts["reason"] = "the date is added; the tide is checked"
            if kind == "link":
                parts |= {"citation": "the log book", "reason": " ".join(rest[1:])}
            one = event(kind, rest[0], **parts)
        events.append(replace(one, number=number))
    return tuple(events)
