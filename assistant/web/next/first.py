"""The next step in a sentence: of all that could be done, what the workstream does now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.approach import Approach
from assistant.register import Event, Evidence, NextStep, State


class Kind(StrEnum):
    """What kind of step it is; each has its sentence on the screen."""

    STOPPED = "stopped"
    FINISHED = "finished"
    RETURNED = "returned"
    ANSWER = "answer"
    START = "start"
    FINISH = "finish"
    AWAIT = "await"
    DECIDE = "decide"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class First:
    """The next step.

    subject   the deliverable or gate that it is about, "" where it is about none
    why       in the register's or the approach's words, "" where the sentence says it all
    event     what somebody recorded that asks for it
    """

    kind: Kind
    subject: str = ""
    title: str = ""
    why: str = ""
    event: Event | None = None


def first_step(approach: Approach, step: NextStep) -> First:
    """What comes first. Pure.

    A stop or a return is told before all else; then what was challenged, then what the next gate
    still wants, then the gate itself, and only then what belongs to a later one.
    """
    if step.stopped:
        gate = step.stopped.gate or ""
        reason = step.stopped.reason or ""
        return First(Kind.STOPPED, gate, approach.gate[gate].title, reason, step.stopped)
    if step.gate is None:
        return First(Kind.FINISHED)
    if step.returned:
        reason = step.returned.reason or ""
        return First(Kind.RETURNED, step.gate.id, step.gate.title, reason, step.returned)
    if step.challenged:
        one = step.challenged[0]
        return First(Kind.ANSWER, one.id, one.title, one.reason, one.challenge)
    under = {one.id for one in approach.under(step.gate.id)}
    ready = next((one for one in step.ready if one.id in under), None)
    if ready:
        return First(Kind.START, ready.id, ready.title, ready.why)
    begun = [one for one in step.in_progress if one.id in under]
    begun.sort(key=lambda one: one.state is not State.STARTED)
    if begun:
        started = begun[0].state is State.STARTED
        kind = Kind.FINISH if started else Kind.AWAIT
        return First(kind, begun[0].id, begun[0].title, event=begun[0].last)
    if under <= set(step.done):
        return First(Kind.DECIDE, step.gate.id, step.gate.title)
    if step.ready:
        return First(Kind.START, step.ready[0].id, step.ready[0].title, step.ready[0].why)
    return First(Kind.NOTHING)


def lacking(step: NextStep) -> int:
    """How many criteria of the coming gate have no evidence yet."""
    criteria = step.gate.criteria if step.gate else ()
    return sum(one.state is Evidence.MISSING for one in criteria)
