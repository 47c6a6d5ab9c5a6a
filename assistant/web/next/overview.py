"""One workstream on one page: its next step first, then the map, the coming gate, its history."""

from __future__ import annotations

from assistant.approach import Gate, Rule
from assistant.people import Act, Person
from assistant.provenance import marked
from assistant.register import Event
from assistant.web.dates import spoken_date
from assistant.web.escape import escaped
from assistant.web.next.addresses import address
from assistant.web.next.coming import coming_gate
from assistant.web.next.desk import Board
from assistant.web.next.first import First, Kind, first_step, lacking
from assistant.web.next.history import history
from assistant.web.next.listing import listing
from assistant.web.next.papers import citation_html
from assistant.web.next.parts import link, record_button, section
from assistant.web.next.picture import legend, picture
from assistant.web.next.signs import badge
from assistant.web.next.stands import Stand
from assistant.web.words import Words


def overview(board: Board, person: Person, others: tuple[str, ...], words: Words) -> str:
    """The whole room for one workstream; `others` are the names to choose another from."""
    return (
        f'<div class="wm-nx" data-title="{escaped(board.name)}">{_top(board, others, words)}'
        f"{_step(board, person, words)}{_map(board, words)}"
        f"{coming_gate(board, person, words)}{history(board, person, words)}</div>"
    )


def _top(board: Board, others: tuple[str, ...], words: Words) -> str:
    done, count = len(board.step.done), len(board.approach.deliverables)
    marks = [marked(board.approach.provenance)]
    if board.workstream.example:
        marks.append(marked("example"))
    shown = "".join(f'<li class="wm-nx-mark">{escaped(one)}</li>' for one in marks if one)
    options = "".join(
        f"<option{' selected' if name == board.name else ''}>{escaped(name)}</option>"
        for name in others
    )
    phase = next((p.title for p in board.approach.phases if p.id == board.step.phase), "")
    return (
        f'<div class="wm-nx-top"><div><p class="wm-nx-crumb">'
        f"{link(address(), words.html('next.all'))}</p><h1>{escaped(board.name)}</h1>"
        f'<p class="wm-nx-lead">'
        f"{words.html('next.lead', phase=phase, done=done, count=count)}</p></div>"
        f'<form class="wm-nx-choose" data-nx="choose"><label for="wm-nx-which">'
        f"{words.html('next.which')}</label><div><select id="
        f'"wm-nx-which" name="w">{options}</select>'
        f'<button class="wm-button">{words.html("next.show")}</button></div></form></div>'
        f"{_gates(board, words)}"
        f'<ul class="wm-nx-marks">{shown}</ul>'
    )


def _gates(board: Board, words: Words) -> str:
    """The gates in their order: passed, next, still to come; each opens its detail."""
    coming = board.step.gate.id if board.step.gate else ""
    items = []
    for gate in board.approach.gates:
        kind, said = _gate_state(board, gate, coming, words)
        href = escaped(address(board.name, gate.id))
        now = ' aria-current="step"' if gate.id == coming else ""
        items.append(
            f'<li class="wm-nx-gate wm-nx-gate-{kind}"{now}><a href="{href}" data-wm="next-open"'
            f' data-id="{escaped(gate.id)}"><b>{escaped(gate.id)}</b>'
            f'<span class="wm-nx-gate-name">{escaped(gate.title)}</span>'
            f'<span class="wm-nx-gate-said">{said}</span></a></li>'
        )
    return f'<ol class="wm-nx-gates" aria-label="{words.html("next.gates")}">{"".join(items)}</ol>'


def _gate_state(board: Board, gate: Gate, coming: str, words: Words) -> tuple[str, str]:
    standing = board.state.gates[gate.id]
    if standing.last is not None and standing.outcome is not None:
        day = escaped(spoken_date(standing.last.date.isoformat()))
        kind = "passed" if standing.passed else "back"
        return kind, f"{words.html(f'next.gate_{standing.outcome.value}')}<br>{day}"
    if gate.id == coming:
        return "coming", words.html("next.gate_coming")
    return "later", words.html("next.gate_later")


def _step(board: Board, person: Person, words: Words) -> str:
    first = first_step(board.approach, board.step)
    return section(
        "next",
        words.html("next.heading_next"),
        f'<div class="wm-nx-first wm-nx-first-{first.kind.value}">'
        f'<p class="wm-nx-do">{first_words(first, board, words)}</p>'
        f"{_because(first, board, words)}{_sources(first, board, words)}"
        f"{_act(first, board, person, words)}</div>{_rest(board, first, words)}",
    )


def first_words(first: First, board: Board, words: Words) -> str:
    """The next step as a sentence, HTML."""
    approver = board.step.gate.approver if board.step.gate else ""
    the = "" if approver[:1].isupper() else "the "
    return words.html(
        f"next.first_{first.kind.value}",
        id=first.subject,
        title=first.title,
        approver=f"{the}{approver}",
        name=board.name,
    )


def _because(first: First, board: Board, words: Words) -> str:
    said = ""
    if first.event is not None:
        said = words.html(f"next.because_{first.kind.value}", **_told(first.event))
    elif first.kind is Kind.DECIDE and board.step.gate:
        count = len(board.step.gate.criteria)
        name = "decide" if board.approach.under(first.subject) else "decide_alone"
        said = words.html(f"next.because_{name}", count=count, missing=lacking(board.step))
    why = f' <q class="wm-nx-said">{escaped(first.why)}</q>' if first.why and first.event else ""
    plain = escaped(first.why) if first.why and not first.event else ""
    return f'<p class="wm-nx-why">{said}{why}{plain}</p>' if said or why or plain else ""


