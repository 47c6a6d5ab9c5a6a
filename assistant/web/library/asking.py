"""What a librarian's request may do, checked on the server whatever the page showed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.people import Act, Person
from assistant.web.fragments import refuse
from assistant.web.library.add_page import NEW, open_collections, standing
from assistant.web.library.desk import Desk
from assistant.web.library.job import Job, Phase, Task
from assistant.web.library.names import clean_collection, clean_name
from assistant.web.site import Site
from ingest.errors import LibraryMissing, ReadError
from ingest.library import DocumentRecord


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where a file is to go.

    document   what it will be called; `there` is the paper or archive it replaces
    retires    the paper that it replaces under another name
    """

    document: str
    collection: str
    name: str
    there: DocumentRecord | None = None
    retires: DocumentRecord | None = None

    @property
    def replaces(self) -> DocumentRecord | None:
        """The paper whose place it takes."""
        return self.retires or self.there

    def job(self, id_: str, who: str, title: str, digest: str) -> Job:
        """What is asked for, once the file is there."""
        retires = self.retires.document if self.retires else ""
        task = Task.REPLACE if self.replaces else Task.ADD
        told = self.replaces.facts.title if self.replaces else title
        name = self.document.rsplit("/", 1)[-1]
        return Job(
            task,
            self.document,
            self.collection,
            who,
            told,
            retires=retires,
            file=name,
            digest=digest,
            id=id_,
        )


def records_for(site: Site, person: Person) -> Sequence[DocumentRecord]:
    """The papers that somebody may read; () where nothing was ever ingested."""
    try:
        return site.answerer.documents(person.scope())
    except LibraryMissing:
        return ()


def record_of(site: Site, person: Person, number: str) -> DocumentRecord:
    """One of those papers by its number. What may not be read and what is not there end alike."""
    for record in records_for(site, person):
        if str(record.id) == number:
            return record
    refuse(site.words("paper.missing"))


def collection_for(site: Site, person: Person, chosen: str, new: str) -> str:
    """The collection that a file is to go to. One that may not be read is as one that is not."""
    if person.collections is None and chosen == NEW:
        try:
            return clean_collection(new)
        except ReadError as error:
            refuse(str(error), 422)
    if chosen not in open_collections(person, records_for(site, person)):
        refuse(site.words("upload.unknown_collection"))
    return chosen


def wanted(
    site: Site, desk: Desk, person: Person, collection: str, given: str, replaces: str = ""
) -> Wanted:
    """Where a file of that name goes, and what it replaces. Raises ReadError for its name.

    `replaces` is the number of a paper that it is to take the place of, whatever it is called: an
    uploaded one keeps its name where the ending is the same.
    """
    name = clean_name(given)
    old = record_of(site, person, replaces) if replaces else None
    if old is not None:
        collection = old.facts.collection
        kept = desk.papers.file_of(old)
        if kept == old.document and _ending(kept) == _ending(name):
            return Wanted(kept, collection, name, there=old)
    document = desk.papers.document(collection, name)
    records = records_for(site, person)
    inside = f"{document}/"
    there = next(
        (r for r in records if r.document == document or r.document.startswith(inside)), None
    )
    retires = old if old is not None and old.document != document else None
    return Wanted(document, collection, name, there, retires)


def same_as(site: Site, desk: Desk, person: Person, place: Wanted, digest: str) -> str:
    """That the very same file is there under another name, in words; "" where it is not.

    Only papers that the person may read are looked at: of others nothing may be told.
    """
    words, known = site.words, {place.document, place.replaces and place.replaces.document}
    for record in records_for(site, person):
        if record.digest == digest and record.document not in known:
            collection = record.facts.collection
            return words("upload.same", **standing(record, words), collection=collection)
    for state in desk.states(person.collections):
        job = state.job
        if job.digest == digest and state.phase is not Phase.DONE and job.document not in known:
            return words("upload.same_waiting", name=job.file)
    return ""


def may_keep(person: Person) -> bool:
    """Whether somebody may change the Library."""
    return person.may(Act.KEEP)


def _ending(name: str) -> str:
    return name.rpartition(".")[2].casefold()
