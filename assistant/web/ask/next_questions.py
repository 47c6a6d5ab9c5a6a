"""Questions to ask next: only such as the papers were found to answer, for this very person."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Lock
from time import monotonic, sleep
from typing import TYPE_CHECKING

from assistant.model import Question, Status
from assistant.retrieve.terms import content_stems
from ingest.errors import WaymarkError

if TYPE_CHECKING:
    from assistant.web.base import Answerer
    from ingest.library import Scope

log = logging.getLogger(__name__)

MOST = 3  # questions that are offered
TRIED = 7  # candidates that are asked to find them
KEPT = 256  # results that are kept, each for KEPT_SECONDS: the papers may change
KEPT_SECONDS = 900.0
YIELDS = 20.0  # most seconds that finding out waits for people's own questions to be answered


@dataclass(frozen=True, slots=True)
class After:
    """What the next question follows: `scope` is what its asker may read and chose.

    documents   those that the last answer cited, whose subjects are near at hand
    asked       the conversation's questions, oldest first
    about       stems of what the last answer was about
    """

    scope: Scope
    documents: frozenset[str]
    asked: tuple[str, ...]
    about: frozenset[str] = frozenset()


class NextQuestions:
    """Finds them out in the background, one conversation after another."""

    def __init__(self, answerer: Answerer, busy: Callable[[], int] = lambda: 0) -> None:
        """`busy` counts the questions of people that are on their way: they go first."""
        self._answerer = answerer
        self._busy = busy
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="suggesting")
        self._lock = Lock()
        self._known: OrderedDict[After, tuple[float, tuple[str, ...] | None]] = OrderedDict()

    def after(self, what: After) -> tuple[str, ...] | None:
        """The questions; None while they are being found out."""
        with self._lock:
            when, found = self._known.get(what, (0.0, None))
            if what in self._known and monotonic() - when < KEPT_SECONDS:
                return found
            self._known[what] = (monotonic(), None)
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        self._thread.submit(self._find, what)
        return None

    def _find(self, what: After) -> None:
        found: tuple[str, ...] = ()
        try:
            found = tuple(self._answered(what))
        except WaymarkError as error:
            log.info("No next questions: %s", error)
        except Exception:  # An edge: nobody waits for this.
            log.exception("Next questions could not be found")
        with self._lock:
            self._known[what] = (monotonic(), found)

    def _answered(self, what: After) -> list[str]:
        """The first candidates that are answered, when asked as the next of the conversation."""
        found: list[str] = []
        for text in self._candidates(what)[:TRIED]:
            self._give_way()
            answer = self._answerer.ask(Question(text, what.asked, filters=what.scope))
            alone = not answer.understood or _plain(answer.understood) == _plain(text)
            if answer.status is Status.ANSWERED and alone:
                found.append(text)
            if len(found) == MOST:
                break
        return found

    def _candidates(self, what: After) -> list[str]:
        """What the cited papers can be asked, then the others; the nearest in subject first."""
        near = replace(what.scope, documents=what.documents)
        asked = {_plain(one) for one in what.asked}
        several = [*self._answerer.examples(near)] if what.documents else []
        several += self._answerer.examples(what.scope)
        several.sort(key=lambda text: -len(what.about.intersection(content_stems(text))))
        return [text for text in dict.fromkeys(several) if _plain(text) not in asked]

    def _give_way(self) -> None:
        until = monotonic() + YIELDS
        while self._busy() and monotonic() < until:
            sleep(0.1)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
