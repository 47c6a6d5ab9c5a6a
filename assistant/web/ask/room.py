"""The Ask room's layout and wiring; what happens in it is in `events`."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.web.ask.events import AskRoom, Events
from assistant.web.ask.side import side_html
from assistant.web.frame import Frame
from assistant.web.site import Site
from assistant.web.theme import panel
from assistant.web.words import Words

POLL_SECONDS = 0.7
# What the script knows and Gradio does not: the address, the form of limits, what is to be asked.
ASKED = "(text) => waymark.asking(text)"
VISITED = "() => [waymark.place()]"


def build_ask(site: Site, frame: Frame) -> None:
    """Lay out the room in the Blocks that is being built, and wire it."""
    failed = panel("", elem_id="wm-failures")
    with gr.Row(elem_id="wm-desk"):
        panel(side_html(site.words), elem_id="wm-side")
        with gr.Column(elem_id="wm-main"):
            room = _layout(site, failed)
    _wire(Events(site, room, frame), room, frame)


def _layout(site: Site, failed: gr.HTML) -> AskRoom:
    words = site.words
    with gr.Column(elem_id="wm-room"):
        panel(f"<h1>{words.html('ask.name')}</h1>", elem_classes="wm-vh")
        with gr.Row(elem_id="wm-start") as start:
            with gr.Column(elem_id="wm-examples", scale=3):
                welcome = panel(f'<p class="wm-working">{words.html("opening.library")}</p>')
            with gr.Column(scale=2):
                papers = panel()
        history = panel(elem_id="wm-history")
        current = panel(elem_id="wm-current")
        live = panel(elem_id="wm-live", elem_classes="wm-vh")
    with gr.Column(elem_id="wm-composer"):
        notice = panel(elem_id="wm-notice")
        with gr.Row(elem_id="wm-asking"):
            box = _box(words)
            submit = gr.Button(
                words("ask.submit"), variant="primary", interactive=False, elem_id="wm-submit"
            )
        limits = panel(elem_id="wm-limiting")
    return AskRoom(
        start=start,
        welcome=welcome,
        papers=papers,
        failed=failed,
        history=history,
        current=current,
        live=live,
        notice=notice,
        box=box,
        submit=submit,
        limits=limits,
        timer=gr.Timer(POLL_SECONDS, active=site.ingestion is not None),
    )


def _box(words: Words) -> gr.Textbox:
    return gr.Textbox(
        label=words("ask.label"),
        placeholder=words("ask.waiting_placeholder"),
        lines=1,
        max_lines=6,
        interactive=False,
        elem_id="wm-box",
        elem_classes="wm-draft",
        scale=1,
    )


def _wire(events: Events, room: AskRoom, frame: Frame) -> None:
    """Enter, the button and each suggested question ask; the address says what is shown."""
    place, limits, typed = (gr.Textbox(visible=False) for _ in range(3))
    go = gr.Button("", visible="hidden", elem_id="wm-go")
    visit = gr.Button("", visible="hidden", elem_id="wm-visit")
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

    opening = [frame.header, *room.opened]
    frame.page.load(events.refresh, outputs=opening, **quiet)
    room.timer.tick(events.refresh, outputs=opening, **quiet)

    visiting: dict[str, Any] = {
        "inputs": [place],
        "outputs": room.talk,
        "js": VISITED,
        "concurrency_limit": None,
        **quiet,
    }
    loaded = frame.page.load(events.visit, **visiting)
    visited = visit.click(events.visit, trigger_mode="multiple", **visiting)

    asked = gr.on(
        [room.box.submit, room.submit.click, go.click],
        events.respond,
        [room.box, place, limits, typed],
        room.talk,
        js=ASKED,
        cancels=[loaded, visited],
        concurrency_limit=None,  # the questions themselves wait in `Asking`
        trigger_mode="once",
        **quiet,
    )
    # Another conversation is opened: what is shown of this one must not go on there.
    visit.click(None, cancels=[loaded, asked], **quiet)
