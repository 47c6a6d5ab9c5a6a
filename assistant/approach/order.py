"""The order of deliverables: each after what it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from assistant.approach.model import Deliverable


def in_order(deliverables: Sequence[Deliverable], gates: Sequence[str]) -> tuple[Deliverable, ...]:
    """Each after all that it needs; among those that could come next, by gate and then by id.

    Where needs go round in a circle, or two have one id, by gate and id alone: `check` tells it.
    """
    turn = {gate: place for place, gate in enumerate(gates)}

    def rank(one: Deliverable) -> tuple[int, str]:
        return turn.get(one.gate, len(turn)), one.id

    by_id = {one.id: one for one in deliverables}
    if len(by_id) < len(deliverables):
        return tuple(sorted(deliverables, key=rank))
    sorter = TopologicalSorter({d.id: [n for n in d.needs if n in by_id] for d in deliverables})
    try:
        sorter.prepare()
    except CycleError:
        return tuple(sorted(deliverables, key=rank))
    found: list[Deliverable] = []
    waiting: list[Deliverable] = []
    while sorter.is_active():
        waiting.extend(by_id[key] for key in sorter.get_ready())
        waiting.sort(key=rank)
        one = waiting.pop(0)
        found.append(one)
        sorter.done(one.id)
    return tuple(found)


def circle(needs: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Ids that need one another in a circle, the first again at the end; () where there is none."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        return tuple(reversed(error.args[1]))
    return ()
