"""The names that a question gives, and whether the papers or a piece of evidence have them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.answer.kinds import is_common
from assistant.retrieve import terms
from assistant.retrieve.second_look import of_date

if TYPE_CHECKING:
    from assistant.answer.choose import Evidence
    from assistant.answer.features import Asked
    from assistant.question import Understood

OFTEN = 3  # times that a paper gives a name: it is about whom or what that is the name of
_CAPITAL = re.compile(r"(?<=[a-z,;] )[A-ZÀ-Þ][a-zà-ÿ’'-]{3,}")


def unheard_of(ask: Asked) -> tuple[str, ...]:
    """Names in the question that stand nowhere in the papers: of whom they cannot say anything."""
    return tuple(name for name in names(ask.question.text) if _stem_of_name(name) in ask.absent)


def names(question: str) -> tuple[str, ...]:
    """The capitalised words in the middle of a question; () for one in capitals throughout."""
    begun = [word for word in question.split()[1:] if word[0].isalpha()]
    if sum(word[0].isupper() for word in begun) > 0.6 * len(begun):
        return ()
    return tuple(_CAPITAL.findall(question))


def _stem_of_name(name: str) -> str:
    return terms.stem(name.lower().removesuffix("'s").removesuffix("’s"))


def holds_names(evidence: Evidence, question: Understood) -> bool:
    """Whether a piece could speak of every name that is asked about.

    A name stands in it, or in what it stands under or beside; of a name of several words one that
    is no ordinary word will do, as papers say "Mr Cole" of Adam Cole. A single name may also be
    what its paper is about: one that it gives OFTEN. What is said of one place answers no question
    on the way from there to another, so of two names both must be there. Names of months are read
    as dates, elsewhere.
    """
    paper = evidence.unit.document
    missing, runs = 0, _runs(question)
    for run in runs:
        telling = [word for word in run if not is_common(word, paper.ordinary)]
        there = [_stem_of_name(word) in evidence.words for word in telling or run]
        if any(there) if telling else all(there):
            continue
        missing += 1
        # "Wales" by itself is what a paper may be about; the "Infirmary" of two words is not.
        about = telling or (run if len(run) == 1 else ())
        if max(map(paper.times, about), default=0) < OFTEN:
            return False
    return not missing or len(runs) == 1


def _runs(question: Understood) -> tuple[tuple[str, ...], ...]:
    """The names that a question asks about, each as its words that stand side by side."""
    found: list[list[str]] = []
    end = None
    for match in _CAPITAL.finditer(question.text) if names(question.text) else ():
        stem = _stem_of_name(match.group())
        if of_date(stem) or stem not in question.stems:
            continue
        if end is not None and question.text[end : match.start()].isspace():
            found[-1].append(match.group())
        else:
            found.append([match.group()])
        end = match.end()
    return tuple(map(tuple, found))
