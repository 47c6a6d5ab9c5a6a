"""Whether what comes next for a workstream is told exactly as the register has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from evals.cases import Case
from evals.generated import Generated
from evals.metrics.value import Score, undefined

PLACES = ("ready", "in_progress", "challenged", "blocked", "done")
_ITEM = re.compile(r"^- ([A-Z]+\d+)\b")


def next_step_exact(case: Case, made: Generated) -> Score:
    """1 if state and answer are exactly the expected ones, else 0.

    The state: for each place that the case names (PLACES), the register's deliverables there are
    the expected ones, none more or less; `gate` is the next gate's id. The answer, where the case
    names what is ready: the list that holds one of these holds exactly these, in any order.
    Undefined for a case that expects no next step.
    """
    wanted = case.next
    if wanted is None:
        return undefined("not a question of the next step")
    if made.next is None:
        return Score(0.0, f"the register has no workstream {wanted.get('workstream')}")
    for place in PLACES:
        if place in wanted and ids(wanted[place]) != ids(made.next.get(place) or ()):
            found = ", ".join(sorted(ids(made.next.get(place) or ()))) or "none"
            return Score(0.0, f"{place} in the register: {found}")
    if "gate" in wanted and _gate(wanted["gate"]) != _gate(made.next.get("gate")):
        return Score(0.0, f"the next gate in the register: {_gate(made.next.get('gate'))}")
    ready = ids(wanted.get("ready") or ())
    if not made.answered:
        return Score(0.0, f"status {made.status}")
    if ready:
        told = [one for one in _lists(made.answer) if one & ready]
        if told != [ready]:
            shown = "; ".join(", ".join(sorted(one)) for one in told) or "none of it"
            return Score(0.0, f"the answer lists {shown}")
    return Score(1.0, "as the register has it")


def ids(given: object) -> frozenset[str]:
    """Ids from a list of ids, or of objects that have one."""
    listed = given if isinstance(given, list | tuple) else ()
    return frozenset(str(one["id"] if isinstance(one, Mapping) else one) for one in listed)


def _gate(given: object) -> str | None:
    """A gate's id from the id itself, an object that has one, or None."""
    found = given.get("id") if isinstance(given, Mapping) else given
    return None if found is None else str(found)


def _lists(answer: str) -> Iterable[frozenset[str]]:
    """The ids that open the items of each list in an answer."""
    held: set[str] = set()
    for line in [*answer.split("\n"), ""]:
        item = _ITEM.match(line)
        if item:
            held.add(item[1])
        elif held:
            yield frozenset(held)
            held = set()
