"""What somebody thinks of an answer: the form, and what was given, as HTML and in the store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from assistant.feedback import Feedback, Reason, Verdict, feedback_on
from assistant.model import Question, Status
from assistant.people import Person
from assistant.web.escape import escaped

if TYPE_CHECKING:
    from assistant.conversation.kept import SeenTurn
    from assistant.web.words import Words

COMMENT = 2000  # most characters of a comment
JUDGED = (Status.ANSWERED, Status.NO_EVIDENCE)


def given(turns: Sequence[SeenTurn], feedback: Sequence[Feedback], who: str) -> dict[int, Feedback]:
    """What `who` last said of each answer of one conversation, by the turn's number.

    The store knows questions and places, not conversations: it is the same answer where both, and
    what was asked before, are the same and it was given no later.
    """
    mine = [one for one in feedback if one.who == who]
    found: dict[int, Feedback] = {}
    for turn in turns:
        if turn.answer is None or turn.answer.status not in JUDGED:
            continue
        now = about(turns, turn, Verdict.UP, None, "", Person(who))
        for one in mine:
            same = (one.question, one.status, one.history, one.citations) == (
                now.question, now.status, now.history, now.citations,
            )  # fmt: skip
            if same and one.when >= turn.asked_at.replace(microsecond=0):
                found[turn.number] = one
    return found


def about(
    turns: Sequence[SeenTurn],
    turn: SeenTurn,
    verdict: Verdict,
    reason: Reason | None,
    comment: str,
    person: Person,
) -> Feedback:
    """A person's word on the answer of `turn`, which is there, one of a conversation's `turns`.

    Its words may tell of all that could be read when it and what is told with it was asked, and of
    what can be read now: rights may have gone, or come, between.
    """
    if turn.answer is None:
        raise ValueError("a word on no answer")
    before = [one for one in turns if one.number < turn.number]
    earlier = [] if _as_typed(before, turn) else before
    question = Question(turn.question, _asked(earlier))
    known = (person.collections, *(one.could_read for one in (*earlier, turn)))
    return feedback_on(
        question,
        turn.answer,
        verdict,
        reason,
        comment,
        person.name,
        collections=_all_of(known),
    )


def _all_of(known: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    """All collections together; None, for everything, where one of them is that or unknown."""
    found: frozenset[str] = frozenset()
    for one in known:
        if one is None:
            return None
        found |= one
    return found


def _asked(turns: Sequence[SeenTurn]) -> tuple[str, ...]:
    return tuple(turn.question for turn in turns)


def _as_typed(before: Sequence[SeenTurn], turn: SeenTurn) -> bool:
    """Whether it is the question before it, which was understood as another, asked as it stands."""
    last = before[-1] if before else None
    same = last is not None and last.question == turn.question
    return bool(same and last and last.answer and last.answer.understood)


def verdict_html(number: int, said: Feedback | None, words: Words, at: str) -> str:
    """The question whether an answer was right, or what was said of it. `at` is where it goes."""
    body = _form(number, words) if said is None else _said(said, words) + _form(number, words, True)
    return f'<div class="wm-verdict" data-at="{escaped(at)}">{body}</div>'


def _said(said: Feedback, words: Words) -> str:
    parts = [words(f"verdict.said_{said.verdict.value}")]
    if said.reason:
        parts.append(words(f"verdict.{said.reason.name.lower()}"))
    text = escaped(": ".join(parts))
    comment = f" <q>{escaped(said.comment)}</q>" if said.comment else ""
    return (
        f'<p class="wm-verdict-said" tabindex="-1"><b>{text}</b>{comment}'
        f' <button type="button" class="wm-link" data-wm="verdict-again">'
        f"{words.html('verdict.change')}</button></p>"
    )


def _form(number: int, words: Words, given: bool = False) -> str:
    ask = words.html("verdict.ask")
    form = f"wm-verdict-{number}"
    reasons = "".join(
        f'<label><input type="radio" name="reason" value="{reason.name}">'
        f" {words.html(f'verdict.{reason.name.lower()}')}</label>"
        for reason in Reason
    )
    return (
        f'<div class="wm-verdict-ask" role="group" aria-label="{ask}"{" hidden" if given else ""}>'
        f"<span>{ask}</span>"
        f'<button type="button" class="wm-button" data-wm="verdict-up">'
        f"{words.html('verdict.up')}</button>"
        f'<button type="button" class="wm-button" data-wm="verdict-down" aria-expanded="false"'
        f' aria-controls="{form}">{words.html("verdict.down")}</button></div>'
        f'<form id="{form}" class="wm-verdict-form wm-draft" data-here hidden>'
        f"<fieldset><legend>{words.html('verdict.why')}</legend>{reasons}</fieldset>"
        f'<label class="wm-field">{words.html("verdict.comment")}'
        f'<textarea name="comment" rows="2" maxlength="{COMMENT}"></textarea></label>'
        f'<p class="wm-problem" role="alert"></p><p class="wm-do">'
        f'<button class="wm-button wm-main">{words.html("verdict.send")}</button>'
        f'<button type="button" class="wm-link" data-wm="verdict-cancel">'
        f"{words.html('verdict.cancel')}</button></p></form>"
    )
