"""Limiting a question to some of the papers: what can be chosen, what was, and how it is said.

What a page sends is not trusted: it can only choose among what its person may read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.register import Register
from assistant.web.dates import spoken_date
from assistant.web.escape import escaped
from ingest.errors import WaymarkError
from ingest.library import EVERYTHING, Choices, Scope

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.people import Person
    from assistant.web.base import Answerer
    from assistant.web.words import Words
    from ingest.library import DocumentRecord

_MOST = 20_000  # characters of what a page sends


@dataclass(frozen=True, slots=True)
class Offered:
    """What a person can choose from.

    workstreams   each that some paper names, with the names of those papers; see `naming`
    """

    choices: Choices = field(default_factory=Choices)
    workstreams: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def anything(self) -> bool:
        """Whether there is something to choose between."""
        few = max(len(self.choices.collections), len(self.choices.types)) < 2
        dated = self.choices.first != self.choices.last
        return dated or bool(self.workstreams) or not few


def offered(answerer: Answerer, library: Path, person: Person) -> Offered:
    """The choices that occur in the papers that a person may read."""
    scope = person.scope()
    try:
        names = [one.name for one in Register.open(library, write=False).workstreams()]
    except WaymarkError:  # the Next step room says what is wrong with the register
        names = []
    records = answerer.documents(scope) if names else ()
    found = {name: naming(name, records) for name in names}
    return Offered(answerer.choices(scope), {n: papers for n, papers in found.items() if papers})


def naming(workstream: str, records: Iterable[DocumentRecord]) -> frozenset[str]:
    """The papers that name a workstream in their title, meeting, collection or path."""
    spelt = r"[\W_]+".join(re.escape(word) for word in workstream.split())
    words = re.compile(rf"\b{spelt}\b", re.IGNORECASE)
    return frozenset(
        record.document
        for record in records
        if any(words.search(text.replace("_", " ")) for text in _called(record))
    )


def _called(record: DocumentRecord) -> tuple[str, ...]:
    facts = record.facts
    return facts.title, facts.meeting or "", facts.collection, record.document


def chosen(sent: str, offer: Offered) -> Scope:
    """What a page's form chose, as far as it is offered; EVERYTHING for no choice.

    Raises ValueError for what no form of ours sends.
    """
    if not sent:
        return EVERYTHING
    told = json.loads(sent) if len(sent) <= _MOST else None
    if not isinstance(told, dict):
        raise ValueError("not a form's choices")
    workstream = str(told.get("workstream") or "")
    return Scope(
        _among(told.get("collections"), offer.choices.collections),
        _among(told.get("types"), offer.choices.types),
        offer.workstreams.get(workstream, frozenset()) if workstream else None,
        _day(told.get("after")),
        _day(told.get("before")),
    )


def _among(sent: object, known: Iterable[str]) -> frozenset[str] | None:
    if not isinstance(sent, list) or not sent:
        return None
    return frozenset(known) & frozenset(one for one in sent if isinstance(one, str))


def _day(sent: object) -> str | None:
    return date.fromisoformat(str(sent)).isoformat() if sent else None


def said(limits: Scope, offer: Offered, words: Words) -> str:
    """What a question was limited to, in words; "" for no limit."""
    parts = [*sorted(limits.collections or ()), *map(_sentence, sorted(limits.types or ()))]
    if limits.documents is not None:
        parts.append(_documents(limits.documents, offer, words))
    if limits.after and limits.before:
        between = {"after": _when(limits.after, first=True), "before": _when(limits.before)}
        parts.append(words("limits.between", **between))
    elif limits.after:
        parts.append(words("limits.since", after=_when(limits.after, first=True)))
    elif limits.before:
        parts.append(words("limits.until", before=_when(limits.before)))
    if not parts and limits != EVERYTHING:
        return words("limits.nothing")
    return ", ".join(parts)


def workstream_of(limits: Scope, offer: Offered) -> str:
    """The workstream whose papers a question was limited to; "" where they are not known as such.

    What is kept are the papers themselves: those that named it on that day.
    """
    known = (name for name, papers in offer.workstreams.items() if papers == limits.documents)
    return next(known, "")


def _documents(documents: frozenset[str], offer: Offered, words: Words) -> str:
    name = workstream_of(Scope(documents=documents), offer)
    if name:
        return words("limits.naming", workstream=name)
    return words("limits.paper_one" if len(documents) == 1 else "limits.papers", n=len(documents))


def _when(day: str, *, first: bool = False) -> str:
    """A day in words; a year's first as the year where it begins something, its last where not."""
    whole = day.endswith("-01-01") if first else day.endswith("-12-31")
    return day[:4] if whole else spoken_date(day)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def limits_html(offer: Offered, now: Scope, words: Words) -> str:
    """The form, with what is chosen now; "" where there is nothing to choose between."""
    if not offer.anything:
        return ""
    groups = [
        _boxes("collections", offer.choices.collections, now.collections, words),
        _boxes("types", offer.choices.types, now.types, words),
        _workstreams(offer, now, words),
        _dates(offer.choices, now, words),
    ]
    # The script fills in what is chosen, so it is given the words with their places.
    open_places = {place: f"{{{place}}}" for place in ("after", "before", "workstream")}
    named = ("since", "until", "between", "naming")
    told = {name: words(f"limits.{name}", **open_places) for name in named}
    data = "".join(f' data-{name}="{escaped(text)}"' for name, text in told.items())
    return (
        f'<div class="wm-limits" id="wm-limits"{data}><p class="wm-limits-line">'
        f'<button type="button" class="wm-link" data-wm="limits" aria-expanded="false"'
        f' aria-controls="wm-limits-form">{words.html("limits.open")}</button>'
        f'<span class="wm-limits-on" hidden><b>{words.html("limits.only")}:</b> <span></span>'
        f' <button type="button" class="wm-link" data-wm="limits-clear">'
        f"{words.html('limits.clear')}"
        f'<span class="wm-vh"> {words.html("limits.clear_what")}</span></button></span></p>'
        f'<form id="wm-limits-form" class="wm-draft" data-here'
        f' aria-label="{words.html("limits.open")}" hidden>'
        f'<div class="wm-limits-groups">{"".join(groups)}</div>'
        f'<p><button type="button" class="wm-button" data-wm="limits-done">'
        f"{words.html('limits.done')}</button></p></form></div>"
    )


