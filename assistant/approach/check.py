"""Whether an approach's pages fit together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from assistant.approach.model import (
    Approach,
    Criterion,
    Deliverable,
    Gate,
    Hurdle,
    Place,
    Problem,
    Rule,
)
from assistant.approach.order import circle

Named = Deliverable | Gate | Criterion | Hurdle | Rule


def check(approach: Approach) -> Iterator[Problem]:
    """Everything that would make the approach unfit to follow, each with its place."""
    return chain(
        _once(approach),
        _names_once(approach),
        chain.from_iterable(_deliverable(one, approach) for one in approach.deliverables),
        chain.from_iterable(_gate(one, approach) for one in approach.gates),
        _circle(approach),
        _rules(approach),
        _both_ways(approach),
    )


def _once(approach: Approach) -> Iterator[Problem]:
    """No id stands for two things."""
    seen: dict[str, Place] = {}
    named: list[Named] = [*approach.deliverables, *approach.gates, *approach.rules]
    for gate in approach.gates:
        named += [*gate.criteria, *gate.hurdles]
    for one in named:
        if one.id and one.id in seen:
            yield Problem(one.place, f"the id {one.id} is taken already, by {seen[one.id]}.")
        seen.setdefault(one.id, one.place)


def _names_once(approach: Approach) -> Iterator[Problem]:
    """No other name stands for two things: a question by that name could not be answered."""
    seen: dict[str, str] = {}
    titled: tuple[Deliverable | Gate, ...] = (*approach.deliverables, *approach.gates)
    for one in titled:
        for name in {n.lower() for n in (one.title, *one.other_names)}:
            if name in seen:
                yield Problem(one.place, f"“{name}” is also a name of {seen[name]}.")
            seen[name] = one.id


def _deliverable(one: Deliverable, approach: Approach) -> Iterator[Problem]:
    place = one.place
    for need in one.needs:
        if need not in approach.deliverable:
            yield Problem(place, f"{one.id} needs {need}, and no page has that id.")
    if one.gate not in approach.gate:
        yield Problem(place, f"{one.id} is under the gate “{one.gate}”, and no page has that id.")
    if one.owner not in approach.role:
        yield Problem(place, f"{one.id} is owned by “{one.owner}”, which is no role's code.")
    if one.phase not in {phase.id for phase in approach.phases}:
        yield Problem(place, f"{one.id} is in the phase “{one.phase}”, which is not listed.")
    if not one.headings:
        yield Problem(place, f"{one.id} has no headings (###) under “The template”.")
    for heading in one.headings:
        for what, said in (
            ("guidance", heading.guidance),
            ("paragraph “Evidence: …”", heading.evidence),
            ("paragraph “Example: …”", heading.example),
        ):
            if not said:
                yield Problem(heading.place, f"“{heading.title}” of {one.id} has no {what}.")
    for criterion in one.answers:
        if criterion not in approach.criterion:
            yield Problem(place, f"{one.id} answers {criterion or 'nothing'}, which no gate has.")


def _gate(gate: Gate, approach: Approach) -> Iterator[Problem]:
    if not gate.approves:
        yield Problem(gate.place, f"{gate.id} has nobody who approves it.")
    if not gate.criteria:
        yield Problem(gate.place, f"{gate.id} has no list of criteria.")
    if gate.phase not in {phase.id for phase in approach.phases}:
        yield Problem(gate.place, f"{gate.id} is in the phase “{gate.phase}”, which is not listed.")
    named = {body.name.lower() for body in approach.bodies}
    named |= {role.title.lower() for role in approach.roles}
    for body in (*gate.endorses, *gate.approves):
        if body.lower() not in named:
            yield Problem(gate.place, f"“{body}” is neither a listed body nor a role.")
    for criterion in gate.criteria:
        if not criterion.answered_by and not criterion.judgement:
            said = f"{criterion.id} is answered by no deliverable and not marked as judgement."
            yield Problem(criterion.place, said)
        for key in criterion.answered_by:
            if key not in approach.deliverable:
                said = f"{criterion.id} is answered by {key}, and no page has that id."
                yield Problem(criterion.place, said)


def _circle(approach: Approach) -> Iterable[Problem]:
    known = approach.deliverable
    found = circle({one.id: [n for n in one.needs if n in known] for one in approach.deliverables})
    if found:
        said = f"needs go round in a circle: {' needs '.join(found)}. Take one of them out."
        yield Problem(known[found[0]].place, said)


def _rules(approach: Approach) -> Iterator[Problem]:
    for rule in approach.rules:
        for key in (rule.first, rule.then):
            if key not in approach.deliverable:
                yield Problem(rule.place, f"{rule.id} names {key}, and no page has that id.")


def _both_ways(approach: Approach) -> Iterator[Problem]:
    """A gate says that a deliverable answers a criterion: then its page says how."""
    for gate in approach.gates:
        for criterion in gate.criteria:
            for key in criterion.answered_by:
                one = approach.deliverable.get(key)
                if one is not None and criterion.id not in one.answers:
                    said = f"{gate.id} has {criterion.id} answered by {key}, whose page is silent."
                    yield Problem(one.place, said)
