"""Which feedback a person may see: that on answers all of whose sources the person may read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.feedback import Feedback, FeedbackStore, Triage, Triaged, Verdict
from assistant.people import Person
from assistant.web.site import Site
from ingest.errors import LibraryMissing
from ingest.library import DocumentRecord


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
    store: FeedbackStore, readable: Callable[[str], bool], everything: bool
) -> tuple[Entry, ...]:
    """The thumbs down that may be seen, the newest first.

    Feedback on an answer from a paper that may not be read, or that is there no more, is left out
    without a word: the question alone may tell what is in it. `everything` leaves nothing out.
    """
    triaged = store.triaged()
    return tuple(
        Entry(one, triaged.get(one.number))
        for one in reversed(store.all())
        if one.verdict is Verdict.DOWN
        and (everything or all(readable(place.document) for place in one.citations))
    )


def entries_for(site: Site, person: Person) -> tuple[Entry, ...]:
    """The thumbs down that a person may see. Raises FeedbackUnusable, LibraryError."""
    names = {record.document for record in records_for(site, person)}
    scope, known = person.scope(), dict[str, bool]()

    def readable(name: str) -> bool:
        if name not in known:
            known[name] = name in names or site.answerer.document(name, scope) is not None
        return known[name]

    return entries(site.feedback, readable, person.collections is None)


def records_for(site: Site, person: Person) -> Sequence[DocumentRecord]:
    """The papers that a person may read; () where nothing was ever ingested."""
    try:
        return site.answerer.documents(person.scope())
    except LibraryMissing:
        return ()
