"""What is being done with papers and what came of it, as HTML for every librarian."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.people import LOCAL
from assistant.web.escape import escaped
from assistant.web.html import moment
from assistant.web.library.job import Outcome, Phase, State, Task
from assistant.web.words import Words

SHOWN = 30  # jobs that are done


def work_html(states: Sequence[State], words: Words) -> str:
    """The jobs, those still to be done first; "" where there is none."""
    undone = [state for state in states if state.phase is not Phase.DONE]
    done = [state for state in states if state.phase is Phase.DONE][:SHOWN]
    parts = []
    for name, those in (("work.heading", undone), ("work.recent", done)):
        if those:
            items = "".join(_item(state, words) for state in those)
            parts.append(f'<h2>{words.html(name)}</h2><ul class="wm-jobs">{items}</ul>')
    busy = " data-busy" if undone else ""
    return f'<div class="wm-jobs-in"{busy}>{"".join(parts)}</div>'


def _item(state: State, words: Words) -> str:
    job = state.job
    said = status(state, words)
    bad = " wm-bad" if state.outcome is Outcome.FAILED else ""
    known = job.who != LOCAL.name
    asked = words.html("work.asked_by", who=job.who) if known else words.html("work.asked")
    when = moment(job.asked)
    live = ""
    if state.phase is Phase.DONE:
        live = words.html("work.done_live", title=job.title or job.document, outcome=said)
    return (
        f'<li class="wm-job" data-job="{escaped(job.id)}" data-done="{live}"'
        f' data-document="{escaped(job.document)}" data-retires="{escaped(job.retires)}">'
        f'<p><b>{escaped(job.title or job.document)}</b> <span class="wm-sub">'
        f"{words.html(f'work.task_{job.task.value}')}: {escaped(job.document)}</span></p>"
        f'<p class="wm-state{bad}">{escaped(said)}</p>{_bar(state, words)}{_more(state, words)}'
        f'<p class="wm-sub">{asked}, {when}</p></li>'
    )


def status(state: State, words: Words) -> str:
    """How far a job is or how it ended, in words."""
    if state.outcome is Outcome.FAILED:
        return f"{words('work.failed')}. {state.reason}"
    if state.outcome is not None:
        again = state.job.task is Task.REREAD
        return words("work.reread" if again else f"work.{state.outcome.value}")
    if state.phase is not Phase.READING:
        return words(f"work.{state.phase.value}")
    if state.job.task is Task.RETIRE:
        return words("work.retiring")
    if state.stage == "embedding":
        return words("work.embedding", done=state.done, total=state.total)
    return words("work.indexing" if state.stage == "indexing" else "work.reading")


def _bar(state: State, words: Words) -> str:
    if state.phase is not Phase.READING:
        return ""
    known = state.stage == "embedding" and state.total
    value = f' max="{state.total}" value="{state.done}"' if known else ""
    return f'<progress class="wm-bar" aria-label="{words.html("work.progress")}"{value}></progress>'


def _more(state: State, words: Words) -> str:
    """What came of the papers in an archive, and what a reader has to tell."""
    added, updated, removed = state.counts
    told = []
    if added + updated + removed > 1:
        told.append(words.html("work.counts", added=added, updated=updated, removed=removed))
    told += [
        f"<b>{escaped(name)}</b>: {escaped(text)}"
        for name, text in (*state.failures, *state.notes)
        if text != state.reason
    ]
    items = "".join(f"<li>{one}</li>" for one in told)
    return f'<ul class="wm-problems">{items}</ul>' if items else ""
