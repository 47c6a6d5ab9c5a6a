"""Recording in two steps: what would be recorded is shown first, and recorded when confirmed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from fastapi.responses import Response

from assistant.audit import What
from assistant.people import Act, Person
from assistant.register import (
    Changed,
    Event,
    EventKind,
    EventRefused,
    Recorded,
    UnknownWorkstream,
    record,
)
from assistant.web.fragments import fragment
from assistant.web.next.answers import Answers, NotHere
from assistant.web.next.entry import BEGIN, Entry, Form, entry
from assistant.web.next.form import form_html
from assistant.web.next.preview import changed_html, done_html, preview_html

_ABOUT = ("w", "event", "d", "on", "seen")
_NUMBER = re.compile(r"[0-9]{1,12}")


class Recorder:
    """The forms of the room. Who may not record is told so by each of these."""

    def __init__(self, room: Answers) -> None:
        """Record in the register of `room`."""
        self._room = room
        self._words = room.words

    def form(self, person: Person, asked: Mapping[str, str]) -> Response:
        """An empty form."""
        if not person.may(Act.RECORD):
            return self._may_not()
        return fragment(form_html(self._form(person, asked), person, self._words, {}))

    def check(self, person: Person, typed: Mapping[str, str]) -> Response:
        """What would be recorded, or the form again with what is wrong."""
        if not person.may(Act.RECORD):
            return self._may_not()
        return self._shown(self._form(person, typed), person)

    def record(self, person: Person, typed: Mapping[str, str]) -> Response:
        """Put it on record, unless somebody recorded something since it was shown.

        The same form sent again, by a second click or after a lost connection, finds its own event
        and is told so.
        """
        if not person.may(Act.RECORD):
            return self._may_not()
        form = self._form(person, typed)
        if not _NUMBER.fullmatch(typed.get("seen", "")):
            return self._shown(form, person)
        seen = int(typed["seen"])
        made = self._entry(self._as_seen(form, seen))
        since = self._since(form, seen, person)
        if made.event is not None and since and since[0].identity == made.event.identity:
            return self._done(person, Recorded(since[0], ()), before=True)
        if made.event is None or (since and form.event != BEGIN):
            return self._shown(form, person, since)
        return self._recorded(form, made.event, seen, person, typed)

    def _recorded(
        self, form: Form, event: Event, seen: int, person: Person, typed: Mapping[str, str]
    ) -> Response:
        room, new = self._room, form.event == BEGIN
        register = room.desk.register(write=True)
        try:
            done = record(register, form.approach, event, room.desk.today, new=new, seen=seen)
        except Changed as error:
            if error.since[0].identity == event.identity:
                return self._done(person, Recorded(error.since[0], ()), before=True)
            return self._shown(self._form(person, typed), person, error.since)
        except EventRefused as error:
            problems = {"name" if new else "": str(error)}
            again = self._form(person, typed)
            return fragment(form_html(again, person, self._words, problems), 422)
        room.site.note(
            person,
            What.RECORDED,
            workstream=done.event.workstream,
            event=done.event.number,
            kind=done.event.kind.value,
            subject=done.event.subject,
        )
        return self._done(person, done)

    def _done(self, person: Person, recorded: Recorded, *, before: bool = False) -> Response:
        board = self._room.desk.board(person, recorded.event.workstream)
        return fragment(done_html(board, recorded, self._words, before=before))

    def _shown(self, form: Form, person: Person, since: tuple[Event, ...] = ()) -> Response:
        """The second step, or the first again; with what others recorded `since` it was shown."""
        made = self._entry(form)
        changed = ""
        if since and form.board:
            changed = changed_html(form.board.sight.events(since), self._words)
        if made.event is None:
            again = form_html(form, person, self._words, made.problems, changed)
            return fragment(again, 409 if since else 422)
        shown = preview_html(form, made, made.event, self._words, changed)
        return fragment(shown, 409 if since else 200)

    def _entry(self, form: Form) -> Entry:
        return entry(form, self._room.desk.today, self._words)

    def _since(self, form: Form, seen: int, person: Person) -> tuple[Event, ...]:
        """What was recorded for the form's workstream after the event of that number."""
        board = form.board
        if form.event == BEGIN:
            try:
                board = self._room.desk.board(person, form["name"])
            except UnknownWorkstream:
                return ()
        return tuple(one for one in (board.raw if board else ()) if (one.number or 0) > seen)

    def _as_seen(self, form: Form, seen: int) -> Form:
        """The form on the workstream as it was when it was shown."""
        if form.board is None:
            return form
        raw = tuple(one for one in form.board.raw if (one.number or 0) <= seen)
        return replace(form, board=replace(form.board, raw=raw))

    def _form(self, person: Person, asked: Mapping[str, str]) -> Form:
        """The form that is asked for, about something that is there. Raises NotHere."""
        event, subject, on = (asked.get(key, "") for key in ("event", "d", "on"))
        typed = {key: value for key, value in asked.items() if key not in _ABOUT}
        approach = self._room.desk.force().approach
        if event == BEGIN:
            return Form(BEGIN, "", "", typed, None, approach)
        board = self._room.desk.board(person, asked.get("w", ""))
        known = subject in approach.deliverable or subject in approach.gate
        if (
            event not in {one.value for one in EventKind}
            or not (known or (not subject and event == EventKind.NOTE))
            or (on and on not in {str(one.number) for one in board.raw})
        ):
            raise NotHere(self._words("next.no_subject", id=subject[:40]))
        return Form(event, subject, on if event == EventKind.NOTE else "", typed, board, approach)

    def _may_not(self) -> Response:
        return self._room.problem(self._words("next.may_not"), 403)