def _told(event: Event) -> dict[str, str]:
    day = spoken_date(event.date.isoformat())
    return {"person": event.person, "role": event.role, "date": day}


def _sources(first: First, board: Board, words: Words) -> str:
    approach, cite = board.approach, board.papers.cite
    found = []
    if first.subject in approach.deliverable:
        one = approach.deliverable[first.subject]
        found = [cite(lambda pages: pages.row(one)), cite(lambda pages: pages.summary(one))]
    elif first.subject in approach.gate:
        gate = approach.gate[first.subject]
        found = [cite(lambda pages: pages.signers(gate)), cite(lambda pages: pages.criteria(gate))]
    chips = "".join(citation_html(one, words) for one in found)
    return f'<p class="wm-nx-cites">{chips}</p>' if chips else ""


def _act(first: First, board: Board, person: Person, words: Words) -> str:
    if not first.subject:
        return ""
    href = escaped(address(board.name, first.subject))
    detail = (
        f'<a class="wm-button" href="{href}" data-wm="next-open"'
        f' data-id="{escaped(first.subject)}">{words.html("next.read", id=first.subject)}</a>'
    )
    event = {
        Kind.START: "start",
        Kind.FINISH: "submit",
        Kind.ANSWER: "submit",
        Kind.AWAIT: "endorse",
        Kind.DECIDE: "decide",
        Kind.RETURNED: "decide",
    }.get(first.kind)
    button = ""
    if event:
        button = record_button(board, person, event, first.subject, words, main=True)
    said = "" if person.may(Act.RECORD) else f'<p class="wm-note">{words.html("next.may_not")}</p>'
    return f'<p class="wm-nx-acts">{button}{detail}</p>{said}'


def _rest(board: Board, first: First, words: Words) -> str:
    """All that is not the first step: ready, in hand, sent back, held up, and what is amiss."""
    step, parts = board.step, []
    challenged = [
        _item(board, one.id, f"{escaped(one.reason)} {_by(one.challenge, words)}", words)
        for one in step.challenged
    ]
    parts.append(_group("challenged", challenged, words))
    ready = [_item(board, one.id, escaped(one.why), words) for one in step.ready]
    parts.append(_group("ready", ready, words))
    hand = [
        _item(board, one.id, _by(one.last, words), words, badge(Stand(one.state.value), words))
        for one in step.in_progress
    ]
    parts.append(_group("in_hand", hand, words))
    blocked = [_item(board, one.id, _needs(board, one.needs, words), words) for one in step.blocked]
    parts.append(_group("blocked", blocked, words, folded=len(blocked) > 3))
    conditions = [
        f"<li><b>{escaped(one.subject)}</b> {escaped(one.text)} {_by(one.event, words)}</li>"
        for one in step.conditions
    ]
    parts.append(_group("conditions", conditions, words))
    broken = [
        f"<li><b>{escaped(one.rule.id)}</b> {escaped(one.rule.wording)} "
        f"{escaped(one.because)} "
        f"{_rule_source(board, one.rule, words)}</li>"
        for one in step.rules
        if one.because
    ]
    parts.append(_group("broken", broken, words))
    unknown = [
        f"<li><b>{escaped(one.subject or '')}</b> {_by(one, words)}</li>" for one in step.unknown
    ]
    parts.append(_group("unknown", unknown, words))
    return f'<div class="wm-nx-rest">{"".join(parts)}</div>'


def _rule_source(board: Board, rule: Rule, words: Words) -> str:
    return citation_html(board.papers.cite(lambda pages: pages.rule(rule)), words)


def _needs(board: Board, needs: tuple[str, ...], words: Words) -> str:
    known = board.approach.deliverable
    listed = ", ".join(
        f"{key} {known[key].title} ({words(f'next.stand_{board.stands[key].value}').lower()})"
        for key in needs
    )
    return words.html("next.waits_for", needs=listed)


def _by(event: Event, words: Words) -> str:
    return f'<span class="wm-nx-by">{words.html("next.by", **_told(event))}</span>'


def _item(board: Board, key: str, said: str, words: Words, state: str = "") -> str:
    one = board.approach.deliverable[key]
    href = escaped(address(board.name, key))
    return (
        f'<li><a href="{href}" data-wm="next-open" data-id="{escaped(key)}">'
        f"<b>{escaped(key)}</b> {escaped(one.title)}</a> {state}<br>{said}</li>"
    )


def _group(name: str, items: list[str], words: Words, *, folded: bool = False) -> str:
    if not items:
        return ""
    title = words.html(f"next.group_{name}", count=len(items))
    body = f"<ul>{''.join(items)}</ul>"
    if folded:
        return (
            f'<details class="wm-nx-group wm-nx-group-{name}"><summary><h3>{title}</h3></summary>'
            f"{body}</details>"
        )
    return f'<div class="wm-nx-group wm-nx-group-{name}"><h3>{title}</h3>{body}</div>'


def _map(board: Board, words: Words) -> str:
    return section(
        "map",
        words.html("next.heading_map"),
        f'<div class="wm-nx-both"><div class="wm-nx-picture">'
        f'<p class="wm-note">{words.html("next.map_how")}</p>{legend(words)}'
        f"{picture(board, words)}</div>"
        f'<div class="wm-nx-table"><h3 id="wm-nx-list">{words.html("next.heading_list")}</h3>'
        f"{listing(board, words)}</div></div>",
    )
