"""The Ask room: a question box, the conversation, and what stands behind each answer."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.people import Person
from assistant.web.base import IngestProgress, LibrarySummary
from assistant.web.conversation import problem_with, screens
from assistant.web.escape import escaped
from assistant.web.frame import Frame
from assistant.web.reading import failures_html, problem_html, progress_html
from assistant.web.site import Site
from assistant.web.theme import panel
from assistant.web.turns import Turn
from assistant.web.words import Words
from ingest.errors import WaymarkError

log = logging.getLogger(__name__)

POLL_SECONDS = 0.7
EXAMPLES = 6  # as many as can be taken in at a glance
TITLES = 8

Updates = dict[Any, Any]  # component → its new value, as Gradio takes them


@dataclass(frozen=True, slots=True)
class AskRoom:
    """The room's components, by what they are for."""

    turns: gr.State
    start: gr.Row
    welcome: gr.HTML
    examples: tuple[gr.Button, ...]
    papers: gr.HTML
    history: gr.HTML
    current: gr.HTML
    live: gr.HTML
    notice: gr.HTML
    box: gr.Textbox
    submit: gr.Button
    again: gr.Button

    @property
    def opened(self) -> list[Any]:
        """Every component that `ready` and the page's opening update."""
        return [self.welcome, self.papers, *self.examples, self.box, self.submit, self.live]

    @property
    def asked(self) -> list[Any]:
        """Every component that asking updates."""
        talk = [self.history, self.current, self.live, self.turns]
        return [self.start, self.notice, self.box, self.submit, self.again, *talk]

    def ready(self, summary: LibrarySummary, examples: Sequence[str], words: Words) -> Updates:
        """Open the room on this Library, with these example questions."""
        shown = list(examples[: len(self.examples)])
        updates: Updates = {
            self.welcome: welcome_html(words, bool(shown)),
            self.papers: papers_html(summary, words),
            self.box: gr.update(interactive=True, placeholder=words("ask.placeholder")),
            self.submit: gr.update(interactive=True),
        }
        for index, button in enumerate(self.examples):
            has = index < len(shown)
            updates[button] = gr.update(value=shown[index] if has else "", visible=has)
        return updates


def welcome_html(words: Words, examples: bool) -> str:
    """What an empty conversation says."""
    heading = f'<h3 class="wm-panel-title">{words.html("ask.examples")}</h3>' if examples else ""
    return (
        f'<div class="wm-welcome"><h2>{words.html("ask.welcome")}</h2>'
        f"<p>{words.html('ask.explain')}</p>{heading}</div>"
    )


def papers_html(summary: LibrarySummary, words: Words) -> str:
    """Some of the papers by title, so that a newcomer sees what can be asked about."""
    if not summary.titles:
        return ""
    items = "".join(f"<li>{escaped(title)}</li>" for title in summary.titles[:TITLES])
    rest = summary.documents - min(len(summary.titles), TITLES)
    more = f'<p class="wm-note">{words.html("ask.papers_more", count=rest)}</p>' if rest > 0 else ""
    return (
        f'<section class="wm-papers"><h3 class="wm-panel-title">{words.html("ask.papers")}</h3>'
        f"<ul>{items}</ul>{more}</section>"
    )


def build_ask(site: Site, frame: Frame) -> None:
    """Lay out the room in the Blocks that is being built, and wire it."""
    failed = panel("", elem_id="wm-failures")
    room = _layout(site.words)
    timer = gr.Timer(POLL_SECONDS, active=site.ingestion is not None)

    def respond(text: str, earlier: tuple[Turn, ...], request: gr.Request) -> Iterator[Updates]:
        problem = problem_with(text, site.settings, site.words)
        if problem:
            yield {room.notice: f'<p class="wm-problem">{escaped(problem)}</p>'}
        else:
            yield from _shown(room, text, earlier, site, site.who(request))

    def refresh(request: gr.Request) -> Updates:
        progress = site.ingestion.progress() if site.ingestion else IngestProgress(finished=True)
        updates = _opened(progress, site, room, frame, site.who(request))
        updates[failed] = failures_html(progress, site.words) if progress.finished else ""
        updates[timer] = gr.update(active=not progress.finished)
        if site.ingestion and progress.finished and not progress.problem:
            updates[room.live] = site.words.html("opening.ready")
        return updates

    outputs = [frame.header, failed, timer, *room.opened]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    frame.page.load(refresh, outputs=outputs, **quiet)
    timer.tick(refresh, outputs=outputs, **quiet)
    _wire(room, respond)


