"""How a question becomes what is seen: one screen after another, until its answer is complete.

    "looking" → lines as they become certain → the answer, line by line → all of it, with its tools

No Gradio in here: `events` turns each Screen into updates of the room's components.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.model import Answer, Status
from assistant.web.ask.answers import spoken, steps
from assistant.web.ask.turns import State, Turn, turn_html
from assistant.web.escape import escaped
from assistant.web.words import Words
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.web.ask.asking import Job
    from assistant.web.ask.shown import Shown

STREAM_SECONDS = 0.9  # a whole answer appears within this, however long it is
LINE_SECONDS = 0.12
GRACE = 0.3  # seconds that lines wait for their answer: quoted, they come together
PATIENCE = 2.0  # seconds after which a waiting page looks again whether somebody still answers


@dataclass(frozen=True, slots=True)
class Screen:
    """A conversation at one moment, as HTML.

    history   the turns before the one in hand; None where they are as they were
    live      what a screen reader is told now, "" for nothing new
    gone      there is no such conversation
    """

    history: str | None
    current: str
    live: str = ""
    complete: bool = False
    gone: bool = False


def problem_with(text: str, settings: Settings, words: Words) -> str:
    """Why a question cannot be asked as it stands, in friendly words; "" if it can."""
    if not text.strip():
        return words("ask.empty")
    if len(text) > settings.max_question_chars:
        most = f"{settings.max_question_chars:,}"
        return words("ask.too_long", length=f"{len(text):,}", most=most)
    return ""


def whole(shown: Shown, words: Words, number: int | None = None, live: str = "") -> Screen:
    """All of a conversation; `number` is the turn in hand, the last if it is not said."""
    now = number or shown.turns[-1].number
    history = "".join(turn_html(turn, words) for turn in shown.turns if turn.number < now)
    current = next((turn_html(turn, words) for turn in shown.turns if turn.number == now), "")
    return Screen(history, current, live, complete=True)


GONE = Screen("", "", complete=True, gone=True)


def follow(
    look: Callable[[], Shown | None],
    job: Job,
    words: Words,
    wait: Callable[[float], None] = time.sleep,
) -> Iterator[Screen]:
    """A question from the moment that it is kept to its whole answer.

    `look` gives the conversation as it is at that moment.
    """
    shown = look()
    if shown is None:
        yield GONE
        return
    working = words.html("ask.working")
    yield replace(whole(shown, words, job.number, working), complete=False)
    turn = Turn(job.number, job.question.text, conversation=job.conversation)
    turn = next((one for one in shown.turns if one.number == job.number), turn)
    told: tuple[str, ...] = ()
    while job.answer is None:
        job.wait(len(told), PATIENCE)
        if len(job.lines) > len(told):
            job.settle(GRACE)
        if job.answer is None and len(job.lines) > len(told):
            told = job.lines
            yield Screen(None, turn_html(_partly(turn, told), words))
    yield from _revealed(look, job, words, wait, len(told))


def _partly(turn: Turn, told: tuple[str, ...]) -> Turn:
    """The turn with the lines that are certain; their sources come with the whole answer."""
    text = "\n".join(told)
    return replace(turn, answer=Answer(Status.ANSWERED, text), state=State.LOOKING)


def _revealed(
    look: Callable[[], Shown | None],
    job: Job,
    words: Words,
    wait: Callable[[float], None],
    told: int,
) -> Iterator[Screen]:
    shown, answer = look(), job.answer
    turn = next((one for one in shown.turns if one.number == job.number), None) if shown else None
    if shown is None or turn is None or answer is None:
        yield GONE
        return
    if turn.answer is None and turn.state is not State.WITHHELD:
        turn = replace(turn, answer=answer, state=State.ANSWERED)  # it could not be kept
        shown = replace(
            shown, turns=tuple(turn if one.number == turn.number else one for one in shown.turns)
        )
    if turn.answer is not None:
        growing = [lines for lines in steps(answer) if lines > told]
        for lines in growing[:-1]:
            yield Screen(None, turn_html(turn, words, lines))
            wait(pace(len(growing)))
    yield whole(shown, words, job.number, escaped(spoken(answer, words)))


def pace(lines: int) -> float:
    """Seconds between one line of an answer and the next."""
    return min(LINE_SECONDS, STREAM_SECONDS / max(lines, 1))
