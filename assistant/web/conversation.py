"""How a question becomes what is seen: one screen after another, until its answer is complete.

    question → "looking" → the answer's first line → … → the whole answer, ready for the next

No Gradio in here: the Ask room turns each Screen into updates of its components.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from assistant.model import Answer, Question, Status
from assistant.web.base import Answerer
from assistant.web.escape import escaped
from assistant.web.turns import Turn, spoken, steps, turn_html
from assistant.web.words import Words
from ingest.errors import WaymarkError
from ingest.library import EVERYTHING, Scope
from ingest.settings import Settings

log = logging.getLogger(__name__)

STREAM_SECONDS = 0.9  # a whole answer appears within this, however long it is
LINE_SECONDS = 0.12


@dataclass(frozen=True, slots=True)
class Screen:
    """The conversation at one moment, as HTML.

    turns   the conversation so far, the one in hand among them once it is answered
    live    what a screen reader is told now, "" for nothing new
    """

    history: str
    current: str
    turns: tuple[Turn, ...]
    live: str = ""
    complete: bool = False


def problem_with(text: str, settings: Settings, words: Words) -> str:
    """Why a question cannot be asked as it stands, in friendly words; "" if it can."""
    if not text.strip():
        return words("ask.empty")
    if len(text) > settings.max_question_chars:
        most = f"{settings.max_question_chars:,}"
        return words("ask.too_long", length=f"{len(text):,}", most=most)
    return ""


def screens(
    text: str,
    earlier: tuple[Turn, ...],
    answerer: Answerer,
    words: Words,
    wait: Callable[[float], None] = time.sleep,
    scope: Scope = EVERYTHING,
) -> Iterator[Screen]:
    """Ask `text` as the next turn of a conversation and show its answer line by line."""
    turn = Turn(len(earlier) + 1, text.strip())
    history = "".join(turn_html(one, words) for one in earlier)
    now = Screen(history, turn_html(turn, words), earlier, words.html("ask.working"))
    yield now
    question = Question(turn.question, tuple(one.question for one in earlier), filters=scope)
    answer = answered(answerer, question, words)
    turn = replace(turn, answer=answer)
    growing = steps(answer)
    for lines in growing[:-1]:
        yield replace(now, current=turn_html(turn, words, lines=lines), live="")
        wait(pace(len(growing)))
    yield Screen(
        history,
        turn_html(turn, words),
        (*earlier, turn),
        live=escaped(spoken(answer, words)),
        complete=True,
    )


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
