"""The routes of the Library room. Each asks who is there and what that person may read and do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from fastapi import APIRouter, Body, HTTPException, Request
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from assistant.people import Act, Person
from assistant.web.fragments import NOT_KEPT, allowed, fragment, plain, refuse, told
from assistant.web.gate import person_of
from assistant.web.library.add_page import add_html, open_collections, standing
from assistant.web.library.asking import (
    Wanted,
    collection_for,
    may_keep,
    record_of,
    records_for,
    same_as,
    wanted,
)
from assistant.web.library.desk import Desk
from assistant.web.library.job import Job, Task
from assistant.web.library.list_page import list_html
from assistant.web.library.listing import asked_by
from assistant.web.library.paper_page import missing_html, paper_html
from assistant.web.library.receiving import check_length, check_received, receive
from assistant.web.library.work_page import work_html
from assistant.web.site import Site
from assistant.web.words import Words
from ingest.errors import LibraryFull, ReadError, TooLarge

if TYPE_CHECKING:
    from ingest.library import DocumentRecord

_MOST_CHECKED = 500  # files that are asked about at once
_KEEPS = "<span data-work hidden></span>"  # tells the script to look at what is being done


def library_router(site: Site, desk: Desk) -> APIRouter:
    """Everything below /library but the page itself."""
    router = APIRouter(prefix="/library")
    words = site.words

    def keeper(request: Request) -> Person:
        return allowed(request, Act.KEEP, words("library.not_allowed"))

    @router.get("/part")
    def part(request: Request) -> Response:
        return told(words, lambda: fragment(_part(request, site, desk)))

    @router.get("/work")
    def work(request: Request) -> Response:
        def made() -> Response:
            return fragment(work_html(desk.states(keeper(request).collections), words))

        return told(words, made)

    @router.post("/check")
    def check(request: Request, asked: dict[str, Any] = Body(...)) -> Response:  # noqa: B008
        return told(words, lambda: _checked(site, desk, keeper(request), asked))

    @router.post("/files")
    async def files(request: Request) -> Response:
        return await _received(request, site, desk)

    @router.post("/reread")
    async def reread(request: Request) -> Response:
        number = await _field(request, "d")

        def asked() -> Response:
            person = keeper(request)
            record = record_of(site, person, number)
            return _asked(site, desk, person, record, Task.REREAD, record.document)

        return await run_in_threadpool(told, words, asked)

    @router.post("/retire")
    async def retire(request: Request) -> Response:
        number, sure = await _field(request, "d"), await _field(request, "sure")

        def asked() -> Response:
            person = keeper(request)
            record = record_of(site, person, number)
            if sure != "1":
                refuse(words("paper.retire_open"), 422)
            kept = desk.papers.file_of(record)
            return _asked(site, desk, person, record, Task.RETIRE, kept or record.document)

        return await run_in_threadpool(told, words, asked)

    return router


async def _field(request: Request, name: str) -> str:
    form = await request.form(max_files=0, max_fields=8)
    return str(form.get(name, ""))


def _part(request: Request, site: Site, desk: Desk) -> str:
    """What the address asks for: one paper, the form for adding some, or the list."""
    person, query, words = person_of(request), request.query_params, site.words
    keeps = may_keep(person)
    records = records_for(site, person)
    mark = _KEEPS if keeps else ""
    if "d" in query:
        record = next((r for r in records if str(r.id) == query["d"]), None)
        if record is None:
            return mark + missing_html(words)  # it may have been taken out just now
        kept = desk.papers.file_of(record)
        inside = _inside(kept, records) if kept and kept != record.document else 0
        ours = kept is not None
        most = site.settings.max_file_mb
        return mark + paper_html(
            record, records, words, keeps=keeps, ours=ours, archived=inside, most=most
        )
    if "add" in query and keeps:
        open_ = open_collections(person, records)
        new = person.collections is None
        return mark + add_html(open_, words, most=site.settings.max_file_mb, new=new)
    return mark + list_html(records, asked_by(query), words, keeps=keeps)


def _inside(archive: str, records: Sequence[DocumentRecord]) -> int:
    return sum(record.document.startswith(f"{archive}/") for record in records)


def _checked(site: Site, desk: Desk, person: Person, asked: dict[str, Any]) -> Response:
    """For each file that is to be sent: what it will be called, what it replaces, or why not."""
    names = asked.get("names")
    if not isinstance(names, list) or len(names) > _MOST_CHECKED:
        refuse(site.words("library.nothing"), 422)
    collection = collection_for(
        site, person, str(asked.get("collection", "")), str(asked.get("new", ""))
    )
    found: list[dict[str, object]] = []
    seen = set[str]()
    for name in names:
        try:
            place = wanted(site, desk, person, collection, str(name))
        except ReadError as error:
            found.append({"problem": str(error)})
            continue
        if place.document.casefold() in seen:
            found.append({"problem": site.words("upload.twice")})
            continue
        seen.add(place.document.casefold())
        there = place.there
        shown = place.document.rsplit("/", 1)[-1]
        replaces = standing(there, site.words) if there else None
        found.append({"name": shown, "replaces": replaces})
    return JSONResponse({"files": found}, headers=NOT_KEPT)


async def _received(request: Request, site: Site, desk: Desk) -> Response:
    """Take one file: who, what, how long; then to the disk; then to the desk."""
    words, settings = site.words, site.settings
    announced = request.headers.get("content-length")
    id_ = uuid4().hex
    folder = desk.papers.incoming / id_
    try:
        person = allowed(request, Act.KEEP, words("library.not_allowed"))
        check_length(announced, settings, desk.papers.room_left())
        place = await run_in_threadpool(_place, request, site, desk, person)
        folder.mkdir(parents=True)
        path = folder / place.document.rsplit("/", 1)[-1]
        size, digest = await receive(request.stream(), path, settings)
        await run_in_threadpool(check_received, place.document, path, size, announced, settings)
        query = request.query_params
        return await run_in_threadpool(
            told, words, lambda: _taken(site, desk, person, place, id_, digest, query)
        )
    except HTTPException as error:
        return plain(str(error.detail), error.status_code)
    except TooLarge as error:
        # What is still to come is not read: the connection ends with the answer.
        refused = plain(str(error), 413)
        refused.headers["connection"] = "close"
        return refused
    except ReadError as error:
        return plain(str(error), 415)
    except LibraryFull as error:
        return plain(str(error), 507)
    except OSError as error:
        return plain(f"{words('upload.lost')} ({error.strerror})", 507)
    finally:
        await run_in_threadpool(_tidied, desk, id_)


def _place(request: Request, site: Site, desk: Desk, person: Person) -> Wanted:
    query, words = request.query_params, site.words
    replaces = query.get("d", "")
    collection = ""
    if not replaces:
        collection = collection_for(site, person, query.get("collection", ""), query.get("new", ""))
    place = wanted(site, desk, person, collection, query.get("name", ""), replaces)
    _spares_others(place, words)
    if place.there is not None and query.get("replace") != "1":
        refuse(words("upload.exists"), 409)
    if desk.waits_for(place.document) or (replaces and desk.waits_for(_old(place))):
        refuse(words("upload.waits"), 409)
    return place


def _spares_others(place: Wanted, words: Words) -> None:
    """Refuse what would overwrite a third paper in taking the place of one."""
    if place.there is not None and place.retires is not None:
        refuse(words("upload.taken", title=place.there.facts.title), 409)


def _old(place: Wanted) -> str:
    return place.replaces.document if place.replaces else place.document


def _taken(
    site: Site,
    desk: Desk,
    person: Person,
    place: Wanted,
    id_: str,
    digest: str,
    query: Mapping[str, str],
) -> Response:
    # Somebody else may have sent a file of the same name while this one came. What waits is asked
    # first, so that a paper that is done in between is found among those that are there.
    waits = desk.waits_for(place.document)
    now = wanted(site, desk, person, place.collection, place.name, query.get("d", ""))
    _spares_others(now, site.words)
    new = place.replaces is None and now.there is not None
    if new or waits:
        refuse(site.words("upload.exists" if new else "upload.waits"), 409)
    same = "" if query.get("same") == "1" else same_as(site, desk, person, place, digest)
    if same:  # the page asks, and sends it again if it is to be added all the same
        return JSONResponse({"same": same}, 409, NOT_KEPT)
    job = place.job(id_, person.name, place.name, digest)
    detail = {"document": job.document, "collection": job.collection}
    if job.retires:
        detail["replaces"] = job.retires
    site.note(person, job.task.what, **detail, outcome="asked for")
    if desk.add(job) is None:  # one for the same paper came in between
        refuse(site.words("upload.waits"), 409)
    return JSONResponse({"job": job.id, "said": site.words("upload.sent")}, 202, NOT_KEPT)


def _tidied(desk: Desk, id_: str) -> None:
    """Take away what was received where no job has come of it."""
    import shutil

    if not desk.has(id_):
        shutil.rmtree(desk.papers.incoming / id_, ignore_errors=True)


def _asked(
    site: Site, desk: Desk, person: Person, record: DocumentRecord, task: Task, document: str
) -> Response:
    if desk.waits_for(document) or desk.waits_for(record.document):
        refuse(site.words("paper.busy"), 409)
    collection = record.facts.collection
    site.note(person, task.what, document=document, collection=collection, outcome="asked for")
    if desk.add(Job(task, document, collection, person.name, record.facts.title)) is None:
        refuse(site.words("paper.busy"), 409)
    return plain(site.words(f"paper.asked_{task.value}"), 202)
