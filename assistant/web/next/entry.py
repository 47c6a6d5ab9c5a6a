"""What a person typed into a form, as an Event, or what is wrong with it beside each field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date

from assistant.approach import Approach
from assistant.register import (
    Condition,
    Event,
    EventKind,
    EventRefused,
    Evidence,
    Outcome,
    check,
    still_open,
)
from assistant.register.gates import criterion_state
from assistant.register.model import PASSING, folded
from assistant.web.next.desk import Board
from assistant.web.words import Words
from ingest.structure.dates import parse_date

BEGIN = "begin"  # the form that makes a workstream; its event is a start or a submission
LONGEST = {"name": 120, "person": 200, "role": 200, "citation": 2_000}
LONGEST_TEXT = 8_000
WHY = "why "  # before a criterion's id: the field that says why it is passed over
TEXTS = ("name", "person", "role", "date", "reason", "citation")
_REFUSING = (Outcome.CHALLENGE, Outcome.STOP)


@dataclass(frozen=True, slots=True)
class Form:
    """A form that is being filled in.

    event    an EventKind's value, or BEGIN
    subject  the deliverable or gate, "" for the workstream as a whole
    on       the number of an earlier event that a note puts right, "" for none
    typed    what was typed, by the field's name
    board    the workstream as it is now; None where it is still to be made
    """

    event: str
    subject: str
    on: str
    typed: Mapping[str, str]
    board: Board | None
    approach: Approach

    @property
    def gate(self) -> bool:
        """Whether it is about a gate."""
        return self.subject in self.approach.gate

    def __getitem__(self, field: str) -> str:
        """What was typed into a field, "" for nothing."""
        return self.typed.get(field, "").strip()


@dataclass(frozen=True, slots=True)
class Entry:
    """An event that may be recorded, or the problems by field ("" for the whole form)."""

    event: Event | None
    problems: Mapping[str, str]
    warnings: tuple[str, ...] = ()


def fields(form: Form) -> tuple[str, ...]:
    """The fields of a form, in order, apart from those for each criterion."""
    asked = {
        BEGIN: ("name", "first"),
        "challenge": ("reason",),
        "endorse_with_conditions": ("reason",),
        "decide": ("outcome", "reason"),
        "note": ("reason",),
        "link": ("criterion", "reason") if form.gate else ("reason",),
        "condition_met": ("condition", "reason"),
    }.get(form.event, ())
    before = asked if form.event in ("decide", BEGIN, "note", "link", "condition_met") else ()
    after = () if before else asked
    if form.event in ("start", "submit", "withdraw", "endorse"):
        after = ("reason",)
    return (*before, "person", "role", "date", *after, "citation")


def required(form: Form) -> frozenset[str]:
    """The fields that may not stay empty, apart from what the outcome of a decision asks for."""
    always = {"person", "role", "date"}
    more = {
        BEGIN: {"name", "first"},
        "challenge": {"reason"},
        "endorse_with_conditions": {"reason"},
        "decide": {"outcome", "citation"},
        "note": {"reason"},
        "link": {"citation", "criterion"} if form.gate else {"citation"},
        "condition_met": {"condition"},
    }.get(form.event, set())
    return frozenset(always | more)


def unmet_criteria(form: Form) -> tuple[tuple[str, Evidence], ...]:
    """The criteria of the form's gate that a decision to pass it has to say something about."""
    if form.event != "decide" or form.board is None or not form.gate:
        return ()
    gate, state = form.approach.gate[form.subject], form.board.state
    found = [(one.id, criterion_state(one, gate, state).state) for one in gate.criteria]
    return tuple((key, state) for key, state in found if state is not Evidence.EVIDENCED)


def open_conditions(form: Form) -> tuple[Condition, ...]:
    """The conditions of the form's subject that nobody has recorded as met."""
    if form.board is None:
        return ()
    state = form.board.state
    standing = state.gates.get(form.subject) or state.deliverables.get(form.subject)
    return still_open(standing.conditions) if standing else ()


def first_events(approach: Approach) -> tuple[tuple[str, EventKind], ...]:
    """What a workstream can begin with: a deliverable that needs no other, begun or submitted."""
    return tuple(
        (one.id, kind)
        for one in approach.deliverables
        if not one.needs
        for kind in (EventKind.START, EventKind.SUBMIT)
    )


def entry(form: Form, today: Date, words: Words) -> Entry:
    """The event that a form would record. Raises nothing that a person could cause."""
    problems = _missing(form, words)
    day = _day(form, today, problems, words)
    if problems or day is None:
        return Entry(None, problems)
    try:
        event = _event(form, day)
        log = form.board.raw if form.board else ()
        warnings = check(event, form.approach, log, today)
    except EventRefused as error:
        return Entry(None, {_place(form): str(error)})
    return Entry(event, {}, warnings)


