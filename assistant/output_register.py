"""The approach and the register as text for people on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.approach import Approach, Deliverable, Gate
from assistant.provenance import marked
from assistant.register import (
    Event,
    Evidence,
    GateReview,
    NextStep,
    Workstream,
    WorkstreamState,
    next_step,
)
from assistant.register.log import log_text

_SIGNS = {Evidence.EVIDENCED: "yes", Evidence.MISSING: "missing", Evidence.JUDGEMENT: "to judge"}


def next_text(step: NextStep, approach: Approach, *, example: bool = False) -> str:
    """What comes next for a workstream; an example says so."""
    phase = next((p.title for p in approach.phases if p.id == step.phase), step.phase)
    done = f"{len(step.done)} of {len(approach.deliverables)} deliverables endorsed"
    mark = f" ({marked('example')})" if example else ""
    parts = [f"{step.workstream}: {phase}, {done}{mark}"]
    if step.stopped:
        parts.append(f"The work was stopped at {step.stopped.gate}.")
    if step.returned:
        parts.append(
            f"Returned at {step.returned.gate}: {step.returned.reason or 'no reason given'}"
        )
    parts += _listed("Conditions open", (f"{c.subject}: {c.text}" for c in step.conditions))
    parts += _listed("Challenged", (f"{c.id} {c.title}: {c.reason}" for c in step.challenged))
    parts += _listed("Ready", (f"{r.id} {r.title}. {r.why}" for r in step.ready))
    parts += _listed("In progress", (f"{p.id} {p.title}: {p.state}" for p in step.in_progress))
    parts += _listed(
        "Blocked", (f"{b.id} {b.title}: waits for {', '.join(b.needs)}" for b in step.blocked)
    )
    parts += _listed(
        "Rules broken",
        (f"{r.rule.id} {r.rule.wording} {r.because}" for r in step.rules if r.because),
    )
    parts += _listed(
        "In the register, but not in this approach",
        (f"{e.kind} {e.subject}, {e.date.isoformat()}, {e.person}" for e in step.unknown),
    )
    if step.gate:
        parts.append(f"Next gate\n{gate_text(step.gate)}")
    else:
        parts.append("Every gate is passed.")
    return "\n\n".join(parts)


def gate_text(review: GateReview) -> str:
    """A gate's criteria and what the register holds for each."""
    lines = [f"{review.id} {review.title}, decided by {review.approver}"]
    for one in review.criteria:
        lines.append(f"  [{_SIGNS[one.state]}] {one.id} {one.wording}")
        lines += [f"      {evidence}" for evidence in one.evidence]
        if not one.evidence and one.wanted:
            lines.append(f"      wanted: {one.wanted}")
    return "\n".join(lines)


def portfolio_text(approach: Approach, known: Sequence[tuple[Workstream, WorkstreamState]]) -> str:
    """Every workstream in a line."""
    if not known:
        return (
            "The register is empty. Begin a workstream with `waymark register add NAME start "
            "--deliverable ID --new …`, or load examples with `waymark register examples`."
        )
    lines = []
    for workstream, state in known:
        step = next_step(approach, state)
        gate = f"next {step.gate.id} {step.gate.title}" if step.gate else "every gate passed"
        mark = f" ({marked('example')})" if workstream.example else ""
        lines.append(f"{workstream.name}: {len(step.done)} endorsed, {gate}{mark}")
    return "\n".join(lines)


def log_lines(events: Iterable[Event]) -> str:
    """The log of one workstream."""
    return log_text(events).text


def approach_text(approach: Approach) -> str:
    """The whole approach at a glance: gates in their order, with what each reviews."""
    parts = [f"({marked(approach.provenance)})"] if approach.provenance else []
    for gate in approach.gates:
        lines = [f"{gate.id} {gate.title}: {', '.join(gate.approves)}"]
        for one in approach.under(gate.id):
            needs = f", needs {', '.join(one.needs)}" if one.needs else ""
            lines.append(f"  {one.id} {one.title} ({one.owner}{needs})")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def thing_text(thing: Deliverable | Gate, approach: Approach) -> str:
    """One deliverable or gate."""
    names = f" (also: {', '.join(thing.other_names)})" if thing.other_names else ""
    parts = [f"{thing.id} {thing.title}{names}", thing.summary]
    if isinstance(thing, Gate):
        approved = f"Decided by {', '.join(thing.approves)}"
        endorsed = f", endorsed by {', '.join(thing.endorses)}" if thing.endorses else ""
        parts.append(f"{approved}{endorsed}.")
        parts += _listed("Criteria", (f"{c.id} {c.wording}" for c in thing.criteria))
        parts += _listed("Hurdles", (f"{h.id} {h.wording}" for h in thing.hurdles))
        parts += _listed("Reviews", (f"{d.id} {d.title}" for d in approach.under(thing.id)))
    else:
        parts.append(f"Owner: {approach.role[thing.owner]}. Gate: {thing.gate}.")
        known = approach.deliverable
        parts += _listed("Needs", (f"{key} {known[key].title}" for key in thing.needs))
        parts += _listed("Template", (heading.title for heading in thing.headings))
        parts += _listed("Answers", (f"{key} {how}" for key, how in thing.answers.items()))
    return "\n\n".join(parts)


def _listed(title: str, items: Iterable[str]) -> Iterator[str]:
    lines = [f"  - {item}" for item in items]
    if lines:
        yield "\n".join([title, *lines])
