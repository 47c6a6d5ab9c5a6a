"""What all rooms share: the answers, the papers' state, the words on screen, and who is asking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.feedback import FeedbackStore
from assistant.web.gate import person_of
from assistant.web.words import Words
from ingest.settings import Settings

if TYPE_CHECKING:
    import gradio as gr

    from assistant.people import Person
    from assistant.web.base import Answerer, Ingestion


@dataclass(frozen=True, slots=True)
class Site:
    """The web application's parts, passed to each room when it is built.

    ingestion   the first reading of the papers, None where there was nothing to read
    """

    answerer: Answerer
    settings: Settings
    words: Words
    feedback: FeedbackStore
    ingestion: Ingestion | None = None

    def who(self, request: gr.Request) -> Person:
        """Who sent an event of the page. Events that may be anybody's do not exist.

        The gate has looked the person up for this very request, with the rights of this moment.
        """
        return person_of(request.request)

    def note(self, person: Person, what: str, **detail: object) -> None:
        """Put on the audit log that `person` did `what`."""
