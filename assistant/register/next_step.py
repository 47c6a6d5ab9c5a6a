"""What a workstream does next: it follows from the approach and the register, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.approach import Approach, Deliverable
from assistant.register.gates import (
    GateReview,
    OpenCondition,
    next_gate,
    open_conditions,
    review,
)
from assistant.register.model import Event
from assistant.register.names import both
from assistant.register.rules import (
    RuleState,
    downstream,
    early,
    may_start,
    rule_states,
    unmet,
)
from assistant.register.state import State, WorkstreamState


@dataclass(frozen=True, slots=True)
class Ready:
    """What can be begun now, and why it is next. `unblocks` waits for it directly."""

    id: str
    title: str
    why: str
    unblocks: tuple[str, ...]
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class InProgress:
    """What is being written (started) or waits for an answer (submitted)."""

    id: str
    title: str
    state: State
    last: Event


@dataclass(frozen=True, slots=True)
class Challenged:
    """What was returned, why, when and by whom."""

    id: str
    title: str
    reason: str
    challenge: Event


@dataclass(frozen=True, slots=True)
class Blocked:
    """What cannot be begun yet. `needs` is what it waits for directly."""

    id: str
    title: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NextStep:
    """Every deliverable once, in one of five places, and the gate that comes next.

    `gate` is None where all are passed; `phase` is then that of the last. `stopped` is the
    decision that stopped the work: what is ready is told all the same, with that warning.
    `unknown` are recorded events that fit nothing in this approach. `conditions` are all that are
    open, of endorsed deliverables and of passed gates; they hold nothing up.
    """

    workstream: str
    phase: str
    ready: tuple[Ready, ...]
    in_progress: tuple[InProgress, ...]
    challenged: tuple[Challenged, ...]
    blocked: tuple[Blocked, ...]
    done: tuple[str, ...]
    gate: GateReview | None
    rules: tuple[RuleState, ...]
    stopped: Event | None
    unknown: tuple[Event, ...]
    conditions: tuple[OpenCondition, ...] = ()

    @property
    def returned(self) -> Event | None:
        """The last decision at the next gate, where it sent the work back; None otherwise."""
        return self.gate.returned if self.gate else None

    def as_json(self, citations: Sequence[object] = ()) -> dict[str, object]:
        """The shape that the command line promises; `citations` come from who can look them up."""
        return {
            "workstream": self.workstream,
            "phase": self.phase,
            "ready": [
                {
                    "id": one.id,
                    "title": one.title,
                    "why": one.why,
                    "unblocks": list(one.unblocks),
                }
                for one in self.ready
            ],
            "in_progress": [{"id": one.id, "state": one.state.value} for one in self.in_progress],
            "challenged": [{"id": one.id, "reason": one.reason} for one in self.challenged],
            "blocked": [{"id": one.id, "needs": list(one.needs)} for one in self.blocked],
            "gate": self.gate.as_json() if self.gate else None,
            "citations": list(citations),
        }


def next_step(approach: Approach, state: WorkstreamState) -> NextStep:
    """Where the workstream stands and what comes next. Pure: same log, same answer.

    A deliverable is ready when nobody has begun it and all that it needs is endorsed; nothing else
    decides that, and a rule that says no is told as its warning. Ready ones stand in the order of
    their gates, then those that most others wait for, near or far, then by id; the rest in the
    approach's order.
    """
    ready: list[Deliverable] = []
    in_progress: list[InProgress] = []
    challenged: list[Challenged] = []
    blocked: list[Blocked] = []
    done: list[str] = []
    for one in approach.deliverables:
        now = state.deliverables[one.id]
        needs = unmet(approach, state, one.id)
        if now.state is State.ENDORSED:
            done.append(one.id)
        elif now.state is State.CHALLENGED and now.challenge:
            reason = now.challenge.reason or ""
            challenged.append(Challenged(one.id, one.title, reason, now.challenge))
        elif now.last and now.state is not State.NONE:
            in_progress.append(InProgress(one.id, one.title, now.state, now.last))
        elif needs:
            blocked.append(Blocked(one.id, one.title, needs))
        else:
            ready.append(one)
    gate = next_gate(approach, state)
    phase = gate.phase if gate else (approach.gates[-1].phase if approach.gates else "")
    return NextStep(
        workstream=state.workstream,
        phase=phase,
        ready=_in_turn(approach, state, ready),
        in_progress=tuple(in_progress),
        challenged=tuple(challenged),
        blocked=tuple(blocked),
        done=tuple(done),
        gate=review(approach, state, gate) if gate else None,
        rules=rule_states(approach, state),
        stopped=state.stopped,
        unknown=state.unknown,
        conditions=open_conditions(state),
    )


def _in_turn(
    approach: Approach, state: WorkstreamState, ready: Sequence[Deliverable]
) -> tuple[Ready, ...]:
    turn = {gate.id: place for place, gate in enumerate(approach.gates)}
    waiting = {one.id: len(downstream(approach, state, one.id)) for one in ready}

    def rank(one: Deliverable) -> tuple[int, int, str]:
        return turn.get(one.gate, len(turn)), -waiting[one.id], one.id

    in_turn = sorted(ready, key=rank)
    return tuple(_ready(approach, state, one, waiting[one.id]) for one in in_turn)


def _ready(approach: Approach, state: WorkstreamState, one: Deliverable, waiting: int) -> Ready:
    """Its why is as in “All that it needs (S02) is endorsed. It unblocks S07. G1 waits …”."""
    unblocks = tuple(key for key in approach.unblocks[one.id] if not state.endorsed(key))
    warning = early(approach, state, one.gate)
    if state.stopped:
        warning = f"the work was stopped at {state.stopped.gate}"
    ruled = [
        f"rule {because.rule} puts {because.id} first, which is not endorsed"
        for because in may_start(approach, state, one.id).because
        if because.rule
    ]
    warning = "; ".join([*ruled, *filter(None, [warning])]) or None
    why = ["Nothing has to come before it."]
    if one.needs:
        why = [f"All that it needs ({both(one.needs)}) is endorsed."]
    if unblocks:
        after = "it" if len(unblocks) == 1 else "them"
        further = waiting - len(unblocks)
        more = f", and {further} more after {after}" if further else ""
        why.append(f"It unblocks {both(unblocks)}{more}.")
    if one.gate in approach.gate:
        why.append(f"{one.gate} ({approach.gate[one.gate].title}) waits for it.")
    if warning:
        why.append(f"Take care: {warning}.")
    return Ready(one.id, one.title, " ".join(why), unblocks, warning)
