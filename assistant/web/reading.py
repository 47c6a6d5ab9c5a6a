"""What the page says before the Library can be asked: reading, opening, or why it cannot."""

from __future__ import annotations

from dataclasses import replace

from assistant.people import Act, Person
from assistant.web.base import IngestProgress
from assistant.web.escape import escaped
from assistant.web.words import Words


def told_to(person: Person, progress: IngestProgress, words: Words) -> IngestProgress:
    """What of it is for that person.

    Names, and reasons that may hold some, are for who keeps papers of their collection: there are
    no papers yet that anybody could look up, so a name is all that there is to give away. Where no
    folder says the collection, only who may read everything is told.
    """

    def names(collection: str | None) -> bool:
        if person.collections is None:
            return True
        return person.may(Act.KEEP) and collection in person.collections

    named = tuple(one for one in progress.failed if names(one.collection))
    problem = progress.problem if person.collections is None else words("opening.stopped")
    return replace(
        progress,
        current=progress.current if names(progress.collection) else "",
        failed=named,
        unnamed=len(progress.failed) - len(named),
        problem=progress.problem and problem,
    )


def progress_html(progress: IngestProgress, words: Words) -> str:
    """The reading's progress: how many files, which one, and those that failed."""
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
    """How many files could not be read, and why those that are named; "" if there are none."""
    count = len(progress.failed) + progress.unnamed
    if not count:
        return ""
    said = words.html("opening.failed_one" if count == 1 else "opening.failed_many", count=count)
    if not progress.failed:
        return f'<p class="wm-failed">{said}. {words.html("opening.failed_ask")}</p>'
    items = "".join(
        f"<li><b>{escaped(one.name)}</b><br>{escaped(one.reason)}</li>" for one in progress.failed
    )
    if progress.unnamed:
        items += f"<li>{words.html('opening.failed_others', count=progress.unnamed)}</li>"
    return f'<details class="wm-failed"><summary>{said}</summary><ul>{items}</ul></details>'


def problem_html(heading: str, text: str) -> str:
    """A notice that nothing can be asked, with what to do about it."""
    return (
        f'<div class="wm-welcome wm-stopped" role="alert"><h2>{escaped(heading)}</h2>'
        f"<p>{escaped(text)}</p></div>"
    )