def _missing(form: Form, words: Words) -> dict[str, str]:
    problems: dict[str, str] = {}
    for field in (*fields(form), *(f"{WHY}{key}" for key, _ in unmet_criteria(form))):
        most = LONGEST.get(field, LONGEST_TEXT)
        if field in required(form) and not form[field]:
            problems[field] = words(f"next.want_{field}")
        elif len(form[field]) > most:
            problems[field] = words("next.too_long", most=f"{most:,}")
    if form.event == "decide":
        problems |= _decision(form, problems, words)
    known = {
        "condition": {str(one.number) for one in open_conditions(form)},
        "criterion": {one.id for one in form.approach.gate[form.subject].criteria}
        if form.gate
        else set(),
        "first": {f"{key} {kind.value}" for key, kind in first_events(form.approach)},
    }
    for field in fields(form):
        if field in known and form[field] not in known[field]:
            problems[field] = words(f"next.want_{field}")
    return problems


def _decision(form: Form, found: Mapping[str, str], words: Words) -> dict[str, str]:
    """What a decision's outcome asks for: a reason, conditions, or why criteria are passed over."""
    if "outcome" in found:
        return {}
    if form["outcome"] not in {one.value for one in Outcome}:
        return {"outcome": words("next.want_outcome")}
    outcome = Outcome(form["outcome"])
    problems: dict[str, str] = {}
    if outcome in _REFUSING and not form["reason"]:
        problems["reason"] = words("next.want_reason_refused")
    if outcome is Outcome.ENDORSE_WITH_CONDITIONS and not form["reason"]:
        problems["reason"] = words("next.want_conditions")
    if outcome in PASSING:
        for key, state in unmet_criteria(form):
            if not form[f"{WHY}{key}"]:
                kind = "judged" if state is Evidence.JUDGEMENT else "missing"
                problems[f"{WHY}{key}"] = words(f"next.want_why_{kind}", id=key)
    return problems


def _day(form: Form, today: Date, problems: dict[str, str], words: Words) -> Date | None:
    if "date" in problems:
        return None
    iso = parse_date(form["date"])
    if iso is None or len(iso) != len("2026-03-27"):
        problems["date"] = words("next.want_date_day")
        return None
    day = Date.fromisoformat(iso)
    if day > today:
        problems["date"] = words("next.want_date_past")
        return None
    return day


def _event(form: Form, day: Date) -> Event:
    first = _first(form) if form.event == BEGIN else None
    subject, kind = first or (form.subject, EventKind(form.event))
    about_gate = subject in form.approach.gate
    name = form.board.name if form.board else form["name"]
    decided = kind is EventKind.DECIDE
    return Event(
        workstream=name,
        kind=kind,
        person=form["person"],
        role=form["role"],
        date=day,
        deliverable=None if about_gate else subject or None,
        gate=subject if about_gate else None,
        reason=_reason(form, kind) or None,
        outcome=Outcome(form["outcome"]) if decided else None,
        citation=form["citation"] or None,
    )


def _reason(form: Form, kind: EventKind) -> str:
    """The reason as the register reads it: what it is about first, then a person's words."""
    said = form["reason"]
    match kind:
        case EventKind.DECIDE if Outcome(form["outcome"]) in PASSING:
            return "\n".join(part for part in (said, *_passed_over(form)) if part)
        case EventKind.LINK if form.gate:
            return f"{form['criterion']}: {said}" if said else form["criterion"]
        case EventKind.CONDITION_MET:
            number = form["condition"]
            return f"condition {number}: {said}" if said else number
        case EventKind.NOTE if form.on:
            return f"Correction to event {form.on}: {said}"
    return said


def _passed_over(form: Form) -> list[str]:
    """One line for each criterion without evidence; a semicolon would begin a condition."""
    return [
        f"{key}: {'judged' if state is Evidence.JUDGEMENT else 'exception'}, {said}"
        for key, state in unmet_criteria(form)
        if (said := folded(form[f"{WHY}{key}"]).replace(";", ","))
    ]


def _first(form: Form) -> tuple[str, EventKind] | None:
    known = {f"{key} {kind.value}": (key, kind) for key, kind in first_events(form.approach)}
    return known.get(form["first"])


def _place(form: Form) -> str:
    """Beside which field a refusal of the register's rules belongs."""
    return "outcome" if form.event == "decide" else ""
