"""A kept conversation as its owner may see it now, ready to be made into HTML."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.conversation.kept import (
    Readable,
    SeenConversation,
    SeenTurn,
    interrupted,
    readable,
    seen,
)
from assistant.feedback import FeedbackUnusable
from assistant.register import document_name
from assistant.web.ask.asking import AskedPapers
from assistant.web.ask.limits import Offered, offered, said
from assistant.web.ask.turns import Place, State, Turn
from assistant.web.ask.verdicts import given
from ingest.library import EVERYTHING, Scope

if TYPE_CHECKING:
    from assistant.feedback import Feedback
    from assistant.model import Answer
    from assistant.people import Person
    from assistant.register import Sight
    from assistant.web.site import Site


@dataclass(frozen=True, slots=True)
class Shown:
    """A conversation for the screen. `limits` are those of its last question."""

    id: str
    turns: tuple[Turn, ...]
    limits: Scope = EVERYTHING

    @property
    def waiting(self) -> tuple[Turn, ...]:
        """Those of its questions that are being answered."""
        return tuple(turn for turn in self.turns if turn.state is State.LOOKING)


def shown(site: Site, person: Person, id: str) -> Shown | None:
    """The conversation, as far as its owner may see it; None where the person has no such.

    Raises WaymarkError where the Library or the conversations cannot be read.
    """
    visible = seen_by(site, person, id)
    if visible is None:
        return None
    turns = visible.turns
    offer = offered(site.answerer, site.settings.library, person) if _limited(turns) else Offered()
    places = _places(site, person, turns)
    feedback = given(turns, _feedback(site), person.name)

    def turn(one: SeenTurn) -> Turn:
        return Turn(
            one.number,
            one.question,
            one.answer,
            conversation=id,
            state=_state(site, person, id, one),
            limits=said(one.filters, offer, site.words),
            marks=one.citations,
            related_marks=one.related,
            places=places,
            given=feedback.get(one.number),
        )

    last = turns[-1].filters if turns else EVERYTHING
    return Shown(id, tuple(turn(one) for one in turns), last)


def seen_by(site: Site, person: Person, id: str) -> SeenConversation | None:
    """A person's conversation without what may no longer be seen; None where there is none."""
    conversation = site.conversations.get(person.name, id)
    if conversation is None or not conversation.turns:
        return None
    visible = seen(conversation, person.scope(), AskedPapers(site.answerer))
    sight = site.answerer.sight(person.scope())
    turns = tuple(_in_sight(turn, sight) for turn in visible.turns)
    return replace(visible, turns=turns)


def readable_by(site: Site, person: Person) -> Readable | None:
    """What a search of the person's conversations may look into; None for everything."""
    within = readable(person.scope(), AskedPapers(site.answerer))
    if within is None:
        return None
    sight = site.answerer.sight(person.scope())
    return replace(within, of_logs=lambda answer: _told(answer, sight))


def _in_sight(turn: SeenTurn, sight: Sight) -> SeenTurn:
    """The turn, withheld where it says what may no longer be told."""
    if turn.answer is None or _told(turn.answer, sight):
        return turn
    return replace(turn, answer=None, withheld=True, citations=(), related=())


def _told(answer: Answer, sight: Sight) -> bool:
    """Whether no log that an answer cites names papers that may no longer be told of.

    The register's log is open to all and quoted without such names, as they were on that day.
    """
    cited = (*answer.citations, *answer.related)
    logs = [one for one in cited if one.document.startswith(document_name(""))]
    said = [text for one in logs for text in (one.quote, one.passage)]
    said += [answer.text, answer.more] if logs else []
    return all(sight.text(text) == text for text in said)


def _limited(turns: tuple[SeenTurn, ...]) -> bool:
    return any(turn.filters != EVERYTHING for turn in turns)


def _state(site: Site, person: Person, id: str, turn: SeenTurn) -> State:
    if turn.withheld:
        return State.WITHHELD
    if turn.answer is not None:
        return State.ANSWERED
    if site.asking.job(person.name, id, turn.number):
        return State.LOOKING
    return State.INTERRUPTED if _left(site, turn) else State.LOOKING


def _left(site: Site, turn: SeenTurn) -> bool:
    """Whether nobody answers it: another process may, if it was asked since this one began."""
    from assistant.conversation.kept import KeptTurn

    kept = KeptTurn(turn.number, turn.question, turn.filters, turn.asked_at)
    return interrupted(kept, datetime.now(UTC), site.asking.began)


def _places(site: Site, person: Person, turns: tuple[SeenTurn, ...]) -> dict[str, Place]:
    answers = [turn.answer for turn in turns if turn.answer]
    named = frozenset(c.document for a in answers for c in (*a.citations, *a.related))
    if not named:
        return {}
    found = site.answerer.documents(person.scope(Scope(documents=named)))
    return {record.document: Place(record.id, record.revision) for record in found}


def _feedback(site: Site) -> tuple[Feedback, ...]:
    try:
        return site.feedback.all()
    except FeedbackUnusable:
        return ()  # an answer is shown without what was said of it
