"""The Ask room: a question box, the conversation, and what stands behind each answer."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.model import Answer, Question, Status
from assistant.web.base import Answerer, LibrarySummary
from assistant.web.escape import escaped
from assistant.web.theme import panel
from assistant.web.turns import Turn, line_count, spoken, turn_html
from assistant.web.words import Words
from ingest.errors import WaymarkError
from ingest.settings import Settings

if TYPE_CHECKING:
    import gradio as gr

log = logging.getLogger(__name__)

EXAMPLES = 6  # as many as can be taken in at a glance
TITLES = 8
STREAM_SECONDS = 0.9  # a whole answer appears within this, however long it is
LINE_SECONDS = 0.12


@dataclass(frozen=True, slots=True)
class AskRoom:
    """The parts of the room that others switch on and off."""

    welcome: gr.HTML
    papers: gr.HTML
    examples: tuple[gr.Button, ...]
    box: gr.Textbox
    submit: gr.Button
    live: gr.HTML

    def ready(
        self, summary: LibrarySummary, examples: Sequence[str], words: Words
    ) -> dict[Any, Any]:
        """Updates that open the room on this Library, with these example questions."""
        import gradio as gr

        shown = list(examples[: len(self.examples)])
        updates: dict[Any, Any] = {
            self.welcome: welcome_html(words, bool(shown)),
            self.papers: papers_html(summary, words),
            self.box: gr.update(interactive=True, placeholder=words("ask.placeholder")),
            self.submit: gr.update(interactive=True),
        }
        for index, button in enumerate(self.examples):
            has = index < len(shown)
            updates[button] = gr.update(value=shown[index] if has else "", visible=has)
        return updates

    @property
    def parts(self) -> list[Any]:
        """Every component that `ready` may update."""
        return [self.welcome, self.papers, *self.examples, self.box, self.submit, self.live]


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


def problem_with(text: str, settings: Settings, words: Words) -> str:
    """Why a question cannot be asked as it stands, in friendly words; "" if it can."""
    if not text.strip():
        return words("ask.empty")
    if len(text) > settings.max_question_chars:
        most = f"{settings.max_question_chars:,}"
        return words("ask.too_long", length=f"{len(text):,}", most=most)
    return ""


def answered(answerer: Answerer, question: Question, words: Words) -> Answer:
    """The answer; whatever goes wrong becomes an Answer with status `error`."""
    try:
        return answerer.ask(question)
    except WaymarkError as error:
        return Answer(Status.ERROR, str(error))
    except Exception:  # The edge of the page: a person gets words, the terminal the details.
        log.exception("A question could not be answered")
        return Answer(Status.ERROR, words("ask.unexpected"))


def pace(lines: int) -> float:
    """Seconds between one line of an answer and the next."""
    return min(LINE_SECONDS, STREAM_SECONDS / max(lines, 1))


def build_ask(answerer: Answerer, settings: Settings, words: Words) -> AskRoom:
    """Lay out the room in the Blocks that is being built, and wire it."""
    import gradio as gr

    turns = gr.State([])
    with gr.Column(elem_id="wm-room"):
        with gr.Row(elem_id="wm-start") as start:
            with gr.Column(elem_id="wm-examples", scale=3):
                welcome = panel(f'<p class="wm-working">{words.html("opening.library")}</p>')
                examples = tuple(
                    gr.Button("", visible=False, elem_classes="wm-example") for _ in range(EXAMPLES)
                )
            with gr.Column(scale=2):
                papers = panel()
        history = panel("", elem_id="wm-history")
        current = panel("", elem_id="wm-current")
        live = panel("", elem_id="wm-live", elem_classes="wm-vh")
    with gr.Column(elem_id="wm-composer"):
        notice = panel("", elem_id="wm-notice")
        with gr.Row(elem_id="wm-asking"):
            box = gr.Textbox(
                label=words("ask.label"),
                placeholder=words("ask.waiting_placeholder"),
                lines=1,
                max_lines=6,
                interactive=False,
                elem_id="wm-box",
                scale=1,
            )
            submit = gr.Button(
                words("ask.submit"), variant="primary", interactive=False, elem_id="wm-submit"
            )
        again = gr.Button(words("ask.again"), visible=False, size="sm", elem_id="wm-again")

    def respond(text: str, earlier: list[Turn]) -> Iterator[dict[Any, Any]]:
        problem = problem_with(text, settings, words)
        if problem:
            yield {notice: f'<p class="wm-problem">{escaped(problem)}</p>'}
            return
        turn = Turn(len(earlier) + 1, text.strip())
        yield {
            start: gr.update(visible=False),
            notice: "",
            history: "".join(turn_html(one, words) for one in earlier),
            current: turn_html(turn, words),
            live: words.html("ask.working"),
            box: gr.update(value=""),
            submit: gr.update(interactive=False),
        }
        asked = Question(turn.question, history=tuple(one.question for one in earlier))
        answer = answered(answerer, asked, words)
        turn = replace(turn, answer=answer)
        steps = line_count(answer)
        for step in range(1, steps):
            yield {current: turn_html(turn, words, lines=step)}
            time.sleep(pace(steps))
        yield {
            current: turn_html(turn, words),
            live: escaped(spoken(answer, words)),
            turns: [*earlier, turn],
            submit: gr.update(interactive=True),
            again: gr.update(visible=True),
        }

    def start_again() -> dict[Any, Any]:
        return {
            start: gr.update(visible=True),
            turns: [],
            history: "",
            current: "",
            live: "",
            notice: "",
            again: gr.update(visible=False),
        }

    _wire(
        respond,
        start_again,
        asking=(box, submit, examples),
        again=again,
        turns=turns,
        outputs=[start, notice, history, current, live, box, submit, turns, again],
    )
    return AskRoom(welcome, papers, examples, box, submit, live)


def _wire(
    respond: Callable[[str, list[Turn]], Iterator[dict[Any, Any]]],
    start_again: Callable[[], dict[Any, Any]],
    *,
    asking: tuple[gr.Textbox, gr.Button, tuple[gr.Button, ...]],
    again: gr.Button,
    turns: gr.State,
    outputs: list[Any],
) -> None:
    """Enter, the button and each example ask; "start again" clears.

    `concurrency_id` holds all ways of asking to one queue, so that the first come is first served.
    """
    import gradio as gr

    box, submit, examples = asking
    common: dict[str, Any] = {
        "outputs": outputs,
        "show_progress": "hidden",
        "api_visibility": "private",
    }
    gr.on(
        [box.submit, submit.click],
        respond,
        inputs=[box, turns],
        concurrency_id="ask",
        concurrency_limit=4,
        trigger_mode="once",
        **common,
    )
    for button in examples:
        button.click(
            respond,
            inputs=[button, turns],
            concurrency_id="ask",
            concurrency_limit=4,
            trigger_mode="once",
            **common,
        )
    again.click(start_again, inputs=None, **common)
