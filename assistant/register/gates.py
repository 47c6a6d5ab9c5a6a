"""What a gate will test, and what the register holds for each of its criteria."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from assistant.approach import Approach, Criterion, Gate
from assistant.register.conditions import still_open
from assistant.register.model import Event, EventKind, Outcome
from assistant.register.names import both
from assistant.register.state import GateStanding, Standing, State, WorkstreamState
from ingest.structure.dates import in_words

_PART = re.compile(r"[;\n]|\.(?=\s|$)")
_EXCEPTION = r"(?<!\bno )(?<!\bnot an )(?<!\bwithout )\bexceptions?\b"
_JUDGED = r"(?<!\bnot )\bjudged\b"
_ID = re.compile(r"\b[a-z]\w*\.\d+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_NO_REASON = frozenset({"an", "and", "are", "as", "by", "is", "it", "or", "the"})


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
class OpenCondition:
    """A condition that nobody has recorded as met, and the event that set it.

    `subject` is the deliverable or gate; `number` is what a `condition_met` there calls it by.
    """

    subject: str
    text: str
    event: Event
    number: int


@dataclass(frozen=True, slots=True)
class GateReview:
    """A gate with each of its criteria, and what was decided there so far.

    `conditions` are those open of the gate itself and of what answers its criteria.
    """

    id: str
    title: str
    approver: str
    criteria: tuple[CriterionState, ...]
    standing: GateStanding
    conditions: tuple[OpenCondition, ...] = ()

    @property
    def returned(self) -> Event | None:
        """The decision in force where it sent the work back; its reason says what to mend."""
        return self.standing.last if self.standing.outcome is Outcome.CHALLENGE else None

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
    answers = {key for criterion in gate.criteria for key in criterion.answered_by}
    waiting = tuple(one for one in open_conditions(state) if one.subject in {gate.id, *answers})
    return GateReview(
        gate.id, gate.title, both(gate.approves), found, state.gates[gate.id], waiting
    )


def open_conditions(state: WorkstreamState) -> tuple[OpenCondition, ...]:
    """All of endorsed deliverables, then of passed gates, in the approach's order."""
    found: list[OpenCondition] = []
    every: list[Standing | GateStanding] = [*state.deliverables.values(), *state.gates.values()]
    for standing in every:
        if standing.last is not None:
            found += [
                OpenCondition(standing.id, one.text, standing.last, one.number)
                for one in still_open(standing.conditions)
            ]
    return tuple(found)


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


def excused(reason: str | None, criterion: Criterion) -> bool:
    """Whether a reason passes over a criterion, and says why.

    One part of it, a sentence or what semicolons or line breaks part, holds the criterion's id,
    the word “exception” (or “judged”, where a person has to judge it) and some words besides.
    """
    word = f"{_EXCEPTION}|{_JUDGED}" if criterion.judgement else _EXCEPTION
    for part in _PART.split(reason or ""):
        if named_in(part, criterion.id) and re.search(word, part, re.IGNORECASE):
            rest = re.sub(word, "", _ID.sub("", part), flags=re.IGNORECASE)
            if any(said.casefold() not in _NO_REASON for said in _WORD.findall(rest)):
                return True
    return False


def excuses(criteria: Iterable[CriterionState]) -> str:
    """A reason that passes over all of them, to show how it is written."""
    return "; ".join(
        f"{one.id}: judged, the meeting agrees that it is met"
        if one.state is Evidence.JUDGEMENT
        else f"{one.id}: exception, the evidence comes to the next meeting"
        for one in criteria
    )


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
