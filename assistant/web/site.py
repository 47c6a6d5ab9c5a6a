"""What all rooms share: the answers, the papers' state, the words on screen, and who is asking."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.approach_in_force import ApproachInForce
from assistant.audit import AuditLog, Once, What
from assistant.conversation.kept import ConversationStore
from assistant.feedback import FeedbackStore
from assistant.people import Door, Person, door_for
from assistant.web.gate import person_of
from assistant.web.words import Words, load_words
from ingest.settings import Settings

if TYPE_CHECKING:
    import gradio as gr
    from starlette.requests import HTTPConnection

    from assistant.web.ask.asking import Asking
    from assistant.web.base import Answerer, Ingestion


TWICE = 2.0  # seconds within which the same place, asked for twice, is opened once
IN_HAND = 15 * 60.0  # seconds for which a conversation counts as open, from the last record of it


@dataclass(frozen=True, slots=True)
class Site:
    """The web application's parts, passed to each room when it is built.

    door        knows who asks; `who` tells it of a page's event
    ingestion   the first reading of the papers, None where there was nothing to read
    asking      takes the questions and keeps them in `conversations`
    """

    answerer: Answerer
    settings: Settings
    words: Words
    door: Door
    audit: AuditLog
    feedback: FeedbackStore
    conversations: ConversationStore
    approach: ApproachInForce
    ingestion: Ingestion | None = None
    asking: Asking = field(init=False)
    once: Once = field(default_factory=Once)

    def __post_init__(self) -> None:
        """Begin to take questions."""
        from assistant.web.ask.asking import Asking

        asking = Asking(self.answerer, self.conversations, self.words, self.note)
        object.__setattr__(self, "asking", asking)

    @classmethod
    def of(cls, answerer: Answerer, settings: Settings, ingestion: Ingestion | None = None) -> Site:
        """The parts for these settings. Raises PeopleError where a file of people is not whole."""
        folder = settings.library
        return cls(
            answerer,
            settings,
            load_words(),
            door_for(settings),
            AuditLog(folder),
            FeedbackStore(folder),
            ConversationStore(folder),
            ApproachInForce(settings),
            ingestion,
        )

    def who(self, request: gr.Request) -> Person:
        """Who sent an event of the page. Events that may be anybody's do not exist.

        The gate has looked the person up for this very request, with the rights of this moment.
        """
        return person_of(request.request)

    def note(self, person: Person, what: What, **detail: object) -> None:
        """Put on record what somebody did. Raises AuditUnusable: then it must not be done."""
        self.audit.add(what, person.name, detail)

    def opened(self, request: HTTPConnection, document: str, page: int | None) -> None:
        """Put on record that somebody is shown a paper. Raises as `note` does."""
        person = person_of(request)
        place = {"document": document, "page": page}
        key = (person.name, request.url.path, request.url.query)
        self.once.put(key, TWICE, lambda: self.note(person, What.OPENED, **place))

    def opened_conversation(self, person: Person, id: str, *, begun: bool = False) -> None:
        """Put on record that somebody is shown a conversation; not each time that it is loaded.

        One in which somebody asks is in their hands already (`begun`): that is no opening, and the
        question is on record.
        """
        key = (person.name, id)
        if begun:
            self.once.done(key)
        else:
            opened = What.OPENED_CONVERSATION
            self.once.put(key, IN_HAND, lambda: self.note(person, opened, conversation=id))
