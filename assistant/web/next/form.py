"""The forms: one for each kind of event, with what is wrong said beside the field."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.people import LOCAL, Person
from assistant.register import Evidence, Outcome
from assistant.web.escape import escaped
from assistant.web.next.entry import (
    BEGIN,
    LONGEST,
    LONGEST_TEXT,
    WHY,
    Form,
    fields,
    first_events,
    open_conditions,
    required,
    unmet_criteria,
)
from assistant.web.words import Words

_LONG = ("reason",)
_OWN_WORK = (BEGIN, "start", "submit", "withdraw", "note", "link", "condition_met")


def form_html(
    form: Form, person: Person, words: Words, problems: Mapping[str, str], above: str = ""
) -> str:
    """The form with what was typed; `problems` are by field, "" for the form as a whole.

    `above` is HTML to stand before it.
    """
    lead = words.html(f"next.lead_{form.event}", name=_name(form), on=form.on)
    return (
        f'<article class="wm-nx-detail wm-nx-filling"><h2 id="wm-nx-title" tabindex="-1">'
        f'{heading(form, words)}</h2><p class="wm-nx-crumb">{escaped(_name(form))}</p>'
        f"{above}{_summary(problems, words)}<p>{lead}</p>"
        f'<form class="wm-nx-form" data-nx="check" novalidate>{hidden(form)}'
        f"{''.join(_field(one, form, person, words, problems) for one in fields(form))}"
        f"{_criteria(form, words, problems)}"
        f'<p class="wm-nx-acts"><button class="wm-button wm-main">{words.html("next.check")}'
        f'</button><button type="button" class="wm-button" data-wm="next-close">'
        f"{words.html('next.cancel')}</button></p></form></article>"
    )


def heading(form: Form, words: Words) -> str:
    """What the form records, as HTML."""
    title = ""
    if form.subject in form.approach.deliverable:
        title = form.approach.deliverable[form.subject].title
    elif form.gate:
        title = form.approach.gate[form.subject].title
    key = "mend_heading" if form.on else f"form_{form.event}"
    said = words.html(f"next.{key}", id=form.subject, title=title, on=form.on)
    return said.strip()


def hidden(form: Form) -> str:
    """What the form is about, to come back with it; it is looked up again when it does."""
    name = form.board.name if form.board else ""
    values = {"w": name, "event": form.event, "d": form.subject, "on": form.on}
    return "".join(
        f'<input type="hidden" name="{key}" value="{escaped(value)}">'
        for key, value in values.items()
    )


def field_id(field: str) -> str:
    """The id of a field on the page."""
    return "wm-nx-f-" + field.replace(" ", "-").replace(".", "-")


def _name(form: Form) -> str:
    return form.board.name if form.board else ""


def label(field: str, form: Form, words: Words) -> str:
    """A field's name as plain text, as the kind of event has it."""
    special = f"next.label_{field}_{form.event}"
    if field.startswith(WHY):
        key = field.removeprefix(WHY)
        judged = dict(unmet_criteria(form)).get(key) is Evidence.JUDGEMENT
        return words(f"next.label_why_{'judged' if judged else 'missing'}", id=key)
    return words(special if special in words.names() else f"next.label_{field}")


def _hint(field: str, form: Form, words: Words) -> str:
    for name in (f"next.hint_{field}_{form.event}", f"next.hint_{field}"):
        if name in words.names():
            return words.html(name)
    return ""


def _summary(problems: Mapping[str, str], words: Words) -> str:
    """All that is wrong, at the top, each a way to its field; the focus comes here."""
    if not problems:
        return ""
    items = []
    for field, said in problems.items():
        if field:
            where = f'<a href="#{field_id(field)}" data-wm="next-field">{escaped(said)}</a>'
        else:
            where = escaped(said)
        items.append(f"<li>{where}</li>")
    return (
        f'<div class="wm-nx-problems" role="alert" tabindex="-1"><h3>'
        f"{words.html('next.problems')}</h3><ul>{''.join(items)}</ul></div>"
    )


def _field(
    field: str, form: Form, person: Person, words: Words, problems: Mapping[str, str]
) -> str:
    if field in ("outcome", "condition", "first"):
        return _choices(field, form, words, problems.get(field, ""))
    if field == "criterion":
        return _select(field, form, words, problems.get(field, ""))
    value = form.typed.get(field, "")
    if not value and field == "person" and form.event in _OWN_WORK and person.name != LOCAL.name:
        value = person.name
    most = LONGEST.get(field, LONGEST_TEXT)
    said, described = _around(field, form, words, problems.get(field, ""))
    common = f'id="{field_id(field)}" name="{escaped(field)}"{described}'
    if field in _LONG or field.startswith(WHY):
        rows = 2 if field.startswith(WHY) else 4
        box = f'<textarea {common} rows="{rows}" maxlength="{most}">{escaped(value)}</textarea>'
    else:
        auto = ' autocomplete="off"'
        box = f'<input type="text" {common} value="{escaped(value)}" maxlength="{most}"{auto}>'
    bad = " wm-nx-bad" if field in problems else ""
    return f'<div class="wm-nx-field wm-nx-field-{field.split()[0]}{bad}">{said}{box}</div>'


