"""What the page says before the Library can be asked: reading, opening, or why it cannot."""

from __future__ import annotations

from assistant.web.base import IngestProgress
from assistant.web.escape import escaped
from assistant.web.words import Words


def progress_html(progress: IngestProgress, words: Words) -> str:
    """The reading's progress: how many files, which one, and those that failed, by name."""
    if progress.total:
        count = words.html("opening.count", done=progress.done, total=progress.total)
        now = words.html("opening.current", name=progress.current) if progress.current else ""
        bar = (
            f'<progress class="wm-bar" max="{progress.total}" value="{progress.done}"'
            f' aria-label="{words.html("opening.progress")}"></progress>'
        )
    else:
        count, now = words.html("opening.counting"), ""
        bar = f'<progress class="wm-bar" aria-label="{words.html("opening.progress")}"></progress>'
    return (
        f'<div class="wm-welcome wm-reading"><h2>{words.html("opening.heading")}</h2>'
        f"<p>{words.html('opening.explain')}</p>{bar}"
        f'<p class="wm-count">{count}</p><p class="wm-now">{now}</p></div>'
        f"{failures_html(progress, words)}"
    )


def failures_html(progress: IngestProgress, words: Words) -> str:
    """The files that could not be read, each with its reason; "" if there are none."""
    if not progress.failed:
        return ""
    count = len(progress.failed)
    name = "opening.failed_one" if count == 1 else "opening.failed_many"
    items = "".join(
        f"<li><b>{escaped(file)}</b><br>{escaped(reason)}</li>" for file, reason in progress.failed
    )
    return (
        f'<details class="wm-failed"><summary>{words.html(name, count=count)}</summary>'
        f"<ul>{items}</ul></details>"
    )


def problem_html(heading: str, text: str) -> str:
    """A notice that nothing can be asked, with what to do about it."""
    return (
        f'<div class="wm-welcome wm-stopped" role="alert"><h2>{escaped(heading)}</h2>'
        f"<p>{escaped(text)}</p></div>"
    )
