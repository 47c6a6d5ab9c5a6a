"""Answering in the background: a question is kept first, and answered whoever looks on.

    question → kept → a job in a thread of its own → its lines, one after another → kept answer

A page that is loaded again finds the job by its conversation and goes on looking at it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from threading import Condition, Lock
from typing import TYPE_CHECKING

from assistant.audit import What, answered
from assistant.conversation.kept import (
    ConversationStore,
    ConversationsUnusable,
    NoSuchConversation,
    collections_of,
)
from assistant.model import Answer, Question, Status
from ingest.errors import WaymarkError
from ingest.library import EVERYTHING, Scope

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from assistant.people import Person
    from assistant.web.base import Answerer
    from assistant.web.words import Words
    from ingest.library import DocumentRecord

log = logging.getLogger(__name__)

WORKERS = 4  # questions that are answered at once; the others wait their turn
STOPPED = "stopped"  # the engine of an answer that its asker did not wait for


class Job:
    """One question on its way to its answer. Safe to look at from several threads."""

    def __init__(self, owner: str, conversation: str, number: int, question: Question) -> None:
        """Turn `number` of a conversation of `owner`."""
        self.owner = owner
        self.conversation = conversation
        self.number = number
        self.question = question
        self._lines: list[str] = []
        self._answer: Answer | None = None
        self._changed = Condition()

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that are certain by now."""
        with self._changed:
            return tuple(self._lines)

    @property
    def answer(self) -> Answer | None:
        """The answer, as soon as it is complete and kept."""
        return self._answer

    def tell(self, line: str) -> None:
        """Add a line that has become certain."""
        with self._changed:
            self._lines.append(line)
            self._changed.notify_all()

    def finish(self, answer: Answer) -> None:
        """Give the answer; what comes after the first is passed over."""
        with self._changed:
            self._answer = self._answer or answer
            self._changed.notify_all()

    def wait(self, lines: int, seconds: float) -> None:
        """Return when there are more than `lines` lines, an answer, or the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._answer or len(self._lines) > lines, seconds)

    def settle(self, seconds: float) -> None:
        """Return when there is an answer, or the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._answer, seconds)


class Asking:
    """Takes questions, keeps them, answers them, and keeps the answers."""

    def __init__(
        self,
        answerer: Answerer,
        kept: ConversationStore,
        words: Words,
        note: Callable[..., None] = lambda *_, **__: None,
        workers: int = WORKERS,
    ) -> None:
        """`note` is told what was asked and answered, as `Site.note` takes it."""
        self.kept = kept
        self.began = datetime.now(UTC)
        self._answerer = answerer
        self._words = words
        self._note = note
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="asking")
        self._lock = Lock()
        self._jobs: dict[tuple[str, str, int], Job] = {}
        self._sent: dict[tuple[object, ...], Job] = {}

    def ask(
        self,
        person: Person,
        conversation: str,
        text: str,
        chosen: Scope = EVERYTHING,
        *,
        page: str = "",
        as_typed: bool = False,
    ) -> Job:
        """Keep a question as the next of `conversation` ("" begins one) and have it answered.

        The same text from the same `page` while it is being answered is the same question, sent
        twice. `as_typed` asks it without what was asked before. Raises NoSuchConversation and
        ConversationsUnusable.
        """
        sent = (person.name, page, conversation, text, chosen, as_typed)
        with self._lock:
            job = self._sent.get(sent) if page else None
            if job is not None:
                return job
            if not conversation:
                conversation = self.kept.begin(person.name).id
            may_read = person.collections
            number = self.kept.ask(person.name, conversation, text, chosen, could_read=may_read)
            history = () if as_typed else self._earlier(person.name, conversation, number)
            question = Question(text, history, filters=person.scope(chosen))
            job = Job(person.name, conversation, number, question)
            self._jobs[person.name, conversation, number] = job
            self._sent[sent] = job
        self._note(person, What.ASKED, conversation=conversation, turn=number, question=text)
        self._threads.submit(self._work, person, job, sent)
        return job

    def job(self, owner: str, conversation: str, number: int) -> Job | None:
        """The job that answers a turn; None where it is done, or was never there."""
        with self._lock:
            return self._jobs.get((owner, conversation, number))

    def busy(self) -> int:
        """How many questions are on their way."""
        with self._lock:
            return len(self._jobs)

    def stop(self, owner: str, conversation: str, number: int) -> bool:
        """End a turn without its answer. False where nothing is on its way."""
        job = self.job(owner, conversation, number)
        if job is None:
            return False
        self._complete(job, Answer(Status.ERROR, self._words("ask.stopped"), engine=STOPPED))
        return True

    def _earlier(self, owner: str, conversation: str, number: int) -> tuple[str, ...]:
        known = self.kept.get(owner, conversation)
        if known is None:
            raise NoSuchConversation(self._words("ask.gone"))
        return tuple(turn.question for turn in known.turns if turn.number < number)

    def _work(self, person: Person, job: Job, sent: tuple[object, ...]) -> None:
        try:
            answer = None if job.answer else self._answered(job)
            if answer is not None:
                self._complete(job, answer)
                self._note(
                    person,
                    What.ANSWERED,
                    conversation=job.conversation,
                    turn=job.number,
                    **answered(answer, (*answer.citations, *answer.related)),
                )
        finally:
            with self._lock:
                self._sent.pop(sent, None)

    def _answered(self, job: Job) -> Answer | None:
        """The answer; whatever goes wrong becomes one. None where it was stopped."""
        try:
            for piece in self._answerer.stream(job.question):
                if job.answer is not None:
                    return None
                if isinstance(piece, Answer):
                    return piece
                job.tell(piece)
        except WaymarkError as error:
            return Answer(Status.ERROR, str(error))
        except Exception:  # The edge of the page: a person gets words, the terminal the details.
            log.exception("A question could not be answered")
        return Answer(Status.ERROR, self._words("ask.unexpected"))

    def _complete(self, job: Job, answer: Answer) -> None:
        """Keep the answer and tell those who wait. What cannot be kept is shown all the same."""
        try:
            collections = collections_of(answer, AskedPapers(self._answerer))
            self.kept.answered(job.owner, job.conversation, job.number, answer, collections)
        except (WaymarkError, ConversationsUnusable) as error:
            log.warning("An answer could not be kept: %s", error)
            note = self._words("ask.not_kept", reason=str(error))
            answer = replace(answer, note=f"{answer.note} {note}".strip())
        except Exception:
            log.exception("An answer could not be kept")
        with self._lock:
            self._jobs.pop((job.owner, job.conversation, job.number), None)
        job.finish(answer)


class AskedPapers:
    """The papers as `assistant.conversation.kept.seen` asks for them, through an Answerer."""

    def __init__(self, answerer: Answerer) -> None:
        """Of the Library that `answerer` has."""
        self._answerer = answerer

    def snapshot(self) -> AbstractContextManager[None]:
        """Nothing to hold: each paper is asked for once."""
        return nullcontext()

    def documents(self, scope: Scope = EVERYTHING) -> tuple[DocumentRecord, ...]:
        """All documents within `scope`."""
        return self._answerer.documents(scope)

    def text(self, document: str) -> str:
        """A document's canonical text; "" where it went away meanwhile."""
        opened = self._answerer.document(document)
        return opened.text if opened else ""
