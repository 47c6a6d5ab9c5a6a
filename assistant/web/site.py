"""What all rooms share: the answers, the papers' state, the words on screen, and who is asking."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.feedback import FeedbackStore
from assistant.web.gate import person_of
from assistant.web.words import Words
from ingest.settings import Settings

if TYPE_CHECKING:
    import gradio as gr
    from starlette.requests import HTTPConnection

    from assistant.people import Person
    from assistant.web.ask.asking import Asking
    from assistant.web.base import Answerer, Ingestion


@dataclass(frozen=True, slots=True)
class Site:
    """The web application's parts, passed to each room when it is built.

    ingestion   the first reading of the papers, None where there was nothing to read
    asking      takes the questions; `asking.kept` holds the conversations
    """

    answerer: Answerer
    settings: Settings
    words: Words
    feedback: FeedbackStore
    ingestion: Ingestion | None = None
    asking: Asking = field(init=False)

    def __post_init__(self) -> None:
        """Begin to take questions."""
        from assistant.conversation.kept import ConversationStore
        from assistant.web.ask.asking import Asking

        kept = ConversationStore(self.settings.library)
        asking = Asking(self.answerer, kept, self.words, self.note)
        object.__setattr__(self, "asking", asking)

    def note(self, person: Person, what: str, **detail: object) -> None:
        """Keep, for the audit, that somebody did something."""

    def who(self, request: gr.Request) -> Person:
        """Who sent an event of the page. Events that may be anybody's do not exist.

        The gate has looked the person up for this very request, with the rights of this moment.
        """
        return person_of(request.request)

    def reader(self, request: HTTPConnection) -> Person:
        """Who opens a source; noted where it is the paper and not a part of its picture."""
        person, path = person_of(request), request.url.path
        if path.endswith(("/panel", "/original")):
            self.note(person, "opened", source=path, place=str(request.url.query))
        return person
