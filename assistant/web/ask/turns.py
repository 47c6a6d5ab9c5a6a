"""One question with its answer as HTML: what was asked, what was found, where it stands.

Pure functions; all text is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.conversation.kept import Mark
from assistant.model import Answer, Citation, Status, composed_by
from assistant.web.ask.answers import below_title, blocks, copy_text, markers_in, title_of
from assistant.web.ask.asking import STOPPED
from assistant.web.ask.cards import Place, cards, related_cards
from assistant.web.ask.sides import apart, sides_html
from assistant.web.ask.verdicts import JUDGED, verdict_html
from assistant.web.escape import escaped
from assistant.web.words import Words

if TYPE_CHECKING:
    from assistant.feedback import Feedback

__all__ = ["Place", "State", "Turn", "turn_html"]


class State(StrEnum):
    """How a question stands."""

    LOOKING = "looking"  # it is being answered
    ANSWERED = "answered"  # its answer is there, whatever it says
    INTERRUPTED = "interrupted"  # nobody answers it any more
    WITHHELD = "withheld"  # its answer may no longer be seen


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation and, once it is there, its answer. `number` is from 1.

    limits          what the question was limited to, in words
    marks           how each citation stands to its paper now, in order; () where nobody looked
    places          where to open each paper that may be read, by its name
    given           what its asker said of the answer
    """

    number: int
    question: str
    answer: Answer | None = None
    conversation: str = ""
    state: State = State.LOOKING
    limits: str = ""
    marks: tuple[Mark, ...] = ()
    related_marks: tuple[Mark, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    given: Feedback | None = None

    @property
    def at(self) -> str:
        """Where the script finds what belongs to it."""
        return f"/conversations/{self.conversation}/turns/{self.number}"


def turn_html(turn: Turn, words: Words, lines: int | None = None) -> str:
    """A turn as one article. `lines` limits the answer to its first lines, None shows all of it.

    While lines are still to come, only the cards that the shown lines point to are there, and
    neither "Show more" nor the copy button.
    """
    answer = turn.answer
    if answer is None:
        body = _without_answer(turn, words)
    else:
        stop = _looking(turn, words) if turn.state is State.LOOKING else ""
        body = (
            f'{_understood(turn, answer, words)}<div class="wm-columns">'
            f"{_answer(turn, answer, words, lines)}{_sources(turn, answer, words, lines)}</div>"
            f"{stop}"
        )
    limits = ""
    if turn.limits:
        only = words.html("limits.only")
        limits = f'<p class="wm-limited"><b>{only}:</b> {escaped(turn.limits)}</p>'
    return (
        f'<article class="wm-turn" data-turn="{turn.number}" data-state="{turn.state.value}"'
        f' data-conversation="{escaped(turn.conversation)}">'
        f'<h2 class="wm-question"><span class="wm-vh">{words.html("ask.asked")}: </span>'
        f"{escaped(turn.question)}</h2>{limits}{body}</article>"
    )


def ask_button(question: str, label: str, *, kind: str = "wm-link", as_typed: bool = False) -> str:
    """A button that asks `question`; `label` is HTML."""
    typed = ' data-typed="true"' if as_typed else ""
    return (
        f'<button type="button" class="{kind}" data-wm="ask" data-question="{escaped(question)}"'
        f"{typed}>{label}</button>"
    )


def _without_answer(turn: Turn, words: Words) -> str:
    if turn.state is State.LOOKING:
        return _looking(turn, words)
    name = turn.state.value
    again = ""
    if turn.state is State.INTERRUPTED:
        again = f"<p>{ask_button(turn.question, words.html('ask.ask_again'), kind='wm-button')}</p>"
    return (
        f'<div class="wm-columns"><section class="wm-answer wm-{name}">'
        f'<h3 class="wm-status">{words.html(f"turn.{name}")}</h3>'
        f'<div class="wm-text"><p>{words.html(f"turn.{name}_explain")}</p>{again}</div>'
        "</section></div>"
    )


def _looking(turn: Turn, words: Words) -> str:
    stop = ""
    if turn.conversation:
        stop = (
            f' <button type="button" class="wm-link" data-wm="stop" data-at="{escaped(turn.at)}">'
            f"{words.html('ask.stop')}</button>"
        )
    return f'<p class="wm-working">{words.html("ask.working")}{stop}</p>'


def _understood(turn: Turn, answer: Answer, words: Words) -> str:
    if not answer.understood or _plain(answer.understood) == _plain(turn.question):
        return ""
    label = words.html("answer.understood")
    typed = ""
    if turn.state is State.ANSWERED:
        typed = ask_button(turn.question, words.html("answer.as_typed"), as_typed=True)
    return f'<p class="wm-understood"><b>{label}:</b> {escaped(answer.understood)} {typed}</p>'


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _answer(turn: Turn, answer: Answer, words: Words, lines: int | None) -> str:
    known = frozenset(c.marker for c in answer.citations)
    shown = below_title(answer, words).splitlines()[:lines]
    across, sides = apart(shown, answer)
    tail = _tail(turn, answer, known, words) if lines is None else ""
    against = sides_html(sides, answer, turn.number, words)
    body = "".join(blocks(across, turn.number, known, words))
    text = f'<div class="wm-text">{body}</div>' if body or not against else ""
    stopped = answer.engine == STOPPED
    title = words("turn.stopped") if stopped else title_of(answer, words)
    return (
        f'<div class="wm-said"><section class="wm-answer wm-{answer.status.value}">'
        f'<h3 class="wm-status">{escaped(title)}</h3>{text}'
        f"{against}{tail}</section></div>"
    )


def _tail(turn: Turn, answer: Answer, known: frozenset[int], words: Words) -> str:
    more = ""
    if answer.more:
        body = "".join(blocks(answer.more.splitlines(), turn.number, known, words))
        more = (
            f'<details class="wm-more"><summary>{words.html("answer.more")}</summary>'
            f'<p class="wm-note">{words.html("answer.more_note")}</p>'
            f'<div class="wm-text">{body}</div></details>'
        )
    note = f'<p class="wm-note">{escaped(answer.note)}</p>' if answer.note else ""
    verdict = ""
    if turn.conversation and answer.status in JUDGED:
        verdict = verdict_html(turn.number, turn.given, words, f"{turn.at}/feedback")
    if answer.status is not Status.ANSWERED:
        again = ""
        if answer.status is Status.ERROR and turn.conversation:
            button = ask_button(turn.question, words.html("ask.ask_again"), kind="wm-button")
            again = f'<p class="wm-foot">{button}</p>'
        return f"{note}{more}{again}{verdict}"
    copy = (
        f'<button type="button" class="wm-button" data-wm="copy"'
        f' data-copy="{escaped(copy_text(turn.question, answer, words))}"'
        f' data-copied="{words.html("answer.copied")}"'
        f' data-failed="{words.html("answer.copy_failed")}">{words.html("answer.copy")}</button>'
    )
    foot = f'<div class="wm-foot">{copy}<p>{escaped(_made(answer, words))}</p></div>'
    return f"{note}{more}{foot}{verdict}"


def _made(answer: Answer, words: Words) -> str:
    by, name = composed_by(answer)
    made = words(f"answer.{by}", engine=name)
    total = answer.timings_ms.get("total")
    if total is None:
        return made
    return f"{made} · {words('answer.seconds', seconds=f'{max(total / 1000, 0.1):.1f}')}"


def _sources(turn: Turn, answer: Answer, words: Words, lines: int | None) -> str:
    used = markers_in("\n".join(answer.text.splitlines()[:lines]))
    marks = dict(zip((c.marker for c in answer.citations), turn.marks, strict=False))
    first = [c for c in answer.citations if c.marker in used]
    body = ""
    if first:
        title = f'<h3 class="wm-panel-title">{words.html("card.sources")}</h3>'
        body = title + cards(first, turn.number, words, turn.places, marks)
    if lines is None:
        rest = [c for c in answer.citations if c.marker not in used]
        body += _further(rest, turn, words, marks)
        related = list(zip(answer.related, _marks(turn, answer), strict=True))
        body += related_cards(related, words, turn.places)
    return f'<div class="wm-sources">{body}</div>' if body else ""


def _marks(turn: Turn, answer: Answer) -> tuple[Mark, ...]:
    return turn.related_marks or (Mark.TRUE,) * len(answer.related)


def _further(rest: Sequence[Citation], turn: Turn, words: Words, marks: Mapping[int, Mark]) -> str:
    if not rest:
        return ""
    title = words.html("card.further")
    return (
        f'<details class="wm-further"><summary>{title} ({len(rest)})</summary>'
        f"{cards(rest, turn.number, words, turn.places, marks)}</details>"
    )
