"""What a gate will test, and what the register holds for each of its criteria."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.approach import Approach, Criterion, Gate
from assistant.register.conditions import still_open
from assistant.register.model import Event, EventKind
from assistant.register.names import both
from assistant.register.state import GateStanding, State, WorkstreamState
from ingest.structure.dates import in_words


class Evidence(StrEnum):
    """Whether a criterion's evidence is in the register."""

    EVIDENCED = "evidenced"
    MISSING = "missing"
    JUDGEMENT = "judgement"


@dataclass(frozen=True, slots=True)
class CriterionState:
    """A criterion, word for word, and what the register holds for it, also where not enough."""

    id: str
    wording: str
    state: Evidence
    evidence: tuple[str, ...]
    wanted: str
    judge: str

    def as_json(self) -> dict[str, object]:
        """The shape that the command line promises."""
        return {
            "id": self.id,
            "text": self.wording,
            "state": self.state.value,
            "evidence": list(self.evidence),
        }


@dataclass(frozen=True, slots=True)
class GateReview:
    """A gate with each of its criteria, and what was decided there so far."""

    id: str
    title: str
    approver: str
    criteria: tuple[CriterionState, ...]
    standing: GateStanding

    def as_json(self) -> dict[str, object]:
        """The shape that the command line promises."""
        return {
            "id": self.id,
            "approver": self.approver,
            "criteria": [one.as_json() for one in self.criteria],
        }


def review(approach: Approach, state: WorkstreamState, gate: Gate) -> GateReview:
    """The gate as it would find the workstream now."""
    found = tuple(criterion_state(one, gate, state) for one in gate.criteria)
    return GateReview(gate.id, gate.title, both(gate.approves), found, state.gates[gate.id])


def next_gate(approach: Approach, state: WorkstreamState) -> Gate | None:
    """The first gate, in their order, that is not passed; None where all are."""
    return next((gate for gate in approach.gates if not state.gates[gate.id].passed), None)


def criterion_state(criterion: Criterion, gate: Gate, state: WorkstreamState) -> CriterionState:
    """Whether it is evidenced.

    It is where a `link` at the gate names the criterion in its reason, or where every deliverable
    that answers it is endorsed and no person has to judge besides. Where one has to, the criterion
    is for judgement once those deliverables are endorsed, and until then its evidence is missing.
    """
    links = [link for link in state.gates[gate.id].links if named_in(link.reason, criterion.id)]
    answered = [state.endorsed(key) for key in criterion.answered_by]
    if links or (answered and all(answered) and not criterion.judgement):
        found = Evidence.EVIDENCED
    elif criterion.judgement and all(answered):
        found = Evidence.JUDGEMENT
    else:
        found = Evidence.MISSING
    evidence = [_endorsement(key, state) for key in criterion.answered_by if state.endorsed(key)]
    evidence += [link.citation for link in links if link.citation]
    return CriterionState(
        criterion.id, criterion.wording, found, tuple(evidence), criterion.evidence, criterion.judge
    )


def named_in(reason: str | None, criterion: str) -> bool:
    """Whether a reason names a criterion by its id: “G1.1” is not in “G1.10”."""
    pattern = rf"(?<![\w.]){re.escape(criterion)}(?!\w|\.\d)"
    return re.search(pattern, reason or "", re.IGNORECASE) is not None


def _endorsement(deliverable: str, state: WorkstreamState) -> str:
    """As in “S04 endorsed 11 June 2026 by Dr Farah Qureshi (1 condition open)”."""
    one = state.deliverables[deliverable]
    assert one.state is State.ENDORSED and one.last is not None
    waiting = len(still_open(one.conditions))
    rest = f" ({waiting} condition{'s' * (waiting > 1)} open)" if waiting else ""
    return f"{deliverable} {_how(one.last)} {on_and_by(one.last)}{rest}"


def on_and_by(event: Event) -> str:
    """As in “11 June 2026 by Dr Farah Qureshi”."""
    return f"{in_words(event.date.isoformat())} by {event.person}"


def _how(event: Event) -> str:
    conditional = event.kind is EventKind.ENDORSE_WITH_CONDITIONS
    return "endorsed with conditions" if conditional else "endorsed"
