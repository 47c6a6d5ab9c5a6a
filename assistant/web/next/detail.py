"""The detail of one deliverable or gate, as it opens beside the map."""

from __future__ import annotations

from assistant.approach import Deliverable
from assistant.people import Act, Person
from assistant.provenance import marked
from assistant.register import may_follow, may_start, still_open
from assistant.register.names import both
from assistant.web.escape import escaped
from assistant.web.next.addresses import ask_address
from assistant.web.next.coming import gate_html
from assistant.web.next.desk import Board
from assistant.web.next.history import events_table
from assistant.web.next.papers import citation_html
from assistant.web.next.parts import day, detail_link, record_button
from assistant.web.next.picture import path_of
from assistant.web.next.signs import badge
from assistant.web.words import Words

_ONWARD = ("start", "submit", "endorse")


def detail(board: Board, key: str, person: Person, words: Words) -> str | None:
    """The detail of a deliverable or gate by its id; None for an id that the approach lacks."""
    if key in board.approach.deliverable:
        one = board.approach.deliverable[key]
        body = _deliverable(board, one, person, words)
        return _framed(board, one.id, one.title, body, words)
    if key in board.approach.gate:
        gate = board.approach.gate[key]
        source = citation_html(board.papers.cite(lambda pages: pages.summary(gate)), words)
        body = f"<p>{escaped(gate.summary)} {source}</p>"
        body += gate_html(board, gate, board.facts(gate.place.file), person, words, level=3)
        body += _log(board, key, person, words)
        body += _ask(board, words("next.question_gate", id=gate.id), words)
        return _framed(board, gate.id, gate.title, body, words)
    return None


def _framed(board: Board, key: str, title: str, body: str, words: Words) -> str:
    before = " ".join(path_of(board.approach, key)) if key in board.approach.deliverable else ""
    return (
        f'<article class="wm-nx-detail" data-id="{escaped(key)}" data-path="{escaped(before)}">'
        f'<h2 id="wm-nx-title" tabindex="-1"><span class="wm-nx-key">{escaped(key)}</span> '
        f'{escaped(title)}</h2><p class="wm-nx-crumb">{escaped(board.name)}</p>{body}</article>'
    )


def _deliverable(board: Board, one: Deliverable, person: Person, words: Words) -> str:
    now = board.state.deliverables[one.id]
    since = f' <span class="wm-nx-by">{day(now.last)}</span>' if now.last else ""
    mark = f'<p class="wm-nx-mark">{escaped(marked(one.provenance))}</p>' if one.provenance else ""
    source = citation_html(board.papers.cite(lambda pages: pages.summary(one)), words)
    gate = board.approach.gate[one.gate]
    owner = f"{board.approach.role[one.owner]} ({one.owner})"
    reviewed = detail_link(board, gate.id, f"{escaped(gate.id)} {escaped(gate.title)}")
    return (
        f"<p>{badge(board.stands[one.id], words)}{since}</p>{mark}"
        f"{_why(board, one, words)}{_actions(board, one, person, words)}"
        f"<h3>{words.html('next.heading_for')}</h3><p>{escaped(one.summary)} {source}</p>"
        f'<dl class="wm-nx-facts"><div><dt>{words.html("next.column_owner")}</dt>'
        f"<dd>{escaped(owner)}</dd></div><div><dt>{words.html('next.reviewed_at')}</dt>"
        f"<dd>{reviewed}</dd></div></dl>"
        f"{_needs(board, one, words)}{_blocks(board, one, words)}{_conditions(board, one, words)}"
        f"{_template(board, one, words)}{_tests(board, one, words)}"
        f"{_log(board, one.id, person, words)}"
        f"{_ask(board, words('next.question_deliverable', title=one.title, id=one.id), words)}"
    )


def _why(board: Board, one: Deliverable, words: Words) -> str:
    """Why it stands where it stands: what is in the way, what was asked, why it is next."""
    found = []
    ready = next((item for item in board.step.ready if item.id == one.id), None)
    if ready:
        found.append(escaped(ready.why))
    challenged = next((item for item in board.step.challenged if item.id == one.id), None)
    if challenged:
        found.append(words.html("next.challenged_for", reason=challenged.reason))
    blocked = next((item for item in board.step.blocked if item.id == one.id), None)
    if blocked:
        found.append(words.html("next.blocked_by", needs=both(blocked.needs)))
        verdict = may_start(board.approach, board.state, one.id)
        behind = dict.fromkeys(key for because in verdict.because for key in because.behind)
        if behind:
            found.append(words.html("next.behind", ids=both(list(behind))))
    rules = [rule for rule in board.step.rules if rule.because and one.id == rule.rule.then]
    found += [
        words.html("next.rule_broken", id=r.rule.id, said=r.rule.wording, because=r.because or "")
        for r in rules
    ]
    return "".join(f'<p class="wm-nx-why">{said}</p>' for said in found)


