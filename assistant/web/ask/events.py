"""What happens in the Ask room: the Library is ready, a conversation opened, a question asked."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.conversation.kept import NoSuchConversation
from assistant.people import Act, Person
from assistant.web.ask.limits import chosen, limits_html, offered
from assistant.web.ask.screens import Screen, follow, problem_with, whole
from assistant.web.ask.shown import Shown, shown
from assistant.web.ask.welcome import no_papers_html, papers_html, welcome_html
from assistant.web.base import IngestProgress
from assistant.web.escape import escaped
from assistant.web.frame import Frame
from assistant.web.reading import failures_html, problem_html, progress_html, told_to
from assistant.web.site import Site
from ingest.errors import LibraryMissing, WaymarkError
from ingest.library import EVERYTHING, Scope

log = logging.getLogger(__name__)

Updates = dict[Any, Any]  # component → its new value, as Gradio takes them


@dataclass(frozen=True, slots=True)
class AskRoom:
    """The room's components, by what they are for."""

    start: gr.Row
    welcome: gr.HTML
    papers: gr.HTML
    failed: gr.HTML
    history: gr.HTML
    current: gr.HTML
    live: gr.HTML
    notice: gr.HTML
    box: gr.Textbox
    submit: gr.Button
    limits: gr.HTML
    timer: gr.Timer

    @property
    def opened(self) -> list[Any]:
        """Every component that the page's opening updates."""
        ready = [self.welcome, self.papers, self.failed, self.box, self.submit, self.limits]
        return [*ready, self.live, self.timer]

    @property
    def talk(self) -> list[Any]:
        """Every component that a conversation updates."""
        shown = [self.history, self.current, self.live, self.limits]
        return [self.start, self.notice, self.box, self.submit, *shown]


