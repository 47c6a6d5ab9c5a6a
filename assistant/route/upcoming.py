"""What is next for a workstream, and where all of them stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.register.names import both
from assistant.route.method import Method, counted, gate_words, inside, say
from assistant.route.recorded import Recorded
from assistant.route.saying import Said
from ingest.structure.dates import in_words


def upcoming(method: Method, recorded: Recorded) -> Iterator[Said]:
    """Where a workstream stands, what it may begin now and why, and what holds up the rest."""
    step = recorded.step
    pages, known = method.pages, method.approach.deliverable
    gate = method.approach.gate[step.gate.id] if step.gate else None
    counts = {"done": str(len(step.done)), "all": str(len(known)), "name": recorded.name}
    last = recorded.decision
    if step.stopped:
        said = say("stopped", name=recorded.name, gate=step.stopped.gate or "")
        yield Said(said, (recorded.span(step.stopped),))
    if step.gate is None or gate is None:
        yield Said(say("stands_end", **counts), (last,))
    else:
        article = "the " if step.gate.approver[:1].islower() else ""
        approver = f"{article}{step.gate.approver}"
        said = say(
            "stands",
            phase=_phase(step.phase, method),
            approver=approver,
            **gate_words(gate),
            **counts,
        )
        yield Said(said, (pages.signers(gate), last))
    if step.returned is not None and gate is not None:
        reason = step.returned.reason or ""
        said = say("returned", reason=reason, name=recorded.name, **gate_words(gate))
        yield Said(said, (recorded.span(step.returned),))
    if step.conditions:
        yield Said(say("conditions"), ())
        for condition in step.conditions:
            said = say("conditions_item", id=condition.subject, said=condition.text)
            yield Said(said, (recorded.span(condition.event),), item=True)
    if step.challenged:
        spans = tuple(recorded.span(one.challenge) for one in step.challenged)
        yield Said(say("challenged"), ())
        for one, span in zip(step.challenged, spans, strict=True):
            said = say("challenged_item", id=one.id, title=one.title, reason=one.reason)
            yield Said(said, (span,), item=True)
    yield from startable(method, recorded)
    if not step.ready and gate is not None and (step.in_progress or step.challenged):
        begun = [*(p.id for p in step.in_progress), *(c.id for c in step.challenged)]
        yield Said(say("ready_none"), recorded.spans(begun))
    if step.in_progress:
        spans = tuple(recorded.span(one.last) for one in step.in_progress)
        yield Said(say("progress"), ())
        for begun_one, span in zip(step.in_progress, spans, strict=True):
            said = say(
                "progress_item", id=begun_one.id, title=begun_one.title,
                state=begun_one.state.value, when=in_words(begun_one.last.date.isoformat()),
            )  # fmt: skip
            yield Said(said, (span,), item=True)
    blocked = [b for b in step.blocked if gate is not None and known[b.id].gate == gate.id]
    if gate is not None and blocked:
        rows = [pages.row(known[one.id]) for one in blocked]
        yield Said(say("blocked", **gate_words(gate)), ())
        for waiting, row in zip(blocked, rows, strict=True):
            needs = both(waiting.needs)
            said = say("blocked_item", id=waiting.id, title=waiting.title, needs=needs)
            yield Said(said, (row,), item=True)
    for rule in step.rules:
        if rule.because:
            said = say("broken", rule=rule.rule.id, said=rule.rule.wording, because=rule.because)
            spans = recorded.spans([rule.rule.first, rule.rule.then])
            yield Said(said, (pages.rule(rule.rule), *spans))


def startable(method: Method, recorded: Recorded) -> Iterator[Said]:
    """What may be begun now, in order, each with why it is next."""
    if recorded.step.ready:
        yield Said(say("ready"), ())
    for one in recorded.step.ready:
        said = say("ready_item", id=one.id, title=one.title, why=one.why)
        deliverable = method.approach.deliverable[one.id]
        spans = (method.pages.row(deliverable), *recorded.spans(deliverable.needs))
        yield Said(said, spans, item=True)


def portfolio(method: Method, all_of_them: Sequence[Recorded]) -> Iterator[Said]:
    """Every workstream in a line."""
    yield Said(say("portfolio", count=counted(len(all_of_them)).capitalize()), ())
    for recorded in all_of_them:
        step = recorded.step
        more = ""
        if step.challenged:
            more += say("portfolio_challenged", ids=both([one.id for one in step.challenged]))
        if step.in_progress:
            more += say("portfolio_progress", ids=both([one.id for one in step.in_progress]))
        if step.stopped:
            more += say("portfolio_stopped", gate=step.stopped.gate or "")
        values = {
            "name": recorded.name, "more": more, "done": str(len(step.done)),
            "all": str(len(method.approach.deliverables)), "phase": _phase(step.phase, method),
        }  # fmt: skip
        gate = method.approach.gate[step.gate.id] if step.gate else None
        said = (
            say("portfolio_item", **gate_words(gate), **values)
            if gate
            else (say("portfolio_end", **values))
        )
        ids = [*(c.id for c in step.challenged), *(p.id for p in step.in_progress)]
        begun = recorded.spans(ids)
        yield Said(said, (recorded.decision, *begun), item=True)


def _phase(key: str, method: Method) -> str:
    return next((inside(p.title) for p in method.approach.phases if p.id == key), key)
