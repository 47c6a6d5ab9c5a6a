"""What an empty conversation says: what to ask, and what there is to be asked about."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.web.ask.turns import ask_button
from assistant.web.base import LibrarySummary
from assistant.web.escape import escaped
from assistant.web.words import Words

EXAMPLES = 6  # as many as can be taken in at a glance
TITLES = 8


def welcome_html(words: Words, examples: Sequence[str]) -> str:
    """A greeting, and some questions that the papers can answer."""
    offered = ""
    if examples:
        items = "".join(
            f"<li>{ask_button(one, escaped(one), kind='wm-example')}</li>"
            for one in examples[:EXAMPLES]
        )
        heading = words.html("ask.examples")
        offered = f'<h3 class="wm-panel-title">{heading}</h3><ul class="wm-examples">{items}</ul>'
    return (
        f'<div class="wm-welcome"><h2>{words.html("ask.welcome")}</h2>'
        f"<p>{words.html('ask.explain')}</p>{offered}</div>"
    )


def no_papers_html(words: Words, *, keeps: bool) -> str:
    """That there is nothing yet that could answer, and who does what about it."""
    todo = words.html("ask.no_papers_keep" if keeps else "ask.no_papers_read")
    link = (
        f'<p><a class="wm-button wm-main" href="/library?add=1">{words.html("library.add")}</a></p>'
        if keeps
        else ""
    )
    return (
        f'<div class="wm-welcome"><h2>{words.html("ask.no_papers")}</h2><p>{todo}</p>{link}</div>'
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
