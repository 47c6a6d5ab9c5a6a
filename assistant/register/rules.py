"""What comes before what: may a deliverable be begun, and were the approach's rules kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from assistant.approach import Approach, Rule
from assistant.register.gates import next_gate
from assistant.register.names import both
from assistant.register.state import State, WorkstreamState


class Why(StrEnum):
    """Why a deliverable may not be begun."""

    NEED = "need"  # it needs that deliverable
    RULE = "rule"  # a rule of the approach puts that deliverable first


@dataclass(frozen=True, slots=True)
class Because:
    """One thing that is in the way: `id` is not endorsed.

    `behind` is what holds `id` up in its turn, near or far, in the order in which it can be done;
    `rule` is the rule's id where a rule says it.
    """

    why: Why
    id: str
    state: State
    behind: tuple[str, ...] = ()
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a deliverable may be begun by the approach; `state` is where it stands already.

    Needs and rules alone decide. `warning` tells of an earlier gate that is not passed.
    """

    id: str
    yes: bool
    because: tuple[Because, ...]
    state: State
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class RuleState:
    """A rule of the approach, and what breaks it; `because` is None where it holds."""

    rule: Rule
    because: str | None = None

    @property
    def broken(self) -> bool:
        """Whether something was done that the rule forbids."""
        return self.because is not None


def may_start(approach: Approach, state: WorkstreamState, deliverable: str) -> Verdict:
    """Whether everything that must come before a deliverable of the approach is endorsed."""
    one = approach.deliverable[deliverable]
    because = [
        Because(Why.NEED, need, _state(state, need), behind(approach, state, need))
        for need in unmet(approach, state, deliverable)
    ]
    because += [
        Because(
            Why.RULE, rule.first, _state(state, rule.first),
            behind(approach, state, rule.first), rule.id,
        )
        for rule in approach.rules
        if rule.then == deliverable and not state.endorsed(rule.first)
    ]  # fmt: skip
    return Verdict(
        deliverable, not because, tuple(because), _state(state, deliverable),
        early(approach, state, one.gate),
    )  # fmt: skip


def unmet(approach: Approach, state: WorkstreamState, deliverable: str) -> tuple[str, ...]:
    """What a deliverable needs directly and is not endorsed, as its page lists it."""
    needs = approach.deliverable[deliverable].needs
    return tuple(need for need in needs if not state.endorsed(need))


def behind(approach: Approach, state: WorkstreamState, deliverable: str) -> tuple[str, ...]:
    """All that is not endorsed and stands, near or far, between a deliverable and its start.

    What is endorsed holds nothing up, so nothing behind it counts. In the approach's order.
    """
    found: set[str] = set()
    waiting = [deliverable]
    while waiting:
        key = waiting.pop()
        needs = unmet(approach, state, key) if key in approach.deliverable else ()
        waiting += [need for need in needs if need not in found]
        found.update(needs)
    return _ordered(approach, found)


def downstream(approach: Approach, state: WorkstreamState, deliverable: str) -> tuple[str, ...]:
    """All that is not endorsed and waits, near or far, for a deliverable, in order."""
    found: set[str] = set()
    waiting = [deliverable]
    while waiting:
        needed_by = approach.unblocks.get(waiting.pop(), ())
        fresh = [key for key in needed_by if key not in found and not state.endorsed(key)]
        waiting += fresh
        found.update(fresh)
    return _ordered(approach, found)


def early(approach: Approach, state: WorkstreamState, gate: str) -> str | None:
    """The warning for work that a gate reviews, where a gate before it is not passed."""
    order = [one.id for one in approach.gates]
    first = next_gate(approach, state)
    if first is None or gate not in order or order.index(gate) <= order.index(first.id):
        return None
    open_ = [one for one in order[: order.index(gate)] if not state.gates[one].passed]
    have = "has" if len(open_) == 1 else "have"
    return f"it is for {gate}, and {both(open_)} {have} not been passed yet"


def rule_states(approach: Approach, state: WorkstreamState) -> tuple[RuleState, ...]:
    """Each rule of the approach, in its order, and whether the workstream has kept it."""
    return tuple(RuleState(rule, _broken(rule, state)) for rule in approach.rules)


def _broken(rule: Rule, state: WorkstreamState) -> str | None:
    """Begun before its time, or not done afresh after what it rests on was changed.

    Where `first` was reopened and endorsed again, all that `then` said before is overtaken: it
    has to be submitted again. The places in the log decide, not the dates that people give.
    """
    first, then = state.deliverables.get(rule.first), state.deliverables.get(rule.then)
    if first is None or then is None or then.state is State.NONE:
        return None
    if first.state is not State.ENDORSED:
        return f"{rule.then} is {then.state} and {rule.first} is not endorsed"
    offered = then.state in (State.SUBMITTED, State.ENDORSED)
    if offered and (first.endorsed_at or 0) > (then.offered_at or 0):
        return (
            f"{rule.first} was endorsed after {rule.then} was {then.state}: "
            f"{rule.then} has to be done afresh"
        )
    return None


def _state(state: WorkstreamState, deliverable: str) -> State:
    one = state.deliverables.get(deliverable)
    return one.state if one else State.NONE


def _ordered(approach: Approach, ids: Iterable[str]) -> tuple[str, ...]:
    wanted = set(ids)
    known = tuple(one.id for one in approach.deliverables if one.id in wanted)
    return known + tuple(sorted(wanted.difference(known)))