def _boxes(name: str, values: tuple[str, ...], now: frozenset[str] | None, words: Words) -> str:
    if len(values) < 2:
        return ""
    items = "".join(
        f'<li><label><input type="checkbox" name="{name}" value="{escaped(value)}"'
        f' data-said="{escaped(_said(name, value))}"{_if("checked", value in (now or ()))}>'
        f" {escaped(_said(name, value))}</label></li>"
        for value in values
    )
    legend = words.html(f"limits.{name}")
    return f"<fieldset><legend>{legend}</legend><ul>{items}</ul></fieldset>"


def _said(name: str, value: str) -> str:
    return _sentence(value) if name == "types" else value


def _workstreams(offer: Offered, now: Scope, words: Words) -> str:
    if not offer.workstreams:
        return ""
    current = workstream_of(now, offer)
    options = "".join(
        f'<option value="{escaped(name)}"{_if("selected", name == current)}>{escaped(name)}'
        "</option>"
        for name in offer.workstreams
    )
    return (
        f"<fieldset><legend>{words.html('limits.workstream')}</legend>"
        f'<label><span class="wm-vh">{words.html("limits.workstream")}</span>'
        f'<select name="workstream"><option value="">{words.html("limits.any")}</option>'
        f'{options}</select></label><p class="wm-note">{words.html("limits.workstream_note")}</p>'
        "</fieldset>"
    )


def _dates(choices: Choices, now: Scope, words: Words) -> str:
    if choices.first is None or choices.first == choices.last:
        return ""
    fields = "".join(
        f"<label>{words.html(f'limits.{name}')}"
        f' <input type="date" name="{name}" value="{escaped(value or "")}"'
        f' min="{escaped(choices.first)}" max="{escaped(choices.last or "")}"></label>'
        for name, value in (("after", now.after), ("before", now.before))
    )
    note = words.html("limits.dates_note")
    return (
        f'<fieldset class="wm-limits-dates"><legend>{words.html("limits.dates")}</legend>'
        f'{fields}<p class="wm-note">{note}</p></fieldset>'
    )


def _if(attribute: str, holds: Any) -> str:  # noqa: ANN401 - anything has a truth
    return f" {attribute}" if holds else ""
