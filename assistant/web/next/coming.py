"""A gate: who decides it, its criteria with the evidence recorded for each, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.approach import Gate
from assistant.people import Act, Person
from assistant.provenance import marked
from assistant.register import CriterionState, Event, Evidence, GateReview, State, review
from assistant.register.names import both
from assistant.web.escape import escaped
from assistant.web.next.desk import Board
from assistant.web.next.facts import Fact
from assistant.web.next.papers import citation_html
from assistant.web.next.parts import day, detail_link, lines, record_button, section, what
from assistant.web.next.signs import badge
from assistant.web.words import Words


def coming_gate(board: Board, person: Person, words: Words) -> str:
    """The part of the room on the gate that comes next; that all are passed where none is."""
    if board.step.gate is None:
        said = f"<p>{words.html('next.gates_passed', name=board.name)}</p>"
        return section("coming", words.html("next.heading_gate_none"), said)
    gate = board.approach.gate[board.step.gate.id]
    heading = words.html("next.heading_gate", id=gate.id, title=gate.title)
    body = gate_html(board, gate, board.facts(gate.place.file), person, words, level=3)
    return section("coming", heading, body)


def gate_html(
    board: Board, gate: Gate, facts: Sequence[Fact], person: Person, words: Words, level: int
) -> str:
    """Everything about one gate, its own headings at `level`."""
    found = review(board.approach, board.state, gate)
    parts = [
        f'<p class="wm-nx-mark">{escaped(marked(gate.provenance))}</p>' if gate.provenance else "",
        _who(board, gate, words),
        _verdict(found, board, words),
        _actions(board, gate, found, person, words),
        _criteria(found, board, gate, words),
        _conditions(found, words, level),
        _decisions(found, board, words, level),
        _hurdles(gate, board, words, level),
        _facts(facts, words, level),
    ]
    return "".join(parts)


def _who(board: Board, gate: Gate, words: Words) -> str:
    said = words.html("next.gate_approves", bodies=both(gate.approves))
    if gate.endorses:
        said += " " + words.html("next.gate_endorses", bodies=both(gate.endorses))
    source = citation_html(board.papers.cite(lambda pages: pages.signers(gate)), words)
    return f'<p class="wm-nx-who">{said} {source}</p>'


def _verdict(found: GateReview, board: Board, words: Words) -> str:
    states = [one.state for one in found.criteria]
    if found.standing.passed and found.standing.last:
        said = words.html("next.verdict_passed")
    elif Evidence.MISSING in states:
        missing = states.count(Evidence.MISSING)
        said = words.html("next.verdict_missing", missing=missing, count=len(states))
    elif Evidence.JUDGEMENT in states:
        judged = states.count(Evidence.JUDGEMENT)
        said = words.html("next.verdict_judge", judged=judged, count=len(states))
    else:
        said = words.html("next.verdict_ready", count=len(states))
    return f'<p class="wm-nx-verdict">{said}</p>'


def _actions(board: Board, gate: Gate, found: GateReview, person: Person, words: Words) -> str:
    if not person.may(Act.RECORD):
        return f'<p class="wm-note">{words.html("next.may_not")}</p>'
    buttons = [
        record_button(board, person, "decide", gate.id, words, main=True),
        record_button(board, person, "link", gate.id, words),
    ]
    if any(one.subject == gate.id for one in found.conditions):
        buttons.append(record_button(board, person, "condition_met", gate.id, words))
    buttons.append(record_button(board, person, "note", gate.id, words))
    return f'<p class="wm-nx-acts">{"".join(buttons)}</p>'


def _criteria(found: GateReview, board: Board, gate: Gate, words: Words) -> str:
    head = "".join(
        f'<th scope="col">{words.html(f"next.column_{name}")}</th>'
        for name in ("criterion", "evidence_state", "evidence")
    )
    rows = "".join(_criterion(one, board, gate, words) for one in found.criteria)
    caption = words.html("next.criteria_caption", id=gate.id)
    source = citation_html(board.papers.cite(lambda pages: pages.criteria(gate)), words)
    return (
        f'<div class="wm-nx-scroll"><table class="wm-nx-rows wm-nx-criteria"><caption>{caption} '
        f"{source}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _criterion(one: CriterionState, board: Board, gate: Gate, words: Words) -> str:
    criterion = board.approach.criterion[one.id][1]
    evidence = "".join(f"<li>{board.papers.evidence(said)}</li>" for said in one.evidence)
    told = f"<ul>{evidence}</ul>" if evidence else ""
    if one.state is Evidence.MISSING:
        lacking = [
            detail_link(
                board, key, escaped(words("next.lacking", id=key, state=_state(board, key, words)))
            )
            for key in criterion.answered_by
            if not board.state.endorsed(key)
        ]
        missing = both(lacking) if lacking else words.html("next.lacking_link")
        told += f"<p><b>{words.html('next.missing')}</b> {missing}</p>"
    if one.state is not Evidence.EVIDENCED:
        told += f'<p class="wm-note">{words.html("next.wanted", wanted=one.wanted)}</p>'
        told += f'<p class="wm-note">{words.html("next.judge", judge=one.judge)}</p>'
    cells = (
        f'<td data-label="{words.html("next.column_evidence_state")}">{badge(one.state, words)}'
        f'</td><td data-label="{words.html("next.column_evidence")}">{told}</td>'
    )
    return f'<tr><th scope="row"><b>{escaped(one.id)}</b> {escaped(one.wording)}</th>{cells}</tr>'


def _state(board: Board, key: str, words: Words) -> str:
    now = board.state.deliverables[key].state
    return words(f"next.stand_{'none' if now is State.NONE else now.value}").lower()


def _conditions(found: GateReview, words: Words, level: int) -> str:
    items = "".join(
        f"<li><b>{escaped(one.subject)}</b> {escaped(one.text)} "
        f'<span class="wm-nx-by">{day(one.event)}</span></li>'
        for one in found.conditions
    )
    return _listed("conditions_open", items, words, level)


def _decisions(found: GateReview, board: Board, words: Words, level: int) -> str:
    items = "".join(_decision(one, board, words) for one in reversed(found.standing.decisions))
    return _listed("decisions", items, words, level)


def _decision(event: Event, board: Board, words: Words) -> str:
    reason = f"<br>{lines(event.reason)}" if event.reason else ""
    source = f"<br>{board.papers.evidence(event.citation)}" if event.citation else ""
    by = words.html("next.by_short", person=event.person, role=event.role)
    return f"<li><b>{what(event, words)}</b>, {day(event)}, {by}{reason}{source}</li>"


def _hurdles(gate: Gate, board: Board, words: Words, level: int) -> str:
    items = "".join(
        f"<li><b>{escaped(one.id)}</b> {escaped(one.wording)}</li>" for one in gate.hurdles
    )
    return _listed("hurdles", items, words, level)


def _facts(facts: Sequence[Fact], words: Words, level: int) -> str:
    items = "".join(
        f'<li>{escaped(one.said)}<br><span class="wm-note">'
        f"{words.html('next.fact_source', source=one.source, as_at=one.as_at)}</span></li>"
        for one in facts
    )
    return _listed("facts", items, words, level, folded=True)


def _listed(name: str, items: str, words: Words, level: int, *, folded: bool = False) -> str:
    if not items:
        return ""
    heading = f"<h{level}>{words.html(f'next.heading_{name}')}</h{level}>"
    if folded:
        return f"<details class='wm-nx-fold'><summary>{heading}</summary><ul>{items}</ul></details>"
    return f'<div class="wm-nx-listed">{heading}<ul>{items}</ul></div>'
