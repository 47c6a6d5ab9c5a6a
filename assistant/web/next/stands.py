"""Where a deliverable stands, as one word: its state in the register and what it waits for."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from assistant.approach import Approach
from assistant.register import NextStep, State, WorkstreamState, still_open


class Stand(StrEnum):
    """Every deliverable is one of these. `conditions` is endorsed with some still open."""

    READY = "ready"
    STARTED = "started"
    SUBMITTED = "submitted"
    CHALLENGED = "challenged"
    CONDITIONS = "conditions"
    ENDORSED = "endorsed"
    BLOCKED = "blocked"


_OF_STATE = {
    State.STARTED: Stand.STARTED,
    State.SUBMITTED: Stand.SUBMITTED,
    State.CHALLENGED: Stand.CHALLENGED,
}


def stands(approach: Approach, state: WorkstreamState, step: NextStep) -> Mapping[str, Stand]:
    """Where each deliverable of the approach stands, in its order."""
    ready = {one.id for one in step.ready}
    found: dict[str, Stand] = {}
    for one in approach.deliverables:
        now = state.deliverables[one.id]
        if now.state is State.ENDORSED:
            waits = still_open(now.conditions)
            found[one.id] = Stand.CONDITIONS if waits else Stand.ENDORSED
        elif now.state in _OF_STATE:
            found[one.id] = _OF_STATE[now.state]
        else:
            found[one.id] = Stand.READY if one.id in ready else Stand.BLOCKED
    return found
