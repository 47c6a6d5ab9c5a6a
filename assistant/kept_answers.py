"""Answers that were given lately, for who asks the same again while the papers are the same.

Thirty people who follow one course ask the same questions. An answer composed of quotes follows
from the papers and from the question as it was read, filters included, so nothing but those two
decides whether one that is kept may be given. What the approach and the register say is worked
out anew each time, before anything is looked up here; a language model's answers are never kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.lately import Lately
from assistant.model import Answer, Question, Status
from assistant.question import Understood

if TYPE_CHECKING:
    from ingest.library import Library

MOST = 300  # answers; one takes 10 to 30 KB with its citations


@dataclass(frozen=True, slots=True)
class AskedOf:
    """What an answer follows from: the state of the papers, the question, and how it was read."""

    generation: int
    question: Question
    understood: Understood


def asked_of(library: Library, question: Question, understood: Understood) -> AskedOf:
    """For a question of the Library as it is now; by what name it was asked makes no difference."""
    return AskedOf(library.generation(), replace(question, id=None), understood)


class KeptAnswers:
    """The last answers that were given from the papers. Safe to use from several threads."""

    def __init__(self, most: int = MOST) -> None:
        self._kept: Lately[AskedOf, Answer] = Lately(most)

    def find(self, asked: AskedOf) -> Answer | None:
        """The answer to the same, without the times that it took; None if it is not kept."""
        return self._kept.get(asked)

    def keep(self, asked: AskedOf, answer: Answer) -> None:
        """Keep an answer, in place of the one that was wanted the longest ago; an error never."""
        if answer.status is not Status.ERROR:
            self._kept.keep(asked, answer)