def _actions(board: Board, one: Deliverable, person: Person, words: Words) -> str:
    if not person.may(Act.RECORD):
        return f'<p class="wm-note">{words.html("next.may_not")}</p>'
    now = board.state.deliverables[one.id]
    kinds = [kind.value for kind in may_follow(now.state)]
    kinds += ["condition_met"] if still_open(now.conditions) else []
    kinds += ["link", "note"]
    buttons = "".join(
        record_button(board, person, kind, one.id, words, main=kind in _ONWARD and kind == kinds[0])
        for kind in kinds
    )
    return (
        f'<div class="wm-nx-record"><h3>{words.html("next.heading_record")}</h3>'
        f'<p class="wm-nx-acts">{buttons}</p></div>'
    )


def _needs(board: Board, one: Deliverable, words: Words) -> str:
    items = "".join(_other(board, key, words) for key in one.needs)
    source = citation_html(board.papers.cite(lambda pages: pages.row(one)), words)
    said = f'<ul class="wm-nx-others">{items}</ul>' if items else ""
    said = said or f"<p>{words.html('next.needs_none')}</p>"
    return f"<h3>{words.html('next.heading_needs')}</h3>{said}<p>{source}</p>"


def _blocks(board: Board, one: Deliverable, words: Words) -> str:
    following = board.approach.unblocks[one.id]
    items = "".join(_other(board, key, words) for key in following)
    said = f'<ul class="wm-nx-others">{items}</ul>' if items else ""
    said = said or f"<p>{words.html('next.blocks_none')}</p>"
    return f"<h3>{words.html('next.heading_blocks')}</h3>{said}"


def _other(board: Board, key: str, words: Words) -> str:
    label = f"<b>{escaped(key)}</b> {escaped(board.approach.deliverable[key].title)}"
    return f"<li>{detail_link(board, key, label)} {badge(board.stands[key], words)}</li>"


def _conditions(board: Board, one: Deliverable, words: Words) -> str:
    items = []
    for condition in board.state.deliverables[one.id].conditions:
        met = words.html("next.condition_open")
        if condition.met:
            met = f"{words.html('next.condition_met')} {day(condition.met)}"
        items.append(f"<li>{escaped(condition.text)} <b>{met}</b></li>")
    if not items:
        return ""
    return f"<h3>{words.html('next.heading_conditions')}</h3><ol>{''.join(items)}</ol>"


def _template(board: Board, one: Deliverable, words: Words) -> str:
    items = "".join(
        f"<li><details><summary>{escaped(heading.title)}</summary>"
        f"{''.join(f'<p>{escaped(line)}</p>' for line in heading.guidance)}"
        f'<p class="wm-note">{words.html("next.evidence_wanted", said=heading.evidence)}</p>'
        f"</details></li>"
        for heading in one.headings
    )
    return f'<h3>{words.html("next.heading_template")}</h3><ol class="wm-nx-template">{items}</ol>'


def _tests(board: Board, one: Deliverable, words: Words) -> str:
    """What the gate tests in it, and why others were sent back."""
    answers = "".join(
        f"<li><b>{escaped(key)}</b> {escaped(how)}</li>" for key, how in one.answers.items()
    )
    usual = "".join(f"<li>{escaped(said)}</li>" for said in one.challenges)
    parts = ""
    if answers:
        parts += f"<h3>{words.html('next.heading_answers')}</h3><ul>{answers}</ul>"
    if usual:
        parts += (
            f'<details class="wm-nx-fold"><summary><h3>{words.html("next.heading_usual")}</h3>'
            f"</summary><ul>{usual}</ul></details>"
        )
    return parts


def _log(board: Board, key: str, person: Person, words: Words) -> str:
    events = [event for event in reversed(board.events) if event.subject == key]
    title = f"<h3>{words.html('next.heading_log')}</h3>"
    if not events:
        return f"{title}<p>{words.html('next.log_empty')}</p>"
    return f"{title}{events_table(board, events, person, words)}"


def _ask(board: Board, question: str, words: Words) -> str:
    href = escaped(ask_address(question))
    return (
        f'<p class="wm-nx-acts"><a class="wm-button" href="{href}">{words.html("next.ask")}</a></p>'
        f'<p class="wm-note">{words.html("next.ask_note", question=question)}</p>'
    )