def _opened(
    progress: IngestProgress, site: Site, room: AskRoom, frame: Frame, person: Person
) -> Updates:
    """Updates for the state of the Library: still being read, ready, or not to be had."""
    words = site.words
    if not progress.finished:
        return {room.welcome: progress_html(progress, words)}
    if progress.problem:
        return {room.welcome: problem_html(words("opening.problem"), progress.problem)}
    try:
        scope = person.scope()
        summary, examples = site.answerer.summary(scope), site.answerer.examples(scope)
    except WaymarkError as error:
        return {room.welcome: problem_html(words("opening.closed"), str(error))}
    except Exception:  # The edge of the page: a person gets words, the terminal the details.
        log.exception("The library could not be opened")
        return {room.welcome: problem_html(words("opening.closed"), words("ask.unexpected"))}
    return {frame.header: frame.heading(person, summary), **room.ready(summary, examples, words)}


def _layout(words: Words) -> AskRoom:
    with gr.Column(elem_id="wm-room"):
        with gr.Row(elem_id="wm-start") as start:
            with gr.Column(elem_id="wm-examples", scale=3):
                welcome = panel(f'<p class="wm-working">{words.html("opening.library")}</p>')
                examples = tuple(
                    gr.Button("", visible=False, elem_classes="wm-example") for _ in range(EXAMPLES)
                )
            with gr.Column(scale=2):
                papers = panel()
        history = panel(elem_id="wm-history")
        current = panel(elem_id="wm-current")
        live = panel(elem_id="wm-live", elem_classes="wm-vh")
    with gr.Column(elem_id="wm-composer"):
        notice = panel(elem_id="wm-notice")
        with gr.Row(elem_id="wm-asking"):
            box = gr.Textbox(
                label=words("ask.label"),
                placeholder=words("ask.waiting_placeholder"),
                lines=1,
                max_lines=6,
                interactive=False,
                elem_id="wm-box",
                elem_classes="wm-draft",
                scale=1,
            )
            submit = gr.Button(
                words("ask.submit"), variant="primary", interactive=False, elem_id="wm-submit"
            )
        again = gr.Button(words("ask.again"), visible=False, size="sm", elem_id="wm-again")
    return AskRoom(
        turns=gr.State(()),
        start=start,
        welcome=welcome,
        examples=examples,
        papers=papers,
        history=history,
        current=current,
        live=live,
        notice=notice,
        box=box,
        submit=submit,
        again=again,
    )


def _shown(
    room: AskRoom, text: str, earlier: tuple[Turn, ...], site: Site, person: Person
) -> Iterator[Updates]:
    """Each screen of the conversation as updates; the box is emptied once, with the first."""
    before: Updates = {
        room.start: gr.update(visible=False),
        room.notice: "",
        room.box: gr.update(value=""),
        room.submit: gr.update(interactive=False),
    }
    after: Updates = {
        room.submit: gr.update(interactive=True),
        room.again: gr.update(visible=True),
    }
    for screen in screens(text, earlier, site.answerer, site.words, scope=person.scope()):
        updates: Updates = {room.current: screen.current}
        if screen.live:
            updates[room.live] = screen.live
        if screen.complete:
            updates |= {room.turns: screen.turns, **after}
        elif before:
            updates |= {room.history: screen.history, **before}
            before = {}
        yield updates


def _wire(room: AskRoom, respond: Callable[..., Iterator[Updates]]) -> None:
    """Enter, the button and each example ask; "start a new conversation" clears."""

    def start_again() -> Updates:
        cleared = (room.history, room.current, room.live, room.notice)
        return {
            **dict.fromkeys(cleared, ""),
            room.turns: (),
            room.start: gr.update(visible=True),
            room.again: gr.update(visible=False),
        }

    common: dict[str, Any] = {
        "outputs": room.asked,
        "show_progress": "hidden",
        "api_visibility": "private",
    }
    # One queue for every way of asking: first come, first served.
    asking: dict[str, Any] = {
        "concurrency_id": "ask",
        "concurrency_limit": 4,
        "trigger_mode": "once",
        **common,
    }
    gr.on([room.box.submit, room.submit.click], respond, [room.box, room.turns], **asking)
    for button in room.examples:
        button.click(respond, [button, room.turns], **asking)
    room.again.click(start_again, **common)
