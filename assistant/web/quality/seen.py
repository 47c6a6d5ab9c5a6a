"""Which feedback a person may see: one's own, and that of people who could read no more.

What somebody asked, was told and writes about it may tell what is in any paper that they could
read then; an answer that cites nothing is no exception.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.feedback import Feedback, FeedbackStore, Triage, Triaged, Verdict
from assistant.people import Person
from assistant.web.site import Site
from ingest.errors import LibraryMissing
from ingest.library import EVERYTHING, DocumentRecord


@dataclass(frozen=True, slots=True)
class Entry:
    """A thumbs down with what was decided about it."""

    feedback: Feedback
    triaged: Triaged | None = None

    @property
    def state(self) -> Triage:
        """What was decided last."""
        return self.triaged.state if self.triaged else Triage.OPEN


def entries(
    store: FeedbackStore,
    person: Person,
    readable: Callable[[str], bool],
    everything: Callable[[], bool],
) -> tuple[Entry, ...]:
    """The thumbs down that `person` may see, the newest first; what is left out is not told of.

    Of other people's those are there whose asker could then read no more than `person` can now, and
    all of whose sources are `readable`, so none from a paper that is there no more. Where it was
    not noted what its asker could read, `everything` says whether the person may read all there
    is. One's own is always there, without the papers that may not be read any more.
    """
    triaged = store.triaged()
    found = []
    for one in reversed(store.all()):
        if one.verdict is not Verdict.DOWN:
            continue
        cited = tuple(place for place in one.citations if readable(place.document))
        if one.who == person.name:
            found.append(Entry(replace(one, citations=cited), triaged.get(one.number)))
        elif len(cited) == len(one.citations) and _within(one, person, everything):
            found.append(Entry(one, triaged.get(one.number)))
    return tuple(found)


def _within(one: Feedback, person: Person, everything: Callable[[], bool]) -> bool:
    if one.collections is None or person.collections is None:
        return everything()
    return one.collections <= person.collections


def entries_for(site: Site, person: Person) -> tuple[Entry, ...]:
    """The thumbs down that a person may see. Raises FeedbackUnusable, LibraryError."""
    if person.collections is None:
        return entries(site.feedback, person, lambda _: True, lambda: True)
    may_read = person.collections
    names = {record.document for record in records_for(site, person)}
    scope = person.scope()

    @cache
    def readable(name: str) -> bool:
        return name in names or site.answerer.document(name, scope) is not None

    @cache
    def everything() -> bool:
        try:
            return may_read.issuperset(site.answerer.choices(EVERYTHING).collections)
        except LibraryMissing:
            return False

    return entries(site.feedback, person, readable, everything)


def records_for(site: Site, person: Person) -> Sequence[DocumentRecord]:
    """The papers that a person may read; () where nothing was ever ingested."""
    try:
        return site.answerer.documents(person.scope())
    except LibraryMissing:
        return ()