def _around(field: str, form: Form, words: Words, problem: str) -> tuple[str, str]:
    """A field's label, hint and problem, and the attributes that join them to its box."""
    key = field_id(field)
    optional = ""
    if field not in required(form) and not field.startswith(WHY):
        optional = f' <span class="wm-nx-optional">{words.html("next.optional")}</span>'
    said = f'<label for="{key}">{escaped(label(field, form, words))}{optional}</label>'
    ids = []
    hint = _hint(field, form, words)
    if hint:
        said += f'<p class="wm-nx-hint" id="{key}-hint">{hint}</p>'
        ids.append(f"{key}-hint")
    if problem:
        said += f'<p class="wm-nx-problem" id="{key}-bad">{escaped(problem)}</p>'
        ids.append(f"{key}-bad")
    described = f' aria-describedby="{" ".join(ids)}"' if ids else ""
    return said, described + (' aria-invalid="true"' if problem else "")


def _choices(field: str, form: Form, words: Words, problem: str) -> str:
    """Radio buttons; the first carries the field's id, for the way there from the summary."""
    options = _options(field, form, words)
    chosen = form.typed.get(field, "") or (options[0][0] if len(options) == 1 else "")
    items = "".join(
        f'<label class="wm-nx-radio"><input type="radio" name="{field}" value="{escaped(value)}"'
        f"{f' id={chr(34)}{field_id(field)}{chr(34)}' if place == 0 else ''}"
        f"{' checked' if value == chosen else ''}><span>{said}</span></label>"
        for place, (value, said) in enumerate(options)
    )
    bad = f'<p class="wm-nx-problem">{escaped(problem)}</p>' if problem else ""
    return (
        f'<fieldset class="wm-nx-field{" wm-nx-bad" if problem else ""}">'
        f"<legend>{escaped(label(field, form, words))}</legend>{bad}{items}</fieldset>"
    )


def _options(field: str, form: Form, words: Words) -> list[tuple[str, str]]:
    if field == "outcome":
        return [(one.value, words.html(f"next.choose_{one.value}")) for one in Outcome]
    if field == "condition":
        return [(str(one.number), escaped(one.text)) for one in open_conditions(form)]
    known = form.approach.deliverable
    return [
        (
            f"{key} {kind.value}",
            words.html(f"next.begin_{kind.value}", id=key, title=known[key].title),
        )
        for key, kind in first_events(form.approach)
    ]


def _select(field: str, form: Form, words: Words, problem: str) -> str:
    criteria = form.approach.gate[form.subject].criteria
    options = "".join(
        f'<option value="{escaped(one.id)}"{" selected" if one.id == form[field] else ""}>'
        f"{escaped(one.id)} {escaped(one.wording)}</option>"
        for one in criteria
    )
    said, described = _around(field, form, words, problem)
    blank = f'<option value="">{words.html("next.choose")}</option>'
    return (
        f'<div class="wm-nx-field{" wm-nx-bad" if problem else ""}">{said}'
        f'<select id="{field_id(field)}" name="{field}"{described}>{blank}{options}</select></div>'
    )


def _criteria(form: Form, words: Words, problems: Mapping[str, str]) -> str:
    """A field for each criterion without evidence: why the gate may be passed all the same."""
    unmet = unmet_criteria(form)
    if not unmet:
        return ""
    boxes = []
    for key, state in unmet:
        field = f"{WHY}{key}"
        criterion = form.approach.criterion[key][1]
        kind = "judged" if state is Evidence.JUDGEMENT else "missing"
        told = f"<p><b>{escaped(key)}</b> {escaped(criterion.wording)}</p>"
        hint = words.html(f"next.hint_why_{kind}", judge=criterion.judge)
        told += f'<p class="wm-nx-hint">{hint}</p>'
        boxes.append(told + _field(field, form, LOCAL, words, problems))
    return (
        f'<fieldset class="wm-nx-field wm-nx-why-fields"><legend>{words.html("next.why_heading")}'
        f'</legend><p class="wm-nx-hint">{words.html("next.why_explain")}</p>{"".join(boxes)}'
        f"</fieldset>"
    )