class Events:
    """The room's event functions. What a page sends is not trusted: ids are looked up again."""

    def __init__(self, site: Site, room: AskRoom, frame: Frame) -> None:
        """Of the room that was laid out."""
        self.site = site
        self.room = room
        self.frame = frame

    def refresh(self, request: gr.Request) -> Updates:
        """The state of the Library: still being read, ready, or not to be had."""
        site, room = self.site, self.room
        person, progress = site.who(request), IngestProgress(finished=True)
        if site.ingestion:
            progress = told_to(person, site.ingestion.progress(), site.words)
        updates = self._opened(progress, person)
        updates[room.failed] = failures_html(progress, site.words) if progress.finished else ""
        updates[room.timer] = gr.update(active=not progress.finished)
        if site.ingestion and progress.finished and not progress.problem:
            updates[room.live] = site.words.html("opening.ready")
        return updates

    def visit(self, place: str, request: gr.Request) -> Iterator[Updates]:
        """Show the conversation that the address names, and go on with what is being answered."""
        person = self.site.who(request)
        if not self._ready():
            yield self._fresh()
            return
        if not place:
            yield {**self._fresh(), self.room.limits: self._limits(person, EVERYTHING)}
            return
        try:
            now = shown(self.site, person, place)
        except WaymarkError as error:
            yield {**self._fresh(), self.room.notice: self._problem(str(error))}
            return
        if now is None:
            yield {**self._gone(), self.room.limits: self._limits(person, EVERYTHING)}
            return
        self.site.opened_conversation(person, place)
        first = self._talk(whole(now, self.site.words))
        yield {**first, self.room.limits: self._limits(person, now.limits)}
        if now.waiting:
            job = self.site.asking.job(person.name, place, now.waiting[-1].number)
            if job is not None:
                yield from map(self._talk, self._followed(person, job.conversation, job.number))

    def respond(
        self, text: str, place: str, limits: str, typed: str, request: gr.Request
    ) -> Iterator[Updates]:
        """Take a question and show its answer as it comes."""
        site, person = self.site, self.site.who(request)
        problem = problem_with(text, site.settings, site.words)
        if problem:
            yield {self.room.notice: self._problem(problem)}
            return
        try:
            job = site.asking.ask(
                person,
                place,
                text.strip(),
                self._chosen(person, limits),
                page=request.session_hash or "",
                as_typed=typed == "true",
            )
        except NoSuchConversation:
            yield self._gone()
            return
        except (ValueError, TypeError):
            yield {self.room.notice: self._problem(site.words("limits.unusable"))}
            return
        except WaymarkError as error:
            yield {self.room.notice: self._problem(str(error))}
            return
        site.opened_conversation(person, job.conversation, begun=True)
        emptied: Updates = {} if typed else {self.room.box: gr.update(value="")}
        for screen in self._followed(person, job.conversation, job.number, job):
            yield {**self._talk(screen), **emptied}
            emptied = {}

    def _followed(
        self,
        person: Person,
        conversation: str,
        number: int,
        job: Any = None,  # noqa: ANN401
    ) -> Iterator[Screen]:
        def look() -> Shown | None:
            return shown(self.site, person, conversation)

        job = job or self.site.asking.job(person.name, conversation, number)
        if job is not None:
            yield from follow(look, job, self.site.words)

    def _talk(self, screen: Screen) -> Updates:
        """A screen as updates."""
        if screen.gone:
            return self._gone()
        room = self.room
        updates: Updates = {
            room.start: gr.update(visible=False),
            room.notice: "",
            room.submit: gr.update(interactive=screen.complete),
            room.current: screen.current,
        }
        if screen.history is not None:
            updates[room.history] = screen.history
        if screen.live:
            updates[room.live] = screen.live
        return updates

    def _fresh(self) -> Updates:
        room = self.room
        ready: Updates = {room.submit: gr.update(interactive=True)} if self._ready() else {}
        return {
            **dict.fromkeys((room.history, room.current, room.live, room.notice), ""),
            room.start: gr.update(visible=True),
            **ready,
        }

    def _gone(self) -> Updates:
        said = self._problem(self.site.words("ask.gone"), gone=True)
        return {**self._fresh(), self.room.notice: said}

    def _problem(self, text: str, *, gone: bool = False) -> str:
        marked = ' data-gone="true"' if gone else ""
        return f'<p class="wm-problem"{marked}>{escaped(text)}</p>'

    def _ready(self) -> bool:
        ingestion = self.site.ingestion
        return ingestion is None or ingestion.progress().finished

    def _chosen(self, person: Person, sent: str) -> Scope:
        site = self.site
        if not sent:
            return EVERYTHING
        limits = chosen(sent, offered(site.answerer, site.settings.library, person))
        if limits.after and limits.before and limits.after > limits.before:
            raise ValueError("the first date is after the last")
        return limits

    def _no_papers(self, person: Person) -> str:
        return no_papers_html(self.site.words, keeps=person.may(Act.KEEP))

    def _limits(self, person: Person, now: Scope) -> str:
        try:
            offer = offered(self.site.answerer, self.site.settings.library, person)
        except WaymarkError:
            return ""
        return limits_html(offer, now, self.site.words)

    def _opened(self, progress: IngestProgress, person: Person) -> Updates:
        site, room, words = self.site, self.room, self.site.words
        if not progress.finished:
            return {room.welcome: progress_html(progress, words)}
        if progress.problem:
            return {room.welcome: problem_html(words("opening.problem"), progress.problem)}
        try:
            scope = person.scope()
            summary, examples = site.answerer.summary(scope), site.answerer.examples(scope)
        except LibraryMissing:
            waiting = gr.update(interactive=False, placeholder=words("ask.no_papers_placeholder"))
            return {room.welcome: self._no_papers(person), room.box: waiting}
        except WaymarkError as error:
            return {room.welcome: problem_html(words("opening.closed"), str(error))}
        except Exception:  # The edge of the page: a person gets words, the terminal the details.
            log.exception("The library could not be opened")
            return {room.welcome: problem_html(words("opening.closed"), words("ask.unexpected"))}
        # With a Library at hand `visit` has the limits, which may be a conversation's own.
        limits = {room.limits: self._limits(person, EVERYTHING)} if site.ingestion else {}
        return {
            **limits,
            self.frame.header: self.frame.heading(person, summary),
            room.welcome: (
                welcome_html(words, examples) if summary.documents else self._no_papers(person)
            ),
            room.papers: papers_html(summary, words),
            room.box: gr.update(interactive=True, placeholder=words("ask.placeholder")),
            room.submit: gr.update(interactive=True),
        }
