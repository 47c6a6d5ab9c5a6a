"""Answers on one workstream, from its log and the approach: ready, allowed, missing, waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assistant.approach import Gate
from assistant.register import CriterionState, Evidence, State, may_start, review
from assistant.register.names import both
from assistant.route.intent import Intent, Kind
from assistant.route.method import Method, gate_words, say, text_of
from assistant.route.recorded import Recorded
from assistant.route.saying import Said, Span
from assistant.route.upcoming import startable, upcoming


def reply(intent: Intent, method: Method, recorded: Recorded) -> Iterator[Said]:
    """The lines that answer an intent about one workstream.

    Raises PageMissing where the Library lacks a page that a line would stand on.
    """
    yield from _REPLIES[intent.kind](intent, method, recorded)


def _next(intent: Intent, method: Method, recorded: Recorded) -> Iterator[Said]:
    if intent.kind is Kind.STATUS and intent.deliverables:
        yield from beside(intent, recorded, method)
    else:
        yield from upcoming(method, recorded)


def _after(intent: Intent, method: Method, recorded: Recorded) -> Iterator[Said]:
    for key in intent.deliverables:
        one = method.approach.deliverable[key]
        yield Said(
            say(
                "after_state",
                id=key,
                title=one.title,
                name=recorded.name,
                state=recorded.standing(key),
            ),
            recorded.spans([key]) or (recorded.latest,),
        )
        following = method.approach.unblocks[key]
        rows = [method.pages.row(method.approach.deliverable[other]) for other in following]
        if not rows:
            said = say("feeds_nothing", id=key, title=one.title)
            yield Said(said, (method.pages.row(one),))
            continue
        yield Said(say("feeds", id=key, title=one.title), ())
        for other, row in zip(following, rows, strict=True):
            yield _follower(other, row, method, recorded)
    yield from startable(method, recorded)


def _follower(key: str, row: Span, method: Method, recorded: Recorded) -> Said:
    """What a deliverable that needs another still waits for, or that it may be begun."""
    one = method.approach.deliverable[key]
    waiting = [need for need in one.needs if not recorded.state.endorsed(need)]
    if recorded.state.deliverables[key].state is not State.NONE:
        state = recorded.standing(key)
    elif waiting:
        state = say("waits", needs=both(waiting))
    else:
        state = say("can_start")
    said = say("needs_state", id=key, title=one.title, state=state)
    return Said(said, (row, *recorded.spans([*one.needs, key])), item=True)


def _ready(intent: Intent, method: Method, recorded: Recorded) -> Iterator[Said]:
    for key in intent.gates:
        gate = method.approach.gate[key]
        found = review(method.approach, recorded.state, gate)
        missing = [one for one in found.criteria if one.state is Evidence.MISSING]
        judged = [one for one in found.criteria if one.state is Evidence.JUDGEMENT]
        whole = (method.pages.criteria(gate),)
        values = {"all": str(len(found.criteria)), "name": recorded.name, **gate_words(gate)}
        if found.standing.passed and found.standing.last:
            span = (recorded.span(found.standing.last),)
            yield Said(say("gate_passed", **values), span)
        elif missing:
            yield Said(say("gate_open", count=str(len(missing)), **values), whole)
        elif judged:
            yield Said(say("gate_judge", count=str(len(judged)), **values), whole)
        else:
            yield Said(say("gate_ready", **values), whole)
        for one in found.criteria:
            yield _criterion(one, gate, method, recorded)
        yield Said(text_of(method.pages.signers(gate)), (method.pages.signers(gate),))


def _criterion(one: CriterionState, gate: Gate, method: Method, recorded: Recorded) -> Said:
    criterion = method.approach.criterion[one.id][1]
    spans = (method.pages.criterion(gate, one.id), *recorded.spans(criterion.answered_by))
    if one.state is Evidence.EVIDENCED:
        state = say("criterion_evidenced", evidence="; ".join(one.evidence))
    elif one.state is Evidence.JUDGEMENT:
        state = say("criterion_judgement", judge=one.judge)
    else:
        lacking = [
            say("missing_deliverable", id=key, state=recorded.standing(key))
            for key in criterion.answered_by
            if not recorded.state.endorsed(key)
        ]
        state = say("criterion_missing", missing=both(lacking) or say("missing_evidence"))
    said = say("criterion_item", id=one.id, wording=one.wording, state=state)
    return Said(said, spans, item=True)


def _may(intent: Intent, method: Method, recorded: Recorded) -> Iterator[Said]:
    for key in intent.deliverables:
        one = method.approach.deliverable[key]
        verdict = may_start(method.approach, recorded.state, key)
        values = {"id": one.id, "title": one.title, "name": recorded.name}
        row = method.pages.row(one)
        if verdict.state is not State.NONE:
            said = say("may_begun", state=recorded.standing(key), **values)
            yield Said(said, recorded.spans([key]))
        spans = recorded.spans(one.needs)
        if verdict.yes:
            yield Said(say("may_yes", **values), (row, *spans))
        else:
            yield Said(say("may_no", **values), (row, *spans))
        for because in verdict.because:
            yield _because(because.id, because.behind, row, method, recorded)
            if because.rule:
                rule = next(r for r in method.approach.rules if r.id == because.rule)
                said = say("may_rule", rule=rule.id, said=rule.wording)
                yield Said(said, (method.pages.rule(rule),))
        if verdict.warning:
            gate = method.approach.gate[one.gate]
            yield Said(say("may_warning", warning=verdict.warning), (method.pages.signers(gate),))


def _because(
    key: str, behind: Sequence[str], row: Span, method: Method, recorded: Recorded
) -> Said:
    other = method.approach.deliverable[key]
    before = say("may_behind", ids=both(behind)) if behind else ""
    said = say("may_need", id=key, title=other.title, state=recorded.standing(key), behind=before)
    rows = (row, method.pages.row(other)) if behind else (row,)
    return Said(said, (*rows, *recorded.spans([key])), item=True)


def _needs(intent: Intent, method: Method, recorded: Recorded) -> Iterator[Said]:
    for key in intent.deliverables:
        one = method.approach.deliverable[key]
        row = method.pages.row(one)
        values = {"id": one.id, "title": one.title}
        yield Said(say("needs" if one.needs else "needs_nothing", **values), (row,))
        for need in one.needs:
            other = method.approach.deliverable[need]
            state = recorded.standing(need)
            said = say("needs_state", id=need, title=other.title, state=state)
            yield Said(said, (row, *recorded.spans([need])), item=True)


def beside(intent: Intent, recorded: Recorded, method: Method) -> Iterator[Said]:
    """Where the deliverables stand that a question to the papers names."""
    for key in intent.deliverables:
        title = method.approach.deliverable[key].title
        state = recorded.standing(key)
        said = say("beside", id=key, title=title, name=recorded.name, state=state)
        spans = recorded.spans([key]) or (recorded.latest,)
        yield Said(said, spans)


_REPLIES: dict[Kind, Callable[[Intent, Method, Recorded], Iterator[Said]]] = {
    Kind.NEXT: _next,
    Kind.STATUS: _next,
    Kind.AFTER: _after,
    Kind.READY: _ready,
    Kind.CRITERIA: _ready,
    Kind.MAY: _may,
    Kind.NEEDS: _needs,
}
