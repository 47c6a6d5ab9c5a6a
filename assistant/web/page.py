"""The page as a whole: header, rooms, and what happens when somebody opens it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from assistant.web.ask import AskRoom, build_ask
from assistant.web.base import Answerer, Ingestion, IngestProgress, LibrarySummary
from assistant.web.reading import failures_html, problem_html, progress_html
from assistant.web.theme import panel
from assistant.web.words import Words
from ingest.errors import WaymarkError
from ingest.settings import Settings

if TYPE_CHECKING:
    import gradio as gr

log = logging.getLogger(__name__)

POLL_SECONDS = 0.7


def header_html(words: Words, summary: LibrarySummary | None = None) -> str:
    """Name, what it is for, and what the Library holds once that is known."""
    holds = ""
    if summary is not None:
        name = "page.library_one" if summary.documents == 1 else "page.library"
        holds = words.html(
            name, documents=f"{summary.documents:,}", passages=f"{summary.passages:,}"
        )
    return (
        f'<header class="wm-header">'
        f'<button type="button" class="wm-skip" data-wm="skip">{words.html("page.skip")}</button>'
        f'<div class="wm-header-in"><h1>{words.html("page.title")}</h1>'
        f'<p class="wm-strapline">{words.html("page.strapline")}</p>'
        f'<p class="wm-holds"><span>{holds}</span>'
        f"<span>{words.html('page.private')}</span></p></div></header>"
    )


def build_page(
    answerer: Answerer, settings: Settings, words: Words, ingestion: Ingestion | None
) -> gr.Blocks:
    """The whole application as one Blocks. A further room is one more `build_…` call here."""
    import gradio as gr

    title = words("page.title")
    page: gr.Blocks = gr.Blocks(analytics_enabled=False, title=title, fill_width=True)
    with page:
        header = panel(header_html(words), elem_id="wm-top")
        failed = panel("", elem_id="wm-failures")
        room = build_ask(answerer, settings, words)
        timer = gr.Timer(POLL_SECONDS, active=ingestion is not None)

        def refresh() -> dict[Any, Any]:
            progress = ingestion.progress() if ingestion else IngestProgress(finished=True)
            updates = _opened(progress, answerer, room, header, words)
            updates[failed] = failures_html(progress, words) if progress.finished else ""
            updates[timer] = gr.update(active=not progress.finished)
            if ingestion and progress.finished and not progress.problem:
                updates[room.live] = words.html("opening.ready")
            return updates

        outputs = [header, failed, timer, *room.opened]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        page.load(refresh, outputs=outputs, **quiet)
        timer.tick(refresh, outputs=outputs, **quiet)
    return page


def _opened(
    progress: IngestProgress,
    answerer: Answerer,
    room: AskRoom,
    header: gr.HTML,
    words: Words,
) -> dict[Any, Any]:
    """Updates for the state of the Library: still being read, ready, or not to be had."""
    if not progress.finished:
        return {room.welcome: progress_html(progress, words)}
    if progress.problem:
        return {room.welcome: problem_html(words("opening.problem"), progress.problem)}
    try:
        summary, examples = answerer.summary(), answerer.examples()
    except WaymarkError as error:
        return {room.welcome: problem_html(words("opening.closed"), str(error))}
    except Exception:  # The edge of the page: a person gets words, the terminal the details.
        log.exception("The library could not be opened")
        return {room.welcome: problem_html(words("opening.closed"), words("ask.unexpected"))}
    return {header: header_html(words, summary), **room.ready(summary, examples, words)}
