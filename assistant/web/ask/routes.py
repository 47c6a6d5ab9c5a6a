"""What the Ask room's script asks for: the list of conversations, files, verdicts, next questions.

Every route looks the conversation up as the person's own. Another's, a deleted one and one that
never was are answered alike.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from assistant.audit import What
from assistant.conversation.kept import SeenTurn, file_name, to_markdown, to_word
from assistant.feedback import Reason, Verdict
from assistant.retrieve.terms import content_stems
from assistant.web.ask.next_questions import After, NextQuestions
from assistant.web.ask.shown import readable_by, seen_by
from assistant.web.ask.side import PAGE, TITLE, talks_html
from assistant.web.ask.turns import ask_button
from assistant.web.ask.verdicts import COMMENT, JUDGED, about, verdict_html
from assistant.web.escape import escaped
from assistant.web.fragments import NOT_KEPT, fragment, plain
from assistant.web.gate import person_of
from ingest.errors import WaymarkError

if TYPE_CHECKING:
    from assistant.people import Person
    from assistant.web.site import Site

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MOST = 10_000  # characters of what a page sends


def conversations_router(site: Site) -> APIRouter:
    """Routes below /conversations, each a person's own."""
    router = APIRouter(prefix="/conversations", include_in_schema=False)
    words, kept = site.words, site.conversations
    following = NextQuestions(site.answerer, site.asking.busy)

    def gone() -> Response:
        return plain(words("ask.gone"), 404)

    @router.get("")
    def talks(request: Request, q: str = "", here: str = "", before: int | None = None) -> Response:
        person = person_of(request)
        searched = bool(q.strip())
        try:
            if searched:
                within = readable_by(site, person)
                found = kept.find(person.name, q, within=within, limit=PAGE + 1, before=before)
            else:
                found = kept.all(person.name, limit=PAGE + 1, before=before)
        except WaymarkError as error:
            return plain(str(error), 503)
        now = datetime.now().astimezone()
        return fragment(talks_html(found, words, here, searched=searched, today=now))

    @router.patch("/{id}")
    async def rename(request: Request, id: str) -> Response:
        person, told = person_of(request), await _told(request)
        title = told.get("title")
        if not isinstance(title, str):
            return plain(words("ask.unexpected"), 422)
        return await run_in_threadpool(lambda: _renamed(person, id, title[:TITLE]))

    def _renamed(person: Person, id: str, title: str) -> Response:
        try:
            there = kept.rename(person.name, id, title)
        except WaymarkError as error:
            return plain(str(error), 503)
        return Response(status_code=204) if there else gone()

    @router.delete("/{id}")
    def delete(request: Request, id: str) -> Response:
        person = person_of(request)
        try:
            there = kept.delete(person.name, id)
        except WaymarkError as error:
            return plain(str(error), 503)
        if not there:
            return gone()
        site.note(person, What.DELETED_CONVERSATION, conversation=id)
        return Response(status_code=204)

    @router.get("/{id}/export.{kind}")
    def export(request: Request, id: str, kind: str) -> Response:
        person = person_of(request)
        if kind not in ("md", "docx"):
            return plain(words("ask.no_file"), 404)
        try:
            conversation = seen_by(site, person, id)
        except WaymarkError as error:
            return plain(str(error), 503)
        if conversation is None:
            return gone()
        site.note(person, What.EXPORTED, conversation=id, kind=kind)
        library, now = site.settings.library.resolve().name, datetime.now().astimezone()
        name = file_name(conversation, kind)
        headers = {**NOT_KEPT, "Content-Disposition": f'attachment; filename="{name}"'}
        if kind == "docx":
            made = to_word(conversation, library, now)
            return Response(made, media_type=_WORD, headers=headers)
        text = to_markdown(conversation, library, now)
        return Response(text, media_type="text/markdown; charset=utf-8", headers=headers)

    @router.post("/{id}/turns/{number}/stop")
    def stop(request: Request, id: str, number: int) -> Response:
        person = person_of(request)
        return Response(status_code=204) if site.asking.stop(person.name, id, number) else gone()

    @router.post("/{id}/turns/{number}/feedback")
    async def feedback(request: Request, id: str, number: int) -> Response:
        person, told = person_of(request), await _told(request)
        return await run_in_threadpool(lambda: _judged(person, id, number, told))

    def _judged(person: Person, id: str, number: int, told: dict[str, Any]) -> Response:
        try:
            verdict = Verdict(str(told.get("verdict")))
            reason = _reason(told) if verdict is Verdict.DOWN else None
        except ValueError:
            return plain(words("ask.unexpected"), 422)
        comment = str(told.get("comment") or "")[:COMMENT]
        try:
            turns, turn = _turn(site, person, id, number)
            if turn is None or turn.answer is None or turn.answer.status not in JUDGED:
                return gone()
            said = about(turns, turn, verdict, reason, comment, person)
            site.feedback.add(said)
        except WaymarkError as error:
            return plain(str(error), 503)
        site.note(person, What.FEEDBACK, conversation=id, turn=number, verdict=verdict.value)
        at = f"/conversations/{id}/turns/{number}/feedback"
        return fragment(verdict_html(number, said, words, at))

    @router.get("/{id}/turns/{number}/next")
    def next_questions(request: Request, id: str, number: int) -> Response:
        person = person_of(request)
        try:
            turns, turn = _turn(site, person, id, number)
        except WaymarkError as error:
            return plain(str(error), 503)
        if turn is None:
            return gone()
        if turn.answer is None or turn.answer.status not in JUDGED:
            return fragment("")
        cited = (*turn.answer.citations, *turn.answer.related)
        asked = tuple(one.question for one in turns if one.number <= number)
        documents = frozenset(one.document for one in cited)
        near = frozenset(content_stems(f"{turn.question} {turn.answer.text}"))
        found = following.after(After(person.scope(turn.filters), documents, asked, near))
        if found is None:
            return Response(status_code=202, headers=NOT_KEPT)
        return fragment(_next_html(found, site))

    return router


def _next_html(questions: tuple[str, ...], site: Site) -> str:
    if not questions:
        return ""
    items = "".join(
        f"<li>{ask_button(one, escaped(one), kind='wm-example')}</li>" for one in questions
    )
    heading = site.words.html("ask.next")
    return f'<h3 class="wm-panel-title">{heading}</h3><ul class="wm-examples">{items}</ul>'


def _turn(
    site: Site, person: Person, id: str, number: int
) -> tuple[tuple[SeenTurn, ...], SeenTurn | None]:
    """The turns of a person's conversation as they may be seen, and one of them."""
    conversation = seen_by(site, person, id)
    turns = conversation.turns if conversation else ()
    return turns, next((one for one in turns if one.number == number), None)


def _reason(told: dict[str, Any]) -> Reason | None:
    name = told.get("reason")
    if not name:
        return None
    if name not in Reason.__members__:
        raise ValueError("no such reason")
    return Reason[name]


async def _told(request: Request) -> dict[str, Any]:
    """What a page sent as JSON; {} for what none of ours sends."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > 4 * _MOST:
            return {}
    try:
        import json

        told = json.loads(body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
